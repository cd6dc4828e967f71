"""Finds clips in a message: attachments that are videos, links that may lead to one."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from urllib.parse import SplitResult, unquote, urlsplit

import discord

from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.turn import ClipSource, SourceKind

LINK_LETTERS = 2048  # longer than any link to a clip
NAME_LETTERS = 120
TITLE_LETTERS = 100  # of a Discord thread's name
WORDS_LETTERS = 1000
NO_CLIP = ClipSource(SourceKind.NONE)
LINK = re.compile(r"<?(https?://[^\s<>]+)>?")  # in angle brackets where the writer suppressed Discord's embed
# Links to messages, invitations and settings; Discord's CDN has other hosts.
OWN_HOSTS = ("discord.com", "discord.gg", "discordapp.com", "discord.new")
SITES = re.compile(
    r"(^|\.)(youtube(-nocookie)?\.com|youtu\.be|vimeo\.com|tiktok\.com|x\.com|twitter\.com|reddit\.com|redd\.it"
    r"|streamable\.com|twitch\.tv)$"
)
VIDEO_NAME = re.compile(r"\.(mp4|m4v|mov|webm|mkv|avi|gif|mpe?g|3gp|ogv|ts)$", re.IGNORECASE)


def is_clip(attachment: discord.Attachment) -> bool:
    """Whether an attachment is a video, judged by its type or name."""
    # Phones and older clients send videos as application/octet-stream, so the name counts as well.
    kind = attachment.content_type or mimetypes.guess_type(attachment.filename)[0] or ""
    return kind.startswith("video/") or kind == "image/gif" or bool(VIDEO_NAME.search(attachment.filename))


def first_clip(attachments: Iterable[discord.Attachment]) -> discord.Attachment | None:
    """The first attachment that is a video."""
    return next((attachment for attachment in attachments if is_clip(attachment)), None)


def find_clip(message: discord.Message, settings: Settings) -> discord.Attachment | ClipSource | None:
    """Find a message's first clip, else the link that looks most like one where links are allowed; else None."""
    return first_clip(message.attachments) or (first_link(message.content) if settings.allowed_links else None)


def first_link(text: str) -> ClipSource | None:
    """Find the link in a text that looks most like a clip: a media file, a video site, else any; never Discord's own.

    Punctuation at a link's end belongs to the sentence around it.
    """
    sources = [source for found in LINK.finditer(text) if (source := _parse_clip_link(found[1].rstrip(".,;:!?)'\"")))]
    return min(sources, key=lambda source: _rank_link(urlsplit(source.value)), default=None)


def read_link(text: str) -> ClipSource:
    """Parse a link to a clip as somebody typed it. Whether it may be fetched is decided by the worker.

    Raises:
        BadInput: ``link``.

    """
    source = _parse_clip_link(text.strip().strip("<>"))
    if source is None:
        raise BadInput("link", "That is not a link to a clip", "Paste one that starts with https://")
    return source


def read_words(text: str | None) -> str:
    """Normalise words to one line.

    Raises:
        BadInput: ``words``: more than ``WORDS_LETTERS``.

    """
    words = " ".join((text or "").split())
    if len(words) > WORDS_LETTERS:
        what = f"That is too much to say at once: {WORDS_LETTERS} letters at most"
        raise BadInput("words", what, "Say it shorter", letters=WORDS_LETTERS)
    return words


def without_links(text: str) -> str:
    """Replace the links in a text by spaces."""
    return LINK.sub(" ", text)


def title_of(source: ClipSource, words: str, fallback: str) -> str:
    """Build a conversation's title: the file's name without its extension, else the site, else the words."""
    if source.kind is SourceKind.LINK:
        host = (urlsplit(source.value).hostname or "").removeprefix("www.")
        name = (
            _tidy_name(PurePath(unquote(urlsplit(source.value).path)).name) if VIDEO_NAME.search(source.value) else ""
        )
        return (name or host or fallback)[:TITLE_LETTERS]
    return shorten(_tidy_name(source.name) or words or fallback, TITLE_LETTERS)


def shorten(text: str, letters: int) -> str:
    """Shorten a text to at most ``letters``, cut between words where that loses less than half."""
    text = " ".join(text.split())
    if len(text) <= letters:
        return text
    cut = text[: letters - 1]  # room for the ellipsis
    at_word = cut.rsplit(" ", 1)[0]
    return f"{at_word if len(at_word) > letters // 2 else cut}…"


def safe_name(filename: str) -> str:
    """A file's name without any path, to be shown; never used to open a file."""
    return PurePath(filename.replace("\\", "/")).name[:NAME_LETTERS] or "clip"


def mentions_others(message: discord.Message, me: int) -> bool:
    """Whether a message mentions anyone besides the bot, whose user id is ``me``."""
    others: Sequence[object] = [user for user in message.mentions if user.id != me]
    return message.mention_everyone or bool(others)


def _parse_clip_link(link: str) -> ClipSource | None:
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").lower()
    except ValueError:  # for example unbalanced brackets of an IPv6 address
        return None
    if parts.scheme not in ("http", "https") or not host or len(link) > LINK_LETTERS:
        return None
    if any(host == own or host.endswith(f".{own}") for own in OWN_HOSTS) and not VIDEO_NAME.search(parts.path):
        return None
    return ClipSource(SourceKind.LINK, link, f"{host}{parts.path}"[:NAME_LETTERS])


def _rank_link(parts: SplitResult) -> int:
    if VIDEO_NAME.search(parts.path):
        return 0
    return 1 if SITES.search((parts.hostname or "").lower()) else 2


def _tidy_name(filename: str) -> str:
    """A file's name as a title: without path and extension, underscores and joining hyphens as spaces."""
    name = PurePath(filename.replace("\\", "/")).name
    stem = PurePath(name).stem if "." in name else name
    return " ".join(re.sub(r"[_+]+|(?<=\w)-(?=\w)", " ", stem).split())
