"""Deploys the commands to Discord, in all languages, and only when they changed."""

from __future__ import annotations

import hashlib
import json
from typing import Any, TypeAlias, cast

import discord
import structlog
from discord import app_commands
from pydantic import JsonValue

from bot.discord.api_calls import FAULTS
from bot.turn_client import TurnClient
from language.texts import LANGUAGES, load_texts
from store.installation import get_fact, put_fact

Tree: TypeAlias = app_commands.CommandTree[Any]
CommandPayload: TypeAlias = dict[str, JsonValue]  # a command as Discord's API takes it

log = structlog.get_logger(__name__)


class Translations(app_commands.Translator):
    """Translates ``locale_str("...", key="area.command.name")`` by the message catalogues."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        _context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The text for a locale; None where we have none, so that Discord falls back to English."""
        key, language = string.extras.get("key"), locale.value.split("-")[0]
        if key is None or language not in LANGUAGES:
            return None
        texts = load_texts(language)
        return texts(key) if texts.has_key(key) else None


async def deploy(client: discord.Client, tree: Tree, turn_client: TurnClient, *, always: bool = False) -> bool:
    """Send the commands to Discord unless they are those last sent; returns whether they were sent.

    Raises:
        discord.HTTPException, app_commands.CommandSyncFailure, aiohttp.ClientError: Discord did not take them.

    """
    # Syncing is limited to some 200 creations a day, and takes seconds: a restart must not cost one.
    fact = f"commands:{client.application_id}"
    fingerprint = fingerprint_of(await build_payload(tree))
    if not always and await turn_client.read(get_fact, fact) == fingerprint:
        return False
    synced = await _sync(tree)
    await turn_client.write(put_fact, fact, fingerprint)
    log.info("commands-deployed", count=len(synced))
    return True


async def _sync(tree: Tree) -> list[app_commands.AppCommand]:
    """Send the commands; without users' installs where Discord refuses them with these."""
    try:
        return await tree.sync()
    except app_commands.CommandSyncFailure as error:
        for command in tree.get_commands():
            command.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
        synced = await tree.sync()  # what was wrong was something else where this fails as well
        remedy = "switch User Install on in the portal (Installation), then run: musechat bot --sync"
        log.warning("no-user-installs", error=str(error), remedy=remedy)
        return synced


async def deploy_if_changed(client: discord.Client, tree: Tree, turn_client: TurnClient) -> None:
    """Deploy at the start; on failure log it and go on with the commands that Discord knows."""
    try:
        await deploy(client, tree, turn_client)
    except (app_commands.AppCommandError, *FAULTS) as error:
        log.error("commands-not-deployed", error=str(error), remedy="run: musechat bot --sync")


async def build_payload(tree: Tree) -> list[CommandPayload]:
    """Build the commands' payload as :meth:`CommandTree.sync` sends it."""
    commands = tree.get_commands()
    if tree.translator is None:
        return [cast("CommandPayload", command.to_dict(tree)) for command in commands]
    payloads = [await command.get_translated_payload(tree, tree.translator) for command in commands]
    return cast("list[CommandPayload]", payloads)


def fingerprint_of(payload: list[CommandPayload]) -> str:
    """SHA-256 of the commands, in hexadecimal, independent of their order."""
    plain = sorted(json.dumps(command, sort_keys=True, ensure_ascii=False) for command in payload)
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()
