"""Music that is fitted ends with the clip on the track's own ending, by a joint on bar lines."""

from __future__ import annotations

import numpy as np
import pytest

from media.mix.fitting import apply_joint, find_joint
from media.preview.excerpt import RATE, Floats

BAR_S, BARS = 2.0, 20
LINES = tuple(BAR_S * n for n in range(BARS + 1))


@pytest.fixture(scope="module")
def piece() -> Floats:
    """Bars of three chords in turn, a click on each line, and a last low note."""
    at = np.arange(round(BARS * BAR_S * RATE)) / RATE
    chord = np.choose((at // BAR_S).astype(int) % 3, [220.0, 330.0, 495.0])
    wave = 0.2 * np.sin(2 * np.pi * chord * at)
    wave += 0.5 * np.exp(-200 * (at % BAR_S)) * np.sin(2 * np.pi * 3000 * at)
    wave[-RATE:] = 0.3 * np.sin(2 * np.pi * 55 * at[-RATE:])
    return np.tile(np.pad(wave, (0, RATE)).astype(np.float32), (2, 1))


@pytest.mark.parametrize("start_s", [0.0, 3.3, 8.0])
@pytest.mark.parametrize("length_s", [12.0, 17.4, 29.0, 44.0])
def test_it_lasts_as_long_as_asked_and_ends_as_the_track_does(piece: Floats, start_s: float, length_s: float) -> None:
    joint = find_joint(piece, start_s, length_s, LINES)
    assert joint is not None
    made = apply_joint(piece, joint)
    assert made.shape[1] / RATE == pytest.approx(length_s, abs=0.05)
    assert made[:, -RATE:] == pytest.approx(piece[:, -2 * RATE : -RATE], abs=1e-3)
    assert min(abs(joint.leaves_s - line) for line in LINES) < 0.03
    assert min(abs(joint.enters_s - line) for line in LINES) < 0.03
    assert abs(joint.start_s - start_s) <= BAR_S / 2


def test_it_leaps_between_bars_that_sound_alike(piece: Floats) -> None:
    joint = find_joint(piece, 2.0, 20.0, LINES)  # 18 s too many: nine bars, three turns of the chords
    assert joint is not None
    assert (joint.enters_s - joint.leaves_s) == pytest.approx(18.0)
    assert joint.start_s == pytest.approx(2.0, abs=0.01)


def test_without_bars_there_is_no_joint(piece: Floats) -> None:
    assert find_joint(piece, 0.0, 12.0, ()) is None
    assert find_joint(piece, 0.0, 40.0, LINES) is None  # it lasts so long by itself
