"""``/help``: what MuseChat does, and the commands to begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from discord import app_commands, ui

from bot.discord.commands.ephemeral_reply import defer_privately, draw_page, show
from bot.discord.commands.localization import anywhere, localised
from bot.discord.commands.mentions import CommandMentions
from bot.discord.services import Interaction, own_texts

LISTED = ("recommend", "taste", "history", "privacy show")


def make_help_command(mentions: CommandMentions) -> app_commands.Command[Any, ..., None]:
    """Make the command ``/help``."""

    @app_commands.command(name="help", description=localised("commands.help.description"))
    @anywhere
    async def help_command(interaction: Interaction) -> None:
        """Say what MuseChat does and where to begin."""
        await defer_privately(interaction)
        await show(interaction, build_help(interaction, await mentions.load()))

    return help_command


def build_help(interaction: Interaction, mention: Callable[[str], str]) -> ui.LayoutView:
    """Draw the answer; ``mention`` renders a command's name as a link."""
    texts = own_texts(interaction)
    first = texts("commands.help.first", recommend=mention("recommend"))
    more = "\n".join(f"- {mention(name)} – {texts(f'commands.help.{name.split()[0]}')}" for name in LISTED)
    parts = [f"## {texts('commands.help.title')}\n{first}", texts("commands.help.talk"), more]
    if interaction.guild_id is not None and interaction.permissions.manage_guild:
        parts.append(texts("commands.help.moderators", settings=mention("musechat settings")))
    return draw_page(parts)
