from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from musechat.track import Licence, Tag
from store import track_library
from store.database import Database
from store.track_library import (
    find_tracks,
    get_library_revision,
    get_track,
    get_tracks,
    list_tracks,
    list_tracks_without_vector,
    load_listed_versions,
    load_track_vectors,
    put_track,
    remove_track,
    save_track_vector,
)
from tests.store.made import track, track_traits

VECTOR = np.array([0.6, 0.8], dtype=np.float32).tobytes()


def test_a_track_comes_back_as_it_went_in(database: Database) -> None:
    went = track(1, traits=track_traits(tempo_bpm=None, key=None, vocals=False), year=None, rating=0.8)
    with database.write() as session:
        assert put_track(session, went, "v1")
    with database.read() as session:
        assert get_track(session, went.id) == went
        assert list_tracks(session) == [went]
        assert get_tracks(session, [went.id, "f" * 16, went.id]) == {went.id: went}
        assert get_track(session, "f" * 16) is None


def test_adding_again_brings_it_up_to_date(database: Database) -> None:
    with database.write() as session:
        put_track(session, track(1), "v1")
    newer = track(1, title="Better title", licence=Licence("unknown"), tags=(Tag("dark", 0.5, "analysis"),))
    with database.write() as session:
        assert not put_track(session, newer, "v2")
        assert list_tracks(session) == [newer]
        assert load_listed_versions(session) == {newer.id: ("v2", newer.path)}


def test_a_removed_track_is_kept_for_history_and_restored_by_adding(database: Database) -> None:
    song = track(1)
    with database.write() as session:
        put_track(session, song, "v1")
        save_track_vector(session, song.id, "e", "1", 2, VECTOR)
        assert remove_track(session, song.id)
        assert not remove_track(session, song.id)
        assert not remove_track(session, "f" * 16)
    with database.read() as session:
        assert list_tracks(session) == find_tracks(session, song.id[:4]) == []
        assert load_listed_versions(session) == {}
        assert load_track_vectors(session, "e", "1") == []
        assert get_track(session, song.id) == song
        assert get_tracks(session, [song.id]) == {song.id: song}
    with database.write() as session:
        assert put_track(session, song, "v1")
        assert list_tracks(session) == [song]
        assert load_track_vectors(session, "e", "1") == [(song.id, VECTOR)]


def test_tracks_are_found_by_the_beginning_of_their_id(database: Database) -> None:
    songs = [track(n, id=f"{prefix}{'0' * 13}") for n, prefix in enumerate(("abc", "abd", "f_0"))]
    with database.write() as session:
        for song in songs:
            put_track(session, song, "v1")
    with database.read() as session:
        assert [t.id[:3] for t in find_tracks(session, "ab")] == ["abc", "abd"]
        assert [t.id[:3] for t in find_tracks(session, "ABD")] == ["abd"]
        assert find_tracks(session, "%") == []
        assert find_tracks(session, "__") == []
        assert [t.id[:3] for t in find_tracks(session, "f_")] == ["f_0"]


def test_more_tracks_than_a_statement_takes_ids(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(track_library, "BATCH", 4)
    songs = [track(n) for n in range(10)]
    with database.write() as session:
        for song in songs:
            put_track(session, song, "v1")
    with database.read() as session:
        assert get_tracks(session, (s.id for s in songs)) == {s.id: s for s in songs}
        assert [t.id for t in list_tracks(session)] == sorted(s.id for s in songs)


def test_the_revision_grows_with_every_change(database: Database) -> None:
    seen = [0]

    def look() -> None:
        with database.read() as session:
            seen.append(get_library_revision(session))

    with database.read() as session:
        assert get_library_revision(session) == 0
    for change in (
        lambda s: put_track(s, track(1), "v1"),
        lambda s: save_track_vector(s, track(1).id, "e", "1", 2, VECTOR),
        lambda s: put_track(s, replace(track(1), title="Other"), "v1"),
        lambda s: put_track(s, track(2), "v1"),
        lambda s: remove_track(s, track(1).id),
    ):
        with database.write() as session:
            change(session)
        look()
    assert seen == sorted(set(seen))


def test_two_writers_never_get_one_revision(database: Database) -> None:
    def add(first: int) -> None:
        for n in range(first, first + 20):
            with database.write() as session:
                put_track(session, track(n), "v1")

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(add, (0, 100, 200)))
    with database.read() as session:
        assert get_library_revision(session) == len(list_tracks(session)) == 60


def test_vectors_belong_to_an_encoder_and_its_version(database: Database) -> None:
    songs = sorted((track(n) for n in range(3)), key=lambda t: t.id)
    with database.write() as session:
        for song in reversed(songs):
            put_track(session, song, "v1")
            save_track_vector(session, song.id, "e", "1", 2, VECTOR)
        save_track_vector(session, songs[1].id, "e", "2", 1, b"\0\0\0\0")
        save_track_vector(session, songs[1].id, "e", "2", 2, VECTOR[::-1])
    with database.read() as session:
        assert load_track_vectors(session, "e", "1") == [(s.id, VECTOR) for s in songs]
        assert load_track_vectors(session, "e", "2") == [(songs[1].id, VECTOR[::-1])]
        assert list_tracks_without_vector(session, "e", "1") == []
        assert list_tracks_without_vector(session, "e", "2") == [songs[0].id, songs[2].id]
        assert list_tracks_without_vector(session, "other", "1") == [s.id for s in songs]


def test_a_vector_of_no_track_is_refused(database: Database) -> None:
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError), database.write() as session:
        save_track_vector(session, "f" * 16, "e", "1", 2, VECTOR)
