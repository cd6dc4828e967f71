"""What the servers that people run themselves share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from media.sources.source_client import SourceClient

PAGE = 500  # tracks in one answer
BATCH = 50  # ids in one request: they go into its address


class MusicServer:
    """One server: it is listed whole.

    Args:
        client: for its answers and its sound.
        url: its address.

    """

    is_catalogue = False

    def __init__(self, client: SourceClient, url: str) -> None:
        self._client = client
        self._url = url.rstrip("/")

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()


def split_refs(refs: Sequence[str]) -> Iterator[Sequence[str]]:
    """Split the ids of tracks into parts that go into one request each."""
    return (refs[start : start + BATCH] for start in range(0, len(refs), BATCH))


def make_suffix(container: str) -> str:
    """The suffix of a file whose container a server names; ".mp3" where that is no name."""
    return f".{container}" if container.isalnum() else ".mp3"
