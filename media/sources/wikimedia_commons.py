"""Wikimedia Commons' sound files: https://www.mediawiki.org/wiki/API:Etiquette."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from media.sources.catalogue import PagedCatalogue
from media.sources.errors import make_busy_error, make_protocol_error
from media.sources.record_fields import (
    Record,
    get_record,
    get_records,
    read_list,
    read_number,
    read_sha1,
    read_text,
    read_url,
    read_year,
    strip_markup,
)
from media.sources.request_pace import RateLimit
from media.sources.rights import find_rights
from media.sources.source_client import PassingFault, SourceClient
from musechat.licence_evidence import LicenceEvidence
from musechat.source_track import MusicQuery, SourceTrack

API = "https://commons.wikimedia.org/w/api.php"
LIMITS = (RateLimit(1, 1.0),)  # none is documented for readers: one request after another, with a name to complain to
SHORTEST_S = 30.0  # much of what is there is a word pronounced, a note or a jingle
_ARGUMENTS: dict[str, str | int] = {
    "action": "query",
    "format": "json",
    "formatversion": 2,
    "maxlag": 5,  # asks to be turned away while the servers are behind
    "prop": "imageinfo",
    "iiprop": "url|size|sha1|mime|extmetadata",
}
_LAGGING = frozenset({"maxlag", "ratelimited", "readonly"})


class WikimediaCommons(PagedCatalogue):
    """Searches sound files; each states its licence in fields of its own, and its SHA-1."""

    name = "commons"

    def __init__(self, client: SourceClient, api: str = API) -> None:
        super().__init__(client)
        self._api = api

    async def load_page(self, query: MusicQuery, offset: int) -> list[SourceTrack]:
        """Find music by words, in the site's own order."""
        search: dict[str, str | int] = {
            "generator": "search",
            "gsrnamespace": 6,
            "gsrsearch": f"filetype:audio {query.words} music",
            "gsrlimit": self.page_size,
            "gsroffset": offset,
        }
        pages = await self._load(search)
        return [read_page(page) for page in sorted(pages, key=lambda page: read_number(page, "index"))]

    def find_tracks(self, query: MusicQuery) -> AsyncIterator[SourceTrack]:
        """Find files that are long enough to be music."""
        found = super().find_tracks(query)
        return (track async for track in found if track.duration_s >= SHORTEST_S)

    async def read_track(self, ref: str) -> SourceTrack:
        """Read one file again by the number of its page."""
        return self.require_first(map(read_page, await self._load({"pageids": ref})), ref)

    async def _load(self, params: dict[str, str | int]) -> list[Record]:
        return await self.client.try_often(lambda: self._load_once({**_ARGUMENTS, **params}))

    async def _load_once(self, params: dict[str, str | int]) -> list[Record]:
        answer = get_record(await self.client.get_json(self._api, params))
        error = read_text(get_record(answer.get("error")), "code")
        if error in _LAGGING:  # with the status 200
            raise PassingFault(make_busy_error("Wikimedia Commons", 503), asked_s=5.0)
        if error or not ("query" in answer or "batchcomplete" in answer):
            raise make_protocol_error("Wikimedia Commons")
        return get_records(get_record(answer.get("query")).get("pages") or [])


def read_page(page: Record) -> SourceTrack:
    """Read one file's page; one that is missing or is no sound has no rights."""
    info = next(iter(get_records(page.get("imageinfo") or [])), {})
    meta = get_record(info.get("extmetadata"))
    statement = _read_value(meta, "LicenseUrl") or _read_value(meta, "LicenseShortName")
    address = read_url(info, "descriptionurl")
    name = read_text(page, "title").removeprefix("File:")
    is_sound = read_text(info, "mime").startswith("audio/") or read_text(info, "mime") == "application/ogg"
    return SourceTrack(
        ref=read_text(page, "pageid"),
        title=_read_value(meta, "ObjectName") or PurePosixPath(name).stem,
        artist=_read_value(meta, "Artist"),
        rights=find_rights(statement, allows_download=is_sound and page.get("missing") is not True),
        genres=read_list({"": _read_value(meta, "Categories").replace("|", ";")}, ""),
        year=read_year({"": _read_value(meta, "DateTimeOriginal")}, ""),
        duration_s=read_number(info, "duration"),
        page_url=address,
        audio_url=read_url(info, "url"),
        size=int(read_number(info, "size")),
        checksum=read_sha1(info, "sha1"),
        suffix=PurePosixPath(urlsplit(read_url(info, "url")).path).suffix.lower() or ".ogg",
        version=read_text(info, "sha1"),
        evidence=LicenceEvidence(
            statement,
            "Wikimedia Commons extmetadata: LicenseUrl",
            datetime.now(UTC),
            address,
            _read_value(meta, "Attribution"),
        ),
    )


def _read_value(meta: Record, name: str) -> str:
    return strip_markup(read_text(get_record(meta.get(name)), "value", most=4000))
