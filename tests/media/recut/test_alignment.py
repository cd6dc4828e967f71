"""New versions of real files are recognised with what was cut, and other clips are not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from media.recut.alignment import ClipVersion, align_versions
from media.watch.picture_hashes import HASH_BYTES, MOST_HASHES, PictureHashes, hash_picture
from musechat.recut import Recut
from tests.media.recut.cutting import Piece, cut_anew
from tests.media.recut.made import draw_clip, draw_shot, watch_version

SHOTS = ((1, 2.4), (2, 3.2), (3, 2.0), (4, 2.4))  # 10 s, cuts at 2.4, 5.6 and 7.6
NEAR_S = 0.09


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_clip(tmp_path_factory.mktemp("recut") / "clip.mp4", SHOTS)


@pytest.fixture(scope="module")
def old(clip: Path) -> ClipVersion:
    return watch_version(clip)


def align(old: ClipVersion, path: Path) -> Recut:
    return align_versions(old, watch_version(path))


def shifts(recut: Recut) -> list[float]:
    return [each.shift_s for each in recut.kept]


def changes(recut: Recut) -> list[tuple[float, float, float]]:
    return [(round(each.at_s, 1), round(each.removed_s, 1), round(each.added_s, 1)) for each in recut.list_changes()]


def test_a_cut_at_the_start_shifts_all_of_it(old: ClipVersion, clip: Path, tmp_path: Path) -> None:
    recut = align(old, cut_anew([Piece(clip, 2.0, 10.0)], tmp_path / "new.mp4", width=240))
    assert recut.is_same_clip
    assert shifts(recut) == pytest.approx([2.0], abs=NEAR_S)
    assert changes(recut) == [(0.0, 2.0, 0.0)]
    assert recut.find_new_time(5.6) == pytest.approx(3.6, abs=NEAR_S)
    assert recut.find_new_time(1.0) is None
    assert recut.find_next_time(1.0) == 0.0


def test_a_cut_at_the_end_moves_nothing(old: ClipVersion, clip: Path, tmp_path: Path) -> None:
    recut = align(old, cut_anew([Piece(clip, 0.0, 8.0)], tmp_path / "new.mp4"))
    assert shifts(recut) == pytest.approx([0.0], abs=NEAR_S)
    assert changes(recut) == [(8.0, 2.0, 0.0)]


def test_a_cut_in_the_middle_moves_what_comes_after(old: ClipVersion, clip: Path, tmp_path: Path) -> None:
    pieces = [Piece(clip, 0.0, 3.0), Piece(clip, 5.0, 10.0)]  # within the second shot: no cut is near
    recut = align(old, cut_anew(pieces, tmp_path / "new.mp4", width=240))
    assert shifts(recut) == pytest.approx([0.0, 2.0], abs=NEAR_S)
    assert changes(recut) == [(3.0, 2.0, 0.0)]


def test_a_shot_that_was_put_in_moves_what_comes_after(old: ClipVersion, clip: Path, tmp_path: Path) -> None:
    other = draw_clip(tmp_path / "other.mp4", [(9, 1.6)])
    pieces = [Piece(clip, 0.0, 5.6), Piece(other, 0.0, 1.6), Piece(clip, 5.6, 10.0)]
    recut = align(old, cut_anew(pieces, tmp_path / "new.mp4"))
    assert shifts(recut) == pytest.approx([0.0, -1.6], abs=NEAR_S)
    assert changes(recut) == [(5.6, 0.0, 1.6)]


def test_a_shot_that_was_replaced_is_told_as_one_change(old: ClipVersion, clip: Path, tmp_path: Path) -> None:
    other = draw_clip(tmp_path / "other.mp4", [(9, 2.0)])
    pieces = [Piece(clip, 0.0, 5.6), Piece(other, 0.0, 2.0), Piece(clip, 7.6, 10.0)]
    recut = align(old, cut_anew(pieces, tmp_path / "new.mp4"))
    assert recut.is_same_clip
    assert changes(recut) == [(5.6, 2.0, 2.0)]


@pytest.mark.parametrize(("width", "crf", "rate"), [(160, 38, 25), (320, 28, 30), (200, 30, 15)])
@pytest.mark.slow_but_first
def test_another_encoding_is_the_same_cut(
    old: ClipVersion, clip: Path, tmp_path: Path, width: int, crf: int, rate: int
) -> None:
    recut = align(old, cut_anew([Piece(clip, 0.0, 10.0)], tmp_path / "new.mp4", width=width, crf=crf, rate=rate))
    assert shifts(recut) == pytest.approx([0.0], abs=NEAR_S)
    assert changes(recut) == []


def test_a_very_short_part_is_found_in_its_place(old: ClipVersion, clip: Path, tmp_path: Path) -> None:
    recut = align(old, cut_anew([Piece(clip, 6.2, 7.2)], tmp_path / "new.mp4"))
    assert recut.is_same_clip
    assert shifts(recut) == pytest.approx([6.2], abs=NEAR_S)


@pytest.mark.slow
def test_another_clip_is_none_and_neither_is_a_mirrored_one(old: ClipVersion, clip: Path, tmp_path: Path) -> None:
    assert not align(old, draw_clip(tmp_path / "other.mp4", [(11, 3.0), (12, 4.0), (13, 3.0)])).is_same_clip
    mirrored = cut_anew([Piece(clip, 0.0, 10.0)], tmp_path / "mirrored.mp4", mirrored=True)
    assert not align(old, mirrored).is_same_clip


def test_a_clip_at_another_speed_is_another_clip(old: ClipVersion, clip: Path, tmp_path: Path) -> None:
    fast = cut_anew([Piece(clip, 0.0, 10.0)], tmp_path / "fast.mp4", speed=1.5)
    assert not align(old, fast).is_same_clip


def test_shots_in_another_order_count_once(old: ClipVersion, clip: Path, tmp_path: Path) -> None:
    pieces = [Piece(clip, 5.6, 10.0), Piece(clip, 0.0, 5.6)]
    recut = align(old, cut_anew(pieces, tmp_path / "new.mp4"))
    assert shifts(recut) == pytest.approx([-4.4], abs=NEAR_S)  # the longer part, which lies later now


def test_black_pictures_say_nothing(old: ClipVersion, tmp_path: Path) -> None:
    black = watch_version(draw_clip(tmp_path / "black.mp4", [(0, 4.0)]))
    assert not black.pictures.hashes.any()
    assert align_versions(black, black).kept == ()
    assert align_versions(old, black).kept == ()


def test_a_black_lead_is_cut_off(clip: Path, tmp_path: Path) -> None:
    old = watch_version(draw_clip(tmp_path / "old.mp4", [(0, 2.0), *SHOTS]))
    recut = align(old, cut_anew([Piece(clip, 0.0, 10.0)], tmp_path / "new.mp4"))
    assert shifts(recut) == pytest.approx([2.0], abs=NEAR_S)


def test_a_clip_seen_at_keyframes_is_found_in_one_seen_all_along(old: ClipVersion, clip: Path, tmp_path: Path) -> None:
    sparse = np.unique(np.linspace(0, len(old.pictures.times_s) - 1, 9).round().astype(int))
    pictures = PictureHashes(old.pictures.times_s[sparse], old.pictures.hashes[sparse], gapless=False)
    seen = ClipVersion(old.length_s, old.cuts_s, pictures)
    recut = align(seen, cut_anew([Piece(clip, 2.0, 10.0)], tmp_path / "new.mp4", width=240))
    assert recut.is_same_clip
    assert shifts(recut) == pytest.approx([2.0], abs=NEAR_S)


def test_hashes_are_stored_and_loaded_and_what_is_no_hash_is_none(old: ClipVersion) -> None:
    held = PictureHashes.from_bytes(old.pictures.to_bytes())
    assert held is not None
    assert np.array_equal(held.hashes, old.pictures.hashes)
    assert np.array_equal(held.times_s, old.pictures.times_s)
    assert held.gapless
    assert PictureHashes.from_bytes(b"other bytes") is None
    assert not PictureHashes(held.times_s[::-1], held.hashes, gapless=True).is_plausible


@pytest.mark.slow
def test_a_long_clip_keeps_so_many_hashes_and_no_more() -> None:
    count = 3 * MOST_HASHES
    picture = draw_shot(5, 0.1)[0]
    found = PictureHashes.from_pictures(np.arange(count) / 10, [picture] * count, gapless=True)
    assert found.hashes.shape == (MOST_HASHES, HASH_BYTES)
    assert found.is_plausible


def test_a_ribbon_of_a_picture_is_hashed_too() -> None:
    ribbon = draw_shot(6, 0.1)[0][:8]
    assert hash_picture(ribbon).any()
    assert not hash_picture(np.full((8, 64, 3), 90, np.uint8)).any()
