"""Parses a message: what is known of it without a query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import discord

from bot.discord.clip_search import Post, read_post
from bot.discord.clips import read_words
from bot.discord.message_links import without_links
from musechat.errors import BadInput
from musechat.settings import Settings

MAX_AGE = timedelta(hours=24)  # a later answer helps nobody, and Discord's links to attachments have expired


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """What a message contains, and whom it addresses.

    Attributes:
        from_person: neither a bot nor a webhook wrote it.
        ordinary: a person's own message or reply, rather than a system message of Discord's.
        recent: it is younger than :data:`MAX_AGE`.
        to_others: it mentions others, or replies to somebody else without a mention of the bot in its text.
        addressed: it is a direct message, mentions the bot, or replies to it with a ping.
        readable: its text is known to the bot (message content intent), and it may be in a thread of ours.
        private: it is a direct message.
        words: its text without mentions of the bot and links, in one line; empty where that is too long.
        words_error: ``words``, where the text is too long.
        post: what of it may hold clips, a message that it forwards included.
        about: the message that it asks the bot about: one of a person's, to which it replies; None where there is none.
        about_own: whether its author wrote that one too.

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
    post: Post
    about: Post | None = None
    about_own: bool = False


def parse_message(message: discord.Message, bot_id: int, settings: Settings) -> ParsedMessage:
    """Parse a message. ``bot_id`` is the bot's own user id."""
    private = message.guild is None
    words, error = _parse_words(message.content, bot_id)
    # Replying with a ping mentions the bot without a word of it in the text.
    named = any(mention in message.content for mention in _list_mentions(bot_id))
    replied = find_replied_message(message)
    about_others = replied is not None and replied.author.id not in (bot_id, message.author.id)
    asks = replied is not None and replied.author.id != bot_id and (named or private)
    return ParsedMessage(
        from_person=not message.author.bot and message.webhook_id is None,
        ordinary=message.type in (discord.MessageType.default, discord.MessageType.reply),
        recent=datetime.now(UTC) - message.created_at <= MAX_AGE,
        to_others=_mentions_others(message, bot_id) or (about_others and not named),
        addressed=private or any(user.id == bot_id for user in message.mentions),
        readable=settings.message_content and isinstance(message.channel, discord.Thread | discord.PartialMessageable),
        private=private,
        words=words,
        words_error=error,
        post=read_post(message, settings),
        about=read_post(replied, settings) if replied is not None and asks else None,
        about_own=replied is not None and replied.author.id == message.author.id,
    )


def find_replied_message(message: discord.Message) -> discord.Message | None:
    """The message that this one replies to; None where it is no reply, or Discord gave none with it."""
    # A forwarded message refers to its origin as well, and that is no reply.
    if message.type is not discord.MessageType.reply or message.reference is None:
        return None
    resolved = message.reference.resolved
    return resolved if isinstance(resolved, discord.Message) else None


def _parse_words(content: str, bot_id: int) -> tuple[str, BadInput | None]:
    text = content
    for mention in _list_mentions(bot_id):
        text = text.replace(mention, " ")
    try:
        return read_words(without_links(text)), None
    except BadInput as error:
        return "", error


def _list_mentions(user_id: int) -> tuple[str, str]:
    return f"<@{user_id}>", f"<@!{user_id}>"  # older clients write the second form


def _mentions_others(message: discord.Message, bot_id: int) -> bool:
    """Whether a message's text mentions anyone besides the bot; the ping that a reply or a forward brings does not."""
    others = (user.id for user in message.mentions if user.id != bot_id)
    return message.mention_everyone or any(m in message.content for user_id in others for m in _list_mentions(user_id))
