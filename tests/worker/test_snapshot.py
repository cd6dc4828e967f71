"""The library snapshot while the library changes: who waits, who does not, and what may never be picked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.turn import TurnKind, TurnState
from store.database import Database
from store.track_library import put_track, remove_track
from tests.models.ranking.stand_ins import made_library
from tests.worker.processes import PATIENCE_S, until
from tests.worker.talking import PROFILES, Talk, ids, put_tracks
from worker.snapshot import builder, cache
from worker.snapshot.cache import SnapshotCache
from worker.snapshot.serving_snapshot import ServingSnapshot, build_serving_snapshot, load_wanted_models

LIBRARY = [replace(t, id=f"{n:016x}", file_hash=f"{n:064x}") for n, t in enumerate(made_library(30), 1)]


@pytest.fixture
def db(sqlite_database: Database) -> Database:
    put_tracks(sqlite_database, LIBRARY[:20])
    return sqlite_database


@pytest.fixture
def snapshots(monkeypatch: pytest.MonkeyPatch) -> SnapshotCache:
    """A cache that holds nothing yet."""
    monkeypatch.setattr(cache, "PATIENCE_S", 2 * PATIENCE_S)  # a busy machine takes its time
    return SnapshotCache(PROFILES)


@pytest.fixture
def held_up(
    monkeypatch: pytest.MonkeyPatch, snapshots: SnapshotCache, db: Database, settings: Settings
) -> Iterator[object]:
    """A library that counts as large, whose next snapshot is not finished before it is allowed to."""
    monkeypatch.setattr(cache, "WAIT_FOR", 0)
    snapshots.get_current(db, settings)
    allowed, real = threading.Event(), cache.build_serving_snapshot

    def slow(*args: object) -> ServingSnapshot:
        made = real(*args)  # type: ignore[arg-type]
        assert allowed.wait(PATIENCE_S)  # a turn that waits for it sees this fail
        return made

    monkeypatch.setattr(cache, "build_serving_snapshot", slow)
    yield allowed
    allowed.set()


def names(snapshot: ServingSnapshot) -> set[str]:
    return set(snapshot.chooser.library.ids)


def remove(db: Database, *track_ids: str) -> None:
    with db.write() as session:
        for track_id in track_ids:
            assert remove_track(session, track_id)


def test_in_a_small_library_the_next_turn_finds_what_was_added(
    snapshots: SnapshotCache, db: Database, settings: Settings
) -> None:
    assert names(snapshots.get_current(db, settings)) == {t.id for t in LIBRARY[:20]}
    put_tracks(db, LIBRARY[20:22])
    remove(db, LIBRARY[0].id)
    snapshot = snapshots.get_current(db, settings)
    assert names(snapshot) == {t.id for t in LIBRARY[1:22]}
    assert snapshots.get_current(db, settings) is snapshot


def test_only_what_changed_is_read_and_placed(
    snapshots: SnapshotCache, db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots.get_current(db, settings)
    placed: list[int] = []
    fusion = load_wanted_models(settings, PROFILES).fusion
    real = fusion.encode_music
    monkeypatch.setattr(fusion, "encode_music", lambda vectors: placed.append(len(vectors)) or real(vectors))
    put_tracks(db, LIBRARY[20:22])
    snapshot = snapshots.get_current(db, settings)
    assert placed == [2]
    whole = build_serving_snapshot(db, settings, PROFILES)
    np.testing.assert_allclose(snapshot.chooser.library.joint, whole.chooser.library.joint, atol=1e-5)
    query = whole.chooser.library.joint[4]
    assert snapshot.chooser.index.search(query, 5)[0] == whole.chooser.index.search(query, 5)[0]
    assert len(snapshot.chooser.library.parts) == 2  # what was added lies beside what was there


def test_turns_go_on_with_the_snapshot_they_have(
    held_up: threading.Event, snapshots: SnapshotCache, db: Database, settings: Settings
) -> None:
    before = snapshots.get_current(db, settings)
    put_tracks(db, LIBRARY[20:21])
    assert snapshots.get_current(db, settings) is before
    assert snapshots.get_current(db, settings) is before
    held_up.set()
    until(lambda: snapshots.get_current(db, settings) is not before, "the next snapshot is there")
    assert LIBRARY[20].id in names(snapshots.get_current(db, settings))


def test_the_newest_snapshot_can_be_waited_for(
    held_up: threading.Event, snapshots: SnapshotCache, db: Database, settings: Settings
) -> None:
    snapshots.get_current(db, settings)
    put_tracks(db, LIBRARY[20:21])
    snapshots.get_current(db, settings)  # work on a revision that is soon not the newest
    put_tracks(db, LIBRARY[21:22])
    threading.Timer(0.2, held_up.set).start()
    assert {LIBRARY[20].id, LIBRARY[21].id} <= names(snapshots.get_newest(db, settings))


def test_while_music_is_added_all_the_time_the_snapshot_stays(
    snapshots: SnapshotCache, db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "WAIT_FOR", 0)
    monkeypatch.setattr(cache, "REST", 1e6)
    first = snapshots.get_current(db, settings)
    put_tracks(db, LIBRARY[20:21])
    # after the first one, which takes long, there is none
    until(lambda: snapshots.get_current(db, settings) is not first, "the next snapshot is there")
    before = snapshots.get_current(db, settings)
    put_tracks(db, LIBRARY[21:22])
    assert snapshots.get_current(db, settings) is before
    assert snapshots._refresh is None
    assert snapshots.get_newest(db, settings) is not before


def test_a_removed_track_is_never_picked_from_an_old_snapshot(
    held_up: threading.Event, snapshots: SnapshotCache, db: Database, tmp_path: Path
) -> None:
    talk = Talk(db, tmp_path, snapshots=snapshots)
    shown = ids(talk.turn(TurnKind.FIRST))
    gone = [t.id for t in LIBRARY[:20] if t.id not in shown][:6]
    remove(db, *gone, shown[1])
    for _ in range(2):
        assert not {*gone, shown[1]} & set(ids(talk.turn(TurnKind.ANOTHER)))
    assert shown[1] not in ids(talk.turn(TurnKind.BACK, about_turn=1))


def test_a_changed_track_is_judged_as_it_is_now(
    held_up: threading.Event, snapshots: SnapshotCache, db: Database, tmp_path: Path
) -> None:
    talk = Talk(db, tmp_path, snapshots=snapshots)
    talk.turn(TurnKind.FIRST)
    with db.write() as session:
        for track in LIBRARY[:20]:
            put_track(session, replace(track, traits=replace(track.traits, vocals=True, vocal_score=0.9)), "1")
    held_up.set()
    assert not talk.say("no vocals").picks


def test_nothing_found_on_an_old_snapshot_is_looked_for_on_the_newest(
    held_up: threading.Event, snapshots: SnapshotCache, db: Database, tmp_path: Path
) -> None:
    talk = Talk(db, tmp_path, snapshots=snapshots)
    talk.turn(TurnKind.FIRST)
    put_tracks(db, LIBRARY[20:])
    remove(db, *(t.id for t in LIBRARY[:20]))
    threading.Timer(0.3, held_up.set).start()
    assert set(ids(talk.turn(TurnKind.ANOTHER))) <= {t.id for t in LIBRARY[20:]}


def test_an_empty_library_is_told_and_filled(snapshots: SnapshotCache, db: Database, settings: Settings) -> None:
    snapshots.get_current(db, settings)
    remove(db, *(t.id for t in LIBRARY[:20]))
    for _ in range(2):
        with pytest.raises(BadInput) as error:
            snapshots.get_current(db, settings)
        assert error.value.code == "library-empty"
    put_tracks(db, LIBRARY[20:23])
    assert names(snapshots.get_current(db, settings)) == {t.id for t in LIBRARY[20:23]}


def test_tracks_that_nobody_heard_are_told_apart_from_none(
    snapshots: SnapshotCache, sqlite_database: Database, settings: Settings
) -> None:
    with sqlite_database.write() as session:
        put_track(session, LIBRARY[0], "1")
    with pytest.raises(BadInput) as error:
        snapshots.get_current(sqlite_database, settings)
    assert error.value.code == "library-unheard"


def test_a_failure_leaves_the_snapshot_and_is_tried_again(
    snapshots: SnapshotCache,
    db: Database,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(cache, "WAIT_FOR", 0)
    before = snapshots.get_current(db, settings)
    put_tracks(db, LIBRARY[20:21])
    with monkeypatch.context() as broken:
        broken.setattr(builder, "join_snapshots", lambda *_, **__: 1 / 0)
        snapshots.get_current(db, settings)
        until(lambda: "could not be brought up to date" in caplog.text, "the failure is logged")
        until(lambda: snapshots._refresh is None, "the failed work is over")
        assert snapshots.get_current(db, settings) is before
    until(lambda: LIBRARY[20].id in names(snapshots.get_current(db, settings)), "it is tried again")


def test_an_older_database_put_in_place_is_laid_out_anew(
    snapshots: SnapshotCache, db: Database, settings: Settings
) -> None:
    snapshots.get_current(db, settings)
    with db.write() as session:
        session.connection().exec_driver_sql("DELETE FROM tracks WHERE revision > 10")
    assert 0 < len(names(snapshots.get_current(db, settings))) < 20


def test_two_libraries_do_not_mix(snapshots: SnapshotCache, db: Database, settings: Settings, tmp_path: Path) -> None:
    snapshots.get_current(db, settings)
    other = settings.model_copy(update={"data_dir": tmp_path / "other"})
    assert snapshots.get_current(db, other) is not snapshots.get_current(db, settings)


def test_a_member_who_adds_music_and_asks_at_once_finds_it(
    snapshots: SnapshotCache, db: Database, tmp_path: Path
) -> None:
    talk = Talk(db, tmp_path, snapshots=snapshots)
    put_tracks(db, [replace(LIBRARY[25], title="Zanzibar Cathedral", artist="Quillon Vex", guild_id=77)])
    turn = talk.say("something by Quillon Vex")
    assert turn.state is TurnState.DONE
    assert ids(turn)[0] == LIBRARY[25].id
