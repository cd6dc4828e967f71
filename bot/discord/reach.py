"""Where the bot can write: in channels that it is in, else only by the token of an interaction (users' installs)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.discord.services import Interaction
from musechat.turn import ReplyAddress
from store.threads import ThreadView

TOKEN_LASTS = timedelta(minutes=14, seconds=40)  # Discord takes one for a quarter of an hour


def answers_by_token(interaction: Interaction) -> bool:
    """Whether the bot is not where it was used: on a server that has not installed it, or between two people.

    Whoever installed the app to themselves may use it there; its answers are for them alone.
    """
    if interaction.guild_id is None:
        return interaction.context.private_channel
    return interaction.is_user_integration() and not interaction.is_guild_integration()


def make_reply_address(interaction: Interaction) -> ReplyAddress:
    """Make the address under which what an interaction asked for is answered."""
    return ReplyAddress(interaction.token, datetime.now(UTC) + TOKEN_LASTS)


def has_channel(thread: ThreadView) -> bool:
    """Whether a conversation is held in a channel that the bot is in."""
    return thread.external_id is not None or thread.channel_id is not None
