"""Which sources a worker syncs by itself, and when."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import update

from media.sources.errors import SourceUnavailable
from musechat.settings import Settings
from musechat.source_track import NO_RIGHTS, SourceTrack
from store.database import Database
from store.source_tracks import ADDED, WANTED, put_source_track, record_sync
from store.sync_requests import ask_for_sync, is_sync_asked
from store.tables import LibrarySourceRow, utc_now
from worker.library.source_refresh import SourceRefresher
from worker.library.source_report import SyncReport

SETTINGS = Settings(
    jellyfin_url="http://127.0.0.1:1",
    jellyfin_key=SecretStr("k"),
    plex_url="http://127.0.0.1:1",
    plex_token=SecretStr("k"),
    _env_file=None,
)


class Refresh:
    """A refresher, and the sources that it synced."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.synced: list[str] = []
        self.failing: set[str] = set()
        self.refresher = SourceRefresher(db, SETTINGS, sync=self._sync)

    def _sync(self, name: str) -> SyncReport:
        self.synced.append(name)
        error = "it is away" if name in self.failing else ""
        with self.db.write() as session:
            record_sync(session, name, error)
        if error:
            raise SourceUnavailable("source-unreachable", f"{name} cannot be reached")
        return SyncReport(name)

    def run(self) -> list[str]:
        self.synced.clear()
        self.refresher.sync_due()
        return sorted(self.synced)

    def let_pass(self, **time: float) -> None:
        with self.db.write() as session:
            session.execute(update(LibrarySourceRow).values(tried_at=utc_now() - timedelta(**time)))


@pytest.fixture
def refresh(sqlite_database: Database) -> Refresh:
    return Refresh(sqlite_database)


def test_servers_are_synced_every_few_hours(refresh: Refresh) -> None:
    assert refresh.run() == ["jellyfin", "plex"]
    assert refresh.run() == []
    refresh.let_pass(hours=5)
    assert refresh.run() == []
    refresh.let_pass(hours=7)
    assert refresh.run() == ["jellyfin", "plex"]


def test_one_that_is_away_holds_up_no_other(refresh: Refresh, caplog: pytest.LogCaptureFixture) -> None:
    refresh.failing = {"jellyfin"}
    with caplog.at_level(logging.WARNING):
        assert refresh.run() == ["jellyfin", "plex"]
    assert "jellyfin cannot be reached" in caplog.text
    assert refresh.run() == []


def test_a_catalogue_is_asked_once_a_day_and_only_of_what_came_from_it(refresh: Refresh) -> None:
    refresh.run()
    track = SourceTrack("1", "Fern", "Ada Bell", NO_RIGHTS)
    with refresh.db.write() as session:
        put_source_track(session, "openverse", track, state=WANTED)
    assert refresh.run() == []
    with refresh.db.write() as session:
        put_source_track(session, "openverse", track, state=ADDED)
    assert refresh.run() == ["openverse"]
    refresh.let_pass(hours=23)
    assert "openverse" not in refresh.run()
    refresh.let_pass(hours=25)
    assert "openverse" in refresh.run()


def test_what_somebody_asks_for_is_synced_at_once_and_once(refresh: Refresh, tmp_path: Path) -> None:
    folders: list[list[Path]] = []
    settings = SETTINGS.model_copy(update={"library": str(tmp_path)})
    refresh.refresher = SourceRefresher(
        refresh.db, settings, sync=refresh._sync, sync_folders=lambda paths, *_: folders.append(paths)
    )
    refresh.run()
    assert not refresh.refresher.sync_asked()
    with refresh.db.write() as session:
        assert ask_for_sync(session) is None
        assert ask_for_sync(session) is not None
        assert is_sync_asked(session)
    refresh.synced.clear()
    assert refresh.refresher.sync_asked()
    assert (refresh.synced, folders) == (["jellyfin", "plex"], [[tmp_path]])
    assert not refresh.refresher.sync_asked()
    with refresh.db.write() as session:
        assert not is_sync_asked(session)
        assert ask_for_sync(session) is not None  # ten minutes are not over


def test_it_ends_between_two_sources(refresh: Refresh) -> None:
    refresh.refresher.stop()
    assert refresh.run() == []
