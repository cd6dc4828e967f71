"""Parsing a message: what is known of it before anything is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import discord

from bot.discord.clips import find_clip, first_clip, first_link, mentions_others, read_words, without_links
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.turn import ClipSource

MAX_AGE = timedelta(hours=24)  # an answer that comes later than that helps nobody

Clip = discord.Attachment | ClipSource


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """What a message says, and to whom.

    Attributes:
        from_person: neither a bot nor a webhook wrote it.
        ordinary: a person's own message or reply, rather than a notice of Discord's.
        recent: it is younger than :data:`MAX_AGE`.
        to_others: it mentions others, or replies to somebody else.
        addressed: it is in private, mentions the bot, or replies to it with a ping.
        readable: its text is known to the bot, and it may be in a thread of ours.
        private: it is in a direct-message channel.
        words: what it says without the bot's name and links, in one line.
        words_error: what is wrong with the words.
        clip: its first clip or link, where links are allowed.
        further_clip: the clip that goes on in a thread of ours: a link counts only where it stands alone.

    """

    from_person: bool
    ordinary: bool
    recent: bool
    to_others: bool
    addressed: bool
    readable: bool
    private: bool
    words: str
    words_error: BadInput | None
    clip: Clip | None
    further_clip: Clip | None


def parse_message(message: discord.Message, bot_id: int, settings: Settings) -> ParsedMessage:
    """Read a message. ``bot_id`` is the bot's own user id."""
    private = message.guild is None
    words, error = _parse_words(message.content, bot_id)
    replied_to = _find_replied_author(message)
    return ParsedMessage(
        from_person=not message.author.bot and message.webhook_id is None,
        ordinary=message.type in (discord.MessageType.default, discord.MessageType.reply),
        recent=datetime.now(UTC) - message.created_at <= MAX_AGE,
        to_others=mentions_others(message, bot_id) or (replied_to is not None and replied_to != bot_id),
        addressed=private or any(user.id == bot_id for user in message.mentions),
        readable=settings.message_content and isinstance(message.channel, discord.Thread | discord.PartialMessageable),
        private=private,
        words=words,
        words_error=error,
        clip=find_clip(message, settings),
        further_clip=first_clip(message.attachments) or (None if words else first_link(message.content)),
    )


def _parse_words(content: str, bot_id: int) -> tuple[str, BadInput | None]:
    text = without_links(content)
    for mention in (f"<@{bot_id}>", f"<@!{bot_id}>"):
        text = text.replace(mention, " ")
    try:
        return read_words(text), None
    except BadInput as error:
        return "", error


def _find_replied_author(message: discord.Message) -> int | None:
    """Who wrote what a message replies to, where that is known."""
    resolved = message.reference.resolved if message.reference is not None else None
    return resolved.author.id if isinstance(resolved, discord.Message) else None
