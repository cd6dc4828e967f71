"""The known sites: their hosts, and who reads their links."""

from __future__ import annotations

import re
from collections.abc import Callable

from musechat.site_links.page_link import LinkKind, LinkParts, PageLink, parse_parts
from musechat.site_links.reddit import read_reddit
from musechat.site_links.tiktok import read_tiktok
from musechat.site_links.twitch import read_twitch
from musechat.site_links.vimeo import read_vimeo
from musechat.site_links.x import read_x
from musechat.site_links.youtube import read_youtube

# By the names that ``MUSECHAT_LINKS`` uses; subdomains included. Some are services under another name that exist to
# mend a site's previews in Discord: their links are the site's own with another host, and are read as such.
SITE_HOSTS: dict[str, tuple[str, ...]] = {
    "youtube": ("youtube.com", "youtu.be", "youtube-nocookie.com"),
    "vimeo": ("vimeo.com",),
    "tiktok": ("tiktok.com", "vxtiktok.com", "tnktok.com"),
    "x": ("x.com", "twitter.com", "t.co", "fxtwitter.com", "fixupx.com", "vxtwitter.com", "fixvx.com"),
    "reddit": ("reddit.com", "redd.it", "rxddit.com", "vxreddit.com"),
    "streamable": ("streamable.com",),
    "twitch": ("twitch.tv",),
}
_STREAMABLE_ID = re.compile(r"[0-9a-z]{3,12}")


def find_site_name(host: str) -> str | None:
    """The known site that a host belongs to."""
    host = host.lower().rstrip(".")
    for name, hosts in SITE_HOSTS.items():
        if any(host == own or host.endswith(f".{own}") for own in hosts):
            return name
    return None


def read_page_link(url: str) -> PageLink | None:
    """Read a link of any known site; None for other links."""
    link = parse_parts(url)
    name = find_site_name(link.host) if link is not None else None
    return read_site_page(name, url) if name is not None else None


def read_site_page(site: str, url: str) -> PageLink:
    """Read a link of this site; of one without a reader the extractor decides."""
    link = parse_parts(url)
    read = _READERS.get(site)
    return PageLink(LinkKind.OTHER, url) if link is None or read is None else read(link)


def _read_streamable(link: LinkParts) -> PageLink:
    place = link.segment(1) if link.segment(0) in ("e", "o", "s") else link.segment(0)
    if _STREAMABLE_ID.fullmatch(place):
        return PageLink(LinkKind.VIDEO, f"https://streamable.com/{place}")
    return PageLink(LinkKind.OTHER, link.url)


_READERS: dict[str, Callable[[LinkParts], PageLink]] = {
    "youtube": read_youtube,
    "vimeo": read_vimeo,
    "tiktok": read_tiktok,
    "x": read_x,
    "reddit": read_reddit,
    "streamable": _read_streamable,
    "twitch": read_twitch,
}
