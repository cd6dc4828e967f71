"""What AcoustID's score says: ``python -m benchmarks.acoustid_scores MUSIC...``, folders of music.

AcoustID scores two fingerprints by the share that lies upon each other and by its differing bits, ``1 - 2 * errors``
(acoustid_compare2 of https://github.com/acoustid/pg_acoustid): 1 for equal ones, about 0 for any two. Told is what the
same piece gets after it was encoded anew, cut by a second at its start, and with another piece beneath it, and what
the nearest of all other pieces gets.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.track_identity import ENCODINGS, encode_anew
from media.acoustid.chromaprint import compute_fingerprint, load_library
from media.listen.decode import SUFFIXES, Floats, decode_mono, resample_wave
from media.watch.limits import SOUND_RATE

Words = NDArray[np.uint32]
MOST_SHIFT = 80  # words by which AcoustID moves one fingerprint against the other
LEAST_S = 12


def main() -> None:
    """Measure and print."""
    files = sorted(path for folder in sys.argv[1:] for path in Path(folder).rglob("*") if path.suffix in SUFFIXES)
    waves = [wave for path in files if len(wave := _read_wave(path)) >= LEAST_S * SOUND_RATE]
    words = [_take_words(wave) for wave in waves]
    for name, change in CHANGES.items():
        scores = [_score(own, _take_words(change(waves, row))) for row, own in enumerate(words)]
        low = np.quantile(scores, [0.0, 0.05, 0.5])
        print(f"{name}: least {low[0]:.2f}, 5 % below {low[1]:.2f}, middle {low[2]:.2f}")
    nearest = [max(_score(own, other) for other in (*words[:row], *words[row + 1 :])) for row, own in enumerate(words)]
    print(f"the nearest of {len(words) - 1} other pieces: most {max(nearest):.2f}, middle {np.median(nearest):.2f}")


def _add_beneath(waves: list[Floats], row: int, level_db: float) -> Floats:
    own, other = waves[row], np.resize(waves[row - 1], len(waves[row]))
    loud = [float(np.sqrt(np.mean(np.square(wave)))) for wave in (own, other)]
    mixed = own + np.float32(loud[0] / max(1e-6, loud[1]) * 10 ** (level_db / 20)) * other
    return (mixed / max(1.0, float(np.abs(mixed).max()))).astype(np.float32)


def _encode(waves: list[Floats], row: int, name: str) -> Floats:
    wave, rate = encode_anew(waves[row], SOUND_RATE, *ENCODINGS[name])
    return resample_wave(wave, rate, SOUND_RATE)


CHANGES: dict[str, Callable[[list[Floats], int], Floats]] = {
    "AAC 96": lambda waves, row: _encode(waves, row, "AAC 96"),
    "Opus 96": lambda waves, row: _encode(waves, row, "Opus 96"),
    "a second cut off": lambda waves, row: waves[row][SOUND_RATE:],
    "another piece 20 dB beneath": lambda waves, row: _add_beneath(waves, row, -20.0),
    "another piece 10 dB beneath": lambda waves, row: _add_beneath(waves, row, -10.0),
    "another piece as loud": lambda waves, row: _add_beneath(waves, row, 0.0),
}


def _score(one: Words, other: Words) -> float:
    best = 0.0
    for shift in range(-MOST_SHIFT, MOST_SHIFT + 1):
        ours, theirs = one[max(0, shift) :], other[max(0, -shift) :]
        size = min(len(ours), len(theirs))
        if size:
            errors = int(np.bitwise_count(ours[:size] ^ theirs[:size]).sum()) / (32 * size)
            best = max(best, size / min(len(one), len(other)) * (1 - 2 * errors))
    return best


def _read_wave(path: Path) -> Floats:
    sound = decode_mono(path)
    return resample_wave(sound.wave, sound.rate, SOUND_RATE)


def _take_words(wave: Floats) -> Words:
    library, text = load_library(), compute_fingerprint(wave, SOUND_RATE).encode()
    found, size, kind = ctypes.POINTER(ctypes.c_uint32)(), ctypes.c_int(), ctypes.c_int()
    library.chromaprint_decode_fingerprint(
        text, len(text), ctypes.byref(found), ctypes.byref(size), ctypes.byref(kind), 1
    )
    words = np.array(found[: size.value], np.uint32)
    library.chromaprint_dealloc(ctypes.cast(found, ctypes.c_void_p))
    return words


if __name__ == "__main__":
    main()
