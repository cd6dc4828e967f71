"""Commands as Discord's clients link them, ``</name:id>``; their ids are Discord's to give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from weakref import WeakKeyDictionary

import structlog

from bot.discord.api_calls import FAULTS
from bot.discord.services import Interaction

log = structlog.get_logger(__name__)
_IDS: WeakKeyDictionary[object, Mapping[str, int]] = WeakKeyDictionary()  # by client; they change with a deployment


async def command_mentions(interaction: Interaction) -> Callable[[str], str]:
    """A function from a command's whole name ("privacy show") to its link; to plain code where ids cannot be had."""
    client = interaction.client
    ids = _IDS.get(client, {})
    if not ids:
        try:
            ids = _IDS[client] = {command.name: command.id for command in await client.tree.fetch_commands()}
        except FAULTS as error:
            log.info("command-ids-not-known", error=str(error))

    def mention(name: str) -> str:
        known = ids.get(name.split()[0])
        return f"</{name}:{known}>" if known else f"`/{name}`"

    return mention
