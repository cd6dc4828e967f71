"""The Internet Archive's audio: https://archive.org/developers/. Licences are what uploaders declare."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from media.sources.catalogue import OpenCatalogue, take_usable
from media.sources.errors import TrackWithdrawn, make_protocol_error
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
)
from media.sources.request_pace import RateLimit
from media.sources.rights import find_rights
from media.sources.source_client import SourceClient
from musechat.licence_evidence import LicenceEvidence
from musechat.source_track import MusicQuery, SourceTrack

SITE = "https://archive.org"
LIMITS = (RateLimit(1, 1.0),)  # none is documented: its page for developers asks to be gentle
ROWS = 50
FORMATS = {"VBR MP3": 0, "MP3": 1, "320Kbps MP3": 2, "256Kbps MP3": 2, "Ogg Vorbis": 3, "Flac": 4}
LENGTH_S = (45.0, 900.0)  # an item's hour-long mix is no piece for under a video
_UNSAFE = re.compile(r"[^\w\s-]")


class InternetArchive(OpenCatalogue):
    """Searches items with a Creative Commons or public domain licence, and takes one file of each."""

    name = "archive"

    def __init__(self, client: SourceClient, site: str = SITE) -> None:
        super().__init__(client)
        self._site = site

    async def search(self, query: MusicQuery) -> AsyncIterator[SourceTrack]:
        """Find items by subject, most downloaded first."""
        async for track in take_usable(self._search(query), query):
            yield track

    async def read_track(self, ref: str) -> SourceTrack:
        """Read one file of an item again; ``ref`` is "item/file"."""
        item, _, name = ref.partition("/")
        for track in await self._load_item(item):
            if track.ref == ref:
                return self.require_usable(track, ref)
        raise TrackWithdrawn(self.name, f"{item}/{name}")

    async def _search(self, query: MusicQuery) -> AsyncIterator[SourceTrack]:
        for page in range(1, 4):
            items = await self._load_page(query.words, page)
            for item in items:
                tracks = [t for t in await self._load_item(item) if LENGTH_S[0] <= t.duration_s <= LENGTH_S[1]]
                if tracks:
                    yield tracks[0]
            if len(items) < ROWS:
                return

    async def _load_page(self, words: str, page: int) -> list[str]:
        subject = " ".join(_UNSAFE.sub(" ", words).split())
        wanted = (
            f'mediatype:audio AND subject:"{subject}" AND collection:(netlabels OR opensource_audio OR audio_music)'
            " AND (licenseurl:*creativecommons.org*)"
        )
        params = [("q", wanted), ("fl[]", "identifier"), ("sort[]", "downloads desc"), ("output", "json")]
        answer = await self.client.get_json(
            f"{self._site}/advancedsearch.php", [*params, ("rows", str(ROWS)), ("page", str(page))]
        )
        response = get_record(get_record(answer).get("response"))
        if not isinstance(response.get("docs"), list):
            raise make_protocol_error("The Internet Archive")
        return [read_text(item, "identifier") for item in get_records(response["docs"])]

    async def _load_item(self, item: str) -> list[SourceTrack]:
        """The item's tracks, each in its best format; empty where the item is gone or dark."""
        answer = get_record(await self.client.get_json(f"{self._site}/metadata/{quote(item, safe='')}"))
        if answer.get("is_dark"):
            return []
        meta = get_record(answer.get("metadata"))
        found: dict[str, tuple[int, Record]] = {}
        for file in get_records(answer.get("files")):
            rank = FORMATS.get(read_text(file, "format"))
            stem = PurePosixPath(read_text(file, "name")).stem
            if rank is not None and (stem not in found or rank < found[stem][0]):
                found[stem] = (rank, file)
        return [self._read_file(item, meta, file) for _, file in found.values()]

    def _read_file(self, item: str, meta: Record, file: Record) -> SourceTrack:
        statement = read_url(meta, "licenseurl")
        name, page = read_text(file, "name"), f"https://archive.org/details/{quote(item, safe='')}"
        return SourceTrack(
            ref=f"{item}/{name}",
            title=read_text(file, "title") or PurePosixPath(name).stem,
            artist=read_text(file, "artist", "creator")
            or ", ".join(read_list(meta, "creator"))
            or read_text(meta, "creator"),
            album=read_text(file, "album") or read_text(meta, "title"),
            rights=find_rights(statement),
            genres=read_list(meta, "subject") + read_list(file, "genre"),
            year=read_year(meta, "date", "year"),
            duration_s=_read_length(file),
            page_url=page,
            audio_url=f"{self._site}/download/{quote(item, safe='')}/{quote(name)}",
            size=int(read_number(file, "size")),
            checksum=read_sha1(file, "sha1"),
            suffix=PurePosixPath(name).suffix.lower() or ".mp3",
            evidence=LicenceEvidence(statement, "Internet Archive metadata: licenseurl", datetime.now(UTC), page),
        )


def _read_length(file: Record) -> float:
    """Seconds out of "187.4", "3:07" or "1:02:03"."""
    text = read_text(file, "length")
    if ":" not in text:
        return read_number(file, "length")
    seconds = 0.0
    for part in text.split(":"):
        seconds = 60 * seconds + (float(part) if part.replace(".", "", 1).isdecimal() else 0.0)
    return seconds
