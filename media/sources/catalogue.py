"""What the open catalogues share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable
from functools import partial
from pathlib import Path

from media.sources.audio_download import AudioPlace, download_audio
from media.sources.errors import TrackWithdrawn
from media.sources.interface import OnBytes
from media.sources.record_fields import iterate_pages
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
        if track.ref != ref:
            raise TrackWithdrawn(self.name, ref)
        if not track.rights.may_analyse:
            raise TrackWithdrawn(self.name, ref, track)
        return track

    def require_first(self, tracks: Iterable[SourceTrack], ref: str) -> SourceTrack:
        """Return the first of what a catalogue answers for one ref, as :meth:`require_usable` does.

        Raises:
            TrackWithdrawn: there is none, or it may not be used.

        """
        for track in tracks:
            return self.require_usable(track, ref)
        raise TrackWithdrawn(self.name, ref)


class PagedCatalogue(OpenCatalogue, ABC):
    """A catalogue that gives what a search finds page by page, each found by the number of its first track."""

    page_size = 50

    @abstractmethod
    async def load_page(self, query: MusicQuery, offset: int) -> list[SourceTrack]:
        """Load the page that begins with track number ``offset``, at most :meth:`get_page_size` tracks."""

    def get_page_size(self, _query: MusicQuery) -> int:
        """How many tracks a page of a search has; a shorter one is the last."""
        return self.page_size

    def find_tracks(self, query: MusicQuery) -> AsyncIterator[SourceTrack]:
        """Find tracks, in the catalogue's own order, whether or not they may be used."""
        return iterate_pages(partial(self.load_page, query), self.get_page_size(query))

    async def search(self, query: MusicQuery) -> AsyncIterator[SourceTrack]:
        """Find tracks that may be used as the query asks."""
        async for track in take_usable(self.find_tracks(query), query):
            yield track


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
