"""Authorization: who may use MuseChat in which channel, by the settings of a guild's moderators."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import discord

from bot.discord.reach import answers_by_token
from bot.discord.services import Interaction, Services, own_texts
from language.texts import Texts
from musechat.errors import BadInput
from musechat.guild import GuildSettings

NAMED = 10  # channels or roles that a refusal names


async def require_allowed(services: Services, interaction: Interaction) -> GuildSettings:
    """Check that the member may use MuseChat here, and return the guild's settings.

    Members with *Manage Server* always may, so that moderators cannot lock themselves out.

    Raises:
        BadInput: ``not-here``, which names the allowed channels; ``not-you``, which names the allowed roles.

    """
    if answers_by_token(interaction):  # nobody else sees it, and the server's settings are not for us
        return GuildSettings()
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
    """Find the rule that keeps members with these roles from using MuseChat in a channel.

    Args:
        settings: of the guild; empty sets allow everything.
        channels: the channel's id and its parent's.
        roles: ids of the member's roles.

    Returns:
        ``"not-here"``, ``"not-you"``, or ``""`` where nothing does.

    """
    if settings.channels and settings.channels.isdisjoint(channels):
        return "not-here"
    return "not-you" if settings.roles and settings.roles.isdisjoint(roles) else ""


def roles_of(user: discord.abc.User) -> set[int]:
    """Ids of a member's roles, @everyone included; empty outside guilds."""
    return {role.id for role in user.roles} if isinstance(user, discord.Member) else set()


def channel_mentions(ids: Iterable[int]) -> str:
    """Render channels as links, at most ``NAMED``."""
    return _join_some([f"<#{channel_id}>" for channel_id in sorted(ids)])


def role_mentions(ids: Iterable[int], guild_id: int) -> str:
    """Render roles as mentions, at most ``NAMED``; sent without pings."""
    # The role @everyone has the guild's own id, and Discord does not render a mention of it by id.
    return _join_some(["@everyone" if role_id == guild_id else f"<@&{role_id}>" for role_id in sorted(ids)])


def _channels_of(interaction: Interaction) -> Iterable[int]:
    """Yield the channel's id, and for a thread its parent's: a rule for a channel covers its threads."""
    if interaction.channel_id is not None:
        yield interaction.channel_id
    parent = getattr(interaction.channel, "parent_id", None)
    if parent is not None:
        yield parent


def _join_some(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def _build_refusal(code: str, texts: Texts, allowed: str) -> BadInput:
    return BadInput(code, texts(f"commands.gate.{code}", allowed=allowed), texts(f"commands.gate.{code}-remedy"))
