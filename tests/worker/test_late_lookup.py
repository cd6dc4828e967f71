"""Clips whose music comes into the library after they were watched."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import update

from media.listen.excerpt_search import pack_excerpts, take_excerpts
from musechat.settings import Settings
from musechat.turn import TurnKind
from store.clip_excerpts import list_new_fingerprints, list_sought_clips, save_excerpts
from store.clip_music import load_clip_music
from store.database import Database
from store.installation import take_lease
from store.tables import TrackRow, utc_now
from store.track_library import get_library_revision, remove_track
from store.videos import forget_blob, forget_orphans, put_video
from tests.media.watch.sounds import RATE, make_melody
from tests.musechat.made import made_clip
from tests.worker.jobs import context_of
from tests.worker.test_clip_lookup import put_sound
from tests.worker.test_clip_stages import DiscordAsker
from worker.clip_lookup import ClipLookup
from worker.late_lookup import LEASE, RECENT, LateLookup

SOUND = make_melody(30.0, 1)[9 * RATE : 21 * RATE]
CLIP, OTHER = "a" * 64, "b" * 64
MUSICAL = made_clip(has_sound=True, music=0.9)


def put_clip(db: Database, name: str = CLIP, revision: int | None = None) -> None:
    """A clip with the music of seed 1, looked up to a revision of the library; None: to the newest."""
    with db.write() as session:
        put_video(session, name, 10, "a.mp4", None)
        at = get_library_revision(session) if revision is None else revision
        save_excerpts(session, name, at, pack_excerpts(take_excerpts(SOUND, RATE)))


def find_music(db: Database, name: str = CLIP, guild_id: int | None = None) -> str:
    with db.read() as session:
        music = load_clip_music(session, name, guild_id)
    return music.track_id if music else ""


def test_a_track_that_comes_later_is_found(database: Database) -> None:
    put_sound(database, 1, make_melody(30.0, 2))
    put_clip(database)
    late = LateLookup(database)
    assert late.look_again() == 0
    own = put_sound(database, 2, make_melody(30.0, 1))
    assert late.look_again() == 1
    assert find_music(database) == own
    put_sound(database, 3, make_melody(30.0, 3))
    assert late.look_again() == 0  # known now
    with database.write() as session:
        remove_track(session, own)
    assert find_music(database) == ""
    again = put_sound(database, 4, make_melody(30.0, 1))
    while late.look_again():
        pass
    assert find_music(database) == again


def test_each_new_track_is_compared_once_in_runs(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    db = sqlite_database
    monkeypatch.setattr("worker.late_lookup.TRACKS", 2)
    put_clip(db, revision=0)
    for number in range(5):
        put_sound(db, number, np.random.default_rng(number).normal(0, 0.1, 30 * RATE).astype(np.float32))
    own = put_sound(db, 9, make_melody(30.0, 1))
    late, runs = LateLookup(db), 0
    while not find_music(db):
        assert late.look_again() == 1
        runs += 1
    assert (runs, find_music(db)) == (3, own)


def test_tracks_that_changed_at_once_are_not_told_in_part(sqlite_database: Database) -> None:
    db = sqlite_database
    for number in range(4):
        put_sound(db, number, make_melody(5.0, number))
    with db.write() as session:
        session.execute(update(TrackRow).values(revision=7))
        assert len(list_new_fingerprints(session, 0, 2)) == 4
        assert list_new_fingerprints(session, 7, 2) == []


def test_a_guilds_own_late_track_is_told_there_alone(sqlite_database: Database) -> None:
    db = sqlite_database
    put_clip(db)
    theirs = put_sound(db, 1, make_melody(30.0, 1), guild_id=4711)
    assert LateLookup(db).look_again() == 1
    assert (find_music(db), find_music(db, guild_id=4711), find_music(db, guild_id=5)) == ("", theirs, "")
    everyones = put_sound(db, 2, make_melody(30.0, 1))
    assert LateLookup(db).look_again() == 1
    assert find_music(db) == everyones


def test_only_recent_clips_are_looked_up_and_those_of_forgotten_ones_go(sqlite_database: Database) -> None:
    db = sqlite_database
    put_clip(db, OTHER)
    put_clip(db)
    put_sound(db, 1, make_melody(5.0, 2))
    with db.read() as session:
        now = get_library_revision(session)
        assert len(list_sought_clips(session, now, utc_now() - RECENT, 9)) == 2
        assert len(list_sought_clips(session, now, utc_now() - RECENT, 1)) == 1
        assert list_sought_clips(session, now, utc_now() + timedelta(seconds=1), 9) == []
    with db.write() as session:
        for name in (CLIP, OTHER):
            forget_blob(session, name)
        assert forget_orphans(session, [CLIP, OTHER]) == 2
    assert LateLookup(db).look_again() == 0


def test_one_process_does_it_at_a_time(sqlite_database: Database) -> None:
    put_clip(sqlite_database)
    put_sound(sqlite_database, 1, make_melody(30.0, 1))
    with sqlite_database.write() as session:
        assert take_lease(session, LEASE, "another", 300)
    assert LateLookup(sqlite_database).look_again() == 0


def test_a_clip_is_kept_to_be_looked_up_again(sqlite_database: Database, settings: Settings) -> None:
    db, lookup = sqlite_database, ClipLookup()
    put_sound(db, 1, make_melody(30.0, 2))
    for name in (CLIP, OTHER):
        with db.write() as session:
            put_video(session, name, 10, f"{name}.mp4", None)
    context = context_of(DiscordAsker(db, None), settings, TurnKind.FIRST)
    lookup.look_up_clip(context, CLIP, MUSICAL, SOUND)
    assert find_music(db) == ""
    own = put_sound(db, 2, make_melody(30.0, 1))
    assert LateLookup(db).look_again() == 1
    assert find_music(db) == own
    lookup.look_up_clip(context, OTHER, MUSICAL, SOUND)  # the same process takes in what has come
    assert find_music(db, OTHER) == own
