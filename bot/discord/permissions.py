"""Permissions: who may talk to the bot where, who may refine a conversation, and what the bot may do."""

from __future__ import annotations

import discord

from bot.discord.api_calls import FAULTS
from bot.discord.commands.authorization import find_bar, roles_of
from bot.discord.services import PLATFORM, Services
from musechat.errors import BadInput
from musechat.guild import GuildSettings
from store.members import find_member, load_external_ids
from store.threads import ThreadView


async def may_refine(services: Services, thread: ThreadView, user_id: int) -> bool:
    """Whether a Discord user may refine a conversation. Looks the member up without creating one."""
    if thread.open_to_all:
        return True
    member = await services.turn_client.read(find_member, PLATFORM, str(user_id))
    return member is not None and member.id == thread.member_id


async def build_refusal(services: Services, thread: ThreadView) -> BadInput:
    """Build the error ``may-not-refine``, which names the conversation's owner."""
    owners = await services.turn_client.read(load_external_ids, [thread.member_id])
    owner = f"<@{owners[thread.member_id]}>" if thread.member_id in owners else "its owner"
    return BadInput("may-not-refine", "Only the one who started this conversation can refine it", owner=owner)


async def may_speak(message: discord.Message, settings: GuildSettings) -> bool:
    """Whether the guild's moderators let the bot answer this message; outside of guilds always."""
    if message.guild is None or not (settings.channels or settings.roles):
        return True
    author = await _fetch_member(message, message.guild)
    if author is not None and author.guild_permissions.manage_guild:  # moderators cannot lock themselves out
        return True
    # A rule for a channel covers the threads in it.
    channels = {message.channel.id, getattr(message.channel, "parent_id", None) or message.channel.id}
    return not find_bar(settings, channels, roles_of(author) if author is not None else ())


def own_rights(message: discord.Message) -> discord.Permissions:
    """The bot's permissions in a message's channel; all of them where only trying tells (uncached channels, DMs)."""
    channel = message.channel
    if message.guild is None or isinstance(channel, discord.PartialMessageable):
        return discord.Permissions.all()
    rights = channel.permissions_for(message.guild.me)
    return discord.Permissions.all() if rights.administrator else rights


async def _fetch_member(message: discord.Message, guild: discord.Guild) -> discord.Member | None:
    # Messages that were fetched from the history, rather than received as events, carry no roles.
    if isinstance(message.author, discord.Member):
        return message.author
    try:
        return await guild.fetch_member(message.author.id)
    except FAULTS:  # they left, or Discord fails: treated as somebody without roles
        return None
