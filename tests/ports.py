"""A port that a test may count on: nobody else gets it between choosing and listening."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reserved_port(host: str = "127.0.0.1") -> Iterator[int]:
    """A free TCP port, held by a bound socket that does not listen.

    Connections to it are refused, the system gives it to nobody who asks for any port, and a server that sets
    ``SO_REUSEADDR`` (asyncio's and Redis do) can listen on it.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind((host, 0))
        yield int(holder.getsockname()[1])
