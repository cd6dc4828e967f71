"""Links of Twitch: clips, recorded videos, and channels."""

from __future__ import annotations

import re

from musechat.site_links.page_link import LinkKind, LinkParts, PageLink

_NUMBER = re.compile(r"v?(\d+)")


def read_twitch(link: LinkParts) -> PageLink:
    """Read a link of Twitch."""
    if (clip := _find_clip(link)) is not None:
        return PageLink(LinkKind.VIDEO, f"https://clips.twitch.tv/{clip}")
    if found := _NUMBER.fullmatch(_find_recording(link)):
        return PageLink(LinkKind.VIDEO, f"https://www.twitch.tv/videos/{found[1]}")
    # A channel's page shows what is live, or else that nothing is: in either case no video that stays.
    return PageLink(LinkKind.SEVERAL, link.url)


def _find_clip(link: LinkParts) -> str | None:
    if link.host == "clips.twitch.tv":
        found = link.query.get("clip") if link.segment(0) == "embed" else link.path[-1] if link.path else None
        return found or None
    if "clip" in link.path[:2]:
        return link.segment(link.path.index("clip") + 1) or None
    return None


def _find_recording(link: LinkParts) -> str:
    if link.host == "player.twitch.tv":
        return link.query.get("video", "")
    if link.segment(0) == "videos":
        return link.segment(1)
    if link.segment(1) in ("v", "video"):
        return link.segment(2)
    return link.query.get("vodID", "") if link.segment(1) == "schedule" else ""
