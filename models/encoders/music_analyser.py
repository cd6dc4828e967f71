"""The music analyser: beats, bar lines, tempo, key and instruments of a whole track."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.encoders.analyser_network import FRAMES_PER_STEP, AnalyserNetwork
from models.encoders.analyser_spectra import compute_pitch_spectrum, compute_rhythm_mel
from models.encoders.beat_decoding import decode_beats, decode_downbeats
from models.encoders.claim_calibration import AnalyserCalibration
from models.encoders.instrument_entries import find_entries
from models.encoders.instrument_naming import name_instruments
from models.encoders.mel import to_rate
from models.encoders.tempo_choice import choose_rhythm
from models.weight_files import read_weights
from musechat.hearing import HeardKey, HeardMusic

Doubles = NDArray[np.float64]
FloatArray = NDArray[np.float32]

WINDOW = 3072  # frames that are looked at together, one minute
MARGIN = 512  # of them at each side only lend context
KEY_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
MAX_SECONDS = 1200  # of a longer track only the first twenty minutes are analysed


@dataclass(frozen=True)
class HeardCurves:
    """The network's probabilities over a whole track."""

    beat: Doubles  # (frames,) at 50 per second
    downbeat: Doubles  # (frames,)
    tempo: Doubles  # (bins,) sums to one
    key: Doubles  # (24,) sums to one
    families: Doubles  # (steps, families) at 12.5 per second


class MusicAnalyser:
    """Thread-safe.

    Args:
        net: the trained network.
        calibration: turns what it says into probabilities.
        version: changes with the weights.

    """

    def __init__(self, net: AnalyserNetwork, calibration: AnalyserCalibration, version: str) -> None:
        self.net = net.eval()
        self.calibration = calibration
        self.version = version

    @classmethod
    def load_weights(cls, path: Path) -> MusicAnalyser:
        """Read weights that ``musechat train encoders`` wrote (fp16 safetensors).

        Raises:
            MuseChatError: ``no-weights`` where the file is missing.

        """
        arrays, about = read_weights(path, "The music analyser's", "Run musechat train encoders")
        net = AnalyserNetwork()
        # Not strict: counters that only training needs are not stored.
        net.load_state_dict(arrays, strict=False)
        return cls(net, AnalyserCalibration.from_json(json.loads(about["calibration"])), about["version"])

    def analyse_wave(self, wave: FloatArray, rate: int) -> HeardMusic:
        """Hear a whole track.

        Args:
            wave: (n,) mono float32, brought to one loudness (-18 LUFS).
            rate: sample rate in Hz.

        Raises:
            ValueError: if the wave is empty or not mono.

        """
        if wave.ndim != 1 or len(wave) == 0:
            raise ValueError(f"a mono wave is needed, not one of shape {wave.shape}")
        return self.name_curves(self.compute_curves(to_rate(wave[: MAX_SECONDS * rate], rate)))

    def name_curves(self, curves: HeardCurves) -> HeardMusic:
        """Beats, tempo, key and instruments out of the network's curves."""
        beats = decode_beats(curves.beat, curves.tempo)
        downbeats, clarity = decode_downbeats(beats, curves.downbeat)
        rhythm = choose_rhythm(beats, downbeats, clarity, curves.beat, curves.tempo, self.calibration)
        instruments = name_instruments(curves.families, self.calibration)
        return HeardMusic(
            rhythm, self._name_key(curves.key), instruments, find_entries(curves.families, self.calibration)
        )

    @torch.inference_mode()
    def compute_curves(self, wave: FloatArray) -> HeardCurves:
        """Run the network over mono sound at 16 kHz, (n,), in windows that overlap."""
        samples = torch.from_numpy(np.ascontiguousarray(wave, dtype=np.float32))
        return self.read_spectra(compute_rhythm_mel(samples), compute_pitch_spectrum(samples))

    @torch.inference_mode()
    def read_spectra(self, mel: Tensor, pitch: Tensor) -> HeardCurves:
        """Run the network over spectra (frames, 80) and (steps, 216) of a whole track."""
        beats, downbeats, families, tempi, keys, weights = [], [], [], [], [], []
        step = WINDOW - 2 * MARGIN
        frames = len(mel)
        for at in range(0, max(1, frames - MARGIN), step):
            first = max(0, at - MARGIN) // 4 * 4
            last = min(frames, at + step + MARGIN)
            is_last = at + step + MARGIN >= frames
            output = self.net(_pad_part(mel[first:last], 4 * FRAMES_PER_STEP), _cut_pitch(pitch, first, last))
            kept = slice(at - first, (frames if is_last else at + step) - first)
            beats.append(torch.sigmoid(output.beat[0, kept]))
            downbeats.append(torch.sigmoid(output.downbeat[0, kept]))
            rows = slice(kept.start // FRAMES_PER_STEP, -(-kept.stop // FRAMES_PER_STEP))
            families.append(torch.sigmoid(output.families[0, rows]))
            tempi.append(torch.log_softmax(output.tempo[0], 0))
            keys.append(torch.log_softmax(output.key[0], 0))
            weights.append(last - first)
            if is_last:
                break
        share = torch.tensor(weights, dtype=torch.float32)[:, None] / sum(weights)
        return HeardCurves(
            torch.cat(beats).double().numpy(),
            torch.cat(downbeats).double().numpy(),
            (torch.stack(tempi).exp() * share).sum(0).double().numpy(),
            torch.softmax((torch.stack(keys) * share).sum(0), 0).double().numpy(),
            torch.cat(families).double().numpy(),
        )

    def _name_key(self, key: Doubles) -> HeardKey:
        best = int(key.argmax())
        probability = self.calibration.judge_key(key)
        if probability < self.calibration.least_key:
            return HeardKey(None, None, probability)
        return HeardKey(KEY_NAMES[best % 12], ("major", "minor")[best // 12], probability)


def _cut_pitch(pitch: Tensor, first: int, last: int) -> Tensor:
    rows = pitch[first // FRAMES_PER_STEP : max(first // FRAMES_PER_STEP + 1, -(-last // FRAMES_PER_STEP))]
    return _pad_part(rows, FRAMES_PER_STEP)


def _pad_part(part: Tensor, multiple: int) -> Tensor:
    """One batch of the rows, silence added up to a multiple of rows."""
    missing = -len(part) % multiple
    return torch.nn.functional.pad(part, (0, 0, 0, missing))[None]
