"""Where the licence of an accepted pick was stated, as its record has it, and may be read again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from language.licences import parse_licence
from musechat.licence_statement import PickRecord
from musechat.track import Licence, LicenceStatement
from store.licence_checks import WatchedRecord


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A catalogue's own record of a track; ``stated`` is what it said."""

    source: str
    ref: str
    stated: str
    address: str


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A file's tags and the lists beside it; ``stated`` is what they said."""

    path: Path
    stated: tuple[LicenceStatement, ...]


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A web page; ``seen`` tells whether the licence has stood on it at an earlier look."""

    url: str
    licence: Licence
    seen: bool


LicencePlace: TypeAlias = SourcePlace | FilePlace | PagePlace


def list_places(watched: WatchedRecord, sources: Collection[str]) -> list[LicencePlace]:
    """List where a licence may be read again.

    A catalogue's own record is enough where there is one: its pages and the notes that we wrote beside the file repeat
    it.

    Args:
        watched: the record.
        sources: names of the sources that can be asked.

    """
    record = watched.record
    asked: list[LicencePlace] = [
        SourcePlace(
            stored.source,
            stored.track.ref,
            _find_stated(record, evidence.stated_in) or evidence.statement,
            evidence.page_url or stored.track.page_url,
        )
        for stored in watched.sources
        if stored.source in sources and (evidence := stored.track.evidence) is not None
    ]
    if asked:
        return asked
    own = tuple(statement for statement in record.statements if _is_beside_file(statement.where))
    files: list[LicencePlace] = [FilePlace(Path(watched.path), own)] if own and watched.path else []
    return [*files, *_list_pages(record, watched.seen_on)]


def _find_stated(record: PickRecord, stated_in: str) -> str:
    return next((statement.text for statement in record.statements if statement.where == stated_in), "")


def _is_beside_file(where: str) -> bool:
    """Whether words stand in a file's tags, or in a list or note beside it."""
    return where.startswith("tag ") or where.lower().endswith((".csv", ".json"))


def _list_pages(record: PickRecord, seen_on: Collection[str]) -> list[LicencePlace]:
    """The pages that say so, and the source's; a licence's own page says nothing of the track."""
    licences = {record.source_url: record.licence}
    licences |= {statement.page: statement.licence for statement in record.statements}
    return [
        PagePlace(url, licence, url in seen_on)
        for url, licence in licences.items()
        if _is_web_address(url) and parse_licence(url).commercial is None
    ]


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
