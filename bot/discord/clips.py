"""Clips that people post: attachments and links, and how they are named."""

from __future__ import annotations

import mimetypes
import re
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

import discord

from bot.discord.message_links import (
    AMBIGUOUS_NAME,
    NAME_LETTERS,
    find_linked_clips,
    is_video_name,
    parse_clip_link,
    scan_links,
)
from musechat.errors import BadInput
from musechat.turn import ClipSource, SourceKind

Clip = discord.Attachment | ClipSource

TITLE_LETTERS = 100  # of a Discord thread's name
WORDS_LETTERS = 1000
NO_CLIP = ClipSource(SourceKind.NONE)


def is_clip(attachment: discord.Attachment) -> bool:
    """Whether an attachment is a video by its stated type or name, which then need not be looked into."""
    if AMBIGUOUS_NAME.search(attachment.filename):
        return False
    # Phones and older clients send videos as application/octet-stream, so the name counts as well.
    kind = attachment.content_type or mimetypes.guess_type(attachment.filename)[0] or ""
    return kind.startswith("video/") or kind == "image/gif" or is_video_name(attachment.filename)


def may_be_clip(attachment: discord.Attachment) -> bool:
    """Whether only the content of an attachment can tell whether it is a clip.

    Discord derives the type from the name, so that neither tells of a file without suffix, or with a wrong one.
    WebP and PNG may be animated.
    """
    kind = (attachment.content_type or "").partition(";")[0].strip().lower()
    return not is_clip(attachment) and kind != "image/jpeg" and not kind.startswith("audio/")


def first_link(text: str) -> ClipSource | None:
    """Find the link in a text that looks most like a clip: a media file, a site's video, else any; never Discord's."""
    return next(iter(find_linked_clips(scan_links(text))), None)


def read_link(text: str) -> ClipSource:
    """Parse a link to a clip as somebody typed it. Whether it may be fetched is decided by the worker.

    Raises:
        BadInput: ``link``.

    """
    source = first_link(text) or parse_clip_link(text.strip().strip("<>|"))
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


def title_of(source: ClipSource, words: str, fallback: str) -> str:
    """Build a conversation's title: the file's name without its extension, else the site, else the words."""
    if source.kind is SourceKind.LINK:
        parts = urlsplit(source.value)
        host = (parts.hostname or "").removeprefix("www.")
        name = _tidy_name(PurePath(unquote(parts.path)).name) if is_video_name(parts.path) else ""
        return (name or host or fallback)[:TITLE_LETTERS]
    return shorten(_tidy_name(source.name) or words or fallback, TITLE_LETTERS)


def name_of(clip: Clip) -> str:
    """A clip's name as people see it in the message: the file's, or the link without its scheme."""
    if isinstance(clip, discord.Attachment):
        return safe_name(clip.filename)
    parts = urlsplit(clip.value)
    query = f"?{parts.query}" if parts.query else ""
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}{query}"[:NAME_LETTERS]


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


def _tidy_name(filename: str) -> str:
    """A file's name as a title: without path and extension, underscores and joining hyphens as spaces."""
    name = PurePath(filename.replace("\\", "/")).name
    stem = PurePath(name).stem if "." in name else name
    return " ".join(re.sub(r"[_+]+|(?<=\w)-(?=\w)", " ", stem).split())
