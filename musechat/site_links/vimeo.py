"""Links of Vimeo: videos, also unlisted ones, and collections of them."""

from __future__ import annotations

import re

from musechat.site_links.page_link import LinkKind, LinkParts, PageLink

_NUMBER = re.compile(r"\d+")
_HASH = re.compile(r"[0-9a-f]{10}")
_COLLECTIONS = frozenset({"channels", "groups", "showcase", "album", "categories", "search", "watch"})
_BY_EXTRACTOR = frozenset({"ondemand", "event"})


def read_vimeo(link: LinkParts) -> PageLink:
    """Read a link of Vimeo."""
    if link.segment(0) in _BY_EXTRACTOR or "review" in link.path:
        return PageLink(LinkKind.OTHER, link.url)
    if link.segment(0) == "showcase" and _NUMBER.fullmatch(link.query.get("video", "")):
        return PageLink(LinkKind.VIDEO, f"https://vimeo.com/{link.query['video']}")
    number = _find_number(link)
    if number is None:
        return PageLink(LinkKind.SEVERAL, link.url)
    following = link.path[number + 1 :]
    # Unlisted videos are opened by a key of ten letters, in the path or, in players, as a parameter.
    key = next((each for each in (*following[:1], link.query.get("h", "")) if _HASH.fullmatch(each)), "")
    return PageLink(LinkKind.VIDEO, f"https://vimeo.com/{link.path[number]}" + (f"/{key}" if key else ""))


def _find_number(link: LinkParts) -> int | None:
    """Which segment of the path is the video's number; a collection's own number is none."""
    first = 2 if link.segment(0) in _COLLECTIONS else 0
    return next((n for n, each in enumerate(link.path) if n >= first and _NUMBER.fullmatch(each)), None)
