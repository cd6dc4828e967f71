"""A link, whichever kind it is, to a clip on this machine."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from media.fetch.address_guard import Guard
from media.fetch.direct_download import LeadsElsewhere, download_file, make_endless_error
from media.fetch.limits import Check, FetchedClip, FetchLimits, make_too_slow_error
from media.fetch.share_links import follow_share_link
from media.fetch.site_download import PLAIN, fetch_page
from media.fetch.sites import SITES, Site, find_site
from musechat.errors import BadInput
from musechat.site_links import LinkKind

ATTACHMENT_HOSTS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})
MAX_LINKS = 4  # links that one link may stand for, one after the other: a shortener's, a site's share link, the page
_NO_VIDEO = {LinkKind.SEVERAL: "not-one-video", LinkKind.PHOTOS: "photo-post", LinkKind.LIVE: "live-video"}


def fetch_link(
    url: str,
    folder: Path,
    limits: FetchLimits,
    allowed: frozenset[str],
    check: Check,
    *,
    guard: Guard | None = None,
    sites: tuple[Site, ...] = SITES,
) -> FetchedClip:
    """Fetch the clip behind a link into ``folder``.

    Args:
        url: a direct link to a media file, a page of an allowed site, or a short link to either.
        folder: an empty folder; the caller deletes it.
        limits: caps on bytes and time, of all that the link leads to together.
        allowed: names of allowed sites, and ``"direct"``; empty where links are off.
        check: called between chunks; raises when the turn is no longer wanted.
        guard: the rule for outgoing connections.
        sites: the known sites.

    Raises:
        BadInput: the link is not allowed, is no video, or breaks a limit.
        Retryable: the site did not answer properly this time.

    """
    if not allowed:
        raise BadInput("links-off", "Links are switched off here", "Post the clip itself")
    fetcher = _LinkFetcher(folder, limits, allowed, check, guard or Guard(), sites, time.monotonic())
    for _ in range(MAX_LINKS):
        found = fetcher.fetch(url)
        if isinstance(found, FetchedClip):
            return found
        url = found
    raise make_endless_error()


@dataclass(frozen=True, slots=True)
class _LinkFetcher:
    """What the links of one chain are fetched with; ``began``: on the monotonic clock, in seconds."""

    folder: Path
    limits: FetchLimits
    allowed: frozenset[str]
    check: Check
    guard: Guard
    sites: tuple[Site, ...]
    began: float

    def fetch(self, url: str) -> FetchedClip | str:
        """Fetch a link's clip, or find out which other link it stands for."""
        site = find_site(_parse_host(url), self.sites)
        if site is None:
            self._require_allowed("direct", _parse_host(url))
            return self._download(url, follows=True)
        self._require_allowed(site.name, site.name)
        link = site.read_link(url)
        if link.kind in _NO_VIDEO:
            raise BadInput(_NO_VIDEO[link.kind], *PLAIN[_NO_VIDEO[link.kind]])
        if link.kind is LinkKind.FILE:
            return self._download(link.url, follows=False)
        if link.kind is LinkKind.SHARE:
            return self._follow(site, link.url)
        return self._fetch_page(site, link.url)

    def _require_allowed(self, name: str, shown: str) -> None:
        if name not in self.allowed:
            raise BadInput("site-not-allowed", f"Links to {shown} are not allowed here", "Post the clip itself")

    def _download(self, url: str, *, follows: bool) -> FetchedClip | str:
        """Download a file; a redirect to a known site's page is what the link stands for."""

        def is_page(target: str) -> bool:
            return follows and find_site(_parse_host(target), self.sites) is not None

        try:
            return download_file(url, self.folder, self._limits_left(), self.guard, self.check, is_page)
        except LeadsElsewhere as found:
            return found.url

    def _follow(self, site: Site, url: str) -> FetchedClip | str:
        def is_short(target: str) -> bool:
            return site.is_host(_parse_host(target)) and site.read_link(target).kind is LinkKind.SHARE

        target = follow_share_link(url, self._limits_left(), self.guard, self.check, is_short)
        if target is not None:
            return target
        try:  # yt-dlp may know a way where the site tells us nothing
            return self._fetch_page(site, url)
        except BadInput as error:
            if error.code != "no-video-there":
                raise
            what, remedy = "The short link could not be followed", "Open it and post the address of the page it shows"
            raise BadInput("share-link", what, remedy) from error

    def _fetch_page(self, site: Site, url: str) -> FetchedClip:
        if site.points_elsewhere:
            others = [each for each in self.sites if each.name in self.allowed and each is not site]
            site = replace(site, extractors=(*site.extractors, *(name for each in others for name in each.extractors)))
        return fetch_page(url, self.folder, self._limits_left(), site, self.guard, self.check)

    def _limits_left(self) -> FetchLimits:
        used = time.monotonic() - self.began
        if used < 1.0:  # the first link: its error names the whole limit
            return self.limits
        if used >= self.limits.max_seconds:
            raise make_too_slow_error(self.limits)
        return replace(self.limits, max_seconds=self.limits.max_seconds - used)


def fetch_attachment(
    url: str,
    folder: Path,
    limits: FetchLimits,
    check: Check,
    *,
    guard: Guard | None = None,
    hosts: frozenset[str] = ATTACHMENT_HOSTS,
) -> FetchedClip:
    """Fetch a Discord attachment into ``folder``; only from the hosts that carry attachments.

    Raises:
        BadInput: the address is not of an attachment, or a limit is broken.
        Retryable: the server did not answer properly this time.

    """
    if _parse_host(url) not in hosts:
        raise BadInput("not-an-attachment", "This is not the address of an attachment", "Post the clip again")
    try:
        return download_file(url, folder, limits, guard or Guard(), check)
    except BadInput as error:
        if error.code == "link-refused":  # its signature is valid for a day, and the message may be gone
            raise BadInput("attachment-gone", "The attachment is no longer there", "Post the clip again") from error
        raise


def _parse_host(url: str) -> str:
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    if not host:
        raise BadInput("not-a-link", "This is not a link", "Use one that starts with https://")
    return host.lower().rstrip(".")
