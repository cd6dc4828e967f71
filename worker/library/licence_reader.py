"""Reads licences again where they were stated, and compares them with what was recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from media.sources.errors import SourceUnavailable, TrackWithdrawn
from media.sources.interface import MusicSource
from media.sources.licence_page import LicencePage, PageGone, read_licence_page
from media.sources.source_client import SourceClient
from musechat.errors import MuseChatError
from musechat.licence_check import CheckState, LicenceReading
from worker.library.licence_comparison import compare_page, compare_statements, read_file
from worker.library.licence_places import FilePlace, LicencePlace, PagePlace, SourcePlace
from worker.library.source_registry import SourceOpener

GIVE_UP = 3  # faults of one server in a row
AWAY_S = 3600.0  # for which it is left alone then


@dataclass(frozen=True, slots=True)
class _SourceAnswer:
    """What a source says of a track now: its statement, None where the track is gone, or why it cannot be asked."""

    statement: str | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _PageLook:
    """What a page says now, None where it is gone, or why it cannot be read."""

    page: LicencePage | None = None
    fault: str = ""


class ServersAway:
    """Which sources and hosts are left alone for a while: they asked for it, or did not answer several times.

    Args:
        now: tells the time, in seconds.

    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._until: dict[str, tuple[float, str]] = {}
        self._failures: Counter[str] = Counter()

    def find_reason(self, name: str) -> str:
        """Why one is left alone now; empty where it may be asked."""
        until, reason = self._until.get(name, (0.0, ""))
        return reason if until > self._now() else ""

    def note_answer(self, name: str) -> None:
        """One has answered."""
        self._failures.pop(name, None)

    def note_fault(self, name: str, error: MuseChatError) -> None:
        """One has not answered, or not with what was asked for."""
        self._failures[name] += 1
        asked_s = error.wait_s if isinstance(error, SourceUnavailable) else 0.0
        if asked_s or self._failures[name] >= GIVE_UP:
            self._until[name] = (self._now() + max(asked_s, AWAY_S), error.line)
            self._failures.pop(name, None)


class LicenceReader:
    """Reads places for the length of one run, each of them once.

    Args:
        opener: opens sources, with their pace and the guard.
        away: who is left alone; outlives the run.

    """

    def __init__(self, opener: SourceOpener, away: ServersAway) -> None:
        self._opener = opener
        self._sources: dict[str, MusicSource] = {}
        self._pages: SourceClient | None = None
        self._answers: dict[tuple[str, str], _SourceAnswer] = {}
        self._looks: dict[str, _PageLook] = {}
        self._away = away

    async def read(self, place: LicencePlace) -> LicenceReading:
        """Read a place again; whatever goes wrong there is its reading."""
        match place:
            case SourcePlace():
                return await self._read_source(place)
            case FilePlace():
                return read_file(place)
            case PagePlace():
                return await self._read_page(place)

    async def close(self) -> None:
        """Close all connections."""
        for source in self._sources.values():
            await source.close()
        if self._pages is not None:
            await self._pages.close()

    async def _read_source(self, place: SourcePlace) -> LicenceReading:
        key = (place.source, place.ref)
        if key not in self._answers:
            self._answers[key] = await self._ask_source(place)
        answer = self._answers[key]
        where = place.address or place.source
        if answer.fault:
            return LicenceReading(CheckState.UNREACHABLE, where, reason=answer.fault)
        if answer.statement is None:
            return LicenceReading(CheckState.VANISHED, where)
        return replace(compare_statements(place.stated, answer.statement), where=where)

    async def _ask_source(self, place: SourcePlace) -> _SourceAnswer:
        if fault := self._away.find_reason(place.source):
            return _SourceAnswer(fault=fault)
        try:
            track = await self._open_source(place.source).read_track(place.ref)
        except TrackWithdrawn as gone:
            # It may still be there and say so, under a licence that allows us nothing.
            said = gone.track.evidence if gone.track is not None else None
            return _SourceAnswer(said.statement if said is not None and said.statement else None)
        except MuseChatError as error:
            self._away.note_fault(place.source, error)
            return _SourceAnswer(fault=error.line)
        self._away.note_answer(place.source)
        return _SourceAnswer(track.evidence.statement if track.evidence else "")

    def _open_source(self, name: str) -> MusicSource:
        if name not in self._sources:
            self._sources[name] = self._opener.open_source(name)
        return self._sources[name]

    async def _read_page(self, place: PagePlace) -> LicenceReading:
        if place.url not in self._looks:
            self._looks[place.url] = await self._look_at(place.url)
        look = self._looks[place.url]
        if look.fault:
            return LicenceReading(CheckState.UNREACHABLE, place.url, reason=look.fault)
        return compare_page(place, look.page)

    async def _look_at(self, url: str) -> _PageLook:
        host = urlsplit(url).netloc
        if fault := self._away.find_reason(host):
            return _PageLook(fault=fault)
        try:
            page = await read_licence_page(self._open_pages(), url)
        except PageGone:
            page = None
        except MuseChatError as error:
            self._away.note_fault(host, error)
            return _PageLook(fault=error.line)
        self._away.note_answer(host)
        return _PageLook(page)

    def _open_pages(self) -> SourceClient:
        if self._pages is None:
            self._pages = self._opener.open_pages()
        return self._pages
