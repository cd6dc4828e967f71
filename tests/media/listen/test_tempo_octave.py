"""Whether every onset is a beat or every second one, where the repetition alone would say otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from media.listen.rhythm import find_rhythm
from media.listen.spectrum import FRAME_RATE, MELS, MelSpectrogram


def onsets_at(bpm: float, weak: float, seconds: float = 40.0) -> MelSpectrogram:
    """Onsets of level 4 and of level ``weak`` in turn, the weak ones three frames long; levels are log(1 + 10^4 power)."""
    levels = np.zeros(round(seconds * FRAME_RATE))
    period = 60 * FRAME_RATE / bpm
    for number in range(int((len(levels) - 20) / period)):
        at = round(8 + number * period)
        levels[at : at + 3] = weak if number % 2 else 0.0
        levels[at] = weak if number % 2 else 4.0
    return MelSpectrogram(np.repeat(np.expm1(levels)[:, None] / 1e4, MELS, axis=1).astype(np.float32))


@pytest.mark.parametrize(
    ("onsets_per_minute", "weak", "bpm"),
    [
        (160, 1.6, 80),  # found at 160: the weak ones are no beats
        (164, 3.0, 164),  # found at 82: what sounds half-way is nearly as strong
        (164, 1.0, 82),  # found at 82, and right
        (152, 4.0, 152),  # found at 152, and right
    ],
)
def test_the_strength_between_beats_decides_the_octave(onsets_per_minute: float, weak: float, bpm: float) -> None:
    rhythm = find_rhythm(onsets_at(onsets_per_minute, weak))
    assert rhythm.tempo_bpm == pytest.approx(bpm, rel=0.01)
    assert np.median(np.diff(rhythm.beats_s)) == pytest.approx(60 / bpm, rel=0.03)
