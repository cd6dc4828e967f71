"""Every command but ``/recommend``: one's own taste, history and privacy, help, and a server's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord.commands.command_components import COMMAND_ITEMS
from bot.discord.commands.help_command import help_command
from bot.discord.commands.history_command import history_command
from bot.discord.commands.moderation import ModerationCommands
from bot.discord.commands.privacy_command import PrivacyReport
from bot.discord.commands.taste_command import taste_command

if TYPE_CHECKING:
    from bot.discord.client import MuseChatClient

__all__ = ["COMMAND_ITEMS", "add_commands"]


def add_commands(tree: app_commands.CommandTree[MuseChatClient]) -> None:
    """Put them into a tree. Their answers' buttons and menus are :data:`COMMAND_ITEMS`, for the client to know."""
    tree.add_command(taste_command)
    tree.add_command(history_command)
    tree.add_command(PrivacyReport())
    tree.add_command(help_command)
    tree.add_command(ModerationCommands())
