"""``/musechat channels`` and ``/musechat roles``: where it answers, and who may use it."""

from __future__ import annotations

from typing import Any, TypeAlias, cast

import discord
from discord import app_commands

from bot.discord.commands.localization import localised
from bot.discord.commands.moderation.setting_change import SettingEditor, add_value, clear_values, remove_values
from bot.discord.services import Interaction

KINDS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
]


class WritableChannel(app_commands.Transformer):
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


ChannelOption: TypeAlias = app_commands.Transform[app_commands.AppCommandChannel, WritableChannel]


class ChannelCommands(app_commands.Group, name="channels", description=localised("moderation.describe.channels")):
    """Where it answers."""

    def __init__(self, editor: SettingEditor) -> None:
        super().__init__()
        self._editor = editor

    @app_commands.command(name="add", description=localised("moderation.describe.channels-add"))
    @app_commands.describe(channel=localised("moderation.describe.channel"))
    async def add(self, interaction: Interaction, channel: ChannelOption) -> None:
        """Answer in this channel, and only in those that were added."""
        await self._editor.hold_and_change(interaction, "channels", add_value("channels", channel.id))

    @app_commands.command(name="remove", description=localised("moderation.describe.channels-remove"))
    @app_commands.describe(channel=localised("moderation.describe.channel"))
    async def remove(self, interaction: Interaction, channel: ChannelOption) -> None:
        """Answer there no more."""
        await self._editor.hold_and_change(interaction, "channels", remove_values("channels", [channel.id]))

    @app_commands.command(name="clear", description=localised("moderation.describe.channels-clear"))
    async def clear(self, interaction: Interaction) -> None:
        """Answer everywhere."""
        await self._editor.hold_and_change(interaction, "channels", clear_values("channels"))

    @app_commands.command(name="show", description=localised("moderation.describe.channels-show"))
    async def look(self, interaction: Interaction) -> None:
        """Say where it answers."""
        await self._editor.hold_and_change(interaction, "channels", None)


class RoleCommands(app_commands.Group, name="roles", description=localised("moderation.describe.roles")):
    """Who may use it."""

    def __init__(self, editor: SettingEditor) -> None:
        super().__init__()
        self._editor = editor

    @app_commands.command(name="add", description=localised("moderation.describe.roles-add"))
    @app_commands.describe(role=localised("moderation.describe.role"))
    async def add(self, interaction: Interaction, role: discord.Role) -> None:
        """Let this role use it, and only those that were added."""
        await self._editor.hold_and_change(interaction, "roles", add_value("roles", role.id))

    @app_commands.command(name="remove", description=localised("moderation.describe.roles-remove"))
    @app_commands.describe(role=localised("moderation.describe.role"))
    async def remove(self, interaction: Interaction, role: discord.Role) -> None:
        """Let this role use it no more."""
        await self._editor.hold_and_change(interaction, "roles", remove_values("roles", [role.id]))

    @app_commands.command(name="clear", description=localised("moderation.describe.roles-clear"))
    async def clear(self, interaction: Interaction) -> None:
        """Let everyone use it."""
        await self._editor.hold_and_change(interaction, "roles", clear_values("roles"))

    @app_commands.command(name="show", description=localised("moderation.describe.roles-show"))
    async def look(self, interaction: Interaction) -> None:
        """Say who may use it."""
        await self._editor.hold_and_change(interaction, "roles", None)
