"""Links of X, once Twitter."""

from __future__ import annotations

import re

from musechat.site_links.page_link import LinkKind, LinkParts, PageLink

_NUMBER = re.compile(r"\d+")


def read_x(link: LinkParts) -> PageLink:
    """Read a link of X, or of a service that mends its previews in Discord."""
    if link.host == "t.co":
        return PageLink(LinkKind.SHARE if link.path else LinkKind.OTHER, link.url)
    for word in ("status", "statuses"):
        if word in link.path[:3]:
            return _read_post(link, link.path.index(word))
    if len(link.path) <= 1 or link.segment(0) in ("search", "hashtag"):
        return PageLink(LinkKind.SEVERAL, link.url)
    return PageLink(LinkKind.OTHER, link.url)


def _read_post(link: LinkParts, at: int) -> PageLink:
    found = _NUMBER.match(link.segment(at + 1))
    if found is None:
        return PageLink(LinkKind.OTHER, link.url)
    # Which of a post's videos is meant; what stands after "photo" counts pictures.
    which = link.segment(at + 3) if link.segment(at + 2) == "video" else ""
    more = f"/video/{which}" if which.isdigit() else ""
    return PageLink(LinkKind.VIDEO, f"https://x.com/i/status/{found[0]}{more}")
