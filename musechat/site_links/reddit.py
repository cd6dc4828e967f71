"""Links of Reddit: posts, share links, and the files that Reddit keeps itself."""

from __future__ import annotations

from musechat.site_links.page_link import LinkKind, LinkParts, PageLink, parse_parts

_FILE_HOSTS = ("i.redd.it", "preview.redd.it", "external-preview.redd.it", "packaged-media.redd.it")
_OWN = "https://www.reddit.com"


def read_reddit(link: LinkParts) -> PageLink:
    """Read a link of Reddit, or of a service that mends its previews in Discord."""
    if link.host in _FILE_HOSTS:
        return PageLink(LinkKind.FILE, link.url)
    if link.host == "v.redd.it":
        return _read_hosted_video(link)
    if link.host.endswith("redd.it") and len(link.path) == 1:
        return PageLink(LinkKind.VIDEO, f"{_OWN}/comments/{link.path[0]}")
    if link.segment(0) == "media" and (inner := parse_parts(link.query.get("url", ""))) is not None:
        return read_reddit(inner) if inner.host.endswith("redd.it") else PageLink(LinkKind.OTHER, link.url)
    return _read_page(link)


def _read_hosted_video(link: LinkParts) -> PageLink:
    if link.path and link.path[-1].lower().endswith(".mp4"):
        return PageLink(LinkKind.FILE, link.url)
    if not link.path:
        return PageLink(LinkKind.OTHER, link.url)
    # Its streams and the bare address alike: Reddit leads from there to the post, which names the streams.
    return PageLink(LinkKind.SHARE, f"https://v.redd.it/{link.path[0]}")


def _read_page(link: LinkParts) -> PageLink:
    # r/NAME, u/NAME and user/NAME may stand before the page's own kind.
    named = link.segment(0) in ("r", "u", "user") and len(link.path) > 2
    place, rest = ("/".join(link.path[:2]) + "/", link.path[2:]) if named else ("", link.path)
    kind, name = (rest[0], rest[1]) if len(rest) > 1 else (rest[0] if rest else "", "")
    if kind == "comments" and name:
        place = place.replace("u/", "user/", 1) if place.startswith("u/") else place
        return PageLink(LinkKind.VIDEO, f"{_OWN}/{place}comments/{name}")
    if kind == "s" and name:
        return PageLink(LinkKind.SHARE, f"{_OWN}/{place}s/{name}")
    if kind == "video" and name:
        return PageLink(LinkKind.SHARE, f"{_OWN}/video/{name}")
    if kind == "gallery" and name:
        return PageLink(LinkKind.PHOTOS, link.url)
    if not link.path or link.segment(0) in ("r", "u", "user", "search"):
        return PageLink(LinkKind.SEVERAL, link.url)
    return PageLink(LinkKind.OTHER, link.url)
