"""The key of a track as a judge hears it: librosa's chroma against Krumhansl and Kessler's profiles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models.evaluate.judges import MAJOR, MINOR, RATE, DoubleArray
from musechat.errors import BadInput

NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
VERSION = "1"
SURE = 0.05  # how far the best key's correlation must lie above the next one's


class KeyJudge:
    """Hears keys by itself, and remembers them by the files' content.

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

    def hear(self, paths: Sequence[Path], told: Callable[[float], None] = lambda _: None) -> list[str]:
        """The key of each file, "" where none stands out; ``told`` hears how much is done, 0..1."""
        found = []
        for n, path in enumerate(paths):
            found.append(key_of(self._chroma(path)))
            told((n + 1) / len(paths))
        return found

    def _chroma(self, path: Path) -> DoubleArray:
        with path.open("rb") as file:
            kept = self._cache / f"{hashlib.file_digest(file, 'sha256').hexdigest()[:20]}-chroma-{VERSION}.json"
        if not kept.is_file():
            wave, _ = self._librosa.load(path, sr=RATE, mono=True)
            mean = self._librosa.feature.chroma_cqt(y=wave, sr=RATE).mean(1)
            kept.write_text(json.dumps([float(value) for value in mean]), "utf-8")
        return np.asarray(json.loads(kept.read_text("utf-8")))


def key_of(chroma: DoubleArray) -> str:
    """The key that mean chroma (12,) goes with best, "" where another goes nearly as well."""
    if np.ptp(chroma) == 0:
        return ""
    fits = {
        f"{name} {mode}": float(np.corrcoef(np.roll(chroma, -n), profile)[0, 1])
        for n, name in enumerate(NAMES)
        for mode, profile in (("major", MAJOR), ("minor", MINOR))
    }
    best, second = sorted(fits, key=lambda key: -fits[key])[:2]
    return best if fits[best] - fits[second] >= SURE else ""
