"""Watched folders: what is new is read, what is gone is hidden, what returns comes back, and nothing is read twice."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from musechat.settings import Settings
from store import track_library
from store.database import Database
from store.watched_files import FolderFile, insert_watched_files
from tests.clock import HeldClock
from tests.media.listen.sounds import tone, write
from tests.worker import ears
from tests.worker.adding import PlainAdder
from tests.worker.processes import PATIENCE_S, until
from worker.library import add_files
from worker.library.folder_scan import is_music_path, scan_paths
from worker.library.folder_sync import FolderReport, sync_paths
from worker.library.folder_watch import RESCAN_S, FolderWatcher, receive_notices

LATER = time.time() + 86_400  # nothing was written just now, however long the tests before take

MUSIC = frozenset({".mp3", ".flac"})


class Shelf:
    """A library with one watched folder."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db, self.add = db, PlainAdder()
        self.top = folder / "music"
        self.top.mkdir()
        self.settings = Settings(data_dir=folder / "data", library=str(self.top), _env_file=None)
        for name in ("a.mp3", "b.mp3", "in/c.mp3"):
            self.put(name)

    def put(self, name: str, content: str = "") -> Path:
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content or f"sound of {name}")
        return path

    def sync(self, *paths: Path, now: float = LATER) -> FolderReport:
        return sync_paths(paths or (self.top,), self.db, self.settings, add=self.add, now=lambda: now)

    def titles(self) -> list[str]:
        with self.db.read() as session:
            return sorted(track.title for track in track_library.list_tracks(session))


@pytest.fixture
def shelf(sqlite_database: Database, tmp_path: Path) -> Shelf:
    return Shelf(sqlite_database, tmp_path)


def test_a_folder_is_read_once(shelf: Shelf) -> None:
    assert shelf.sync().added == 3
    assert shelf.titles() == ["a", "b", "c"]
    again = shelf.sync()
    assert (again.files, again.has_changes) == (3, False)
    assert len(shelf.add.read) == 3


def test_changes_of_single_files_and_folders_arrive(shelf: Shelf) -> None:
    shelf.sync()
    new, gone = shelf.put("new/d.mp3"), shelf.top / "a.mp3"
    gone.unlink()
    report = shelf.sync(gone, new.parent)
    assert (report.added, report.gone) == (1, 1)
    assert shelf.titles() == ["b", "c", "d"]
    shelf.put("b.mp3", "sound of another")
    assert shelf.sync(shelf.top / "b.mp3").added == 1


def test_unmounted_music_is_hidden_and_comes_back_unread(shelf: Shelf) -> None:
    shelf.sync()
    away = shelf.top.rename(shelf.top.with_name("away"))
    assert shelf.sync().gone == 3
    assert shelf.titles() == []
    assert not shelf.sync().has_changes
    away.rename(shelf.top)
    assert shelf.sync().back == 3
    assert shelf.titles() == ["a", "b", "c"]
    assert len(shelf.add.read) == 3


def test_what_the_operator_removed_stays_removed(shelf: Shelf) -> None:
    shelf.sync()
    with shelf.db.write() as session:
        [track] = [t for t in track_library.list_tracks(session) if t.title == "a"]
        track_library.remove_track(session, track.id)
    away = shelf.top.rename(shelf.top.with_name("away"))
    shelf.sync()
    away.rename(shelf.top)
    shelf.sync()
    assert shelf.titles() == ["b", "c"]


def test_a_second_copy_takes_the_place_of_the_first(shelf: Shelf) -> None:
    shelf.sync()
    shutil.copy(shelf.top / "a.mp3", shelf.top / "copy.mp3")
    shelf.sync()
    (shelf.top / "a.mp3").unlink()
    shelf.sync()
    with shelf.db.read() as session:
        paths = {Path(t.path).name for t in track_library.list_tracks(session)}
    assert paths == {"copy.mp3", "b.mp3", "c.mp3"}
    (shelf.top / "copy.mp3").unlink()
    shelf.sync()
    assert shelf.titles() == ["b", "c"]


def test_a_moved_file_stays_one_track(shelf: Shelf) -> None:
    shelf.sync()
    (shelf.top / "in").rename(shelf.top / "out")
    shelf.sync(shelf.top / "in", shelf.top / "out")
    assert shelf.titles() == ["a", "b", "c"]
    with shelf.db.read() as session:
        assert all(Path(t.path).is_file() for t in track_library.list_tracks(session))


def test_refused_files_are_remembered_until_they_change(shelf: Shelf) -> None:
    shelf.add.broken = {"b.mp3"}
    assert [path.name for path, _ in shelf.sync().broken] == ["b.mp3"]
    assert not shelf.sync().broken
    assert shelf.add.read.count("b.mp3") == 1
    shelf.add.broken = set()
    shelf.put("b.mp3", "whole now")
    assert shelf.sync().added == 1


def test_a_file_that_is_being_written_waits(shelf: Shelf) -> None:
    report = shelf.sync(now=time.time())
    assert (report.added, len(report.pending)) == (0, 3)
    assert shelf.sync(*report.pending).added == 3


def test_folders_that_are_no_music_or_cannot_be_read_are_passed_over(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("lost+found/x.mp3", "@eaDir/y.mp3", "#recycle/z.mp3", ".hidden/w.mp3", "locked/v.mp3"):
        shelf.put(name)
    real = os.scandir

    def scan(folder: str) -> object:
        if str(folder).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr("worker.library.folder_scan.os.scandir", scan)  # root may read everything
    report = shelf.sync()
    assert (report.added, report.unreadable) == (3, [(str(shelf.top / "locked"), "Permission denied")])


def test_files_whose_names_are_no_text_are_kept_in_step_with(shelf: Shelf) -> None:
    odd = Path(os.fsdecode(os.fsencode(shelf.top) + b"/d\xe9"))
    odd.mkdir()
    for path in (odd / "x.mp3", Path(os.fsdecode(os.fsencode(shelf.top) + b"/caf\xe9.mp3"))):
        path.write_bytes(os.fsencode(path))
    report = shelf.sync()
    assert (report.added, report.unreadable) == (5, [])
    assert not shelf.sync().has_changes
    assert not shelf.sync(odd).has_changes
    away = odd.rename(shelf.top.parent / "away")
    assert shelf.sync(odd).gone == 1
    assert len(shelf.titles()) == 4
    away.rename(odd)
    assert shelf.sync().back == 1
    moved = odd.rename(shelf.top / "plain")
    assert shelf.sync(odd, moved).gone == 1
    assert len(shelf.titles()) == 5
    with shelf.db.read() as session:
        assert all(Path(track.path).is_file() for track in track_library.list_tracks(session))


def test_what_is_said_of_files_counts_as_a_change_of_them(shelf: Shelf) -> None:
    shelf.sync()
    read = len(shelf.add.read)
    table = shelf.put("licences.csv", "file,licence\na.mp3,CC0\n")
    shelf.sync(table)
    assert sorted(shelf.add.read[read:]) == ["a.mp3", "b.mp3", "c.mp3"]
    note = shelf.put("b.mp3.json", '{"title": "Another"}')
    shelf.sync(note)
    assert shelf.add.read[read + 3 :] == ["b.mp3"]
    assert not shelf.sync().has_changes
    assert len(shelf.add.read) == read + 4
    tops = [str(shelf.top)]
    assert is_music_path(str(table), tops, MUSIC)
    assert is_music_path(str(note), tops, MUSIC)


def test_links_in_a_circle_end(shelf: Shelf) -> None:
    (shelf.top / "in" / "loop").symlink_to(shelf.top, target_is_directory=True)
    assert shelf.sync().added == 3


def test_what_is_worth_a_notice(tmp_path: Path) -> None:
    top = tmp_path / ".music" / "all"
    top.mkdir(parents=True)
    (top / "notes.txt").write_text("x")
    tops = [str(top)]
    assert is_music_path(str(top / "a.mp3"), tops, MUSIC)
    assert is_music_path(str(top / "gone" / "Vol. 1"), tops, MUSIC)
    assert not is_music_path(str(top / "notes.txt"), tops, MUSIC)
    assert not is_music_path(str(top / ".trash" / "a.mp3"), tops, MUSIC)
    assert not is_music_path(str(top / "@eaDir" / "a.mp3"), tops, MUSIC)


def test_a_hundred_thousand_unchanged_files_are_looked_at_in_one_go(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long it takes: python -m benchmarks.bench_rescan. Here: no file is opened, and no row written."""
    for number in range(50):
        shelf.put(f"many/{number}.mp3")
    states = scan_paths([shelf.top], MUSIC).files
    with shelf.db.write() as session:
        insert_watched_files(session, (FolderFile(p, s.size, s.changed_ns) for p, s in states.items()))
    monkeypatch.setattr(shelf.db, "write", lambda: pytest.fail("nothing has changed"))
    report = shelf.sync()
    assert (report.files, report.has_changes, shelf.add.read) == (53, False, [])


def test_many_changed_folders_cost_one_look_at_the_table(shelf: Shelf) -> None:
    shelf.sync()
    folders = [shelf.put(f"many {number}/x.mp3", f"{number}").parent for number in range(30)]
    assert shelf.sync(*folders).added == 30
    shutil.rmtree(folders[0])
    assert shelf.sync(*folders).gone == 1


def watch(shelf: Shelf, notices: Iterable[set[str]], clock: HeldClock) -> list[list[Path]]:
    """The paths of each sync of one round of watching."""
    synced: list[list[Path]] = []

    def sync(paths: Iterable[Path], db: Database, settings: Settings) -> FolderReport:
        synced.append(sorted(paths))
        return FolderReport()

    watcher = FolderWatcher(shelf.db, shelf.settings, sync=sync, notices=lambda _folders, _stop: notices, clock=clock)
    watcher.watch_folders()
    return synced


def test_the_watcher_looks_at_all_first_and_then_at_what_has_changed(shelf: Shelf) -> None:
    clock, one = HeldClock(), str(shelf.top / "a.mp3")
    assert watch(shelf, [set(), set(), {one}], clock) == [[shelf.top], [Path(one)]]


def test_the_watcher_looks_at_all_again_after_a_while_and_when_a_mount_changes(shelf: Shelf) -> None:
    clock, one = HeldClock(), str(shelf.top / "a.mp3")

    def notices() -> Iterable[set[str]]:
        yield set()
        clock.advance(RESCAN_S + 1)
        yield {one}

    assert watch(shelf, notices(), clock) == [[shelf.top]]  # the round ends: the next begins with a look at all

    def unmount() -> Iterable[set[str]]:
        yield set()
        shelf.top.rename(shelf.top.with_name("away"))
        yield {one}

    assert watch(shelf, unmount(), clock) == [[shelf.top]]


def test_notices_come_from_the_system(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    stop, seen, ready = threading.Event(), set[str](), threading.Event()

    def listen() -> None:
        for changed in receive_notices([tmp_path], stop):
            seen.update(changed)
            ready.set()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + PATIENCE_S
        number = 0
        while not seen and time.monotonic() < deadline:  # whether it listens already cannot be asked
            (tmp_path / f"{number}.mp3").write_text("x")
            number += 1
            ready.wait(0.3)
        assert seen <= {str(tmp_path / f"{n}.mp3") for n in range(number)}
        assert seen
    finally:
        stop.set()
        thread.join(PATIENCE_S)


@pytest.mark.slow
def test_a_file_put_into_a_watched_folder_is_recommended_soon(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("watchfiles")
    top = tmp_path / "music"
    top.mkdir()
    settings = Settings(data_dir=tmp_path / "data", library=str(top), _env_file=None)
    monkeypatch.setattr("worker.library.folder_watch.FIRST_S", 0.0)

    def sync(paths: Iterable[Path], db: Database, settings: Settings) -> FolderReport:
        def add(found: list[Path], *rest: object) -> object:
            return add_files(found, *rest, load=ears.plain, size=1)  # type: ignore[arg-type]

        return sync_paths(paths, db, settings, add=add)  # type: ignore[arg-type]

    watcher = FolderWatcher(sqlite_database, settings, sync=sync)
    watcher.start()
    try:
        write(top / "Ada Bell - Fern.flac", tone(330, 3.0))

        def titles() -> list[str]:
            with sqlite_database.read() as session:
                return [track.title for track in track_library.list_tracks(session)]

        until(lambda: titles() == ["Fern"], "the file is in the library")
        (top / "Ada Bell - Fern.flac").unlink()
        until(lambda: not titles(), "the file is out of the library")
    finally:
        watcher.stop()


@pytest.mark.parametrize(
    ("changes", "has_changes"),
    [
        ({"added": 1}, True),
        ({"broken": [(Path("a.mp3"), "no sound")]}, True),
        ({"gone": 1}, True),
        ({"back": 1}, True),
        ({"files": 3, "unreadable": [("b", "denied")], "pending": [Path("c.mp3")]}, False),
    ],
)
def test_a_report_tells_whether_anything_is_different(changes: dict[str, Any], has_changes: bool) -> None:
    assert FolderReport(**changes).has_changes is has_changes
