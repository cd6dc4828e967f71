"""OpenSubsonic servers (Navidrome, gonic, Ampache and others): https://opensubsonic.netlify.app."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

from media.sources.audio_download import AudioPlace, download_audio
from media.sources.errors import AudioRefused, TrackWithdrawn, make_busy_error, make_key_error, make_protocol_error
from media.sources.interface import OnBytes
from media.sources.music_server import BATCH, PAGE, MusicServer, make_suffix, split_refs
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
from media.sources.source_client import SourceClient
from musechat.source_track import MusicQuery, SourceTrack

KEY_SETTING = "MUSECHAT_OPENSUBSONIC_PASSWORD"
VERSION = "1.16.1"
_KEY_CODES, _MISSING = frozenset({40, 41, 42, 43, 44, 50}), 70

Pairs = list[tuple[str, str | int]]


class OpenSubsonic(MusicServer):
    """One server, as one of its users."""

    name = "opensubsonic"

    def __init__(self, client: SourceClient, url: str, user: str, password: str) -> None:
        super().__init__(client, url)
        self._user, self._password = user, password

    async def search(self, query: MusicQuery) -> AsyncIterator[SourceTrack]:
        """Find songs by words, as the server ranks them."""
        pairs: Pairs = [("query", query.words), ("songCount", query.limit), ("artistCount", 0), ("albumCount", 0)]
        answer = await self._call("search3", pairs)
        for song in get_records(get_record(answer.get("searchResult3")).get("song") or []):
            yield read_song(song)

    async def list_tracks(self) -> AsyncIterator[SourceTrack]:
        """List all songs: by the empty search that OpenSubsonic asks servers for, else album by album."""
        found = False
        async for track in iterate_pages(self._load_songs, PAGE):
            found = True
            yield track
        if not found:
            async for track in self._list_albums():
                yield track

    async def read_track(self, ref: str) -> SourceTrack:
        """Read one song again."""
        answer = await self._call("getSong", [("id", ref)])
        song = get_record(answer.get("song"))
        if not song:
            raise TrackWithdrawn(self.name, ref)
        return read_song(song)

    async def fetch_audio(self, track: SourceTrack, target: Path, on_bytes: OnBytes | None = None) -> None:
        """Fetch the original file; as a stream, unconverted, where this user may not download."""
        try:
            await self._download("download", [("id", track.ref)], track, target, on_bytes)
        except AudioRefused as refusal:
            if refusal.code != "audio-is-a-page":
                raise
            await self.read_track(track.ref)  # an error comes with the status 200: is the song gone?
            await self._download("stream", [("id", track.ref), ("format", "raw")], track, target, on_bytes)

    async def save_playlist(self, name: str, refs: list[str], *, star: bool) -> None:
        """Make the playlist hold just these songs."""
        answer = get_record((await self._call("getPlaylists", [])).get("playlists"))
        old = [read_text(p, "id") for p in get_records(answer.get("playlist") or []) if read_text(p, "name") == name]
        first: Pairs = [("playlistId", old[0])] if old else [("name", name)]
        made = await self._call("createPlaylist", [*first, *(("songId", ref) for ref in refs[:BATCH])])
        playlist = old[0] if old else read_text(get_record(made.get("playlist")), "id")
        for some in split_refs(refs[BATCH:]):
            more: Pairs = [("songIdToAdd", ref) for ref in some]
            await self._call("updatePlaylist", [("playlistId", playlist), *more])
        for some in split_refs(refs if star else []):
            await self._call("star", [("id", ref) for ref in some])

    async def _load_songs(self, offset: int) -> list[SourceTrack]:
        pairs: Pairs = [
            ("query", ""),
            ("songCount", PAGE),
            ("songOffset", offset),
            ("artistCount", 0),
            ("albumCount", 0),
        ]
        answer = await self._call("search3", pairs)
        return [read_song(s) for s in get_records(get_record(answer.get("searchResult3")).get("song") or [])]

    async def _list_albums(self) -> AsyncIterator[SourceTrack]:
        for offset in range(0, 10_000_000, PAGE):
            pairs: Pairs = [("type", "alphabeticalByName"), ("size", PAGE), ("offset", offset)]
            answer = await self._call("getAlbumList2", pairs)
            albums = get_records(get_record(answer.get("albumList2")).get("album") or [])
            for album in albums:
                inner = get_record((await self._call("getAlbum", [("id", read_text(album, "id"))])).get("album"))
                for song in get_records(inner.get("song") or []):
                    yield read_song(song)
            if len(albums) < PAGE:
                return

    async def _download(
        self, method: str, pairs: Pairs, track: SourceTrack, target: Path, on_bytes: OnBytes | None
    ) -> None:
        # The token stands in the parameters: the address stays the same, and a try goes on with the last one's file.
        place = AudioPlace(f"{self._url}/rest/{method}.view", [*self._sign(), *pairs])
        await download_audio(self._client, track, place, target, on_bytes)

    async def _call(self, method: str, pairs: Pairs) -> Record:
        url = f"{self._url}/rest/{method}.view"
        answer = get_record(await self._client.get_json(url, [*self._sign(), *pairs]))
        response = get_record(answer.get("subsonic-response"))
        if read_text(response, "status") == "ok":
            return response
        code = int(read_number(get_record(response.get("error")), "code"))
        if code == _MISSING:
            return {}
        if code in _KEY_CODES:
            raise make_key_error("The OpenSubsonic server", KEY_SETTING)
        raise make_busy_error("The OpenSubsonic server", code) if response else make_protocol_error("OpenSubsonic")

    def _sign(self) -> Pairs:
        salt = secrets.token_hex(8)
        # MD5 is the protocol's own; the salt is new each time, and the password itself is never sent.
        token = hashlib.md5((self._password + salt).encode(), usedforsecurity=False).hexdigest()
        return [("u", self._user), ("t", token), ("s", salt), ("v", VERSION), ("c", "musechat"), ("f", "json")]


def read_song(song: Record) -> SourceTrack:
    """Read one song of an answer."""
    suffix = read_text(song, "suffix").lower()
    size = int(read_number(song, "size"))
    return SourceTrack(
        ref=read_text(song, "id"),
        title=read_text(song, "title"),
        artist=read_text(song, "displayArtist", "artist"),
        rights=OWN_RIGHTS,
        album=read_text(song, "album"),
        genres=read_list(song, "genres") or read_list(song, "genre"),
        year=read_year(song, "year"),
        duration_s=read_number(song, "duration"),
        size=size,
        suffix=make_suffix(suffix),
        version=f"{size}-{read_text(song, 'created')}",
    )
