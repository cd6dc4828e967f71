"""Links in what people write: where they begin and end, and which of them look like clips."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from musechat.site_links import LinkKind, read_page_link, split_link
from musechat.turn import ClipSource, SourceKind

LINK_LETTERS = 2048  # longer than any link to a clip
NAME_LETTERS = 120
# Links to messages, invitations and settings.
OWN_HOSTS = ("discord.com", "discord.gg", "discordapp.com", "discord.new")
FILE_HOSTS = ("cdn.discordapp.com", "media.discordapp.net")  # of attachments, whatever they are called
VIDEO_NAME = re.compile(
    r"\.(mp4|m4v|mp4v|mov|qt|webm|mkv|avi|divx|gif|mpe|mpe?g|m[12]v|vob|3gp|3gpp|3g2|3gp2|ogv|ogm|wmv|asf|flv|f4v|mxf"
    r"|m2ts|m2t|insv|lrv)$",
    re.IGNORECASE,
)
# Of videos, and of files of other kinds at least as often: TypeScript, trackers' music, data.
AMBIGUOUS_NAME = re.compile(r"\.(ts|mts|mod|tod|dat|360|txt)$", re.IGNORECASE)

# A link ends where Discord ends it: at white space, at an angle bracket, before the bars of a spoiler; the marks of
# East Asian sentences follow links without a space. "[words](link)" is Discord's own way of hiding a link.
_LINK = re.compile(r"https?://(?:(?!\|\|)[^\s<>、。「」『』（）【】！？])+", re.IGNORECASE)
_HIDDEN = re.compile(r"\[([^\[\]]*)\]\(\s*<?(https?://[^\s<>]+?)>?\s*\)", re.IGNORECASE)
_MARKS = "<>|*~`"  # of suppressed previews, spoilers and emphasis; left over where a link stood
_ENCLOSED = re.compile(rf"[{re.escape(_MARKS)}]*({_LINK.pattern})[{re.escape(_MARKS)}]*", re.IGNORECASE)
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]|\"\s*\"")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_AFTER = ".,;:!?'\"…»”’*~`|"


def scan_links(text: str) -> list[str]:
    """List the links in a text in order, each once, without the punctuation of the sentence around them."""
    return list(dict.fromkeys(_trim_end(found[0], text[: found.start()]) for found in _LINK.finditer(text)))


def without_links(text: str) -> str:
    """Take the links out of a text, with the marks and brackets that enclose nothing else; hidden links leave words."""
    if _LINK.search(text) is None:
        return text
    kept = _HIDDEN.sub(lambda found: f" {found[1]} ", text)
    bare = _ENCLOSED.sub(lambda found: f" {found[1][len(_trim_end(found[1], '')) :].lstrip(_MARKS)}", kept)
    bare = re.sub(r"([,;])(\s*[,;])+", r"\1", _EMPTY.sub(" ", bare)).strip(" \t\r\n,;")
    return bare if any(letter.isalnum() for letter in bare) else ""  # not the full stop of a sentence that is gone


def find_linked_clips(links: Sequence[str]) -> list[ClipSource]:
    """Find the links that may lead to a clip, the likeliest first; never Discord's own.

    Beside a link that looks like a clip the others count only if they do as well.
    """
    sources = [source for link in links if (source := parse_clip_link(link)) is not None]
    ranked = sorted(sources, key=lambda source: _rank_link(source.value))
    if not ranked:
        return []
    best = _rank_link(ranked[0].value)
    return [source for source in ranked if _rank_link(source.value) <= max(best, 1)]


def parse_clip_link(link: str) -> ClipSource | None:
    """Parse a link that may lead to a clip; None for what is none, and for Discord's own."""
    parts = split_link(link)
    if parts is None or len(link) > LINK_LETTERS:
        return None
    host = (parts.hostname or "").lower()
    if host not in FILE_HOSTS and any(host == own or host.endswith(f".{own}") for own in OWN_HOSTS):
        return None
    return ClipSource(SourceKind.LINK, link, f"{host}{parts.path}"[:NAME_LETTERS])


def is_message_link(link: str) -> bool:
    """Whether a link leads to a message on Discord."""
    parts = split_link(link)
    host = (parts.hostname or "").lower() if parts is not None else ""
    return (
        host.endswith(("discord.com", "discordapp.com")) and parts is not None and parts.path.startswith("/channels/")
    )


def is_video_name(name: str) -> bool:
    """Whether a file's name, or a link's path, ends like a video's and like no other file's."""
    return bool(VIDEO_NAME.search(name))


def _rank_link(link: str) -> int:
    """How unlikely a link is to lead to a clip: 0 a media file, 1 a site's video, 2 any page, 3 certainly none."""
    path = urlsplit(link).path
    if is_video_name(path) or AMBIGUOUS_NAME.search(path):
        return 0
    page = read_page_link(link)
    if page is None:
        return 2
    return 3 if page.kind in (LinkKind.SEVERAL, LinkKind.PHOTOS, LinkKind.LIVE) else 1


def _trim_end(link: str, before: str) -> str:
    """Cut off what belongs to the sentence around a link; ``before``: the text in front of it."""
    # An underscore may end a video's id: it is emphasis only as often as one stands before the link.
    emphasis = len(before) - len(before.rstrip("_"))
    while link:
        last = link[-1]
        opening = _CLOSING.get(last)
        unopened = opening is not None and link.count(last) > link.count(opening)
        if last == "_" and emphasis:
            emphasis -= 1
        elif last not in _AFTER and not unopened:
            return link
        link = link[:-1]
    return link
