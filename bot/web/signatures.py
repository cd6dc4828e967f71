"""Signatures of the page: session cookies and links to files, each with its end, made with one key per installation.

Nothing about a session is stored: what is signed is its end. The key lies in the database, so that all pages of an
installation accept each other's, and the password goes into it: changing the password ends every session.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy.orm import Session

from store.installation import keep_fact

KEY_FACT = "page-key"
SESSION_S = 30 * 86400
LINK_S = 12 * 3600
STEP_S = 3600  # links of one hour end together, so that a browser's cache knows a file under one address


def load_page_key(session: Session) -> bytes:
    """Load the installation's key, making it at the first start: 32 bytes."""
    return bytes.fromhex(keep_fact(session, KEY_FACT, secrets.token_hex(32)))


class PageSigner:
    """Signs sessions and links; times are seconds since 1970."""

    def __init__(self, key: bytes, password: str) -> None:
        self._session_key = hmac.digest(key, b"session\0" + password.encode(), hashlib.sha256)
        self._link_key = hmac.digest(key, b"link\0", hashlib.sha256)

    def make_session(self, now: float) -> str:
        """Make a session cookie's value, valid for ``SESSION_S``."""
        end = str(int(now) + SESSION_S)
        return f"{end}.{self._sign(self._session_key, end)}"

    def is_session(self, cookie: str, now: float) -> bool:
        """Whether a cookie's value is a session of ours that has not ended."""
        end, _, signature = cookie.partition(".")
        return _is_due(end, now) and hmac.compare_digest(
            signature.encode(), self._sign(self._session_key, end).encode()
        )

    def sign_link(self, path: str, now: float) -> str:
        """Sign an address of this page: whoever has the link may fetch it until its end, between 11 and 12 hours."""
        end = str((int(now) // STEP_S) * STEP_S + LINK_S)
        return f"{path}?until={end}&signature={self._sign(self._link_key, f'{end} {path}')}"

    def is_link(self, path: str, until: str, signature: str, now: float) -> bool:
        """Whether a link was signed here for this path and has not ended."""
        expected = self._sign(self._link_key, f"{until} {path}")
        return _is_due(until, now) and hmac.compare_digest(signature.encode(), expected.encode())

    @staticmethod
    def _sign(key: bytes, text: str) -> str:
        return hmac.digest(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()


def _is_due(end: str, now: float) -> bool:
    return end.isascii() and end.isdigit() and len(end) < 12 and int(end) > now
