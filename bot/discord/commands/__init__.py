"""All commands but ``/recommend``: taste, history, receipt, privacy, help, and the settings of a server."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord.commands.command_components import CommandItem, make_command_item
from bot.discord.commands.help_command import make_help_command
from bot.discord.commands.history_command import make_history_command, make_history_handlers
from bot.discord.commands.mentions import CommandMentions
from bot.discord.commands.moderation import ModerationCommands
from bot.discord.commands.privacy_command import PrivacyCommands, make_privacy_handlers
from bot.discord.commands.receipt_command import make_receipt_command
from bot.discord.commands.taste_command import make_taste_command, make_taste_handlers
from bot.discord.error_messages import ErrorResponder
from bot.discord.services import Services

__all__ = ["add_commands", "bind_command_item"]


def add_commands(tree: app_commands.CommandTree[Any], services: Services) -> None:
    """Add these commands to a tree."""
    mentions = CommandMentions(tree)
    tree.add_command(make_taste_command(services))
    tree.add_command(make_history_command(services))
    tree.add_command(make_receipt_command(services))
    tree.add_command(PrivacyCommands(services, mentions))
    tree.add_command(make_help_command(mentions))
    tree.add_command(ModerationCommands(services))


def bind_command_item(services: Services, errors: ErrorResponder) -> type[CommandItem]:
    """Make the class that handles buttons and menus of these commands' answers."""
    handlers = make_history_handlers(services) | make_privacy_handlers(services) | make_taste_handlers(services)
    return make_command_item(handlers, errors)
