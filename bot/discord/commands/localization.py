"""Localised descriptions of commands, and the contexts in which commands are offered."""

from __future__ import annotations

from typing import TypeVar

from discord import app_commands

from language.texts import ENGLISH


def localised(key: str) -> app_commands.locale_str:
    """Build a description or a choice's name: English now, other languages by its key through the tree's translator."""
    return app_commands.locale_str(ENGLISH(key), key=key)


T = TypeVar("T")


def anywhere(command: T) -> T:
    """Offer a command wherever people are: on servers, in direct messages, between people who installed the app."""
    return _set_contexts(command, dms=True, users=True)


def where_the_bot_is(command: T) -> T:
    """Offer a command on servers and in direct messages with the bot: it is about the conversation held there."""
    return _set_contexts(command, dms=True)


def on_servers(command: T) -> T:
    """Offer a command on servers only."""
    return _set_contexts(command)


def _set_contexts(command: T, *, dms: bool = False, users: bool = False) -> T:
    installed = app_commands.allowed_installs(guilds=True, users=users)
    return installed(app_commands.allowed_contexts(guilds=True, dms=dms, private_channels=users)(command))
