"""Telling Discord which commands there are: in all languages, and only when they changed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import app_commands

from bot.discord.api_calls import FAULTS
from bot.turn_client import TurnClient
from language.texts import LANGUAGES, texts_in
from store.installation import get_fact, put_fact

if TYPE_CHECKING:
    from bot.discord.client import MuseChatClient

log = structlog.get_logger(__name__)


class Translations(app_commands.Translator):
    """Our catalogues, for ``locale_str("...", key="area.command.name")``."""

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
        texts = texts_in(language)
        return texts(key) if texts.has(key) else None


async def deploy(client: MuseChatClient, asking: TurnClient, *, always: bool = False) -> bool:
    """Send the commands to Discord if they are not those that it was last sent; whether they were sent.

    Raises:
        discord.HTTPException, app_commands.CommandSyncFailure, aiohttp.ClientError: Discord did not take them.

    """
    fact = f"commands:{client.application_id}"
    fingerprint = fingerprint_of(await payload_of(client.tree))
    if not always and await asking.read(get_fact, fact) == fingerprint:
        return False
    synced = await client.tree.sync()
    await asking.write(put_fact, fact, fingerprint)
    log.info("commands-deployed", count=len(synced))
    return True


async def deploy_if_changed(client: MuseChatClient, asking: TurnClient) -> None:
    """Deploy at the start; where that fails the bot runs with the commands that Discord knows, and says so."""
    try:
        await deploy(client, asking)
    except (app_commands.AppCommandError, *FAULTS) as error:
        log.error("commands-not-deployed", error=str(error), remedy="run: musechat bot --sync")


async def payload_of(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """What Discord is told of the commands, as :meth:`CommandTree.sync` tells it."""
    commands = tree.get_commands()
    if tree.translator is None:
        return [command.to_dict(tree) for command in commands]
    return [await command.get_translated_payload(tree, tree.translator) for command in commands]


def fingerprint_of(payload: list[dict[str, Any]]) -> str:
    """A name for exactly these commands, in whatever order."""
    plain = sorted(json.dumps(command, sort_keys=True, ensure_ascii=False) for command in payload)
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()
