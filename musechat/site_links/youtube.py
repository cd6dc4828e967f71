"""Links of YouTube: the video that is meant, whichever playlist stands beside it."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from musechat.site_links.page_link import LinkKind, LinkParts, PageLink, parse_parts

_VIDEO_ID = re.compile(r"[0-9A-Za-z_-]{11}(?![0-9A-Za-z_-])")
_WATCH = frozenset({"", "watch", "watch_popup", "movie"})
_BEFORE_ID = frozenset({"shorts", "live", "embed", "v", "e", "watch"})
_SEVERAL = frozenset(
    {"playlist", "channel", "c", "user", "feed", "results", "hashtag", "watch_videos", "browse", "search", "podcast"}
)


def read_youtube(link: LinkParts) -> PageLink:
    """Read a link of YouTube, YouTube Music or youtu.be."""
    if link.segment(0) == "attribution_link" and "u" in link.query:
        inner = parse_parts(urljoin("https://www.youtube.com/", link.query["u"]))
        if inner is not None and inner.segment(0) != "attribution_link":
            return read_youtube(inner)
    if found := _VIDEO_ID.match(_find_video_id(link)):
        return PageLink(LinkKind.VIDEO, f"https://www.youtube.com/watch?v={found[0]}")
    if link.path and link.path[-1] == "live":
        return PageLink(LinkKind.LIVE, link.url)
    if link.segment(0) in _SEVERAL or link.segment(0).startswith("@") or "list" in link.query or not link.path:
        return PageLink(LinkKind.SEVERAL, link.url)
    return PageLink(LinkKind.OTHER, link.url)


def _find_video_id(link: LinkParts) -> str:
    """The part that holds the video's id, to be checked; empty where there is none."""
    first = link.segment(0)
    if link.host == "youtu.be" or link.host.endswith(".youtu.be"):
        return first or link.query.get("v", "")
    if "v" in link.query and first in _WATCH:
        return link.query["v"]
    # "videoseries" and "live_stream" stand where an id would, and have 11 letters each.
    return link.segment(1) if first in _BEFORE_ID and link.segment(1) not in ("videoseries", "live_stream") else ""
