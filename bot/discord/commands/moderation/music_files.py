"""Checks that an attachment is a music file, before anything is downloaded."""

from __future__ import annotations

import mimetypes
import re

import discord

from language.texts import Texts
from musechat.errors import BadInput

MUSIC_NAME = re.compile(r"\.(mp3|flac|ogg|oga|opus|m4a|aac|wav|aiff?|wma|mka)$", re.IGNORECASE)
MIB = 2**20


def require_music(file: discord.Attachment, limit: int, texts: Texts) -> None:
    """Check an attachment's type, by media type or name, and its size in bytes.

    Raises:
        BadInput: ``not-music``, ``music-too-large``.

    """
    kind = file.content_type or mimetypes.guess_type(file.filename)[0] or ""
    if not kind.startswith("audio/") and not MUSIC_NAME.search(file.filename):
        raise BadInput("not-music", texts("moderation.library.not-music"), texts("moderation.library.music"))
    if file.size > limit:
        mib = f"{limit / MIB:.0f}"
        raise BadInput("music-too-large", texts("moderation.library.too-large", mib=mib), "")
