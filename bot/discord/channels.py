"""Where a conversation is: our thread, and the Discord channel that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from store.threads import ThreadView

if TYPE_CHECKING:
    from bot.discord.client import MuseChatClient


@dataclass(frozen=True, slots=True)
class ConversationChannel:
    """A conversation and where it is shown. Nothing is fetched to make one."""

    thread: ThreadView
    channel: discord.PartialMessageable
    parent: discord.PartialMessageable | None  # where it was asked, if that is another channel

    def message(self, message_id: int | str) -> discord.PartialMessage:
        """A message of the conversation."""
        return self.channel.get_partial_message(int(message_id))


def place_of(client: MuseChatClient, thread: ThreadView) -> ConversationChannel | None:
    """Where a thread is shown; None for one that Discord knows nothing of."""
    parent = _channel(client, thread, thread.channel_id)
    if thread.external_id is None:
        return None if parent is None else ConversationChannel(thread, parent, None)
    own = _channel(client, thread, thread.external_id)
    return None if own is None else ConversationChannel(thread, own, parent)


def _channel(client: MuseChatClient, thread: ThreadView, channel_id: str | None) -> discord.PartialMessageable | None:
    if channel_id is None or not channel_id.isdigit():
        return None
    return client.get_partial_messageable(int(channel_id), guild_id=thread.guild_id)
