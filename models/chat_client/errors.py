"""The error of a chat-completions server, and whether a retry may help."""

from __future__ import annotations

import aiohttp

TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504})  # statuses after which another try may succeed
SHOWN = 160  # characters of a server's complaint


class ServerRefusal(Exception):
    """The server answered, but not with a completion.

    Attributes:
        status: HTTP status; 200 where the fault is in the reply's content.
        complaint: the server's own message, one line.
        retry_after_s: seconds of its ``Retry-After``; None without one.

    """

    def __init__(self, why: str, status: int = 200, complaint: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(why)
        self.status = status
        self.complaint = complaint
        self.retry_after_s = retry_after_s

    @property
    def is_transient(self) -> bool:
        """Whether a retry may help."""
        return self.status in TRANSIENT


async def read_refusal(response: aiohttp.ClientResponse) -> ServerRefusal:
    """Read the error of a response whose status is not 200."""
    complaint = one_line((await response.content.read(4 * SHOWN)).decode("utf-8", "replace"))
    asked = response.headers.get("Retry-After", "")
    why = f"HTTP {response.status}: {complaint}"
    return ServerRefusal(why, response.status, complaint, float(asked) if asked.isdigit() else None)


def one_line(text: str) -> str:
    """Shorten an untrusted text to one printable line, fit for a log."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:SHOWN]
