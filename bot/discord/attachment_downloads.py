"""The HTTP session for downloading attachments in chunks; discord.py's own downloads hold whole files in memory."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

import aiohttp

CDN_S = 300.0  # timeout of one whole file
READ_S = 30.0  # timeout between two chunks of it


class AttachmentDownloads:
    """Opens its session with the first download: it can only be made in a running event loop."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    def get(self, url: str, *, first_bytes: int | None = None) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        """Request a file, or so many bytes of its beginning, to be read in chunks within the returned context.

        A server may send all of it though only the beginning was asked for.

        Raises (on entering and reading):
            aiohttp.ClientError, TimeoutError: it could not be read.

        """
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=CDN_S, sock_read=READ_S)
            self._session = aiohttp.ClientSession(timeout=timeout)
        headers = {"Range": f"bytes=0-{first_bytes - 1}"} if first_bytes is not None else None
        return self._session.get(url, headers=headers)

    async def close(self) -> None:
        """Close the session, which ends downloads under way."""
        if self._session is not None:
            await self._session.close()
