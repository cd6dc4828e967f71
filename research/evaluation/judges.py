"""Judges that are independent of the chooser: the two public taggers, and signal analysis by librosa.

Neither is used when a pick is chosen, and librosa decodes and measures the files itself. The independence has limits:
the audio encoder was distilled from these taggers (never on the projects of ``AudioEncoderConfig.held_out``), and both
sides compute the same spectral centroid.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoders.mel import compress_mel, compute_mel_power, cut_windows
from musechat.errors import BadInput
from research.training.exact_examples import MSD, MTT
from research.training.material import decode_file
from research.training.musicnn import Teachers

DoubleArray = NDArray[np.float64]

TAGS = (*(f"mtt:{tag}" for tag in MTT), *(f"msd:{tag}" for tag in MSD))
SIGNALS = ("level", "onset", "centroid", "tempo", "pulse", "major")
TAGS_VERSION, SIGNALS_VERSION = "1", "3"  # of the cached results; raised when their computation changes
MOST_WINDOWS = 40  # of three seconds; of a longer track this many are used, evenly spread
RATE = 22_050
SLOWEST, FASTEST = 40.0, 480.0  # limits of the tempogram, pulses per minute
# Krumhansl and Kessler's probe-tone profiles of C major and C minor (Cognitive Foundations of Musical Pitch, 1990).
MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)


@dataclass(frozen=True)
class JudgeScores:
    """The judges' scores of tracks, a row each: ``scores`` (n, 100) in the order of :data:`TAGS`, 0..1, and
    ``signals`` (n, 6) in the order of :data:`SIGNALS`.
    """  # noqa: D205 (one sentence)

    scores: DoubleArray
    signals: DoubleArray

    @cached_property
    def standardised_columns(self) -> dict[str, DoubleArray]:
        """Each tag's log odds and each signal by name, standardised over the tracks: (n,) each."""
        # Log odds: the scores pile up near 0, where a mean of plain scores would see no difference.
        odds = np.log(self.scores.clip(1e-4, 1 - 1e-4)) - np.log1p(-self.scores.clip(1e-4, 1 - 1e-4))
        return dict(zip((*TAGS, *SIGNALS), _standardise(np.concatenate([odds, self.signals], 1)).T, strict=True))

    def score_tag(self, tag: str) -> DoubleArray:
        """Return the score of a tag, (n,): the higher of the two where both taggers have it."""
        known = [n for n, name in enumerate(TAGS) if name.split(":", 1)[1] == tag]
        return np.asarray(self.scores[:, known].max(1))

    def balance_columns(self, more: str, less: str = "") -> DoubleArray:
        """Return the mean of the columns in ``more`` minus the mean of those in ``less``, standardised: (n,)."""
        sides = [[self.standardised_columns[name.replace("_", " ")] for name in side.split()] for side in (more, less)]
        means = [np.mean(side, axis=0) if side else np.zeros(len(self.scores)) for side in sides]
        return _standardise((means[0] - means[1])[:, None])[:, 0]


class Judges:
    """Analyses files with all judges and caches the results by file content.

    Args:
        weights: folder of the taggers' weights.
        cache: folder of cached results; created if missing.

    Raises:
        BadInput: ``no-teachers`` where the weights are not there, ``no-librosa`` where librosa is not installed.

    """

    def __init__(self, weights: Path, cache: Path) -> None:
        if not (weights / "musicnn_mtt_pons2019.npz").is_file():
            raise BadInput("no-teachers", f"The taggers' weights are not in {weights}", "Give their folder with --data")
        try:
            import librosa
        except ImportError as error:
            raise BadInput("no-librosa", "librosa, one of the judges, is missing", "pip install librosa") from error
        self._librosa: Any = librosa
        self._weights, self._cache = weights, cache
        cache.mkdir(parents=True, exist_ok=True)

    def judge_files(self, paths: Sequence[Path], progress: Callable[[float], None] = lambda _: None) -> JudgeScores:
        """Analyse ``paths``, a row each in their order; ``progress`` is called with the share done, 0..1."""
        rows = []
        for n, path in enumerate(paths):
            rows.append(self._judge_file(path))
            progress((n + 1) / len(paths))
        found = np.stack(rows) if rows else np.zeros((0, len(TAGS) + len(SIGNALS)))
        return JudgeScores(found[:, : len(TAGS)], found[:, len(TAGS) :])

    @cached_property
    def _teachers(self) -> Teachers:
        return Teachers(self._weights)

    def _judge_file(self, path: Path) -> DoubleArray:
        with path.open("rb") as file:
            # By content, so that a renamed file is not analysed again and a changed one is.
            key = hashlib.file_digest(file, "sha256").hexdigest()[:20]
        parts = []
        for name, analyse in (
            (f"tags-{TAGS_VERSION}", self._score_tags),
            (f"signals-{SIGNALS_VERSION}", self._measure_signals),
        ):
            cached = self._cache / f"{key}-{name}.npy"
            if not cached.is_file():
                np.save(cached, analyse(path))
            parts.append(np.load(cached))
        return np.concatenate(parts)

    def _score_tags(self, path: Path) -> DoubleArray:
        """Return the mean tag scores over the windows of a track, (100,)."""
        parts = cut_windows(
            compress_mel(compute_mel_power(decode_file(path)).half().float())
        )  # through fp16, as the taggers were trained
        if len(parts) > MOST_WINDOWS:
            parts = parts[np.linspace(0, len(parts) - 1, MOST_WINDOWS).round().astype(int)]
        logits, _ = self._teachers.label_windows(parts)
        return np.asarray((1 / (1 + np.exp(-logits.astype(np.float64)))).mean(0))

    def _measure_signals(self, path: Path) -> DoubleArray:
        """Return level (dB), onset strength, log2 of centroid (Hz), tempo and pulse (bpm), and majorness: (6,)."""
        tools = self._librosa
        wave, _ = tools.load(path, sr=RATE, mono=True)
        strength = tools.onset.onset_strength(y=wave, sr=RATE)
        spectrum = np.abs(tools.stft(wave))
        whole = spectrum.mean(1, keepdims=True)  # loud frames weigh more: the centroid of silence is noise
        return np.array(
            [
                20 * np.log10(max(float(np.sqrt((wave**2).mean())), 1e-6)),
                float(strength.mean()),
                np.log2(1 + float(tools.feature.spectral_centroid(S=whole, sr=RATE)[0, 0])),
                float(np.log2(tools.feature.tempo(onset_envelope=strength, sr=RATE)[0])),
                self._measure_pulse(strength),
                _measure_majorness(tools.feature.chroma_stft(S=spectrum**2, sr=RATE).mean(1)),
            ]
        )

    def _measure_pulse(self, strength: DoubleArray) -> float:
        """Centroid of the Fourier tempogram, log2 of pulses per minute; robust against octave errors of the tempo."""
        power = np.abs(self._librosa.feature.fourier_tempogram(onset_envelope=strength, sr=RATE)).mean(1) ** 2
        rates = self._librosa.fourier_tempo_frequencies(sr=RATE)
        within = (rates >= SLOWEST) & (rates <= FASTEST)
        return float(np.log2(rates[within]) @ power[within] / max(float(power[within].sum()), 1e-12))


def _measure_majorness(chroma: DoubleArray) -> float:
    """Correlation of mean chroma (12,) with the best major key minus that with the best minor key."""
    rotations = [np.roll(chroma, -n) for n in range(12)]
    major, minor = (max(np.corrcoef(t, profile)[0, 1] for t in rotations) for profile in (MAJOR, MINOR))
    return float(major - minor)


def _standardise(values: DoubleArray) -> DoubleArray:
    # The floor keeps a constant column at zero instead of dividing by zero.
    return np.asarray((values - values.mean(0)) / np.maximum(values.std(0), 1e-9))
