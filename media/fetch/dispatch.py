"""A link, whichever kind it is, to a clip on this machine."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from media.fetch.address_guard import Guard
from media.fetch.direct_download import download_file
from media.fetch.limits import Check, FetchedClip, FetchLimits
from media.fetch.site_download import fetch_page
from media.fetch.sites import SITES, Site, find_site
from musechat.errors import BadInput

ATTACHMENT_HOSTS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})


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
        url: a direct link to a media file, or a page of an allowed site.
        folder: an empty folder; the caller deletes it.
        limits: caps on bytes and time.
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
    site = find_site(_parse_host(url), sites)
    if site is None:
        if "direct" not in allowed:
            raise BadInput(
                "site-not-allowed", f"Links to {_parse_host(url)} are not allowed here", "Post the clip itself"
            )
        return download_file(url, folder, limits, guard or Guard(), check)
    if site.name not in allowed:
        raise BadInput("site-not-allowed", f"Links to {site.name} are not allowed here", "Post the clip itself")
    return fetch_page(url, folder, limits, site, guard or Guard(), check)


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
