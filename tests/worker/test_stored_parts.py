"""The library in a file that workers share: who writes it, who maps it, and when it is laid out anew."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import filelock
import pytest

from models.fusion.interface import Fusion
from models.ranking.arrays import part_builder
from models.ranking.arrays.library_part import LibraryPart
from musechat.settings import Settings
from store.database import Database
from store.installation import put_fact
from store.track_library import put_track, remove_track
from tests.models.ranking.stand_ins import made_library
from tests.models.ranking.test_snapshot_update import assert_same
from tests.worker.processes import until
from tests.worker.talking import PROFILES, put_tracks
from worker.served_models_record import get_vectors_folder
from worker.snapshot import cache, serving_snapshot, stored_parts
from worker.snapshot.builder import read_library
from worker.snapshot.cache import SnapshotCache
from worker.snapshot.serving_snapshot import ServingSnapshot

LIBRARY = [replace(t, id=f"{n:016x}", file_hash=f"{n:064x}") for n, t in enumerate(made_library(60), 1)]


@pytest.fixture
def db(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr(serving_snapshot, "LEAST_STORED", 10)
    put_tracks(sqlite_database, LIBRARY[:40])
    return sqlite_database


def open_worker(db: Database, settings: Settings) -> tuple[SnapshotCache, ServingSnapshot]:
    """A worker that has just been started."""
    snapshots = SnapshotCache(PROFILES)
    return snapshots, snapshots.get_newest(db, settings)


def stored(settings: Settings) -> list[Path]:
    return sorted(get_vectors_folder(settings).rglob("*.safetensors"))


def count_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many tracks each reading of the database lays out."""
    counts: list[int] = []
    real = part_builder.PartBuilder.finish

    def finish(self: part_builder.PartBuilder, fusion: Fusion) -> LibraryPart:
        if len(self):
            counts.append(len(self))
        return real(self, fusion)

    monkeypatch.setattr(part_builder.PartBuilder, "finish", finish)
    return counts


def test_the_next_worker_maps_what_the_first_laid_out(
    db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, first = open_worker(db, settings)
    assert len(stored(settings)) == 1
    put_tracks(db, LIBRARY[40:42])
    counts = count_read(monkeypatch)
    _, second = open_worker(db, settings)
    assert counts == [2]
    assert [part.is_mapped for part in second.chooser.library.parts] == [True, False]
    assert first.chooser.library.parts[0].is_mapped  # it gave its own memory back
    counts.clear()
    assert_same(second.chooser.library, read_library(db, second.models))
    assert counts == [42]


@pytest.mark.slow
def test_a_library_that_has_grown_is_laid_out_anew_once_for_all(db: Database, settings: Settings) -> None:
    (one, _), (other, _) = open_worker(db, settings), open_worker(db, settings)
    before = stored(settings)
    put_tracks(db, LIBRARY[40:42])
    assert len(one.get_newest(db, settings).chooser.library.parts) == 2
    assert stored(settings) == before
    put_tracks(db, LIBRARY[42:50])
    assert len(one.get_newest(db, settings).chooser.library.parts) == 1
    (path,) = stored(settings)
    assert [path] != before
    assert len(other.get_newest(db, settings).chooser.library.parts) == 1
    assert stored(settings) == [path]


@pytest.mark.slow
def test_an_upgrade_lays_out_anew_beside_the_turns(
    db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_worker(db, settings)
    before = stored(settings)
    monkeypatch.setattr(stored_parts, "compute_code_digest", lambda: "another")
    put_tracks(db, LIBRARY[40:42])
    counts = count_read(monkeypatch)
    earlier = serving_snapshot.build_serving_snapshot(db, settings, PROFILES)
    assert (earlier.outdated, counts, stored(settings)) == (True, [2], before)
    assert_same(earlier.chooser.library, read_library(db, earlier.models))
    with filelock.FileLock(before[0].parent / "lock"):  # another worker lays it out already
        counts.clear()
        again = serving_snapshot.build_serving_snapshot(db, settings, PROFILES, earlier)
        assert (again.outdated, counts) == (True, [])
    now = serving_snapshot.build_serving_snapshot(db, settings, PROFILES, again)
    assert (now.outdated, counts) == (False, [42])
    assert len(stored(settings)) == 1
    assert stored(settings) != before
    counts.clear()
    # Who comes later, and who served the earlier file all the time, map what was laid out.
    assert not serving_snapshot.build_serving_snapshot(db, settings, PROFILES).outdated
    assert not serving_snapshot.build_serving_snapshot(db, settings, PROFILES, again).outdated
    assert counts == []


@pytest.mark.slow
def test_a_worker_that_finds_an_earlier_versions_file_replaces_it_without_a_turn(
    db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_worker(db, settings)
    before = stored(settings)
    monkeypatch.setattr(stored_parts, "compute_code_digest", lambda: "another")
    monkeypatch.setattr(cache, "WAIT_FOR", 0)  # as of a large library: no turn waits for a refresh
    SnapshotCache(PROFILES).open(db, settings)
    until(lambda: len(stored(settings)) == 1 and stored(settings) != before, "the library is laid out anew")


@pytest.mark.slow
def test_an_earlier_versions_file_with_other_arrays_is_not_used(
    db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_worker(db, settings)
    monkeypatch.setattr(stored_parts, "compute_code_digest", lambda: "another")
    numbers = {**part_builder._NUMBERS, "new": (float, lambda track: 1.0)}
    monkeypatch.setattr(part_builder, "_NUMBERS", numbers)
    monkeypatch.setattr(part_builder, "_GETTERS", [get for _, get in numbers.values()])
    counts = count_read(monkeypatch)
    assert not serving_snapshot.build_serving_snapshot(db, settings, PROFILES).outdated
    assert counts == [40]


@pytest.mark.slow
def test_an_older_database_does_not_get_the_file_of_a_later_history(
    db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, snapshot = open_worker(db, settings)
    fact = stored_parts.PartStore(db, settings, snapshot.models.record).read_fact_name()
    assert fact is not None
    with db.write() as session:  # a backup of before the file was written, on which other things have happened since
        put_fact(session, fact, "000000000001-older")
    counts = count_read(monkeypatch)
    open_worker(db, settings)
    assert counts == [40]


@pytest.mark.parametrize("damage", ["gone", "cut", "other"])
@pytest.mark.slow_but_first
def test_a_file_that_cannot_be_used_is_replaced(db: Database, settings: Settings, damage: str) -> None:
    open_worker(db, settings)
    (path,) = stored(settings)
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-9000] if damage == "cut" else b"nonsense" * 99)
    _, snapshot = open_worker(db, settings)
    assert_same(snapshot.chooser.library, read_library(db, snapshot.models))
    assert len(stored(settings)) == 1
    assert snapshot.chooser.library.parts[0].is_mapped


@pytest.mark.slow
def test_who_cannot_write_serves_from_its_own_memory(db: Database, settings: Settings) -> None:
    open_worker(db, settings)
    folder = stored(settings)[0].parent
    stored(settings)[0].unlink()
    with filelock.FileLock(folder / "lock"):  # another worker is writing
        _, snapshot = open_worker(db, settings)
    assert len(snapshot.chooser.library) == 40
    assert not stored(settings)


def test_small_libraries_are_not_stored(db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving_snapshot, "LEAST_STORED", 41)
    open_worker(db, settings)
    assert not stored(settings)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.slow
def test_a_worker_that_follows_every_change_has_what_a_new_one_reads(
    db: Database, settings: Settings, seed: int
) -> None:
    chance = random.Random(seed)
    snapshots, _ = open_worker(db, settings)
    for _ in range(10):
        some = chance.sample(LIBRARY, chance.randint(1, 6))
        match chance.choice(("add", "remove", "retag", "analyse")):
            case "add":
                put_tracks(db, some)
            case "remove":
                with db.write() as session:
                    for track in some[:2]:
                        remove_track(session, track.id)
            case "retag":
                with db.write() as session:
                    for track in some:
                        put_track(session, replace(track, title="Retagged", artist="Anew", genre="Polka"), "1")
            case "analyse":
                put_tracks(db, [replace(t, traits=replace(t.traits, energy=chance.random())) for t in some])
        followed = snapshots.get_newest(db, settings)
        assert_same(followed.chooser.library, read_library(db, followed.models))
