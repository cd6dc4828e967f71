"""The sites whose pages yt-dlp may be asked about, by the names that ``MUSECHAT_LINKS`` uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from musechat.site_links import SITE_HOSTS, LinkKind, PageLink, read_site_page

LinkReader = Callable[[str], PageLink]


def _read_any_page(url: str) -> PageLink:
    return PageLink(LinkKind.OTHER, url)


@dataclass(frozen=True, slots=True)
class Site:
    """A site: its hosts (subdomains included), the yt-dlp extractors that serve it, and what its links say.

    Attributes:
        name: as settings use it.
        hosts: subdomains included.
        extractors: regular expressions on extractor names; never "generic".
        read_link: tells what a link leads to.
        points_elsewhere: whether its posts may consist of a link to another site's video.

    """

    name: str
    hosts: tuple[str, ...]
    extractors: tuple[str, ...]
    read_link: LinkReader = _read_any_page
    points_elsewhere: bool = False

    def is_host(self, host: str) -> bool:
        """Whether a host name belongs to the site."""
        return any(host == own or host.endswith(f".{own}") for own in self.hosts)


def _make_site(name: str, *extractors: str, points_elsewhere: bool = False) -> Site:
    return Site(name, SITE_HOSTS[name], extractors, partial(read_site_page, name), points_elsewhere)


SITES = (
    _make_site("youtube", "youtube", "youtube:clip"),
    _make_site("vimeo", "vimeo", "vimeo:review", "vimeo:event", "vimeo:ondemand"),
    _make_site("tiktok", "tiktok", "vm.tiktok"),
    _make_site("x", "twitter", "twitter:shortener", points_elsewhere=True),
    _make_site("reddit", "reddit", points_elsewhere=True),
    _make_site("streamable", "streamable"),
    _make_site("twitch", "twitch:clips", "twitch:vod"),
)


def find_site(host: str, sites: tuple[Site, ...] = SITES) -> Site | None:
    """The known site that a host belongs to."""
    host = host.lower().rstrip(".")
    return next((site for site in sites if site.is_host(host)), None)
