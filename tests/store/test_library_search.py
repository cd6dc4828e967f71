"""Pages of everyone's library: in order, whole, searched by words, without what is removed or a guild's own."""

from __future__ import annotations

import numpy as np
import pytest

from store.database import Database
from store.guilds import change_guild
from store.library_search import load_library_page, load_public_track
from store.track_library import put_track, remove_track, save_track_vector
from store.track_sample import count_heard_tracks, sample_paths
from tests.store.made import track

VECTOR = np.array([0.6, 0.8], dtype=np.float32).tobytes()


@pytest.fixture
def library(database: Database) -> Database:
    with database.write() as session:
        for n, (title, artist) in enumerate(
            (("Night Drive", "Ada"), ("Day", "Nightly"), ("50%", "Ada"), ("Gone", "Ada"))
        ):
            put_track(session, track(n, title=title, artist=artist), "v1")
        remove_track(session, track(3).id)
    return database


def titles(db: Database, **asked: object) -> list[str]:
    with db.read() as session:
        return sorted(found.title for found in load_library_page(session, **asked).tracks)  # type: ignore[arg-type]


def test_pages_follow_each_other_to_the_end(library: Database) -> None:
    with library.read() as session:
        whole = load_library_page(session)
        first = load_library_page(session, limit=2)
        assert first.next == first.tracks[-1].id
        last = load_library_page(session, after=first.next, limit=2)
    assert (len(first.tracks), len(last.tracks), last.next) == (2, 1, None)
    assert (first.total, last.total, whole.total) == (3, 3, 3)
    assert first.tracks + last.tracks == whole.tracks
    assert whole.next is None


def test_a_page_that_is_just_full_is_the_last(library: Database) -> None:
    with library.read() as session:
        assert load_library_page(session, limit=3).next is None


def test_each_word_is_looked_for_in_title_and_artist(library: Database) -> None:
    assert titles(library, words="night") == ["Day", "Night Drive"]
    assert titles(library, words="ada NIGHT") == ["Night Drive"]
    assert titles(library, words="%") == ["50%"]
    assert titles(library, words="_") == []
    assert titles(library, words="gone") == []


def test_a_guilds_own_track_is_nobody_elses(library: Database) -> None:
    own = track(9, title="Ours", guild_id=77)
    with library.write() as session:
        change_guild(session, 77, lambda settings: settings)
        put_track(session, own, "v1")
        assert load_public_track(session, own.id) is None
        assert load_public_track(session, track(3).id) is None
        assert load_public_track(session, track(0).id) == track(0, title="Night Drive", artist="Ada")
        assert load_public_track(session, "f" * 16) is None
    assert "Ours" not in titles(library)


def test_samples_and_counts_leave_out_what_is_removed(library: Database) -> None:
    with library.write() as session:
        for n in (0, 1, 3):
            save_track_vector(session, track(n).id, "ear", "2", 2, VECTOR)
        save_track_vector(session, track(2).id, "ear", "1", 2, VECTOR)
        assert count_heard_tracks(session, "ear", "2") == 2
        assert count_heard_tracks(session, "ear", "1") == 1
        assert count_heard_tracks(session, "other", "2") == 0
        every = sample_paths(session, 10)
        assert sorted(every) == sorted(track(n).path for n in (0, 1, 2))
        assert sample_paths(session, 2) == every[:2]
