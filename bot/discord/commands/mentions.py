"""Links to commands, ``</name:id>``; Discord assigns the ids when commands are deployed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from discord import app_commands

from bot.discord.api_calls import FAULTS

log = structlog.get_logger(__name__)


class CommandMentions:
    """Links to the commands of a tree. Ids are fetched once: they change only when a client starts and deploys."""

    def __init__(self, tree: app_commands.CommandTree[Any]) -> None:
        self._tree = tree
        self._ids: dict[str, int] = {}

    async def load(self) -> Callable[[str], str]:
        """Return a function from a command's full name ("privacy show") to its link, or to plain code without ids."""
        if not self._ids:
            try:
                self._ids = {command.name: command.id for command in await self._tree.fetch_commands()}
            except FAULTS as error:
                log.info("command-ids-not-known", error=str(error))
        return self._mention

    def _mention(self, name: str) -> str:
        known = self._ids.get(name.split()[0])  # subcommands share the id of their group
        return f"</{name}:{known}>" if known else f"`/{name}`"
