"""Plex Media Server: https://developer.plex.tv/pms/."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from media.sources.audio_download import AudioPlace, download_audio
from media.sources.errors import TrackWithdrawn, make_protocol_error
from media.sources.interface import OnBytes
from media.sources.music_server import PAGE, MusicServer, make_suffix, split_refs
from media.sources.record_fields import (
    Record,
    get_record,
    get_records,
    iterate_pages,
    read_list,
    read_number,
    read_text,
    read_year,
)
from media.sources.rights import OWN_RIGHTS
from musechat.source_track import MusicQuery, SourceTrack

KEY_SETTING = "MUSECHAT_PLEX_TOKEN"
TRACK = 10  # Plex's number for the type
STARS = 10  # of ten: five on its screens


def make_headers(token: str) -> dict[str, str]:
    """The headers by which Plex knows a client and its token."""
    return {
        "Accept": "application/json",
        "X-Plex-Token": token,
        "X-Plex-Product": "MuseChat",
        "X-Plex-Client-Identifier": "musechat",
    }


class Plex(MusicServer):
    """One server, by a token; the client sends :func:`make_headers`."""

    name = "plex"

    async def search(self, query: MusicQuery) -> AsyncIterator[SourceTrack]:
        """Find tracks by words in their title."""
        for section in await self._list_sections():
            params: dict[str, str | int] = {"type": TRACK, "title": query.words, "X-Plex-Container-Size": query.limit}
            for record in await self._load(f"/library/sections/{section}/all", params):
                yield read_record(record)

    async def list_tracks(self) -> AsyncIterator[SourceTrack]:
        """List the tracks of all music libraries."""
        for section in await self._list_sections():

            async def load(offset: int, section: str = section) -> list[SourceTrack]:
                params: dict[str, str | int] = {
                    "type": TRACK,
                    "sort": "addedAt:asc",
                    "X-Plex-Container-Start": offset,
                    "X-Plex-Container-Size": PAGE,
                }
                return [read_record(r) for r in await self._load(f"/library/sections/{section}/all", params)]

            async for track in iterate_pages(load, PAGE):
                yield track

    async def read_track(self, ref: str) -> SourceTrack:
        """Read one track again."""
        answer = await self._client.get_json(f"{self._url}/library/metadata/{ref}")
        for record in get_records(get_record(get_record(answer).get("MediaContainer")).get("Metadata") or []):
            return read_record(record)
        raise TrackWithdrawn(self.name, ref)

    async def fetch_audio(self, track: SourceTrack, target: Path, on_bytes: OnBytes | None = None) -> None:
        """Fetch the original file of the track's first part."""
        place = AudioPlace(f"{self._url}{track.audio_url}", {"download": 1})
        await download_audio(self._client, track, place, target, on_bytes)

    async def save_playlist(self, name: str, refs: list[str], *, star: bool) -> None:
        """Make the playlist hold just these tracks."""
        root = get_record(get_record(await self._client.get_json(f"{self._url}/")).get("MediaContainer"))
        server = f"server://{read_text(root, 'machineIdentifier')}/com.plexapp.plugins.library/library/metadata/"
        playlists = await self._load("/playlists", {"playlistType": "audio", "title": name})
        playlist = next((read_text(p, "ratingKey") for p in playlists if read_text(p, "title") == name), "")
        parts = [server + ",".join(some) for some in split_refs(refs)]
        if playlist:
            await self._client.send("DELETE", f"{self._url}/playlists/{playlist}/items")
        else:
            first: dict[str, str | int] = {
                "type": "audio",
                "title": name,
                "smart": 0,
                "uri": parts.pop(0) if parts else server,
            }
            await self._client.send("POST", f"{self._url}/playlists", first)
            playlists = await self._load("/playlists", {"playlistType": "audio", "title": name})
            playlist = next((read_text(p, "ratingKey") for p in playlists if read_text(p, "title") == name), "")
        for uri in parts:
            await self._client.send("PUT", f"{self._url}/playlists/{playlist}/items", {"uri": uri})
        for ref in refs if star else ():
            rating: dict[str, str | int] = {"key": ref, "identifier": "com.plexapp.plugins.library", "rating": STARS}
            await self._client.send("PUT", f"{self._url}/:/rate", rating)

    async def _list_sections(self) -> list[str]:
        answer = get_record(await self._client.get_json(f"{self._url}/library/sections"))
        container = get_record(answer.get("MediaContainer"))
        if not container:
            raise make_protocol_error("Plex")
        sections = get_records(container.get("Directory") or [])
        return [read_text(section, "key") for section in sections if read_text(section, "type") == "artist"]

    async def _load(self, path: str, params: dict[str, str | int]) -> list[Record]:
        answer = get_record(await self._client.get_json(self._url + path, params))
        if "MediaContainer" not in answer:
            raise make_protocol_error("Plex")
        return get_records(get_record(answer["MediaContainer"]).get("Metadata") or [])


def read_record(record: Record) -> SourceTrack:
    """Read one track of an answer."""
    media = next(iter(get_records(record.get("Media") or [])), {})
    part = next(iter(get_records(media.get("Part") or [])), {})
    container = read_text(part, "container").lower() or read_text(media, "container").lower()
    size = int(read_number(part, "size"))
    key = read_text(part, "key", most=2000)
    return SourceTrack(
        ref=read_text(record, "ratingKey"),
        title=read_text(record, "title"),
        artist=read_text(record, "originalTitle", "grandparentTitle"),  # the track's own artist, else the album's
        rights=OWN_RIGHTS,
        album=read_text(record, "parentTitle"),
        genres=read_list(record, "Genre"),
        year=read_year(record, "year", "parentYear"),
        duration_s=read_number(record, "duration") / 1000,
        audio_url=key if key.startswith("/") else "",
        size=size,
        suffix=make_suffix(container),
        version=f"{size}-{key}",
        local_path=read_text(part, "file", most=4096),
    )
