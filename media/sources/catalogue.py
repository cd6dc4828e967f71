"""What the open catalogues share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from media.sources.audio_download import AudioPlace, download_audio
from media.sources.errors import TrackWithdrawn
from media.sources.interface import OnBytes
from media.sources.rights import allows_commercial_use
from media.sources.source_client import SourceClient
from musechat.source_track import MusicQuery, SourceTrack


class OpenCatalogue:
    """An open catalogue: it is searched, never listed whole.

    Args:
        client: for its answers.
        downloads: for the sound, where another server sends it at another pace; the same client by default.

    """

    name = ""
    is_catalogue = True

    def __init__(self, client: SourceClient, downloads: SourceClient | None = None) -> None:
        self.client = client
        self.downloads = downloads or client

    async def list_tracks(self) -> AsyncIterator[SourceTrack]:
        """List nothing: taking a catalogue whole is against the terms of most."""
        nothing: tuple[SourceTrack, ...] = ()
        for track in nothing:
            yield track

    async def fetch_audio(self, track: SourceTrack, target: Path, on_bytes: OnBytes | None = None) -> None:
        """Fetch a track's sound."""
        await download_audio(self.downloads, track, AudioPlace(track.audio_url), target, on_bytes)

    async def close(self) -> None:
        """Close all connections."""
        await self.client.close()
        await self.downloads.close()

    def require_usable(self, track: SourceTrack, ref: str) -> SourceTrack:
        """Return the track where it is the one asked for, and may still be used.

        Raises:
            TrackWithdrawn: it is not, or may not.

        """
        if track.ref != ref or not track.rights.may_analyse:
            raise TrackWithdrawn(self.name, ref)
        return track


async def take_usable(tracks: AsyncIterator[SourceTrack], query: MusicQuery) -> AsyncIterator[SourceTrack]:
    """Yield what may be used as the query asks, up to its limit: servers' own filters are not relied on."""
    found = 0
    async for track in tracks:
        statement = track.evidence.statement if track.evidence else ""
        if track.rights.may_analyse and (not query.commercial or allows_commercial_use(statement)):
            found += 1
            yield track
        if found >= query.limit:
            return
