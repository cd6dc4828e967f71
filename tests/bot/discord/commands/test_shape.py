"""What Discord is told of the commands keeps its limits, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.discord.command_sync import Translations, build_payload
from bot.discord.commands import add_commands
from tests.bot.discord.sim import Sim

SUBCOMMAND, GROUP = 1, 2


@pytest.fixture
async def payload(sim: Sim) -> list[dict[str, Any]]:
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    add_commands(tree, sim.services)
    await tree.set_translator(Translations())
    return await build_payload(tree)


def parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def size(command: dict[str, Any]) -> int:
    """Letters as Discord counts them: of each text the longest translation."""
    total = 0
    for part in parts(command):
        for name in ("name", "description", "value"):
            texts = [str(part[name])] if name in part else []
            texts += (part.get(f"{name}_localizations") or {}).values()
            total += max(map(len, texts), default=0)
    return total


def test_every_text_is_short_enough_in_every_language(payload: list[dict[str, Any]]) -> None:
    for part in parts(payload):
        if "description" not in part:
            continue
        for text in (part["description"], *(part.get("description_localizations") or {}).values()):
            assert 1 <= len(text) <= 100, text


def test_every_command_is_small_enough(payload: list[dict[str, Any]]) -> None:
    assert {command["name"] for command in payload} == {"taste", "history", "receipt", "help", "privacy", "musechat"}
    for command in payload:
        assert size(command) <= 8000, command["name"]
        assert all(len(part.get("options") or ()) <= 25 for part in parts(command))


def test_only_settings_are_for_moderators_and_only_they_are_not_offered_in_direct_messages(
    payload: list[dict[str, Any]],
) -> None:
    for command in payload:
        moderators = command["name"] == "musechat"
        manage = str(discord.Permissions(manage_guild=True).value) if moderators else None
        assert str(command["default_member_permissions"]) == str(manage)
        assert command["contexts"] == ([0] if moderators else [0, 1] if command["name"] == "receipt" else [0, 1, 2])


def test_what_is_a_persons_own_may_be_installed_to_a_person(payload: list[dict[str, Any]]) -> None:
    on_guilds_only = {"musechat", "receipt"}  # about servers, and about conversations in channels
    for command in payload:
        assert command["integration_types"] == ([0] if command["name"] in on_guilds_only else [0, 1])
