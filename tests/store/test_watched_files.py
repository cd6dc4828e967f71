"""Files of watched folders, and tracks of sources, as the database has them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from musechat.source_track import SourceRights, SourceTrack
from store import watched_files
from store.database import Database
from store.source_tracks import (
    ADDED,
    REFUSED,
    WANTED,
    SourceStatus,
    find_evidence,
    find_refs,
    list_source_status,
    load_source_tracks,
    make_ref_key,
    may_send_clip,
    put_source_track,
    record_sync,
    set_track_state,
)
from store.track_library import put_track
from store.watched_files import (
    FolderFile,
    insert_watched_files,
    load_watched_files,
    mark_files,
    save_watched_file,
    set_files_hidden,
)
from tests.store.made import track

FREE = SourceRights(may_analyse=True, may_send_clip=True, may_send_full=True)
KEPT_BACK = replace(FREE, may_send_clip=False)
SONG = track(1)


@pytest.fixture
def shelf(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr(watched_files, "BATCH", 2)
    with database.write() as session:
        put_track(session, SONG, "1")
        put_track(session, track(2), "1")
        insert_watched_files(session, [FolderFile(path, 3, 2**60) for path in PATHS])
    return database


PATHS = ["/m/a.mp3", "/m/b.mp3", "/m/in/c.mp3", "/m/in/deep/d.mp3", "/m/in%/e.mp3", "/m/inner/f.mp3", "/n/g.mp3"]


@pytest.mark.parametrize("few", [0, 20], ids=["many folders", "few folders"])
@pytest.mark.parametrize(
    ("files", "folders", "found"),
    [
        ([], [], []),
        (["/m/a.mp3"], [], ["/m/a.mp3"]),
        (["/m/a.mp3", "/m/b.mp3", "/n/g.mp3", "/none"], [], ["/m/a.mp3", "/m/b.mp3", "/n/g.mp3"]),
        ([], ["/m/in"], ["/m/in/c.mp3", "/m/in/deep/d.mp3"]),
        ([], ["/m/in%"], ["/m/in%/e.mp3"]),
        ([], ["/m/a.mp3"], ["/m/a.mp3"]),  # a folder that was a file
        (["/n/g.mp3"], ["/m/in/deep", "/m/inner"], ["/m/in/deep/d.mp3", "/m/inner/f.mp3", "/n/g.mp3"]),
        ([], ["/m"], PATHS[:-1]),
    ],
)
def test_files_are_found_by_path_and_by_folder(
    shelf: Database, monkeypatch: pytest.MonkeyPatch, few: int, files: list[str], folders: list[str], found: list[str]
) -> None:
    monkeypatch.setattr(watched_files, "_FEW_FOLDERS", few)
    with shelf.read() as session:
        assert sorted(load_watched_files(session, files, folders)) == sorted(found)


def test_a_file_comes_back_as_it_was_read(shelf: Database) -> None:
    read = FolderFile("/m/a.mp3", 9, 2**61, SONG.id, is_gone=False, hidden=True)
    with shelf.write() as session:
        save_watched_file(session, read)
        assert load_watched_files(session, ["/m/a.mp3"], []) == {"/m/a.mp3": read}


def test_files_are_gone_and_back_and_hidden_with_their_track(shelf: Database) -> None:
    with shelf.write() as session:
        for path in PATHS[:3]:
            save_watched_file(session, FolderFile(path, 3, 2**60, SONG.id if path != PATHS[1] else track(2).id))
        mark_files(session, PATHS[:3], is_gone=True)
        gone = load_watched_files(session, PATHS, [])
        assert [gone[path].is_gone for path in PATHS] == [True] * 3 + [False] * 4
        mark_files(session, PATHS[:1], is_gone=False)
        set_files_hidden(session, [SONG.id], hidden=True)
        found = load_watched_files(session, PATHS, [])
        assert [(found[path].is_gone, found[path].hidden) for path in PATHS[:3]] == [
            (False, True),
            (True, False),
            (True, True),
        ]
        set_files_hidden(session, [SONG.id, track(2).id], hidden=False)
        assert not any(file.hidden for file in load_watched_files(session, PATHS, []).values())


def put(db: Database, source: str, ref: str, state: str, **more: object) -> SourceTrack:
    listed = SourceTrack(ref, f"Song {ref}", "Artist", KEPT_BACK if more.pop("kept_back", False) else FREE)
    with db.write() as session:
        put_source_track(session, source, listed, state=state)
        if more:
            set_track_state(session, source, [ref], **more)
    return listed


def test_a_sources_tracks_are_loaded_by_state(database: Database) -> None:
    wanted = put(database, "plex", "1", WANTED)
    refused = put(database, "plex", "2", REFUSED, reason="no sound")
    put(database, "jellyfin", "1", WANTED)
    with database.read() as session:
        assert set(load_source_tracks(session, "plex")) == {"1", "2"}
        only = load_source_tracks(session, "plex", REFUSED)
        assert {ref: (each.track, each.reason) for ref, each in only.items()} == {"2": (refused, "no sound")}
        assert set(load_source_tracks(session, "plex", REFUSED, WANTED)) == {"1", "2"}
        assert load_source_tracks(session, "plex", ADDED) == {}
        assert load_source_tracks(session, "plex", WANTED)["1"].track == wanted


def test_listed_again_a_track_keeps_its_file_and_kind_and_loses_its_reason(database: Database) -> None:
    with database.write() as session:
        first = SourceTrack("1", "Old", "A", FREE)
        put_source_track(session, "ccmixter", first, state=WANTED, kind="jazz")
        set_track_state(session, "ccmixter", ["1"], state=REFUSED, reason="bad", path="/f.mp3", hidden=True)
        put_source_track(session, "ccmixter", replace(first, title="New"), state=WANTED, kind="rock")
        (known,) = load_source_tracks(session, "ccmixter").values()
    assert (known.track.title, known.state, known.kind) == ("New", WANTED, "jazz")
    assert (known.path, known.reason, known.hidden) == ("/f.mp3", "", False)


def test_only_the_named_tracks_of_that_source_change(database: Database) -> None:
    for source in ("plex", "jellyfin"):
        for ref in ("1", "2"):
            put(database, source, ref, WANTED)
    with database.write() as session:
        set_track_state(session, "plex", ["1", "9"], state=ADDED)
        states = {s: {r: k.state for r, k in load_source_tracks(session, s).items()} for s in ("plex", "jellyfin")}
    assert states == {"plex": {"1": ADDED, "2": WANTED}, "jellyfin": {"1": WANTED, "2": WANTED}}


def test_parts_are_sent_unless_any_source_forbids_it(shelf: Database) -> None:
    def may() -> bool:
        with shelf.read() as session:
            return may_send_clip(session, SONG.id)

    assert may()  # it comes from no source
    put(shelf, "plex", "1", ADDED, track_id=SONG.id)
    assert may()
    put(shelf, "jamendo", "7", ADDED, track_id=SONG.id, kept_back=True)
    assert not may()
    with shelf.read() as session:
        assert [each.source for each in find_evidence(session, SONG.id)] == ["jamendo", "plex"]
        assert may_send_clip(session, track(2).id)


def test_a_servers_refs_are_those_of_tracks_that_were_added(shelf: Database) -> None:
    put(shelf, "plex", "one", ADDED, track_id=SONG.id)
    put(shelf, "plex", "two", REFUSED, track_id=track(2).id)
    put(shelf, "jellyfin", "three", ADDED, track_id=SONG.id)
    with shelf.read() as session:
        assert find_refs(session, "plex", [SONG.id, track(2).id, SONG.id]) == {SONG.id: "one"}
        assert find_refs(session, "plex", []) == {}


def test_how_sources_stand_is_told_by_name(database: Database) -> None:
    with database.write() as session:
        assert list_source_status(session) == []
        record_sync(session, "plex")
        (well,) = list_source_status(session)
        assert (well.name, well.error, well.counts) == ("plex", "", {})
        assert well.tried_at == well.synced_at is not None
        record_sync(session, "plex", "It does not answer")
    put(database, "openverse", "1", WANTED)
    put(database, "openverse", "2", WANTED)
    put(database, "openverse", "3", ADDED)
    with database.read() as session:
        found = {status.name: status for status in list_source_status(session, ["jamendo", "plex"])}
    assert list(found) == ["jamendo", "openverse", "plex"]
    assert found["jamendo"] == SourceStatus("jamendo", {})
    assert found["openverse"] == SourceStatus("openverse", {WANTED: 2, ADDED: 1})
    failed = found["plex"]
    assert (failed.error, failed.synced_at) == ("It does not answer", well.synced_at)
    assert failed.tried_at is not None
    assert well.tried_at is not None
    assert failed.tried_at >= well.tried_at
    with database.write() as session:
        record_sync(session, "plex")
        assert next(s for s in list_source_status(session) if s.name == "plex").error == ""


def test_keys_of_refs_are_short_and_apart() -> None:
    keys = {make_ref_key(ref) for ref in ("1", "2", "x" * 5000, "\udce9")}
    assert len(keys) == 4
    assert {len(key) for key in keys} == {32}
