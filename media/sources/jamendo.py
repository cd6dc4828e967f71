"""Jamendo, API v3.0: https://developer.jamendo.com/v3.0. Needs a client id, which is free for non-commercial use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from media.sources.catalogue import PagedCatalogue
from media.sources.errors import make_busy_error, make_key_error, make_protocol_error
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
from media.sources.request_pace import DAY_S, RateLimit
from media.sources.rights import find_rights
from media.sources.source_client import PassingFault, SourceClient
from musechat.licence_evidence import LicenceEvidence
from musechat.source_track import MusicQuery, SourceTrack

API = "https://api.jamendo.com/v3.0"
KEY_SETTING = "MUSECHAT_JAMENDO_CLIENT_ID"
# 35,000 requests a month for an application that earns nothing; the second is our own manners.
LIMITS = (RateLimit(1000, DAY_S), RateLimit(2, 1.0))
_WRONG_KEY, _TOO_MANY = 5, 6


class Jamendo(PagedCatalogue):
    """Searches Jamendo's tracks. Artists may forbid downloads: those tracks are left alone."""

    name = "jamendo"
    page_size = 100

    def __init__(self, client: SourceClient, client_id: str, api: str = API) -> None:
        super().__init__(client)
        self._client_id = client_id
        self._api = api

    def get_page_size(self, query: MusicQuery) -> int:
        """Twice what is wanted, since some of it may not be used."""
        return min(self.page_size, max(query.limit * 2, 10))

    async def load_page(self, query: MusicQuery, offset: int) -> list[SourceTrack]:
        """Find tracks by tag, most popular first."""
        more = {"ccnc": "false"} if query.commercial else {}
        params: dict[str, str | int] = {
            "fuzzytags": "+".join(query.words.split()),
            "order": "popularity_total",
            "limit": self.get_page_size(query),
            "offset": offset,
            **more,
        }
        return [read_record(record) for record in await self._load(params)]

    async def read_track(self, ref: str) -> SourceTrack:
        """Read one track; one whose artist forbids downloads by now counts as withdrawn."""
        return self.require_first(map(read_record, await self._load({"id": ref})), ref)

    async def _load(self, params: Mapping[str, str | int]) -> list[Record]:
        every = {"client_id": self._client_id, "format": "json", "include": "musicinfo", "audiodlformat": "mp32"}
        return await self.client.try_often(lambda: self._load_once({**every, **params}))

    async def _load_once(self, params: Mapping[str, str | int]) -> list[Record]:
        answer = get_record(await self.client.get_json(f"{self._api}/tracks/", params))
        headers = get_record(answer.get("headers"))
        code = int(read_number(headers, "code"))
        if code == _WRONG_KEY:
            raise make_key_error("Jamendo", KEY_SETTING)
        if code == _TOO_MANY:  # with the status 200
            raise PassingFault(make_busy_error("Jamendo", 429), asked_s=60.0)
        if not headers or code:
            raise make_protocol_error("Jamendo")
        return get_records(answer.get("results"))


def read_record(record: Record) -> SourceTrack:
    """Read one track of Jamendo's answer."""
    info = get_record(record.get("musicinfo"))
    tags = get_record(info.get("tags"))
    statement = read_url(record, "license_ccurl")
    allowed = record.get("audiodownload_allowed") is True and bool(read_url(record, "audiodownload"))
    page = read_url(record, "shareurl", "shorturl")
    return SourceTrack(
        ref=read_text(record, "id"),
        title=read_text(record, "name"),
        artist=read_text(record, "artist_name"),
        album=read_text(record, "album_name"),
        rights=find_rights(statement, allows_download=allowed),
        genres=read_list(tags, "genres", "vartags", "instruments"),
        year=read_year(record, "releasedate"),
        duration_s=read_number(record, "duration"),
        page_url=page,
        audio_url=read_url(record, "audiodownload"),
        evidence=LicenceEvidence(statement, "Jamendo API v3.0 tracks: license_ccurl", datetime.now(UTC), page),
    )
