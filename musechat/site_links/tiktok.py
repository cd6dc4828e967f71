"""Links of TikTok: videos, posts of pictures, and short links that hide either."""

from __future__ import annotations

import re

from musechat.site_links.page_link import LinkKind, LinkParts, PageLink

_NUMBER = re.compile(r"\d+")
_SEVERAL = frozenset({"tag", "music", "discover", "sticker", "search", "explore", "channel", "foryou", "following"})


def read_tiktok(link: LinkParts) -> PageLink:
    """Read a link of TikTok, or of a service that mends its previews in Discord."""
    first = link.segment(0)
    if link.host.startswith(("vm.", "vt.")) and first:
        return PageLink(LinkKind.SHARE, f"https://{link.host[:2]}.tiktok.com/{first}/")
    if first == "t" and link.segment(1):
        return PageLink(LinkKind.SHARE, f"https://www.tiktok.com/t/{link.segment(1)}/")
    if "photo" in link.path[:2]:
        return PageLink(LinkKind.PHOTOS, link.url)
    if (number := _find_number(link)) is not None:
        user = first if first.startswith("@") else "@"
        return PageLink(LinkKind.VIDEO, f"https://www.tiktok.com/{user}/video/{number}")
    if link.path and link.path[-1] == "live":
        return PageLink(LinkKind.LIVE, link.url)
    if not link.path or first in _SEVERAL or first.startswith("@"):
        return PageLink(LinkKind.SEVERAL, link.url)
    return PageLink(LinkKind.OTHER, link.url)


def _find_number(link: LinkParts) -> str | None:
    """The video's number: ``@user/video/N``, ``share/video/N``, ``v/N.html``, ``embed/v2/N``, ``player/v1/N``."""
    if link.segment(1) == "video":
        place = link.segment(2)
    elif link.segment(0) == "v":
        place = link.segment(1)
    elif link.segment(0) in ("embed", "player"):
        place = link.path[-1]
    else:
        return None
    found = _NUMBER.match(place)
    return found[0] if found else None
