"""A track is the same track at any loudness, in mono and stereo, also where its channels are opposed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.listen.analysis import decode_track, level_track, measure_track
from media.listen.levelling import REFERENCE_LUFS, level_wave, measure_gain, measure_wave
from media.listen.loudness_meter import SILENCE_LUFS
from musechat.track import TrackTraits
from tests.media.listen.sounds import RATE, song, write

SONG = song(9, "minor", 112, 12.0)


def scale_to(wave: np.ndarray, lufs: float) -> np.ndarray:
    return (wave * 10 ** ((lufs - measure_wave(wave, RATE).measure_integrated()) / 20)).astype(np.float32)


def check_alike(one: TrackTraits, other: TrackTraits, energy: float) -> None:
    assert other.tempo_bpm == pytest.approx(one.tempo_bpm, rel=0.01)
    assert (other.key, other.mode) == (one.key, one.mode)
    assert other.energy == pytest.approx(one.energy, abs=energy)
    assert other.brightness == pytest.approx(one.brightness, abs=0.03)
    assert np.allclose(other.energy_curve, one.energy_curve, atol=3 * energy)


def test_gain_of_silence_is_one() -> None:
    assert measure_gain(SILENCE_LUFS) == 1.0
    assert not level_wave(np.zeros(RATE, np.float32), RATE).any()


@settings(max_examples=8, deadline=None)
@given(lufs=st.floats(-45, 0))
def test_level_does_not_count(lufs: float) -> None:
    plain = level_track(SONG, RATE)
    scaled = level_track(scale_to(SONG, lufs), RATE)
    assert scaled.loudness_lufs == pytest.approx(lufs, abs=0.1)
    assert measure_wave(scaled.wave, RATE).measure_integrated() == pytest.approx(REFERENCE_LUFS, abs=0.05)
    assert np.allclose(scaled.wave, plain.wave, atol=1e-4)
    assert np.allclose(scaled.steps_lufs, plain.steps_lufs, atol=0.1)


@pytest.mark.slow
def test_files_of_one_song_measure_alike(tmp_path: Path) -> None:
    left = scale_to(SONG, -20)
    plain = measure_track(decode_track(write(tmp_path / "plain.flac", left)))
    kinds = {
        "soft.flac": scale_to(SONG, -45),
        "twin.flac": np.stack([left, left]),
        "opposed.flac": np.stack([left, -left]),
        "one side.flac": np.stack([left, np.zeros_like(left)]),
        "nearly opposed.flac": np.stack([left, -0.8 * left]),
    }
    for name, wave in kinds.items():
        found = measure_track(decode_track(write(tmp_path / name, wave)))
        check_alike(plain, found, 0.02)
    small = write(tmp_path / "small.mp3", left)
    check_alike(plain, measure_track(decode_track(small)), 0.05)


def test_opposed_channels_are_heard(tmp_path: Path) -> None:
    wave = scale_to(SONG[: 3 * RATE], -20)
    opposed = decode_track(write(tmp_path / "opposed.flac", np.stack([wave, -wave])))
    twin = decode_track(write(tmp_path / "twin.flac", np.stack([wave, wave])))
    assert np.allclose(opposed.wave, twin.wave, atol=1e-3)
