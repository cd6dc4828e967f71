"""What every source of music can do. Which sources there are: :mod:`worker.library.source_registry`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Protocol

from musechat.source_track import MusicQuery, SourceTrack

OnBytes = Callable[[int], None]  # called with the bytes that have newly come


class MusicSource(Protocol):
    """A source of music. All methods may raise ``SourceRefused`` and ``SourceUnavailable``.

    Attributes:
        name: stable and short, as ``"jellyfin"``.
        is_catalogue: an open catalogue is searched and never listed whole; a server is listed and kept in step with.

    """

    name: str
    is_catalogue: bool

    def search(self, query: MusicQuery) -> AsyncIterator[SourceTrack]:
        """Find tracks by words, best first, at most ``query.limit``."""
        ...

    def list_tracks(self) -> AsyncIterator[SourceTrack]:
        """List every track of a server; nothing for a catalogue."""
        ...

    async def read_track(self, ref: str) -> SourceTrack:
        """Read one track again, with what is now said of its licence.

        Raises:
            TrackWithdrawn: it is there no longer.

        """
        ...

    async def fetch_audio(self, track: SourceTrack, target: Path, on_bytes: OnBytes | None = None) -> None:
        """Fetch a track's sound into ``target``; goes on where an earlier try ended.

        Raises:
            TrackWithdrawn: it is there no longer.
            AudioRefused: it is not what the source said it was.

        """
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


class PlaylistSource(MusicSource, Protocol):
    """A server that can be given back what was picked."""

    async def save_playlist(self, name: str, refs: list[str], *, star: bool) -> None:
        """Make the playlist ``name`` hold just these tracks, in order, and star each where asked."""
        ...
