"""Paths of music files as text that every database, page and terminal takes, also names that are not UTF-8.

A name that is not UTF-8 reaches Python with lone surrogates, which nothing can store or print. It is stored with its
bytes escaped, and comes back as the same file.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

_ESCAPED = "bytes:"  # no absolute path begins so


def store_path(path: str | Path) -> str:
    """A path as text without lone surrogates; :func:`load_path` is the inverse."""
    text = str(path)
    return text if _is_plain(text) and not text.startswith(_ESCAPED) else _escape(text)


def load_path(stored: str) -> str:
    """The path that :func:`store_path` stored, as :func:`open` takes it."""
    if not stored.startswith(_ESCAPED):
        return stored
    return os.fsdecode(unquote_to_bytes(stored.removeprefix(_ESCAPED)))


def list_stored_beginnings(folder: str) -> list[str]:
    """What the stored paths of all that lies in a folder begin with: as text, or escaped."""
    inside = f"{folder.rstrip('/')}/"
    return list(dict.fromkeys((store_path(inside), _escape(inside))))


def show_path(path: str | Path) -> str:
    r"""A path to be shown: bytes that are no UTF-8 as ``\xe9``."""
    text = str(path)
    return text if _is_plain(text) else os.fsencode(text).decode("utf-8", "backslashreplace")


def _escape(text: str) -> str:
    return _ESCAPED + quote_from_bytes(os.fsencode(text), safe="/ ")


def _is_plain(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
