"""How many of many different tracks are taken for another: ``python -m benchmarks.many_tracks [COUNT] [SECONDS]``.

Made-up pieces (:mod:`benchmarks.made_music`), fours of which share tempo, key, chords and drums; all pairs are
compared.
"""

from __future__ import annotations

import sys

import numpy as np

from benchmarks.made_music import ALIKE, compose_piece
from media.listen.fingerprint import ERROR_SHARE, SHIFT_FRAMES, Words, are_same_recording, make_fingerprint, take_words

RATE = 11_025


def main() -> None:
    """Compose, compare and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 20.0
    prints = [make_fingerprint(compose_piece(number, seconds, RATE), RATE) for number in range(count)]
    words = np.stack([take_words(each.tobytes()) for each in prints])
    together: set[int] = set()
    nearest, nearest_alike = 1.0, 1.0
    for row in range(count - 1):
        errors = _measure_errors(words[row], words[row + 1 :])
        alike = (row // ALIKE + 1) * ALIKE - row - 1
        nearest_alike = min(nearest_alike, float(errors[:alike].min(initial=1.0)))
        nearest = min(nearest, float(errors[alike:].min(initial=1.0)))
        for other in (np.flatnonzero(errors <= ERROR_SHARE + 0.05) + row + 1).tolist():
            if are_same_recording(prints[row], prints[other]):
                together |= {row, other}
    print(
        f"{len(together)} of {count} tracks ({len(together) / count:.2%}) are taken for another; the nearest differ in"
        f" {nearest_alike:.1%} of the bits where they share tempo, key, chords and drums, else in {nearest:.1%}"
    )


def _measure_errors(ours: Words, theirs: Words) -> np.ndarray:
    """Share of differing bits of one track (n,) and others (m, n), at the best alignment: (m,)."""
    size, best = len(ours), np.ones(len(theirs))
    for shift in range(-SHIFT_FRAMES, SHIFT_FRAMES + 1):
        mine = ours[max(0, shift) : size + min(0, shift)]
        others = theirs[:, max(0, -shift) : size - max(0, shift)]
        best = np.minimum(best, np.bitwise_count(others ^ mine).mean(axis=1) / 32)
    return best


if __name__ == "__main__":
    main()
