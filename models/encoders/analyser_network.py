"""The music analyser's network: beats, bar lines and tempo by a temporal convolutional network, families, key.

The rhythm part follows Davies and Böck (2019) and Böck and Davies (2020): a small convolutional front end over log-mel,
then dilated convolutions, with beats, downbeats and tempo learnt together. The key part keeps transposition: it is a
convolution along pitch, folded into twelve pitch classes that a circular convolution treats alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from models.encoders.analyser_spectra import BANDS, LOWEST_NOTE, SEMITONES, STEPS
from models.encoders.instrument_families import FAMILIES

WIDTH = 96
TRUNK = 48 * (BANDS // 16)
DILATIONS = (1, 2, 4, 8, 16, 32, 64, 128, 256)
FAMILY_WIDTH = 160
FRAMES_PER_STEP = 4  # families and key have a quarter of the frame rate
TEMPO_BINS = 120
SLOWEST_BPM, FASTEST_BPM = 45.0, 230.0
KEYS = 24
KEY_WIDTH = 48
OCTAVES = SEMITONES // 12


@dataclass(frozen=True)
class AnalyserOutput:
    """What the network says of B excerpts; all are logits."""

    beat: Tensor  # (B, T)
    downbeat: Tensor  # (B, T)
    tempo: Tensor  # (B, TEMPO_BINS)
    families: Tensor  # (B, T // 4, families)
    key: Tensor  # (B, 24), C major first, C minor at 12


def make_tempo_grid() -> np.ndarray:
    """The tempi of the bins, beats a minute, (TEMPO_BINS,)."""
    return np.geomspace(SLOWEST_BPM, FASTEST_BPM, TEMPO_BINS)


class AnalyserNetwork(nn.Module):
    """Spectra to :class:`AnalyserOutput`."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(BANDS)
        self.trunk = nn.Sequential(
            _make_image_layer(1, 16),  # (B, 16, 40, T)
            _make_image_layer(16, 32),  # (B, 32, 20, T)
            _make_image_layer(32, 40),  # (B, 40, 10, T)
            _make_image_layer(40, 48),  # (B, 48, 5, T)
        )
        self.rhythm = RhythmHead()
        self.families = FamilyHead()
        self.key = KeyHead()

    def forward(self, mel: Tensor, pitch: Tensor) -> AnalyserOutput:
        """Listen to mel (B, T, 80) and pitch (B, T // 4, 216)."""
        features = self.read_mel(mel)
        beat, downbeat, tempo = self.rhythm(features)
        return AnalyserOutput(beat, downbeat, tempo, self.families(features), self.key(pitch))

    def read_mel(self, mel: Tensor) -> Tensor:
        """Features of every frame, (B, TRUNK, T), of mel (B, T, 80)."""
        image = self.norm(mel.transpose(1, 2)).unsqueeze(1).to(memory_format=torch.channels_last)
        features: Tensor = self.trunk(image).flatten(1, 2)
        return features


class RhythmHead(nn.Module):
    """Beats, downbeats and tempo."""

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Conv1d(TRUNK, WIDTH, 1)
        self.blocks = nn.ModuleList(DilatedBlock(WIDTH, 5, dilation) for dilation in DILATIONS)
        self.beats = nn.Conv1d(WIDTH, 2, 1)
        self.tempo = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH), nn.ReLU(), nn.Linear(WIDTH, TEMPO_BINS))

    def forward(self, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Features (B, TRUNK, T) to beat and downbeat logits (B, T) and tempo logits (B, bins)."""
        hidden = self.enter(features)
        skips = torch.zeros_like(hidden)
        for block in self.blocks:
            hidden = block(hidden)
            skips = skips + hidden
        found = self.beats(torch.relu(hidden))
        pooled = torch.cat([skips.mean(2), skips.amax(2)], 1) / len(self.blocks)
        return found[:, 0], found[:, 1], self.tempo(pooled)


class DilatedBlock(nn.Module):
    """One dilated convolution and one of width one around a shortcut."""

    def __init__(self, width: int, kernel: int, dilation: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(width, width, kernel, padding=dilation * (kernel // 2), dilation=dilation, bias=False),
            nn.BatchNorm1d(width),
            nn.ReLU(),
            nn.Conv1d(width, width, 1),
        )

    def forward(self, hidden: Tensor) -> Tensor:
        """(B, C, T) to the same shape."""
        deeper: Tensor = hidden + self.body(hidden)
        return deeper


class FamilyHead(nn.Module):
    """Which instrument families sound, at a quarter of the frame rate."""

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Sequential(
            nn.Conv1d(2 * TRUNK, FAMILY_WIDTH, 3, padding=1, bias=False), nn.BatchNorm1d(FAMILY_WIDTH), nn.ReLU()
        )
        self.blocks = nn.Sequential(*(DilatedBlock(FAMILY_WIDTH, 3, dilation) for dilation in (1, 2, 4, 8)))
        self.out = nn.Conv1d(FAMILY_WIDTH, len(FAMILIES), 1)

    def forward(self, features: Tensor) -> Tensor:
        """Features (B, TRUNK, T) to logits (B, T // 4, families)."""
        steps = nn.functional.avg_pool1d(features, FRAMES_PER_STEP)
        peaks = nn.functional.max_pool1d(features, FRAMES_PER_STEP)
        hidden = self.blocks(self.enter(torch.cat([steps, peaks], 1)))
        logits: Tensor = self.out(torch.relu(hidden)).transpose(1, 2)
        return logits


class KeyHead(nn.Module):
    """The key of an excerpt out of its pitch spectrum."""

    def __init__(self) -> None:
        super().__init__()
        self.notes = nn.Sequential(
            nn.Conv2d(1, 16, (5, 5), padding=(2, 2), bias=False), nn.BatchNorm2d(16), nn.ReLU(),
            nn.Conv2d(16, 16, (1, STEPS), stride=(1, STEPS), bias=False), nn.BatchNorm2d(16), nn.ReLU(),
        )  # fmt: skip
        self.chroma = _make_circular(16 * OCTAVES, KEY_WIDTH)
        self.whole = _make_circular(2 * KEY_WIDTH, KEY_WIDTH)
        self.dropout = nn.Dropout(0.2)
        self.out = nn.Conv1d(KEY_WIDTH, 2, 1)

    def forward(self, pitch: Tensor) -> Tensor:
        """Pitch (B, T, 216) to logits (B, 24)."""
        # What is loud in a frame counts against the frame's own mean: level is not a key.
        slow = nn.functional.avg_pool1d(pitch.transpose(1, 2), FRAMES_PER_STEP).transpose(1, 2)
        centred = slow - slow.mean(2, keepdim=True)
        notes = self.notes(centred.unsqueeze(1))  # (B, 16, T // 4, 72)
        batch, channels, steps, _ = notes.shape
        folded = notes.reshape(batch, channels, steps, OCTAVES, 12).permute(0, 2, 1, 3, 4)
        chroma = self.chroma(folded.reshape(batch * steps, channels * OCTAVES, 12)).reshape(batch, steps, KEY_WIDTH, 12)
        pooled = torch.cat([chroma.mean(1), chroma.amax(1)], 1)  # (B, 2 * KEY_WIDTH, 12)
        both = self.out(self.dropout(self.whole(pooled)))  # (B, 2, 12), class 0 is the lowest bin's
        return torch.roll(both, LOWEST_NOTE % 12, dims=2).flatten(1)


def _make_circular(inside: int, outside: int) -> nn.Sequential:
    """Convolution over all twelve pitch classes around each."""
    return nn.Sequential(
        nn.Conv1d(inside, outside, 11, padding=5, padding_mode="circular", bias=False),
        nn.BatchNorm1d(outside),
        nn.ReLU(),
    )


def _make_image_layer(inside: int, outside: int) -> nn.Sequential:
    """A convolution that halves the bands."""
    return nn.Sequential(
        nn.Conv2d(inside, outside, 3, stride=(2, 1), padding=1, bias=False), nn.BatchNorm2d(outside), nn.ReLU()
    )
