"""Openverse's audio, API v1, without an account: https://api.openverse.org/v1/."""

from __future__ import annotations

from datetime import UTC, datetime

from media.sources.catalogue import PagedCatalogue
from media.sources.errors import make_protocol_error
from media.sources.record_fields import (
    Record,
    get_record,
    get_records,
    read_list,
    read_number,
    read_text,
    read_url,
)
from media.sources.request_pace import DAY_S, RateLimit
from media.sources.rights import find_rights
from media.sources.source_client import SourceClient
from musechat.licence_evidence import LicenceEvidence
from musechat.source_track import MusicQuery, SourceTrack

API = "https://api.openverse.org/v1"
# What its answers' headers state for callers without an account, and one a second.
LIMITS = (RateLimit(20, 60.0), RateLimit(200, DAY_S), RateLimit(1, 1.0))
DEEPEST = 240  # no search goes on beyond it


class Openverse(PagedCatalogue):
    """Searches music of several providers; the sound comes from each provider's own server."""

    name = "openverse"
    page_size = 20  # the most without an account

    def __init__(self, client: SourceClient, downloads: SourceClient, api: str = API) -> None:
        super().__init__(client, downloads)
        self._api = api

    async def load_page(self, query: MusicQuery, offset: int) -> list[SourceTrack]:
        """Find music by words, in Openverse's own order."""
        if offset >= DEEPEST:
            return []
        use = {"license_type": "commercial"} if query.commercial else {}
        params: dict[str, str | int] = {
            "q": query.words,
            "category": "music",
            "page_size": self.page_size,
            "page": offset // self.page_size + 1,
            **use,
        }
        answer = get_record(await self.client.get_json(f"{self._api}/audio/", params))
        if not isinstance(answer.get("results"), list):
            raise make_protocol_error("Openverse")
        return [read_record(record) for record in get_records(answer["results"])]

    async def read_track(self, ref: str) -> SourceTrack:
        """Read one track again."""
        record = get_record(await self.client.get_json(f"{self._api}/audio/{ref}/"))
        return self.require_usable(read_record(record), ref)


def read_record(record: Record) -> SourceTrack:
    """Read one track of Openverse's answer; its size is not taken, since providers encode anew."""
    statement = (
        read_url(record, "license_url") or f"CC {read_text(record, 'license')} {read_text(record, 'license_version')}"
    )
    page = read_url(record, "foreign_landing_url")
    kind = read_text(record, "filetype").lower().rstrip("0123456789")
    return SourceTrack(
        ref=read_text(record, "id"),
        title=read_text(record, "title"),
        artist=read_text(record, "creator"),
        rights=find_rights(statement, allows_download=bool(read_url(record, "url"))),
        genres=read_list(record, "genres", "tags"),
        duration_s=read_number(record, "duration") / 1000,
        page_url=page,
        audio_url=read_url(record, "url"),
        suffix={"mp": ".mp3", "ogg": ".ogg", "wav": ".wav", "flac": ".flac", "oga": ".ogg"}.get(kind, ".mp3"),
        evidence=LicenceEvidence(
            statement, "Openverse API v1 audio: license_url", datetime.now(UTC), page, read_text(record, "attribution")
        ),
    )
