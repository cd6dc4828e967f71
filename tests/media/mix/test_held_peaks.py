"""Peaks that coding lifts are lowered before it, and the file is written again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from media.mix.held_peaks import MOST_PEAK_DB, measure_coded_peak, write_held
from media.mix.sound_file_writing import write_music
from media.preview.excerpt import RATE, Floats
from tests.media.mix.clips import measure_loudness


def make_sound(seconds: float = 11.0) -> Floats:
    """Noise at -20 dB with a burst of -2 dB behind the tenth second, where one piece that is looked at ends."""
    sound = 0.1 * np.random.default_rng(3).uniform(-1, 1, (2, round(seconds * RATE)))
    at = np.arange(RATE // 10) / RATE
    sound[:, 10 * RATE - 20 :][:, : len(at)] = 10 ** (-2 / 20) * np.sin(2 * np.pi * 900 * at)
    return sound.astype(np.float32)


@pytest.mark.parametrize("suffix", [".wav", ".m4a"])
def test_the_peak_of_a_file_is_what_a_meter_says(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"sound{suffix}"
    write_music(path, make_sound())
    assert measure_coded_peak(path) == pytest.approx(measure_loudness(path)[1], abs=0.1)


def test_a_file_is_written_again_where_its_coder_lifts_a_peak(tmp_path: Path) -> None:
    sound, path, written = make_sound(), tmp_path / "sound.wav", list[int]()
    quiet = sound[:, :RATE].copy()

    def write() -> None:
        written.append(1)
        write_music(path, sound * np.float32(1.2))

    write_held(sound, path, write)
    assert len(written) == 2
    assert MOST_PEAK_DB - 1.0 < measure_loudness(path)[1] <= MOST_PEAK_DB
    assert np.array_equal(sound[:, :RATE], quiet)


def test_a_file_whose_peaks_hold_is_written_once(tmp_path: Path) -> None:
    sound, path, written = make_sound(), tmp_path / "sound.m4a", list[int]()

    def write() -> None:
        written.append(1)
        write_music(path, sound)

    write_held(sound, path, write)
    assert len(written) == 1


def test_silence_and_coders_that_never_hold_end(tmp_path: Path) -> None:
    path, sound, written = tmp_path / "sound.wav", make_sound(), list[int]()
    write_music(path, np.zeros((2, RATE), np.float32))
    assert measure_coded_peak(path) < -100

    def write() -> None:
        written.append(1)
        write_music(path, np.full((2, RATE), 0.99, np.float32))

    write_held(sound, path, write)
    assert len(written) == 3
