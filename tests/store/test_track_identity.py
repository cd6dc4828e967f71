"""Which track a file is: by its bytes, by its sound, by where it lay; everyone's and each guild's apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from musechat.track import Track
from store.database import Database
from store.known_files import (
    KnownFile,
    find_track_of_file,
    insert_known_files,
    load_known_files,
    point_files_to,
    save_known_file,
)
from store.tables import TrackRow
from store.track_identity import (
    find_by_bytes,
    find_by_sound,
    find_unhashed_at,
    iter_fingerprints,
    save_fingerprint,
)
from store.track_library import find_file, put_track, remove_track
from tests.store.made import DAY, NOON, track, track_traits

BYTES, SOUND, OTHER = "b" * 64, "5" * 64, "0" * 64
EVERYONES, OURS, THEIRS = None, 7, 8
Finder = Callable[[Session, str, int | None], Track | None]
FINDERS = [(find_by_bytes, BYTES), (find_by_sound, SOUND)]


def own(n: int, guild_id: int | None, **changes: object) -> Track:
    return replace(track(n), **{"guild_id": guild_id, "file_hash": BYTES, "sound_hash": SOUND, **changes})  # type: ignore[arg-type]


def put(db: Database, *tracks: Track) -> None:
    with db.write() as session:
        for each in tracks:
            put_track(session, each, "1")


def known(path: str, **changes: object) -> KnownFile:
    made = KnownFile(path, size=3, changed_ns=2**60, beside="", file_hash="", version="1")
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("find", "value"), FINDERS, ids=["bytes", "sound"])
@pytest.mark.parametrize("guild", [EVERYONES, OURS, THEIRS])
def test_only_the_asked_guilds_own_track_is_found(
    database: Database, find: Finder, value: str, guild: int | None
) -> None:
    tracks = {each: own(n, each) for n, each in enumerate((EVERYONES, OURS, THEIRS))}
    with database.read() as session:
        assert find(session, value, guild) is None
    for other in tracks.keys() - {guild}:
        put(database, tracks[other])
    with database.read() as session:
        assert find(session, value, guild) is None
    put(database, tracks[guild])
    with database.read() as session:
        assert find(session, value, guild) == tracks[guild]
        assert find(session, OTHER, guild) is None


@pytest.mark.parametrize(("find", "value"), FINDERS, ids=["bytes", "sound"])
def test_a_listed_track_comes_before_a_removed_one_and_an_older_before_a_newer(
    database: Database, find: Finder, value: str
) -> None:
    removed, older, newer = own(1, EVERYONES), own(2, EVERYONES), own(3, EVERYONES)
    put(database, removed, newer, older)
    with database.write() as session:
        for song, at in ((removed, NOON - DAY), (older, NOON), (newer, NOON + DAY)):
            session.execute(update(TrackRow).where(TrackRow.id == song.id).values(added_at=at))
        remove_track(session, removed.id)
        found = find(session, value, EVERYONES)
        assert found is not None
        assert found.id == older.id
        for song in (older, newer):
            remove_track(session, song.id)
        found = find(session, value, EVERYONES)
        assert found is not None
        assert found.id == removed.id  # all are removed: it may come back as what it was


@pytest.mark.parametrize(
    ("file_hash", "sound_hash", "was"),
    [(BYTES, "", 1), ("", SOUND, 2), (BYTES, SOUND, 1), (OTHER, SOUND, 2), (OTHER, OTHER, None), ("", "", None)],
)
def test_a_file_that_was_looked_at_leads_to_its_track(
    database: Database, file_hash: str, sound_hash: str, was: int | None
) -> None:
    songs = {n: replace(track(n), sound_hash="") for n in (1, 2, 3)}
    put(database, *songs.values())
    files = [
        known("/unused", refusal="not music", file_hash=BYTES, sound_hash=SOUND),  # led to no track
        known("/bytes", file_hash=BYTES, track_id=songs[1].id),
        known("/sound", sound_hash=SOUND, track_id=songs[2].id),
        known("/unread", track_id=songs[3].id),  # its hashes are not known: it is like no other
    ]
    with database.write() as session:
        insert_known_files(session, files)
        expected = songs[was].id if was else None
        assert find_track_of_file(session, file_hash, sound_hash) == expected
        if was:
            point_files_to(session, songs[3].id, songs[was].id)
            assert find_track_of_file(session, file_hash, sound_hash) == songs[3].id


@pytest.mark.parametrize("guild", [EVERYONES, OURS])
def test_a_former_file_leads_to_a_track_of_the_same_owner_only(database: Database, guild: int | None) -> None:
    song = replace(track(1), guild_id=OURS, file_hash=OTHER, sound_hash="")
    put(database, song)
    with database.write() as session:
        save_known_file(session, known("/before.mp3", file_hash=BYTES, sound_hash=SOUND, track_id=song.id))
        expected = song if guild == OURS else None
        assert find_by_bytes(session, BYTES, guild) == expected
        assert find_by_sound(session, SOUND, guild) == expected


def test_known_files_come_back_as_they_were_and_are_changed_in_place(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.known_files.BATCH", 2)
    files = [known(f"/music/{n}\udce9.mp3", size=n, beside="s", refusal="r" * n) for n in range(5)]
    with database.write() as session:
        insert_known_files(session, files)
        newer = replace(files[3], size=99, refusal="")
        save_known_file(session, newer)
        found = load_known_files(session, [*(each.path for each in files), "/never/seen"])
    assert found == {each.path: each for each in (*files[:3], newer, files[4])}
    assert newer.is_unchanged(99, 2**60, "1")
    assert not any(newer.is_unchanged(*other) for other in ((98, 2**60, "1"), (99, 2**60 + 1, "1"), (99, 2**60, "2")))


@pytest.mark.parametrize("guild", [EVERYONES, OURS])
def test_an_unhashed_track_is_found_where_its_file_lay(database: Database, guild: int | None) -> None:
    songs = [
        own(1, guild, sound_hash="", path="/music/old.mp3"),
        own(2, guild, path="/music/new.mp3"),
        own(3, THEIRS, sound_hash="", path="/music/theirs.mp3"),
    ]
    put(database, *songs)
    with database.read() as session:
        assert find_unhashed_at(session, "/music/old.mp3", guild) == songs[0]
        for path in ("/music/new.mp3", "/music/theirs.mp3", "/music/none.mp3"):
            assert find_unhashed_at(session, path, guild) is None


def test_fingerprints_are_those_of_tracks_of_about_that_length(database: Database) -> None:
    lengths = {1: 97.9, 2: 98.0, 3: 100.0, 4: 102.0, 5: 102.1, 6: 100.0, 7: 100.0}
    songs = {n: replace(track(n), traits=track_traits(duration_s=length)) for n, length in lengths.items()}
    songs[7] = replace(songs[7], guild_id=OURS)
    put(database, *songs.values())
    with database.write() as session:
        for n, song in songs.items():
            session.execute(update(TrackRow).where(TrackRow.id == song.id).values(added_at=NOON + n * DAY))
            save_fingerprint(session, song.id, b"" if n == 6 else bytes([n]))
        remove_track(session, songs[2].id)
        found = list(iter_fingerprints(session, 100.0, 2.0))
        assert found == [(songs[3].id, b"\3", True), (songs[4].id, b"\4", True), (songs[2].id, b"\2", False)]
        assert list(iter_fingerprints(session, 100.0, 2.0, OURS)) == [(songs[7].id, b"\7", True)]
        assert list(iter_fingerprints(session, 100.0, 2.0, THEIRS)) == []


def test_a_guilds_own_file_comes_before_everyones(database: Database) -> None:
    everyones, ours = own(1, EVERYONES), own(2, OURS)
    put(database, ours)
    with database.write() as session:
        assert find_file(session, BYTES, EVERYONES) is None
        assert find_file(session, BYTES, THEIRS) is None
        put_track(session, everyones, "1")
        assert [find_file(session, BYTES, guild) for guild in (EVERYONES, OURS, THEIRS)] == [everyones, ours, everyones]
        remove_track(session, ours.id)
        assert find_file(session, BYTES, OURS) == everyones
