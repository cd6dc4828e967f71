"""ccMixter's query API: http://ccmixter.org/query-api."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from media.sources.audio_download import AudioPlace, download_audio
from media.sources.catalogue import PagedCatalogue
from media.sources.errors import make_protocol_error
from media.sources.interface import OnBytes
from media.sources.record_fields import (
    Record,
    get_record,
    get_records,
    read_list,
    read_number,
    read_text,
    read_url,
    read_year,
)
from media.sources.request_pace import RateLimit
from media.sources.rights import find_rights
from media.sources.source_client import SourceClient
from musechat.licence_evidence import LicenceEvidence
from musechat.source_track import MusicQuery, SourceTrack

API = "https://ccmixter.org/api/query"
LIMITS = (RateLimit(1, 1.0),)  # none is documented
_OCTAL = re.compile(r'(":\s*)0+(?=\d)')  # it writes numbers as 090, which JSON does not know


class CcMixter(PagedCatalogue):
    """Searches ccMixter's uploads. Much of it is for non-commercial use alone."""

    name = "ccmixter"

    def __init__(self, client: SourceClient, api: str = API) -> None:
        super().__init__(client)
        self._api = api

    async def load_page(self, query: MusicQuery, offset: int) -> list[SourceTrack]:
        """Find uploads by tag, best rated first."""
        tags = ",".join(query.words.lower().replace("-", "_").split())
        order: dict[str, str | int] = {"sort": "rank", "limit": self.page_size, "offset": offset}
        return [read_record(record) for record in await self._load({"tags": tags, **order})]

    async def read_track(self, ref: str) -> SourceTrack:
        """Read one upload again."""
        return self.require_first(map(read_record, await self._load({"ids": ref})), ref)

    async def fetch_audio(self, track: SourceTrack, target: Path, on_bytes: OnBytes | None = None) -> None:
        """Fetch the upload's first sound file; the site wants to see its own page as the referrer."""
        place = AudioPlace(track.audio_url, headers={"Referer": track.page_url or self._api})
        await download_audio(self.client, track, place, target, on_bytes)

    async def _load(self, params: Mapping[str, str | int]) -> list[Record]:
        answer = await self.client.get_json(self._api, {"f": "json", **params}, decode=decode_loosely)
        if answer is not None and not isinstance(answer, list):
            raise make_protocol_error("ccMixter")
        return get_records(answer or [])


def decode_loosely(text: str) -> Any:
    """Decode what ccMixter sends: JSON with octal numbers and raw control characters.

    Raises:
        ValueError: it is no such thing either.

    """
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_OCTAL.sub(r"\1", text), strict=False)


def read_record(record: Record) -> SourceTrack:
    """Read one upload; archives and a cappellas beside the track itself are passed over."""
    sounds = [file for file in get_records(record.get("files")) if _is_sound(file)]
    file: Record = next((f for f in sounds if _get_suffix(f) == ".mp3"), sounds[0] if sounds else {})
    statement = read_url(record, "license_url")
    page = read_url(record, "file_page_url")
    return SourceTrack(
        ref=read_text(record, "upload_id"),
        title=read_text(record, "upload_name"),
        artist=read_text(record, "user_real_name", "user_name"),
        rights=find_rights(statement, allows_download=bool(read_url(file, "download_url"))),
        genres=read_list(record, "upload_tags"),
        year=read_year(record, "upload_date_format"),
        duration_s=_read_length(get_record(file.get("file_format_info"))),
        page_url=page,
        audio_url=read_url(file, "download_url"),
        size=int(read_number(file, "file_rawsize")),
        suffix=_get_suffix(file),
        evidence=LicenceEvidence(statement, "ccMixter query API: license_url", datetime.now(UTC), page),
    )


def _is_sound(file: Record) -> bool:
    return get_record(file.get("file_format_info")).get("media-type") == "audio"


def _get_suffix(file: Record) -> str:
    suffix = Path(urlsplit(read_url(file, "download_url")).path).suffix.lower()
    return suffix if re.fullmatch(r"\.[0-9a-z]{2,4}", suffix) else ".mp3"


def _read_length(info: Record) -> float:
    """Seconds out of "3:25" or "1:02:03"; 0 where there is none."""
    seconds = 0.0
    for part in read_text(info, "ps").split(":"):
        if not part.isdecimal():
            return 0.0
        seconds = 60 * seconds + int(part)
    return seconds
