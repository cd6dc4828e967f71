"""Jellyfin servers: https://api.jellyfin.org."""

from __future__ import annotations

import json
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
from musechat import __version__
from musechat.source_track import MusicQuery, SourceTrack

KEY_SETTING = "MUSECHAT_JELLYFIN_KEY"
TICKS = 10_000_000  # a second
_AUDIO: dict[str, str | int] = {
    "IncludeItemTypes": "Audio",
    "Recursive": "true",
    "Fields": "Genres,MediaSources,Path,Tags",
    "EnableUserData": "false",
    "SortBy": "DateCreated,SortName",
}


def make_headers(key: str) -> dict[str, str]:
    """The header by which Jellyfin knows a client and its key."""
    client = f'Client="MuseChat", Device="MuseChat", DeviceId="musechat", Version="{__version__}"'
    return {"Authorization": f'MediaBrowser Token="{key}", {client}'}


class Jellyfin(MusicServer):
    """One server, by an API key; the client sends :func:`make_headers`."""

    name = "jellyfin"

    async def search(self, query: MusicQuery) -> AsyncIterator[SourceTrack]:
        """Find songs by words."""
        for item in await self._load_items({**_AUDIO, "SearchTerm": query.words, "Limit": query.limit}):
            yield read_item(item)

    async def list_tracks(self) -> AsyncIterator[SourceTrack]:
        """List all songs, the oldest first, so that what is added meanwhile shifts no page."""

        async def load(offset: int) -> list[SourceTrack]:
            items = await self._load_items({**_AUDIO, "StartIndex": offset, "Limit": PAGE})
            return [read_item(item) for item in items]

        async for track in iterate_pages(load, PAGE):
            yield track

    async def read_track(self, ref: str) -> SourceTrack:
        """Read one song again."""
        for item in await self._load_items({**_AUDIO, "Ids": ref}):
            if read_text(item, "Id") == ref:
                return read_item(item)
        raise TrackWithdrawn(self.name, ref)

    async def fetch_audio(self, track: SourceTrack, target: Path, on_bytes: OnBytes | None = None) -> None:
        """Fetch the original file."""
        await download_audio(
            self._client, track, AudioPlace(f"{self._url}/Items/{track.ref}/Download"), target, on_bytes
        )

    async def save_playlist(self, name: str, refs: list[str], *, star: bool) -> None:
        """Make the playlist of the server's first user hold just these songs."""
        user = await self._find_user()
        found = await self._load_items(
            {"IncludeItemTypes": "Playlist", "Recursive": "true", "SearchTerm": name, "userId": user}
        )
        playlist = next((read_text(item, "Id") for item in found if read_text(item, "Name") == name), "")
        if playlist:
            await self._empty_playlist(playlist, user)
        else:
            body = {"Name": name, "Ids": [], "UserId": user, "MediaType": "Audio"}
            made = await self._client.send("POST", f"{self._url}/Playlists", body=body)
            playlist = read_text(_decode(made), "Id")
        for some in split_refs(refs):
            ids = ",".join(some)
            await self._client.send("POST", f"{self._url}/Playlists/{playlist}/Items", {"ids": ids, "userId": user})
        for ref in refs if star else ():
            await self._client.send("POST", f"{self._url}/UserFavoriteItems/{ref}", {"userId": user})

    async def _empty_playlist(self, playlist: str, user: str) -> None:
        answer = get_record(await self._client.get_json(f"{self._url}/Playlists/{playlist}/Items", {"userId": user}))
        entries = [read_text(item, "PlaylistItemId") for item in get_records(answer.get("Items") or [])]
        for some in split_refs(entries):
            await self._client.send("DELETE", f"{self._url}/Playlists/{playlist}/Items", {"entryIds": ",".join(some)})

    async def _find_user(self) -> str:
        users = get_records(await self._client.get_json(f"{self._url}/Users") or [])
        if not users:
            raise make_protocol_error("Jellyfin")
        # An API key belongs to nobody: the first administrator stands for the server.
        chosen = next((u for u in users if get_record(u.get("Policy")).get("IsAdministrator") is True), users[0])
        return read_text(chosen, "Id")

    async def _load_items(self, params: dict[str, str | int]) -> list[Record]:
        answer = get_record(await self._client.get_json(f"{self._url}/Items", params))
        if not isinstance(answer.get("Items"), list):
            raise make_protocol_error("Jellyfin")
        return get_records(answer["Items"])


def read_item(item: Record) -> SourceTrack:
    """Read one song of an answer."""
    media = next(iter(get_records(item.get("MediaSources") or [])), {})
    container = read_text(media, "Container").split(",")[0].lower()
    size = int(read_number(media, "Size"))
    return SourceTrack(
        ref=read_text(item, "Id"),
        title=read_text(item, "Name"),
        artist=", ".join(read_list(item, "Artists")) or read_text(item, "AlbumArtist"),
        rights=OWN_RIGHTS,
        album=read_text(item, "Album"),
        genres=read_list(item, "Genres", "Tags"),
        year=read_year(item, "ProductionYear"),
        duration_s=read_number(item, "RunTimeTicks") / TICKS,
        size=size,
        suffix=make_suffix(container),
        version=read_text(media, "ETag") or str(size),
        local_path=read_text(media, "Path", most=4096) or read_text(item, "Path", most=4096),
    )


def _decode(text: str) -> Record:
    try:
        return get_record(json.loads(text))
    except ValueError as error:
        raise make_protocol_error("Jellyfin") from error
