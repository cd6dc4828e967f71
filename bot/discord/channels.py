"""Maps our threads to the Discord channels that show them."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from store.threads import ThreadView


@dataclass(frozen=True, slots=True)
class ConversationChannel:
    """A conversation and the channels where it is shown; built from ids alone, without a request."""

    thread: ThreadView
    channel: discord.PartialMessageable
    parent: discord.PartialMessageable | None  # where it was requested, if that is another channel

    def message(self, message_id: int | str) -> discord.PartialMessage:
        """A handle of a message of the conversation; it is not fetched."""
        return self.channel.get_partial_message(int(message_id))


def find_conversation(client: discord.Client, thread: ThreadView) -> ConversationChannel | None:
    """Find where a thread is shown; None for one without a usable channel id (another platform's)."""
    parent = _get_channel(client, thread, thread.channel_id)
    if thread.external_id is None:
        return None if parent is None else ConversationChannel(thread, parent, None)
    own = _get_channel(client, thread, thread.external_id)
    return None if own is None else ConversationChannel(thread, own, parent)


async def reopen_thread(client: discord.Client, channel_id: int) -> None:
    """Reopen an archived thread: Discord archives idle ones, and takes no edits in them."""
    thread = await client.fetch_channel(channel_id)
    if isinstance(thread, discord.Thread):
        await thread.edit(archived=False)


def _get_channel(
    client: discord.Client, thread: ThreadView, channel_id: str | None
) -> discord.PartialMessageable | None:
    if channel_id is None or not channel_id.isdigit():  # other platforms' ids are not numbers
        return None
    return client.get_partial_messageable(int(channel_id), guild_id=thread.guild_id)
