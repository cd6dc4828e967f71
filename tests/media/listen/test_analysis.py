from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.listen import analyse_sound_file
from media.listen.analysis import level_track, measure_track
from musechat.errors import BadInput
from musechat.track import CURVE_POINTS, TrackTraits
from tests.media.listen.sounds import RATE, song, tone, write

KEYS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
LABELS = {"intro", "build", "main", "break", "ending"}


def heard(wave: np.ndarray) -> TrackTraits:
    return measure_track(level_track(wave.astype(np.float32), RATE))


def clicks(bpm: float, seconds: float) -> np.ndarray:
    wave = np.zeros(round(seconds * RATE), np.float32)
    click = np.random.default_rng(0).standard_normal(800) * np.exp(-np.arange(800) / 120)
    for at in np.arange(0.1, seconds - 0.1, 60 / bpm):
        wave[round(at * RATE) : round(at * RATE) + 800] += click.astype(np.float32)[: len(wave) - round(at * RATE)]
    return 0.3 * wave


def check_ranges(traits: TrackTraits) -> None:
    shares = ("tempo_confidence", "key_confidence", "energy", "brightness", "valence", "vocal_score")
    assert all(0 <= getattr(traits, name) <= 1 for name in shares)
    assert len(traits.energy_curve) == CURVE_POINTS
    assert all(0 <= v <= 1 for v in traits.energy_curve)
    assert list(traits.beats_s) == sorted(set(traits.beats_s))
    assert all(0 <= b <= traits.duration_s for b in traits.beats_s)
    assert (traits.tempo_bpm is None) == (not traits.beats_s)
    assert (traits.key is None) == (traits.mode is None)
    assert traits.sections[0].start_s == 0
    assert traits.sections[-1].end_s == pytest.approx(traits.duration_s, abs=0.002)
    for before, after in zip(traits.sections, traits.sections[1:], strict=False):
        assert before.end_s == after.start_s
    assert all(s.start_s < s.end_s and s.label in LABELS and 0 <= s.energy <= 1 for s in traits.sections)


@pytest.mark.parametrize("bpm", [66, 80, 92, 100, 120, 128, 140])
def test_tempo_of_clicks(bpm: float) -> None:
    traits = heard(clicks(bpm, 20))
    assert traits.tempo_bpm == pytest.approx(bpm, rel=0.01)
    beats = np.array(traits.beats_s)
    off = np.abs((beats - 0.1) * bpm / 60 - np.round((beats - 0.1) * bpm / 60)) * 60 / bpm
    assert np.median(off) < 0.03


@pytest.mark.parametrize("bpm", [84, 110, 132])
def test_tempo_of_songs(bpm: float) -> None:
    assert heard(song(2, "major", bpm, 25)).tempo_bpm == pytest.approx(bpm, rel=0.02)


@pytest.mark.parametrize("tonic", range(12))
@pytest.mark.parametrize("mode", ["major", "minor"])
@pytest.mark.slow_but_first
def test_key_of_songs(tonic: int, mode: str) -> None:
    traits = heard(song(tonic, mode, 104, 12))
    assert (traits.key, traits.mode) == (KEYS[tonic], mode)


def test_key_of_a_detuned_song() -> None:
    traits = heard(song(9, "minor", 100, 12, detune=0.4))
    assert (traits.key, traits.mode) == ("A", "minor")


def test_noise_has_no_key_and_a_drone_no_beat() -> None:
    noise = heard(np.random.default_rng(1).standard_normal(12 * RATE) * 0.05)
    assert noise.key is None
    t = np.arange(15 * RATE) / RATE
    drone = heard(0.2 * np.sin(2 * np.pi * 110 * t) + 0.1 * np.sin(2 * np.pi * 165 * t))
    assert drone.tempo_bpm is None
    assert noise.energy > drone.energy + 0.3
    assert noise.brightness > drone.brightness + 0.3


def test_loud_fast_drums_have_more_energy_than_a_soft_slow_song() -> None:
    calm = heard(0.2 * song(0, "major", 62, 16))
    busy = song(0, "major", 150, 16) + 2 * clicks(300, 16) + 2 * clicks(600, 16)
    assert heard(busy).energy > calm.energy + 0.3


def test_major_is_lighter_than_minor() -> None:
    assert heard(song(4, "major", 110, 12)).valence > heard(song(4, "minor", 110, 12)).valence + 0.1


def test_sections_and_curve_follow_the_music() -> None:
    calm = np.concatenate([0.4 * tone(220 * 2 ** (n / 12), 2.0) for n in (0, 4, 7, 4, 0, 4, 7, 4, 0, 4)])
    busy = song(0, "minor", 128, 30) + clicks(512, 30)
    traits = heard(np.concatenate([calm, busy, calm[: 16 * RATE]]))
    edges = [s.start_s for s in traits.sections[1:]]
    assert min(abs(e - 20) for e in edges) < 1.5
    assert min(abs(e - 50) for e in edges) < 1.5
    assert traits.sections[0].label == "intro"
    assert traits.sections[-1].label == "ending"
    assert any(s.label == "main" and 15 < (s.start_s + s.end_s) / 2 < 55 for s in traits.sections)
    curve = np.array(traits.energy_curve)
    assert curve[24:40].mean() > curve[:15].mean() + 0.15
    assert curve[24:40].mean() > curve[52:].mean() + 0.15


def test_one_texture_is_one_section() -> None:
    assert [s.label for s in heard(clicks(120, 20)).sections] == ["main"]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**31), st.floats(2.0, 9.0), st.sampled_from(["noise", "tones", "quiet", "clipped", "gaps"]))
def test_traits_stay_in_their_ranges(seed: int, seconds: float, kind: str) -> None:
    rng = np.random.default_rng(seed)
    n = round(seconds * RATE)
    wave = rng.standard_normal(n) * 0.1
    if kind == "tones":
        wave = np.resize(tone(rng.uniform(40, 3000), rng.uniform(0.1, 1.5)), n)
    elif kind == "quiet":
        wave *= 0.003
    elif kind == "clipped":
        wave = np.sign(wave)
    elif kind == "gaps":
        wave[: n // 2] = 0
    traits = heard(wave.astype(np.float32))
    check_ranges(traits)
    assert TrackTraits.from_json(traits.to_json()) == traits


def test_silence_and_snippets_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as silent:
        analyse_sound_file(write(tmp_path / "silent.wav", np.zeros(4 * RATE, np.float32)))
    assert silent.value.code == "silent"
    with pytest.raises(BadInput, match=r"short\.wav") as short:
        analyse_sound_file(write(tmp_path / "short.wav", tone(440, 1.0)))
    assert short.value.code == "track-too-short"


def test_the_format_does_not_change_the_traits(tmp_path: Path) -> None:
    wave = 0.4 * song(7, "major", 96, 12)  # above full scale, FLAC clips and MP3 does not
    a, b = analyse_sound_file(write(tmp_path / "a.flac", wave)), analyse_sound_file(write(tmp_path / "a.mp3", wave))
    assert a.tempo_bpm == pytest.approx(b.tempo_bpm, rel=0.01)
    assert (a.key, a.mode) == (b.key, b.mode) == ("G", "major")
    assert a.energy == pytest.approx(b.energy, abs=0.05)
    assert a.loudness_lufs == pytest.approx(b.loudness_lufs, abs=0.3)
