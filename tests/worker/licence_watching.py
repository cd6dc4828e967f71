"""An installation whose licence watch reads stand-ins of catalogues and a site of pages, over a clock that is moved."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from musechat.licence_check import CheckState
from musechat.settings import Settings
from musechat.source_track import SourceTrack
from store.database import Database
from tests.loopback import on_loopback
from tests.media.sources.catalogue_stand_ins import CommonsStandIn, JamendoStandIn
from tests.media.sources.standing import BY, MovedClock, Song, StandIn, loopback_guard
from tests.store.accepted import AcceptedPicks, make_song, stated
from worker.library.licence_watch import LicenceWatcher, WatchReport
from worker.library.source_registry import SourceAddresses, SourceOpener

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
PAGE = '<html lang="xx"><p>Ĉi tiu peco</p><a rel="license" href="{licence}">…</a></html>'


class Pages:
    """A site whose pages a test changes: a status, or a body."""

    def __init__(self) -> None:
        self.pages: dict[str, int | str] = {}
        self.asked: list[str] = []
        self.app = web.Application()
        self.app.router.add_get("/{name}", self._get)
        self.headers: dict[str, str] = {}

    async def _get(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        self.asked.append(name)
        page = self.pages[name]
        if isinstance(page, int):
            return web.Response(status=page, headers=self.headers)
        return web.Response(text=page, content_type="text/html")


class Watch:
    """An installation that watches, and what it asks."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db, self.clock, self.site = db, MovedClock(), Pages()
        self.settings = Settings(data_dir=folder, jamendo_client_id=SecretStr("right"), _env_file=None)
        self.picks = AcceptedPicks(db)
        self.songs = [Song(str(number), f"Song {number}", "Ada Bell") for number in range(1, 4)]
        self.jamendo, self.commons = JamendoStandIn(self.songs, self.clock), CommonsStandIn(self.songs, self.clock)
        self.address = ""
        self.last = make_song(0)
        self.opener = SourceOpener(self.settings, self.clock.wall)

    def make_watcher(self) -> LicenceWatcher:
        return LicenceWatcher(self.db, self.settings, opener=self.opener)

    def run(self, limit: int = 40) -> WatchReport:
        return self.make_watcher().watch_due(limit=limit)

    def run_later(self, **time: float) -> WatchReport:
        self.picks.let_pass(**(time or {"days": 8}))
        return self.run()

    def accept_listed(self, number: int = 1, source: str = "jamendo", thread_id: int | None = None) -> int:
        """Accept a song that a catalogue has."""

        async def read() -> SourceTrack:
            opened = self.opener.open_source(source)
            try:
                return await opened.read_track(str(number))
            finally:
                await opened.close()

        listed = asyncio.run(read())
        song = make_song(number, stated(BY, "x.mp3.json"), source_url=listed.page_url)
        self.last = song
        return self.picks.accept(song, thread_id, source=source, listed=listed)

    def accept_page(self, name: str, number: int = 1, licence: str = CC_BY) -> int:
        """Accept a song whose licence a page of the site states."""
        return self.picks.accept(make_song(number, stated(licence, "a moderator", f"{self.address}/{name}")))

    def states(self, *pick_ids: int) -> list[CheckState]:
        return [self.picks.check(pick_id).state for pick_id in pick_ids]


@contextmanager
def watching(db: Database, folder: Path) -> Iterator[Watch]:
    made = Watch(db, folder)
    with ExitStack() as stack:
        stand_ins: list[StandIn] = [made.jamendo, made.commons]
        for stand_in in stand_ins:
            stand_in.address = stack.enter_context(on_loopback(stand_in.app))
        made.address = stack.enter_context(on_loopback(made.site.app))
        guard = loopback_guard(made.jamendo.address, made.commons.address, made.address)
        addresses = replace(
            SourceAddresses(), jamendo=made.jamendo.address, commons=f"{made.commons.address}/w/api.php"
        )
        made.opener = SourceOpener(made.settings, made.clock.wall, guard, addresses)
        yield made
