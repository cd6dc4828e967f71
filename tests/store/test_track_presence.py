"""Tracks that come and go: hidden with their files, restored, told anew, and merged; what refers to them, and counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from musechat.track import Licence
from musechat.track_summary import TrackSummary
from store import track_library, track_presence, track_summaries
from store.database import Database
from store.tables import BriefEventRow, ExclusionRow, KnownFileRow, PickRow, SourceTrackRow, TrackRow, WatchedFileRow
from store.track_library import (
    count_library,
    delete_other_vectors,
    get_library_revision,
    get_track,
    get_tracks,
    has_vectors,
    is_listed,
    list_changed_ids,
    list_removed_guild_files,
    list_tracks,
    put_track,
    remove_track,
    save_track_vector,
)
from store.track_merge import merge_same_sound, merge_tracks
from store.track_presence import (
    TrackDescription,
    describe_track,
    get_track_paths,
    hide_tracks,
    list_other_paths,
    restore_tracks,
    set_track_path,
)
from store.track_summaries import iter_track_summaries
from tests.store.made import DAY, NOON, fill, track

IDS = [track(n).id for n in range(5)]
UNKNOWN = "f" * 16


@pytest.fixture
def library(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr(track_presence, "BATCH", 2)
    with database.write() as session:
        for n in range(5):
            put_track(session, track(n), "1")
    return database


def revision(db: Database) -> int:
    with db.read() as session:
        return get_library_revision(session)


@pytest.mark.parametrize("ids", [[], IDS[:1], IDS[:2], IDS[:3], IDS, [*IDS[:2], IDS[0], UNKNOWN]])
def test_tracks_are_hidden_together_and_restored_together(library: Database, ids: list[str]) -> None:
    known, before = set(ids) & set(IDS), revision(library)
    with library.write() as session:
        assert hide_tracks(session, ids) == known
        assert {each.id for each in list_tracks(session)} == set(IDS) - known
        assert count_library(session) == 5 - len(known)
        assert [is_listed(session, each) for each in IDS] == [each not in known for each in IDS]
        assert set(list_changed_ids(session, before)) == known
        assert hide_tracks(session, ids) == set()  # they are hidden already
        assert restore_tracks(session, ids) == known
        assert restore_tracks(session, ids) == set()
        assert count_library(session) == 5
    assert (revision(library) > before) is bool(known)


def test_nothing_to_hide_is_no_change(library: Database) -> None:
    before = revision(library)
    with library.write() as session:
        assert hide_tracks(session, []) == set()
    assert revision(library) == before


def test_removed_tracks_are_left_out_only_where_that_is_asked_for(library: Database) -> None:
    with library.write() as session:
        assert remove_track(session, IDS[0])
        assert set(get_tracks(session, [*IDS, UNKNOWN])) == set(IDS)
        assert set(get_tracks(session, IDS, removed=False)) == set(IDS[1:])


def test_where_files_lie_is_known_and_changed(library: Database) -> None:
    before = revision(library)
    with library.write() as session:
        set_track_path(session, IDS[1], "/new/1.flac")
        assert get_track_paths(session, [*IDS, UNKNOWN, IDS[0]]) == {
            each: "/new/1.flac" if each == IDS[1] else f"/music/{n}.flac" for n, each in enumerate(IDS)
        }
        assert list_changed_ids(session, before) == [IDS[1]]


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        (TrackDescription(), {}),
        (TrackDescription(title="New"), {"title": "New"}),
        (TrackDescription(artist="A", album="B", genre="jazz", year=1999), {"artist": "A", "album": "B", "genre": "jazz", "year": 1999}),
        (TrackDescription(source_url="https://a.example"), {"source_url": "https://a.example"}),
    ],
)  # fmt: skip
def test_what_a_source_says_changes_what_it_names_and_nothing_else(
    library: Database, said: TrackDescription, changed: dict[str, object]
) -> None:
    before = revision(library)
    with library.write() as session:
        describe_track(session, IDS[2], said)
        assert get_track(session, IDS[2]) == replace(track(2), **changed)  # type: ignore[arg-type]
        assert get_track(session, IDS[1]) == track(1)
        assert list_changed_ids(session, before) == ([IDS[2]] if changed else [])


def test_a_source_may_state_another_licence(library: Database) -> None:
    with library.write() as session:
        describe_track(session, IDS[0], TrackDescription(licence=Licence("CC0-1.0")))
        found = get_track(session, IDS[0])
    assert found is not None
    assert found.licence == Licence("CC0-1.0")


def test_other_places_of_a_track_are_those_that_are_there(database: Database) -> None:
    with database.write() as session:
        filled = fill(session)
        session.execute(update(SourceTrackRow).values(state="added", path="/fetched.mp3"))
        assert list_other_paths(session, filled.track_id) == ["/music/1.flac", "/fetched.mp3"]
        session.execute(update(WatchedFileRow).values(is_gone=True))
        assert list_other_paths(session, filled.track_id) == ["/fetched.mp3"]
        session.execute(update(SourceTrackRow).values(state="withdrawn"))
        assert list_other_paths(session, filled.track_id) == []
        assert list_other_paths(session, UNKNOWN) == []


def test_a_merged_tracks_picks_exclusions_wishes_and_files_are_the_other_ones(database: Database) -> None:
    with database.write() as session:
        filled = fill(session)
        gone, kept = filled.track_id, track(7)
        put_track(session, kept, "1")
        liked = {"facet": "like", "value": {"track_id": gone, "of": [gone, "other"]}}
        session.execute(update(BriefEventRow).where(BriefEventRow.seq == 1).values(wish=liked))
        for what in ("track", "sounds-like", "artist"):
            session.add(
                ExclusionRow(scope="member", member_id=filled.member_id, what=what, value=gone, created_at=NOON)
            )
        session.flush()
        merge_tracks(session, kept.id, gone)
        assert set(session.scalars(select(PickRow.track_id))) == {kept.id}
        named = session.execute(
            select(ExclusionRow.what, ExclusionRow.value).where(ExclusionRow.value.in_((gone, kept.id)))
        )
        assert sorted(tuple(row) for row in named) == [("artist", gone), ("sounds-like", kept.id), ("track", kept.id)]
        wishes = list(session.scalars(select(BriefEventRow.wish).order_by(BriefEventRow.seq)))
        assert wishes[0] == {"facet": "like", "value": {"track_id": kept.id, "of": [kept.id, "other"]}}
        for row in (KnownFileRow, WatchedFileRow, SourceTrackRow):
            assert set(session.scalars(select(row.track_id))) == {kept.id}
        assert [each.id for each in list_tracks(session)] == [kept.id]
        assert get_track(session, gone) is not None  # what names it elsewhere does not break


@pytest.mark.parametrize("guild", [None, 7])
def test_rows_of_one_sound_become_the_oldest_of_them(database: Database, guild: int | None) -> None:
    sound = "5" * 64
    songs = {n: replace(track(n), sound_hash=sound, guild_id=guild if n < 4 else 8) for n in range(5)}
    with database.write() as session:
        assert merge_same_sound(session, sound, guild) is None
        for n, song in songs.items():
            put_track(session, song, "1")
            session.execute(update(TrackRow).where(TrackRow.id == song.id).values(added_at=NOON - n * DAY))
        remove_track(session, songs[3].id)  # the oldest is gone
        assert merge_same_sound(session, sound, guild) == songs[2].id
        assert {each.id for each in list_tracks(session)} == {songs[2].id, songs[4].id}
        assert merge_same_sound(session, sound, guild) == songs[2].id
        assert merge_same_sound(session, "6" * 64, guild) is None


def test_a_guilds_file_may_be_deleted_once_no_track_uses_it(database: Database) -> None:
    songs = {
        "one": replace(track(1), guild_id=7, path="/guild/one.mp3"),
        "other": replace(track(2), guild_id=7, path="/guild/shared.mp3"),
        "third": replace(track(3), guild_id=8, path="/guild/shared.mp3"),
        "ours": replace(track(4), path="/music/ours.mp3"),
    }

    def removed(session: Session, name: str) -> set[str]:
        remove_track(session, songs[name].id)
        return list_removed_guild_files(session)

    with database.write() as session:
        for song in songs.values():
            put_track(session, song, "1")
        assert list_removed_guild_files(session) == set()
        assert removed(session, "ours") == set()
        assert removed(session, "one") == {"/guild/one.mp3"}
        assert removed(session, "other") == {"/guild/one.mp3"}
        assert removed(session, "third") == {"/guild/one.mp3", "/guild/shared.mp3"}


def test_tracks_come_with_their_vectors_in_batches(library: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(track_summaries, "BATCH", 2)
    with library.write() as session:
        for n in range(4):
            save_track_vector(session, IDS[n], "e", "1", 1, bytes([n] * 4))
        save_track_vector(session, IDS[0], "e", "2", 1, b"else")
        remove_track(session, IDS[3])
        now = get_library_revision(session)
        put_track(session, replace(track(1), title="New"), "1")
    wanted = sorted((IDS[n], bytes([n] * 4)) for n in range(3))
    with library.read() as session:
        batches = list(iter_track_summaries(session, "e", "1"))
        assert [len(batch) for batch in batches] == [2, 1]
        assert [(each.id, data) for batch in batches for each, data in batch] == wanted
        whole = get_tracks(session, IDS[:3])
        assert [each for batch in batches for each, _ in batch] == [
            TrackSummary.from_track(whole[each]) for each in sorted(whole)
        ]
        newer = list(iter_track_summaries(session, "e", "1", list_changed_ids(session, now)))
        some = list(iter_track_summaries(session, "e", "1", sorted(IDS)))
        assert [each for batch in some for each in batch] == [each for batch in batches for each in batch]
        assert list(iter_track_summaries(session, "e", "1", [])) == []
        assert [[each.id for each, _ in batch] for batch in newer] == [[IDS[1]]]
        assert list(iter_track_summaries(session, "e", "3")) == []
        assert [has_vectors(session, *of) for of in (("e", "1"), ("e", "2"), ("e", "3"), ("f", "1"))] == [
            True,
            True,
            False,
            False,
        ]


@pytest.mark.parametrize(("batch", "steps"), [(2, [2, 1, 0]), (3, [3, 0]), (9, [3, 0])])
def test_other_encoders_vectors_are_deleted_a_few_at_a_time(
    library: Database, monkeypatch: pytest.MonkeyPatch, batch: int, steps: list[int]
) -> None:
    monkeypatch.setattr(track_library, "BATCH", batch)
    with library.write() as session:
        for encoder, version in (("e", "1"), ("e", "2"), ("f", "1"), ("f", "2")):
            save_track_vector(session, IDS[0], encoder, version, 1, b"data")
        assert [delete_other_vectors(session, "e", "1") for _ in steps] == steps
        assert has_vectors(session, "e", "1")
        assert not has_vectors(session, "f", "1")


@pytest.mark.parametrize("change", [hide_tracks, restore_tracks])
def test_a_change_of_many_is_one_revision(library: Database, change: Callable[[Session, list[str]], set[str]]) -> None:
    with library.write() as session:
        if change is restore_tracks:
            hide_tracks(session, IDS)
        change(session, IDS)
        assert len(set(session.scalars(select(TrackRow.revision)))) == 1
