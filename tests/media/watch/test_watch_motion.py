"""Motion is judged by what moves, and shots that turn into each other gradually are cut from each other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from language.descriptions import find_clip_steps
from media.watch import frame_sampling, watch_clip
from media.watch.block_motion import measure_pairs
from musechat.clip import ClipTraits
from tests.media.watch.making import Picture, pan, texture, write_clip

SIZE = (320, 180)
RNG = np.random.default_rng(11)


def scene(seed: int, size: tuple[int, int] = SIZE, cell: int = 40) -> Picture:
    """Soft patches, as large as things in a picture are."""
    picture = texture(seed, (size[0] + 80, size[1] + 80), cell).astype(np.float32)
    for axis in (0, 1):
        for _ in range(2):
            picture = np.mean([np.roll(picture, shift, axis) for shift in range(-8, 9, 4)], axis=0, dtype=np.float32)
    return picture[40 : 40 + size[1], 40 : 40 + size[0]].astype(np.uint8)


def ball_game(count: int = 75) -> list[Picture]:
    """A figure of a fiftieth of the picture runs to and fro before a still background."""
    ground, player = scene(1), scene(2, (32, 36), 8)
    shown = []
    for n in range(count):
        left = round(140 + 130 * np.sin(2 * np.pi * n / 50))
        picture = ground.copy()
        picture[80 : 80 + 36, left : left + 32] = player
        shown.append(picture)
    return shown


def moved(picture: Picture, shifts: list[tuple[int, int]]) -> list[Picture]:
    """Windows of ``SIZE`` into a larger picture, at these places (x, y)."""
    return [np.ascontiguousarray(picture[y : y + SIZE[1], x : x + SIZE[0]]) for x, y in shifts]


def shake(count: int = 75) -> list[Picture]:
    """A still scene in a hand that trembles by up to 4 pixels."""
    places = np.clip(np.cumsum(RNG.integers(-3, 4, (count, 2)), axis=0) % 9, 0, 8)
    return moved(scene(1, (SIZE[0] + 8, SIZE[1] + 8)), [(int(x), int(y)) for x, y in places])


def drive(count: int = 75) -> list[Picture]:
    return moved(scene(3, (SIZE[0] + 4 * count, SIZE[1])), [(4 * n, 0) for n in range(count)])


def watch(path: Path, pictures: list[Picture], fps: float = 25) -> ClipTraits:
    return watch_clip(write_clip(path, pictures, fps, options={"crf": "20"})).traits


@pytest.mark.slow
def test_a_game_on_a_still_ground_is_lively_and_a_shaking_hand_is_not(tmp_path: Path) -> None:
    game, hand, road = (watch(tmp_path / f"{f.__name__}.mp4", f()) for f in (ball_game, shake, drive))
    assert game.motion > hand.motion + 0.2
    assert game.motion > road.motion > 0.2
    assert ("pace", "slow") not in find_clip_steps(game)
    assert ("pace", "slow") in find_clip_steps(hand)


def test_a_faster_player_is_livelier(tmp_path: Path) -> None:
    slow = [picture for picture in ball_game(25) for _ in range(3)]
    fast = ball_game(75)
    assert watch(tmp_path / "s.mp4", slow).energy < watch(tmp_path / "f.mp4", fast).energy


def test_the_camera_is_found_and_taken_out() -> None:
    wide = scene(4, (SIZE[0] + 40, SIZE[1])).astype(np.float32)[::5, ::5].mean(axis=2) / 255
    first, second = wide[None, :, :60], wide[None, :, 3:63]
    pair = measure_pairs(np.ascontiguousarray(first), np.ascontiguousarray(second))
    assert pair.shift[0] == pytest.approx((-3 / 60, 0), abs=0.004)
    assert pair.own[0] < 0.03


def mix(a: list[Picture], b: list[Picture], over: int) -> list[Picture]:
    """The end of ``a`` turns into the beginning of ``b`` over so many pictures."""
    shares = (np.arange(over) + 1) / (over + 1)
    between = [
        ((1 - s) * x.astype(np.float32) + s * y.astype(np.float32)).astype(np.uint8)
        for s, x, y in zip(shares, a[-over:], b[:over], strict=True)
    ]
    return [*a[:-over], *between, *b[over:]]


def two_shots() -> tuple[list[Picture], list[Picture]]:
    """Two shots of 3.2 s in which something moves."""
    return ball_game(80), moved(scene(9, (SIZE[0] + 80, SIZE[1])), [(n, 0) for n in range(80)])


@pytest.mark.parametrize("over", [8, 12, 25, 50])
@pytest.mark.slow_but_first
def test_dissolves_are_cuts(tmp_path: Path, over: int) -> None:
    a, b = two_shots()
    cuts = watch(tmp_path / "d.mp4", mix(a, b, over)).cuts_s
    assert len(cuts) == 1
    assert (80 - over) / 25 - 0.1 <= cuts[0] <= 80 / 25 + 0.1


@pytest.mark.parametrize("over", [8, 25])
@pytest.mark.parametrize("through", [0, 255])
@pytest.mark.slow_but_first
def test_fades_are_cuts(tmp_path: Path, over: int, through: int) -> None:
    a, b = two_shots()
    empty = [np.full_like(a[0], through)] * (2 * over + 3)
    cuts = watch(tmp_path / "f.mp4", mix(mix(a, empty, over), b, over)).cuts_s
    assert len(cuts) == 1
    assert (80 - over) / 25 - 0.1 <= cuts[0] <= (83 + over) / 25 + 0.1


def zoom(count: int = 75) -> list[Picture]:
    large, shown = scene(5, (480, 270)), []
    for n in range(count):
        across = 480 - 2 * n
        rows = (np.arange(180) * (across * 9 / 16) / 180 + (270 - across * 9 / 16) / 2).astype(int)
        columns = (np.arange(320) * across / 320 + (480 - across) / 2).astype(int)
        shown.append(large[rows][:, columns])
    return shown


def dimming(count: int = 75) -> list[Picture]:
    return [(scene(6) * (1 - 0.75 * min(1, n / 30))).astype(np.uint8) for n in range(count)]


def passing(count: int = 75) -> list[Picture]:
    """Something bright and large passes close by."""
    ground = scene(7)
    shown = []
    for n in range(count):
        picture, left = ground.copy(), -160 + 12 * n
        picture[30:, max(left, 0) : max(left + 150, 0)] = 235
        shown.append(picture)
    return shown


def fine_pan(count: int = 75) -> list[Picture]:
    return pan(3, count, 1)


@pytest.mark.parametrize("make", [drive, zoom, dimming, shake, passing, ball_game, fine_pan])
@pytest.mark.slow_but_first
def test_what_moves_or_changes_within_a_shot_is_no_cut(tmp_path: Path, make: object) -> None:
    assert callable(make)
    assert watch(tmp_path / "one.mp4", make()).cuts_s == ()


def test_dissolves_are_found_where_pictures_are_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large clip with hardly a keyframe shows eight pictures a second: enough for a dissolve of a second."""
    from media.watch.frame_sampling import FrameSampler
    from media.watch.limits import WatchLimits
    from media.watch.motion import measure_motion
    from media.watch.probe import open_clip, probe_clip

    monkeypatch.setattr(frame_sampling, "BUDGET_PIXELS", 0)
    a, b = two_shots()
    path = write_clip(tmp_path / "d.mp4", mix(a, b, 25), 25, options={"g": "500"})
    clip = probe_clip(path, "mov", WatchLimits())
    sampler = FrameSampler(clip, lambda _share: None)
    with open_clip(path, "mov", WatchLimits()) as container:
        seen = sampler.sample_clip(container)
    assert sampler.plan.kind == "thin"
    assert measure_motion(clip, seen).cuts_s == pytest.approx((67.5 / 25,), abs=0.5)
