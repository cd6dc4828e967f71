"""Known content in, the right traits out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from media.watch import WatchResult, watch_clip
from musechat.clip import ENERGY_POINTS, ClipTraits
from tests.media.watch.making import RATE, flat, pan, texture, tone, write_clip
from tests.media.watch.sounds import make_melody


def levels(traits: ClipTraits) -> list[float]:
    named = ("speech", "music", "motion", "motion_peak", "brightness", "contrast", "saturation", "warmth", "energy")
    return [getattr(traits, n) for n in named] + list(traits.energy_curve)


def sound_of(watched: WatchResult) -> np.ndarray:
    assert watched.sound is not None
    return watched.sound


def test_hard_cuts_are_found_to_the_picture(tmp_path: Path) -> None:
    shots = [pan(1, 30, 1), pan(2, 22, 2), pan(3, 40, 1), pan(4, 28, 0)]
    clip = write_clip(tmp_path / "cuts.mp4", [p for shot in shots for p in shot], 25)
    traits = watch_clip(clip).traits
    assert traits.cuts_s == pytest.approx([30 / 25, 52 / 25, 92 / 25], abs=0.02)
    assert traits.cuts_per_minute == pytest.approx(60 * 3 / 5, rel=0.1)  # short clips count as five seconds


def test_fade_flash_and_fast_pan_are_no_cuts(tmp_path: Path) -> None:
    moving = pan(5, 30, 4)
    still = moving[0].astype(np.float32)
    fade = [(still * n / 25).astype(np.uint8) for n in range(26)]
    flash = [moving[0]] * 10 + [flat((255, 255, 255))] * 2 + [moving[0]] * 10
    clip = write_clip(tmp_path / "fade.mp4", fade + flash + moving, 25)
    assert watch_clip(clip).traits.cuts_s == ()


def test_motion_rises_with_speed_and_a_still_has_none(tmp_path: Path) -> None:
    speeds = [watch_clip(write_clip(tmp_path / f"{step}.mp4", pan(6, 50, step), 25)).traits for step in (0, 1, 3)]
    assert speeds[0].motion < 0.02
    assert speeds[0].motion < speeds[1].motion < speeds[2].motion
    assert speeds[0].energy < speeds[1].energy < speeds[2].energy


def test_changing_light_is_no_motion(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "light.mp4", [flat((n * 4, n * 4, n * 4)) for n in range(50)], 25)
    assert watch_clip(clip).traits.motion < 0.05


@pytest.mark.parametrize(
    ("colour", "warm", "saturation", "brightness"),
    [((230, 120, 20), 0.9, 0.9, 0.55), ((20, 60, 230), 0.1, 0.9, 0.26), ((128, 128, 128), 0.5, 0.0, 0.5)],
)
def test_colours(
    tmp_path: Path, colour: tuple[int, int, int], warm: float, saturation: float, brightness: float
) -> None:
    traits = watch_clip(write_clip(tmp_path / "c.mp4", [flat(colour)] * 10)).traits
    assert traits.warmth == pytest.approx(warm, abs=0.12)
    assert traits.saturation == pytest.approx(saturation, abs=0.1)
    assert traits.brightness == pytest.approx(brightness, abs=0.05)
    assert len(traits.palette) == 1
    mixed = [int(traits.palette[0][k : k + 2], 16) for k in (1, 3, 5)]
    assert mixed == pytest.approx(colour, abs=14)


def test_palette_names_the_most_frequent_colour_first(tmp_path: Path) -> None:
    picture = flat((200, 30, 30))
    picture[:30] = (30, 30, 200)
    palette = watch_clip(write_clip(tmp_path / "p.mp4", [picture] * 8)).traits.palette
    assert [int(c[1:3], 16) > int(c[5:7], 16) for c in palette[:2]] == [True, False]


def test_black_bars_do_not_darken(tmp_path: Path) -> None:
    boxed = np.zeros((120, 160, 3), np.uint8)
    boxed[30:90] = 200
    assert watch_clip(write_clip(tmp_path / "bars.mp4", [boxed] * 8)).traits.brightness == pytest.approx(0.78, abs=0.04)
    black = watch_clip(write_clip(tmp_path / "black.mp4", [flat((0, 0, 0))] * 8)).traits
    assert black.brightness < 0.02
    assert black.warmth == pytest.approx(0.5, abs=0.02)


def test_loudness_follows_the_standard(tmp_path: Path) -> None:
    """A 997 Hz tone with a peak of -20 dBFS on both speakers measures -20 LUFS (EBU Tech 3341), on one -23."""
    both = tone(4.0)
    watched = watch_clip(write_clip(tmp_path / "both.mp4", pan(1, 100, 1), 25, sound=both))
    assert watched.traits.loudness_lufs == pytest.approx(-20.0, abs=0.3)
    assert sound_of(watched).shape[0] == pytest.approx(4.0 * 16_000, rel=0.02)
    both[1] = 0
    left = watch_clip(write_clip(tmp_path / "left.mp4", pan(1, 100, 1), 25, sound=both)).traits
    assert left.loudness_lufs == pytest.approx(-23.0, abs=0.3)


def test_silent_track_is_no_sound(tmp_path: Path) -> None:
    watched = watch_clip(
        write_clip(tmp_path / "mute.mp4", pan(1, 50, 1), 25, sound=np.zeros((2, 2 * RATE), np.float32))
    )
    assert watched.sound is None
    assert not watched.traits.has_sound
    assert (watched.traits.loudness_lufs, watched.traits.speech, watched.traits.music) == (None, 0.0, 0.0)


def test_surround_sound_is_mixed(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "s.mkv", pan(1, 50, 1), 25, sound=tone(2.0, channels=6), layout="5.1")
    assert watch_clip(clip).traits.loudness_lufs == pytest.approx(-18, abs=6)


@pytest.mark.slow
def test_melody_is_music_and_noise_is_not(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    melody = np.repeat(make_melody(6.0), RATE // 16_000)
    noise = (0.1 * rng.standard_normal((2, 6 * RATE))).astype(np.float32)
    music = watch_clip(write_clip(tmp_path / "m.mp4", pan(1, 150, 1), 25, sound=np.stack([melody, melody]))).traits
    hiss = watch_clip(write_clip(tmp_path / "n.mp4", pan(1, 150, 1), 25, sound=noise)).traits
    assert music.music > 0.5
    assert hiss.music < 0.1
    assert max(music.speech, hiss.speech) < 0.2


def test_energy_curve_follows_the_clip(tmp_path: Path) -> None:
    calm, busy = [texture(1)] * 75, pan(2, 75, 4)
    curve = watch_clip(write_clip(tmp_path / "e.mp4", calm + busy, 25)).traits.energy_curve
    assert len(curve) == ENERGY_POINTS
    assert np.mean(curve[:14]) + 0.2 < np.mean(curve[18:])


@pytest.mark.slow
def test_levels_stay_in_range_whatever_is_shown(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    for kind in range(4):
        pictures = [rng.integers(0, 256, (64, 48 + 8 * kind, 3), dtype=np.uint8) for _ in range(5 + kind * 7)]
        sound = (rng.standard_normal((2, RATE)) * 3.0).astype(np.float32) if kind % 2 else None
        traits = watch_clip(write_clip(tmp_path / f"{kind}.mkv", pictures, 10 + kind, sound=sound)).traits
        assert all(0.0 <= level <= 1.0 for level in levels(traits)), traits
        assert list(traits.cuts_s) == sorted(traits.cuts_s)
        assert all(0 <= c <= traits.duration_s for c in traits.cuts_s)
        assert ClipTraits.from_json(traits.to_json()) == traits


def test_the_same_clip_has_the_same_traits(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "same.mp4", pan(9, 60, 2) + pan(8, 30, 1), 25, sound=tone(3.6))
    first, second = watch_clip(clip), watch_clip(clip)
    assert first.traits == second.traits
    assert np.array_equal(first.frames, second.frames)
