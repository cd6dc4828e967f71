"""Key and tempo of a track as a judge hears them, who says nothing where librosa is not sure.

A tempo is only taken where two ways of finding it agree but for octaves, a key only where it stands out far. Both bars
were set on composed pieces, whose keys and tempos are known.
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
SURE_KEY = 0.2  # how far the best key's correlation must lie above the next one's
SAME_TEMPO = 0.03
OCTAVES = (0.5, 1.0, 2.0)
HOP = 512
SLOWEST, FASTEST, USUAL = 40.0, 240.0, 120.0  # beats a minute


@dataclass(frozen=True)
class SignalMeasurement:
    """What is measured in one file.

    Attributes:
        chroma: mean, (12,).
        tempo: by the autocorrelation of onsets, beats a minute.
        pulse: by their spectrum, beats a minute.

    """

    chroma: tuple[float, ...]
    tempo: float
    pulse: float

    @property
    def bpm(self) -> float | None:
        """The tempo, None where the two ways find different ones; its octave is not to be trusted."""
        return self.tempo if is_near_tempo(self.pulse, self.tempo, SAME_TEMPO) else None


class SignalJudge:
    """Listens to files with librosa, and remembers them by their content.

    Args:
        cache: folder in which findings are kept; made where missing.

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
        self, paths: Sequence[Path], told: Callable[[float], None] = lambda _: None
    ) -> list[SignalMeasurement]:
        """Listen to each file; ``told`` hears how much is done, 0..1."""
        found = []
        for n, path in enumerate(paths):
            found.append(self._judge_file(path))
            told((n + 1) / len(paths))
        return found

    def _judge_file(self, path: Path) -> SignalMeasurement:
        with path.open("rb") as file:
            kept = self._cache / f"{hashlib.file_digest(file, 'sha256').hexdigest()[:20]}-listening-{VERSION}.json"
        if not kept.is_file():
            kept.write_text(json.dumps(asdict(self._measure_file(path))), "utf-8")
        told = json.loads(kept.read_text("utf-8"))
        return SignalMeasurement(tuple(told["chroma"]), told["tempo"], told["pulse"])

    def _measure_file(self, path: Path) -> SignalMeasurement:
        tools = self._librosa
        wave, _ = tools.load(path, sr=RATE, mono=True)
        strength = tools.onset.onset_strength(y=wave, sr=RATE, hop_length=HOP)
        tempo = float(np.ravel(tools.feature.tempo(onset_envelope=strength, sr=RATE, hop_length=HOP))[0])
        chroma = tools.feature.chroma_cqt(y=wave, sr=RATE).mean(1)
        return SignalMeasurement(tuple(float(value) for value in chroma), tempo, find_pulse(strength))


def is_near_tempo(said_bpm: float, heard_bpm: float, within: float, octaves: Sequence[float] = OCTAVES) -> bool:
    """Whether a tempo lies within a share of another, or of that an octave or more apart."""
    return any(abs(said_bpm - heard_bpm * octave) <= within * heard_bpm * octave for octave in octaves)


def find_pulse(strength: DoubleArray) -> float:
    """The strongest beat in the spectrum of an onset curve (n,), beats a minute; usual ones are somewhat preferred."""
    size = 1 << int(np.ceil(np.log2(max(2, len(strength)) * 8)))
    power = np.abs(np.fft.rfft((strength - strength.mean()) * np.hanning(len(strength)), size))
    rates = np.fft.rfftfreq(size, HOP / RATE) * 60
    within = (rates >= SLOWEST) & (rates <= FASTEST)
    preferred = np.exp(-0.5 * np.log2(rates[within] / USUAL) ** 2)
    return float(rates[within][(power[within] * preferred).argmax()])


def find_key(chroma: DoubleArray, sure: float = SURE_KEY) -> str:
    """The key that mean chroma (12,) goes with best, "" where another goes nearly as well."""
    if np.ptp(chroma) == 0:
        return ""
    fits = {
        f"{name} {mode}": float(np.corrcoef(np.roll(chroma, -n), profile)[0, 1])
        for n, name in enumerate(NAMES)
        for mode, profile in (("major", MAJOR), ("minor", MINOR))
    }
    best, second = sorted(fits, key=lambda key: -fits[key])[:2]
    return best if fits[best] - fits[second] >= sure else ""
