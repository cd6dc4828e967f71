"""Reading records that others send: every field may be missing, of another type, or far too long."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

from musechat.source_track import SourceTrack

Record = Mapping[str, Any]
LONGEST_TEXT = 300  # characters, as for a file's own tags
LONGEST_URL = 2000
MOST_PAGES = 20_000  # a server that repeats itself in ever new words must still come to an end
_UNSTORABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")  # no database takes NUL and half characters
_SHA1 = re.compile(r"[0-9a-f]{40}")
_MARKUP = re.compile(r"<[^>]{0,2000}>")


def read_text(record: Record, *names: str, most: int = LONGEST_TEXT) -> str:
    """The first of these fields that holds a text or number, on one line; empty where none does."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            line = _UNSTORABLE.sub("", " ".join(str(value).split()))
            if line:
                return line[:most]
    return ""


def read_url(record: Record, *names: str) -> str:
    """The first of these fields that holds a web address; empty where none does."""
    for name in names:
        url = read_text(record, name, most=LONGEST_URL)
        if url.startswith(("http://", "https://")):
            return url
    return ""


def read_number(record: Record, *names: str) -> float:
    """The first of these fields that holds a number, or its text; 0 where none does, or it is negative."""
    for name in names:
        try:
            value = float(record.get(name) or 0)
        except (TypeError, ValueError, OverflowError):
            continue
        if 0 < value < 1e15:
            return value
    return 0.0


def read_year(record: Record, *names: str) -> int | None:
    """The year that one of these fields begins with."""
    for name in names:
        digits = read_text(record, name)[:4]
        if digits.isdecimal() and 1000 <= int(digits) <= 2999:
            return int(digits)
    return None


def read_list(record: Record, *names: str) -> tuple[str, ...]:
    """Texts of a list, of a list of named records, or of one text with commas or semicolons; each once."""
    found: dict[str, None] = {}
    for name in names:
        value = record.get(name)
        parts = re.split(r"[,;]", value) if isinstance(value, str) else value if isinstance(value, list) else []
        for part in parts:
            text = read_text(part, "name", "tag") if isinstance(part, Mapping) else read_text({"": part}, "")
            if text.strip():
                found[text.strip()] = None
    return tuple(found)[:40]


def read_sha1(record: Record, name: str) -> str:
    """A SHA-1 in hexadecimal, as ``sha1:…``; empty where it is none."""
    digest = read_text(record, name)
    return f"sha1:{digest}" if _SHA1.fullmatch(digest) else ""


def get_records(value: object) -> list[Record]:
    """The records of a list, or the one record where a server leaves the list out."""
    listed = value if isinstance(value, list) else [value]
    return [record for record in listed if isinstance(record, Mapping)]


def get_record(value: object) -> Record:
    """A record, empty where it is none."""
    return value if isinstance(value, Mapping) else {}


def strip_markup(text: str) -> str:
    """Plain text of a field that holds HTML."""
    return " ".join(html.unescape(_MARKUP.sub(" ", text)).split())[:LONGEST_TEXT]


async def iterate_pages(load: Callable[[int], Awaitable[list[SourceTrack]]], size: int) -> AsyncIterator[SourceTrack]:
    """Yield the tracks of a paged listing, each once.

    Args:
        load: loads the page that begins with the given number of a track.
        size: of a page; a shorter one is the last.

    """
    seen: set[str] = set()
    for page in range(MOST_PAGES):
        tracks = await load(page * size)
        new = [track for track in tracks if track.ref not in seen]
        for track in new:
            seen.add(track.ref)
            yield track
        if len(tracks) < size or not new:  # nothing new: it gives the same page for ever
            return
