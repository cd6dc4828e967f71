"""Parses a message: what is known of it without a query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import discord

from bot.discord.clips import find_clip, first_clip, first_link, mentions_others, read_words, without_links
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.turn import ClipSource

MAX_AGE = timedelta(hours=24)  # a later answer helps nobody, and Discord's links to attachments have expired

Clip = discord.Attachment | ClipSource


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """What a message contains, and whom it addresses.

    Attributes:
        from_person: neither a bot nor a webhook wrote it.
        ordinary: a person's own message or reply, rather than a system message of Discord's.
        recent: it is younger than :data:`MAX_AGE`.
        to_others: it mentions others, or replies to somebody else.
        addressed: it is a direct message, mentions the bot, or replies to it with a ping.
        readable: its text is known to the bot (message content intent), and it may be in a thread of ours.
        private: it is a direct message.
        words: its text without mentions of the bot and links, in one line; empty where that is too long.
        words_error: ``words``, where the text is too long.
        clip: its first clip or link, where links are allowed.
        further_clip: the clip that starts anew in a thread of ours: a link counts only without words beside it.

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
    """Parse a message. ``bot_id`` is the bot's own user id."""
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
    for mention in (f"<@{bot_id}>", f"<@!{bot_id}>"):  # older clients write the second form
        text = text.replace(mention, " ")
    try:
        return read_words(text), None
    except BadInput as error:
        return "", error


def _find_replied_author(message: discord.Message) -> int | None:
    """User id of the author of the message that this one replies to; None where unknown."""
    resolved = message.reference.resolved if message.reference is not None else None
    return resolved.author.id if isinstance(resolved, discord.Message) else None
