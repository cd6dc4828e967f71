"""Commands as Discord's clients link them, ``</name:id>``; their ids are Discord's to give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from discord import app_commands

from bot.discord.api_calls import FAULTS

log = structlog.get_logger(__name__)


class CommandMentions:
    """Links to the commands of a tree. Their ids are fetched once: what changes them is deployed with a new client."""

    def __init__(self, tree: app_commands.CommandTree[Any]) -> None:
        self._tree = tree
        self._ids: dict[str, int] = {}

    async def load(self) -> Callable[[str], str]:
        """A function from a command's whole name ("privacy show") to its link; to plain code without ids."""
        if not self._ids:
            try:
                self._ids = {command.name: command.id for command in await self._tree.fetch_commands()}
            except FAULTS as error:
                log.info("command-ids-not-known", error=str(error))
        return self._mention

    def _mention(self, name: str) -> str:
        known = self._ids.get(name.split()[0])
        return f"</{name}:{known}>" if known else f"`/{name}`"
