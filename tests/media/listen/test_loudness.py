from __future__ import annotations

import numpy as np
import pytest

from media.listen.loudness_meter import SILENCE_LUFS, LoudnessMeter

RATE = 48_000


def sine(decibels: float, seconds: float, hertz: float = 1000.0, rate: int = RATE) -> np.ndarray:
    t = np.arange(round(seconds * rate)) / rate
    return (10 ** (decibels / 20) * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def measure(sound: np.ndarray, rate: int = RATE) -> float:
    meter = LoudnessMeter(rate, len(sound))
    for at in range(0, sound.shape[1], 31_337):  # odd blocks: the blocks must not matter
        meter.add_block(sound[:, at : at + 31_337])
    return meter.measure_integrated()


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_tech_3341_cases_1_and_2(level: float, rate: int) -> None:
    wave = sine(level, 20, rate=rate)
    assert measure(np.stack([wave, wave]), rate) == pytest.approx(level, abs=0.1)


def test_tech_3341_case_3_gates_quiet_ends() -> None:
    wave = np.concatenate([sine(-36, 10), sine(-23, 60), sine(-36, 10)])
    assert measure(np.stack([wave, wave])) == pytest.approx(-23.0, abs=0.1)


def test_tech_3341_case_4_gates_silence() -> None:
    wave = np.concatenate([sine(-72, 10), sine(-36, 10), sine(-23, 60), sine(-36, 10), sine(-72, 10)])
    assert measure(np.stack([wave, wave])) == pytest.approx(-23.0, abs=0.1)


def test_tech_3341_case_5_within_the_relative_gate() -> None:
    wave = np.concatenate([sine(-26, 20), sine(-20, 20.1), sine(-26, 20)])
    assert measure(np.stack([wave, wave])) == pytest.approx(-23.0, abs=0.1)


def test_mono_counts_as_two_loudspeakers() -> None:
    wave = sine(-20, 5)
    assert measure(wave[None]) == pytest.approx(measure(np.stack([wave, wave])), abs=0.01)


def test_bass_weighs_less_and_treble_more() -> None:
    low, middle, high = (measure(sine(-20, 5, f)[None]) for f in (40, 1000, 8000))
    assert low < middle - 3
    assert high > middle + 2


def test_silence() -> None:
    assert measure(np.zeros((2, RATE * 3), np.float32)) == SILENCE_LUFS
