"""A snapshot that grew is the snapshot that would have been laid out anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.ranking.library_snapshot import LibrarySnapshot, build_snapshot
from models.ranking.snapshot_update import join_snapshots
from musechat.track import Track
from tests.models.ranking.stand_ins import PlainFusion, made_library, vector_of

TRACKS = made_library(40)
FUSION = PlainFusion()


def laid_out(tracks: Sequence[Track], revision: int = 0) -> LibrarySnapshot:
    return build_snapshot(tracks, {t.id: vector_of(t) for t in tracks}, FUSION, revision=revision)


def changed(track: Track) -> Track:
    return replace(
        track, title="Anew", genre="Polka", tags=track.tags[:1], traits=replace(track.traits, energy=0.5), guild_id=9
    )


def assert_same(found: LibrarySnapshot, wanted: LibrarySnapshot) -> None:
    for name in (f.name for f in fields(LibrarySnapshot) if f.name not in ("fetch", "genres", "genre_of", "tags")):
        mine, other = getattr(found, name), getattr(wanted, name)
        if isinstance(other, dict):
            assert set(mine) == set(other)
            for key in other:
                np.testing.assert_array_equal(mine[key], other[key], err_msg=f"{name} {key}")
        elif isinstance(other, np.ndarray):
            assert len(mine) == len(other)
            if len(other):  # of no tracks it is not known how long their vectors would be
                np.testing.assert_array_equal(mine, other, err_msg=name)
            assert mine.dtype == other.dtype
        else:
            assert mine == other, name
    genres = [[snapshot.genres[n] for n in snapshot.genre_of] for snapshot in (found, wanted)]
    assert genres[0] == genres[1]
    for tag in set(found.tags) | set(wanted.tags):  # a tag that no track has any more may linger
        zeros = np.zeros(len(wanted), np.float32)
        np.testing.assert_array_equal(found.tags.get(tag, zeros), wanted.tags.get(tag, zeros))


@settings(max_examples=60, deadline=None)
@given(
    before=st.sets(st.integers(0, 39)),
    renewed=st.sets(st.integers(0, 39), max_size=6),
    added=st.sets(st.integers(0, 39), max_size=6),
    removed=st.sets(st.integers(0, 39), max_size=6),
    cut=st.integers(0, 12),
)
def test_growing_and_laying_out_anew_are_one(
    before: set[int], renewed: set[int], added: set[int], removed: set[int], cut: int
) -> None:
    held = laid_out([TRACKS[n] for n in before])
    renewed, removed = (renewed & before) - removed, removed - added
    fresh = [changed(TRACKS[n]) if n in renewed else TRACKS[n] for n in sorted(added | renewed)]
    parts = [laid_out(some) for some in (fresh[:cut], fresh[cut:]) if some]
    touched = [TRACKS[n].id for n in added | renewed | removed]
    found = join_snapshots([held, *parts], 7, without=touched)
    kept = [TRACKS[n] for n in before - removed - added - renewed]
    assert_same(found, laid_out([*kept, *fresh], 7))


def test_what_was_laid_out_first_is_left_as_it_is() -> None:
    held = laid_out(TRACKS[:20])
    copy = laid_out(TRACKS[:20])
    join_snapshots([held, laid_out([changed(TRACKS[3])])], 1, without=[TRACKS[3].id])
    assert_same(held, copy)


def test_full_tracks_are_fetched_as_the_newest_part_does() -> None:
    newest = laid_out(TRACKS[20:])
    assert join_snapshots([laid_out(TRACKS[:20]), newest], 1).fetch is newest.fetch
