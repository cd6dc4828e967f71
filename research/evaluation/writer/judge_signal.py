"""Key and tempo of a track by librosa, with no verdict where the measurement is uncertain.

A tempo counts only where two estimates agree up to octaves, a key only where its correlation clearly exceeds the next
one's. Both thresholds were set on composed pieces, whose keys and tempos are known.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from musechat.errors import BadInput
from research.evaluation.judges import MAJOR, MINOR, RATE, DoubleArray

NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
VERSION = "1"
SURE_KEY = 0.2  # least margin of the best key's correlation over the next one's
SAME_TEMPO = 0.03
OCTAVES = (0.5, 1.0, 2.0)
HOP = 512
SLOWEST, FASTEST, USUAL = 40.0, 240.0, 120.0  # beats a minute


@dataclass(frozen=True)
class SignalMeasurement:
    """Measurements of one file.

    Attributes:
        chroma: mean chroma, (12,).
        tempo: from the autocorrelation of onset strength, bpm.
        pulse: from the spectrum of onset strength, bpm.

    """

    chroma: tuple[float, ...]
    tempo: float
    pulse: float

    @property
    def bpm(self) -> float | None:
        """The tempo in bpm, possibly an octave off; None where the two estimates differ."""
        return self.tempo if is_near_tempo(self.pulse, self.tempo, SAME_TEMPO) else None


class SignalJudge:
    """Measures files with librosa and caches the results by file content.

    Args:
        cache: folder of cached results; created if missing.

    Raises:
        BadInput: ``no-librosa`` where librosa is not installed.

    """

    def __init__(self, cache: Path) -> None:
        try:
            import librosa
        except ImportError as error:
            raise BadInput("no-librosa", "librosa, one of the judges, is missing", "pip install librosa") from error
        self._librosa: Any = librosa
        self._cache = cache
        cache.mkdir(parents=True, exist_ok=True)

    def judge_files(
        self, paths: Sequence[Path], progress: Callable[[float], None] = lambda _: None
    ) -> list[SignalMeasurement]:
        """Measure each file; ``progress`` is called with the share done, 0..1."""
        found = []
        for n, path in enumerate(paths):
            found.append(self._judge_file(path))
            progress((n + 1) / len(paths))
        return found

    def _judge_file(self, path: Path) -> SignalMeasurement:
        with path.open("rb") as file:
            cached = self._cache / f"{hashlib.file_digest(file, 'sha256').hexdigest()[:20]}-listening-{VERSION}.json"
        if not cached.is_file():
            cached.write_text(json.dumps(asdict(self._measure_file(path))), "utf-8")
        values = json.loads(cached.read_text("utf-8"))
        return SignalMeasurement(tuple(values["chroma"]), values["tempo"], values["pulse"])

    def _measure_file(self, path: Path) -> SignalMeasurement:
        tools = self._librosa
        wave, _ = tools.load(path, sr=RATE, mono=True)
        strength = tools.onset.onset_strength(y=wave, sr=RATE, hop_length=HOP)
        tempo = float(np.ravel(tools.feature.tempo(onset_envelope=strength, sr=RATE, hop_length=HOP))[0])
        chroma = tools.feature.chroma_cqt(y=wave, sr=RATE).mean(1)
        return SignalMeasurement(tuple(float(value) for value in chroma), tempo, find_pulse(strength))


def is_near_tempo(said_bpm: float, heard_bpm: float, within: float, octaves: Sequence[float] = OCTAVES) -> bool:
    """Whether a tempo lies within a share of another, or of one of its ``octaves``."""
    return any(abs(said_bpm - heard_bpm * octave) <= within * heard_bpm * octave for octave in octaves)


def find_pulse(strength: DoubleArray) -> float:
    """Return the strongest beat in the spectrum of an onset curve (n,), bpm, mildly preferring usual tempos."""
    # Zero-padded eightfold: the bins must be narrower than the tolerance between the two estimates.
    size = 1 << int(np.ceil(np.log2(max(2, len(strength)) * 8)))
    power = np.abs(np.fft.rfft((strength - strength.mean()) * np.hanning(len(strength)), size))
    rates = np.fft.rfftfreq(size, HOP / RATE) * 60
    within = (rates >= SLOWEST) & (rates <= FASTEST)
    # Log-normal prior of one octave's width around 120 bpm, as in librosa's own tempo estimate.
    preferred = np.exp(-0.5 * np.log2(rates[within] / USUAL) ** 2)
    return float(rates[within][(power[within] * preferred).argmax()])


def find_key(chroma: DoubleArray, sure: float = SURE_KEY) -> str:
    """Return the best key for mean chroma (12,), "" if its margin over the next is below ``sure``."""
    if np.ptp(chroma) == 0:
        return ""
    fits = {
        f"{name} {mode}": float(np.corrcoef(np.roll(chroma, -n), profile)[0, 1])
        for n, name in enumerate(NAMES)
        for mode, profile in (("major", MAJOR), ("minor", MINOR))
    }
    best, second = sorted(fits, key=lambda key: -fits[key])[:2]
    return best if fits[best] - fits[second] >= sure else ""
