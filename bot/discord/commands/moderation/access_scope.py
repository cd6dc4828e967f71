"""``/musechat channels`` and ``/musechat roles``: where it answers, and who may use it."""

from __future__ import annotations

from typing import Any, TypeAlias, cast

import discord
from discord import app_commands

from bot.discord.commands.localization import said
from bot.discord.commands.moderation.setting_change import adding, change_and_tell, clearing, removing
from bot.discord.services import Interaction

KINDS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
]


class AnyPlace(app_commands.Transformer):
    """A channel where people write, or a forum; the library's own for forums names a kind that Discord refuses."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Let Discord offer channels."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Leave out categories and threads."""
        return KINDS

    async def transform(self, _interaction: Any, value: Any, /) -> app_commands.AppCommandChannel:
        """Take it as it came: its id is all that is kept."""
        return cast("app_commands.AppCommandChannel", value)


Place: TypeAlias = app_commands.Transform[app_commands.AppCommandChannel, AnyPlace]


class ChannelCommands(app_commands.Group, name="channels", description=said("moderation.describe.channels")):
    """Where it answers."""

    @app_commands.command(name="add", description=said("moderation.describe.channels-add"))
    @app_commands.describe(channel=said("moderation.describe.channel"))
    async def add(self, interaction: Interaction, channel: Place) -> None:
        """Answer in this channel, and only in those that were added."""
        await change_and_tell(interaction, "channels", adding("channels", channel.id))

    @app_commands.command(name="remove", description=said("moderation.describe.channels-remove"))
    @app_commands.describe(channel=said("moderation.describe.channel"))
    async def remove(self, interaction: Interaction, channel: Place) -> None:
        """Answer there no more."""
        await change_and_tell(interaction, "channels", removing("channels", [channel.id]))

    @app_commands.command(name="clear", description=said("moderation.describe.channels-clear"))
    async def clear(self, interaction: Interaction) -> None:
        """Answer everywhere."""
        await change_and_tell(interaction, "channels", clearing("channels"))

    @app_commands.command(name="show", description=said("moderation.describe.channels-show"))
    async def look(self, interaction: Interaction) -> None:
        """Say where it answers."""
        await change_and_tell(interaction, "channels", None)


class RoleCommands(app_commands.Group, name="roles", description=said("moderation.describe.roles")):
    """Who may use it."""

    @app_commands.command(name="add", description=said("moderation.describe.roles-add"))
    @app_commands.describe(role=said("moderation.describe.role"))
    async def add(self, interaction: Interaction, role: discord.Role) -> None:
        """Let this role use it, and only those that were added."""
        await change_and_tell(interaction, "roles", adding("roles", role.id))

    @app_commands.command(name="remove", description=said("moderation.describe.roles-remove"))
    @app_commands.describe(role=said("moderation.describe.role"))
    async def remove(self, interaction: Interaction, role: discord.Role) -> None:
        """Let this role use it no more."""
        await change_and_tell(interaction, "roles", removing("roles", [role.id]))

    @app_commands.command(name="clear", description=said("moderation.describe.roles-clear"))
    async def clear(self, interaction: Interaction) -> None:
        """Let everyone use it."""
        await change_and_tell(interaction, "roles", clearing("roles"))

    @app_commands.command(name="show", description=said("moderation.describe.roles-show"))
    async def look(self, interaction: Interaction) -> None:
        """Say who may use it."""
        await change_and_tell(interaction, "roles", None)
