"""Beats and bar lines out of curves that were drawn, so that the path is known."""

from __future__ import annotations

import numpy as np
import pytest

from models.encoders.analyser_network import make_tempo_grid
from models.encoders.analyser_spectra import FRAME_RATE
from models.encoders.beat_decoding import decode_beats, decode_downbeats, measure_tempo

FLAT = np.full(len(make_tempo_grid()), 1 / len(make_tempo_grid()))


def draw_curve(times: np.ndarray, seconds: float, height: float = 0.9, floor: float = 0.03) -> np.ndarray:
    frames = np.arange(round(seconds * FRAME_RATE))
    curve = np.full(len(frames), floor)
    for at in times:
        curve = np.maximum(curve, height * np.exp(-0.5 * ((frames - at * FRAME_RATE) / 0.8) ** 2))
    return curve


@pytest.mark.parametrize("bpm", [52, 62, 75, 90, 110, 128, 145, 165, 175, 190])
def test_steady_beats(bpm: float) -> None:
    times = np.arange(0.31, 19.5, 60 / bpm)
    found = decode_beats(draw_curve(times, 20.0), FLAT)
    assert measure_tempo(found) == pytest.approx(bpm, rel=0.005)
    missed = [at for at in times[1:-1] if np.abs(found - at).min() > 0.03]
    assert not missed


def test_a_missing_beat_is_filled_in() -> None:
    times = np.arange(0.4, 19.5, 0.5)
    heard = np.delete(times, [9, 20])
    found = decode_beats(draw_curve(heard, 20.0), FLAT)
    assert len(found) == pytest.approx(len(times), abs=1)
    assert np.abs(found - times[9]).min() < 0.05


def test_a_slowing_tempo_is_followed() -> None:
    times = np.cumsum(np.linspace(0.45, 0.6, 36))
    found = decode_beats(draw_curve(times, float(times[-1]) + 0.5), FLAT)
    assert np.mean([np.abs(found - at).min() for at in times[1:-1]]) < 0.03


def test_the_tempo_head_settles_the_octave() -> None:
    grid = make_tempo_grid()
    times = np.arange(0.3, 19.5, 60 / 160)
    strong, weak = draw_curve(times[::2], 20.0, 0.7), draw_curve(times[1::2], 20.0, 0.35)
    curve = np.maximum(strong, weak)
    for bpm in (80.0, 160.0):
        head = np.exp(-0.5 * (np.log(grid / bpm) / 0.05) ** 2)
        found = measure_tempo(decode_beats(curve, head / head.sum()))
        assert found == pytest.approx(bpm, rel=0.01)


@pytest.mark.parametrize("meter", [3, 4])
def test_bar_lines(meter: int) -> None:
    times = np.arange(0.3, 29.0, 0.5)
    bars = times[2::meter]
    found, clarity = decode_downbeats(times, draw_curve(bars, 30.0, 0.8))
    assert np.allclose(found, bars)
    assert clarity > 0.5


def test_too_little_to_beat() -> None:
    assert len(decode_beats(np.full(20, 0.5), FLAT)) == 0
    assert measure_tempo(np.array([0.0, 0.5, 1.0])) is None
    found, clarity = decode_downbeats(np.array([0.1, 0.6]), np.full(100, 0.5))
    assert len(found) == 0
    assert clarity == 0.0


def test_a_pause_does_not_bend_the_tempo() -> None:
    first = np.arange(0.0, 10.0, 0.5)
    assert measure_tempo(np.concatenate([first, first + 13.37])) == pytest.approx(120, rel=0.001)
