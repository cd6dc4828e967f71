"""``/musechat channels`` and ``/musechat roles``: where the bot answers, and who may use it."""

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
    """Option for a channel where people write, or a forum.

    discord.py's own transformer for forums lists a channel type that Discord refuses in a command.
    """

    @property
    def type(self) -> discord.AppCommandOptionType:
        """The option's type: a channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The types offered: no categories, and no threads, which follow their channel."""
        return KINDS

    async def transform(self, _interaction: Any, value: Any, /) -> app_commands.AppCommandChannel:
        """Return the channel unchanged; only its id is stored."""
        return cast("app_commands.AppCommandChannel", value)


ChannelOption: TypeAlias = app_commands.Transform[app_commands.AppCommandChannel, WritableChannel]


class ChannelCommands(app_commands.Group, name="channels", description=localised("moderation.describe.channels")):
    """The group ``/musechat channels``."""

    def __init__(self, editor: SettingEditor) -> None:
        super().__init__()
        self._editor = editor

    @app_commands.command(name="add", description=localised("moderation.describe.channels-add"))
    @app_commands.describe(channel=localised("moderation.describe.channel"))
    async def add(self, interaction: Interaction, channel: ChannelOption) -> None:
        """Allow a channel; the bot then answers only in allowed ones."""
        await self._editor.hold_and_change(interaction, "channels", add_value("channels", channel.id))

    @app_commands.command(name="remove", description=localised("moderation.describe.channels-remove"))
    @app_commands.describe(channel=localised("moderation.describe.channel"))
    async def remove(self, interaction: Interaction, channel: ChannelOption) -> None:
        """Remove a channel from the allowed ones."""
        await self._editor.hold_and_change(interaction, "channels", remove_values("channels", [channel.id]))

    @app_commands.command(name="clear", description=localised("moderation.describe.channels-clear"))
    async def clear(self, interaction: Interaction) -> None:
        """Remove the restriction: answer in every channel."""
        await self._editor.hold_and_change(interaction, "channels", clear_values("channels"))

    @app_commands.command(name="show", description=localised("moderation.describe.channels-show"))
    async def look(self, interaction: Interaction) -> None:
        """Show the allowed channels."""
        await self._editor.hold_and_change(interaction, "channels", None)


class RoleCommands(app_commands.Group, name="roles", description=localised("moderation.describe.roles")):
    """The group ``/musechat roles``."""

    def __init__(self, editor: SettingEditor) -> None:
        super().__init__()
        self._editor = editor

    @app_commands.command(name="add", description=localised("moderation.describe.roles-add"))
    @app_commands.describe(role=localised("moderation.describe.role"))
    async def add(self, interaction: Interaction, role: discord.Role) -> None:
        """Allow a role; only allowed roles may then use the bot."""
        await self._editor.hold_and_change(interaction, "roles", add_value("roles", role.id))

    @app_commands.command(name="remove", description=localised("moderation.describe.roles-remove"))
    @app_commands.describe(role=localised("moderation.describe.role"))
    async def remove(self, interaction: Interaction, role: discord.Role) -> None:
        """Remove a role from the allowed ones."""
        await self._editor.hold_and_change(interaction, "roles", remove_values("roles", [role.id]))

    @app_commands.command(name="clear", description=localised("moderation.describe.roles-clear"))
    async def clear(self, interaction: Interaction) -> None:
        """Remove the restriction: everyone may use the bot."""
        await self._editor.hold_and_change(interaction, "roles", clear_values("roles"))

    @app_commands.command(name="show", description=localised("moderation.describe.roles-show"))
    async def look(self, interaction: Interaction) -> None:
        """Show the allowed roles."""
        await self._editor.hold_and_change(interaction, "roles", None)
