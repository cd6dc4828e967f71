"""Who may use MuseChat where: what a community's moderators decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import discord

from bot.discord.services import Interaction, Services, own_texts
from language.texts import Texts
from musechat.errors import BadInput
from musechat.guild import GuildSettings

NAMED = 10  # channels or roles that a refusal names


async def require_allowed(services: Services, interaction: Interaction) -> GuildSettings:
    """The guild's settings, where the member may use MuseChat here; those who manage the server always may.

    Raises:
        BadInput: ``not-here`` names the channels where it answers, ``not-you`` the roles that may use it.

    """
    settings = await services.get_guild_settings(interaction.guild_id)
    if interaction.guild_id is None or interaction.permissions.manage_guild:
        return settings
    barred = find_bar(settings, _channels_of(interaction), roles_of(interaction.user))
    if barred == "not-here":
        raise _build_refusal(barred, own_texts(interaction), channel_mentions(settings.channels))
    if barred:
        raise _build_refusal(barred, own_texts(interaction), role_mentions(settings.roles, interaction.guild_id))
    return settings


def find_bar(settings: GuildSettings, channels: Iterable[int], roles: Collection[int]) -> str:
    """Name what keeps these roles from using MuseChat in a channel (its id and its parent's); "" where nothing does."""
    if settings.channels and settings.channels.isdisjoint(channels):
        return "not-here"
    return "not-you" if settings.roles and settings.roles.isdisjoint(roles) else ""


def roles_of(user: discord.abc.User) -> set[int]:
    """Ids of a member's roles, everyone's own among them; none outside of guilds."""
    return {role.id for role in user.roles} if isinstance(user, discord.Member) else set()


def channel_mentions(ids: Iterable[int]) -> str:
    """Channels as links."""
    return _join_some([f"<#{channel_id}>" for channel_id in sorted(ids)])


def role_mentions(ids: Iterable[int], guild_id: int) -> str:
    """Roles as mentions, which ping nobody."""
    # The role of everyone has the guild's own id, and a mention of it is not drawn as one.
    return _join_some(["@everyone" if role_id == guild_id else f"<@&{role_id}>" for role_id in sorted(ids)])


def _channels_of(interaction: Interaction) -> Iterable[int]:
    """The channel's own id, and of a thread its parent's."""
    if interaction.channel_id is not None:
        yield interaction.channel_id
    parent = getattr(interaction.channel, "parent_id", None)
    if parent is not None:
        yield parent


def _join_some(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def _build_refusal(code: str, texts: Texts, allowed: str) -> BadInput:
    return BadInput(code, texts(f"commands.gate.{code}", allowed=allowed), texts(f"commands.gate.{code}-remedy"))
