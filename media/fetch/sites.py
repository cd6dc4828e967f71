"""The sites whose pages yt-dlp may be asked about, by the names that ``MUSECHAT_LINKS`` uses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """A site: its hosts (subdomains included) and the yt-dlp extractors that serve it."""

    name: str
    hosts: tuple[str, ...]
    extractors: tuple[str, ...]  # regular expressions on extractor names; never "generic"

    def is_host(self, host: str) -> bool:
        """Whether a host name belongs to the site."""
        return any(host == own or host.endswith(f".{own}") for own in self.hosts)


SITES = (
    Site("youtube", ("youtube.com", "youtu.be", "youtube-nocookie.com"), ("youtube", "youtube:clip")),
    Site("vimeo", ("vimeo.com",), ("vimeo",)),
    Site("tiktok", ("tiktok.com",), ("tiktok", "vm.tiktok")),
    Site("x", ("x.com", "twitter.com", "t.co"), ("twitter", "twitter:shortener")),
    Site("reddit", ("reddit.com", "redd.it"), ("reddit",)),
    Site("streamable", ("streamable.com",), ("streamable",)),
    Site("twitch", ("clips.twitch.tv", "twitch.tv"), ("twitch:clips",)),
)


def find_site(host: str, sites: tuple[Site, ...] = SITES) -> Site | None:
    """The known site that a host belongs to."""
    host = host.lower().rstrip(".")
    return next((site for site in sites if site.is_host(host)), None)
