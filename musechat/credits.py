"""The artists of a track, from its credit line and title: what a ban on an artist is tested against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from musechat.concepts import fold_name, split_artist_names

_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_TAIL = re.compile(r"\s[-–—]\s([^()\[\]{}]*)")
_GUEST = re.compile(r"\b(?:feat|ft|featuring|w)\b[./]?\s*([^()\[\]{}]+)", re.IGNORECASE)
_BY = re.compile(r"^(?:with|prod|produced by|prod by|remixed by|remix by|arranged by|arr)\b\.?\s*(.+)$", re.IGNORECASE)
_VERSION = re.compile(
    r"^(.+?)\s+(?:re-?mix|rmx|mix|re-?edit|edit|bootleg|re-?work|re-?fix|flip|mash-?up|version|vip|dub)\b",
    re.IGNORECASE,
)
# Joins that name two people in some credit lines and nobody in others ("Dance With The Dead"): good enough for a ban.
_PERHAPS = re.compile(
    r"\s*(?:\b(?:with|pres|presents|und|et|y)\b\.?|\bw/|\b(?:feat|ft)\.|[×、，|•·])\s*", re.IGNORECASE
)
_MAIN = re.compile(r"\s*[(\[]?\b(?:feat|ft|featuring)\b", re.IGNORECASE)
# What versions are called that name nobody.
_VERSIONS = (
    "radio extended original club dub acoustic live instrumental single album vocal clean explicit short long full "
    "final new old main alternate alternative demo deluxe remastered remaster special edit mix dance piano orchestral "
    "orchestra symphonic unplugged stripped slowed reverb sped up karaoke a cappella the first second early late"
)
_NOBODY = frozenset(_VERSIONS.split())
_OWNS = re.compile(r"['’](?:s\b)?.*$")  # "Jo's Extended" is Jo's


@lru_cache(maxsize=1 << 13)
def list_credited(artist: str, title: str) -> frozenset[str]:
    """Find everyone whom a track's credit line or title names, plain: guests, both sides of a "vs.", remixers."""
    return list_credited_in_line(artist) | list_credited_in_title(title)


def list_credited_in_line(artist: str) -> frozenset[str]:
    """The part of :func:`list_credited` that the credit line names."""
    return frozenset(name for part in (artist, *_PERHAPS.split(artist)) for name in split_artist_names(part))


def list_credited_in_title(title: str) -> frozenset[str]:
    """The part of :func:`list_credited` that the title names."""
    return frozenset(name for part in _split_title(title) for name in split_artist_names(part))


def list_banned_names(name: str) -> frozenset[str]:
    """What a ban on ``name`` stands for: that name, and of a whole credit line ("Mira feat. Jo") its main part."""
    return frozenset(filter(None, (fold_name(name), fold_name(_MAIN.split(name, maxsplit=1)[0]))))


def _split_title(title: str) -> Iterator[str]:
    """The pieces of a title that name people: "Song (Jo Remix) feat. Kai" gives "Kai" and "Jo"."""
    yield from (found.strip() for found in _GUEST.findall(title))
    for aside in (*_BRACKETS.findall(title), *_TAIL.findall(title)):
        by, version = _BY.match(aside.strip()), _VERSION.match(aside.strip())
        if by:
            yield by[1]
        elif version and not set(fold_name(version[1]).split()) <= _NOBODY:
            yield _OWNS.sub("", version[1])
