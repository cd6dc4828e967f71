"""The result of reading a link, and what the sites' readers share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, parse_qs, urlsplit


class LinkKind(StrEnum):
    """What a link leads to."""

    VIDEO = "video"  # the page of one video
    SHARE = "share"  # a short link that redirects to a page
    FILE = "file"  # a media file on the site's own hosts
    SEVERAL = "several"  # a list, a channel, a search: no single video is meant
    PHOTOS = "photos"  # a post of pictures, with music or without
    LIVE = "live"  # what a channel sends just now
    OTHER = "other"  # any other page; the extractor decides


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of a known site.

    Attributes:
        kind: what it leads to.
        url: the same page by an address that yt-dlp takes for exactly that, without playlists and trackers.

    """

    kind: LinkKind
    url: str


@dataclass(frozen=True, slots=True)
class LinkParts:
    """A link in the parts that readers look at.

    Attributes:
        url: the whole link.
        host: in lower case, without a trailing dot.
        path: segments of the path, without empty ones.
        query: each parameter's first value.

    """

    url: str
    host: str
    path: tuple[str, ...]
    query: dict[str, str]

    def segment(self, index: int) -> str:
        """A segment of the path; empty where there is none."""
        return self.path[index] if index < len(self.path) else ""


def split_link(url: str) -> SplitResult | None:
    """Split a link; None for what is no link to the web."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:  # for example unbalanced brackets of an IPv6 address
        return None
    return parts if parts.scheme.lower() in ("http", "https") and host else None


def parse_parts(url: str) -> LinkParts | None:
    """Parse a link for the readers; None for what is no link to the web."""
    parts = split_link(url)
    if parts is None:
        return None
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    path = tuple(segment for segment in parts.path.split("/") if segment)
    return LinkParts(url, (parts.hostname or "").lower().rstrip("."), path, query)
