"""What a person reads when something cannot be done, and how it reaches them alone."""

from __future__ import annotations

from collections.abc import Awaitable
from contextlib import suppress

import discord
import structlog
from discord import app_commands

from bot.discord.api_calls import FAULTS, UNANSWERABLE, code_of
from bot.discord.connection_status import ConnectionStatus
from bot.discord.services import Interaction, own_texts
from language.texts import Texts
from musechat.errors import BadInput, LimitReached, MuseChatError, make_incident_id
from store.database import DatabaseUnusable

PUBLIC = "answers-in-public"  # in ``interaction.extras``: the deferral is seen by all, and a refusal must not be
PLACEHOLDER = "…"

log = structlog.get_logger(__name__)


async def defer_publicly(interaction: Interaction) -> None:
    """Acknowledge with an answer that all will see."""
    interaction.extras[PUBLIC] = True
    await interaction.response.defer(thinking=True)


class ErrorResponder:
    """Tells the person who caused an error what went wrong, on one connection to Discord."""

    def __init__(self, status: ConnectionStatus) -> None:
        self._status = status

    def require_open(self) -> None:
        """Take nothing on that could not be finished.

        Raises:
            BadInput: ``restarting``.

        """
        if self._status.ending:
            raise BadInput("restarting", "MuseChat is restarting", "Try again in a few seconds")

    async def guard(self, interaction: Interaction, work: Awaitable[None]) -> None:
        """Await a handler's work and answer what it raises. For what has no ``on_error`` of its own."""
        try:
            await work
        except Exception as error:  # noqa: BLE001 - the outermost boundary of an interaction
            await self.refuse(interaction, error)

    async def refuse(self, interaction: Interaction, error: Exception) -> None:
        """Tell the person, and only them, why it cannot be done; the log where it is our fault."""
        error = _find_cause(error)
        if self._status.ending:  # there is nothing left to answer with
            log.info("cut-off-by-the-end", interaction=interaction.id, error=repr(error))
        elif code_of(error) in UNANSWERABLE:
            log.warning("answered-too-late", interaction=interaction.id, error=str(error))
        else:
            try:
                await send_privately(interaction, describe_error(error, own_texts(interaction)))
            except FAULTS as fault:
                log.warning("refusal-not-told", interaction=interaction.id, error=str(fault))


async def send_privately(interaction: Interaction, text: str) -> None:
    """Send a line to the one who caused an interaction, whatever was answered before.

    Raises:
        discord.HTTPException, aiohttp.ClientError, OSError: it could not be sent.

    """
    if not interaction.response.is_done():
        await interaction.response.send_message(text, ephemeral=True)
        return
    public = interaction.extras.pop(PUBLIC, False)
    if public:  # what is sent next would fill in the public answer, unless that holds something already
        await interaction.edit_original_response(content=PLACEHOLDER)
    await interaction.followup.send(text, ephemeral=True)
    if public:
        await interaction.delete_original_response()


def describe_error(error: Exception, texts: Texts) -> str:
    """The one line that a person reads about an error; one that is our fault goes to the log as well."""
    if isinstance(error, LimitReached):
        return texts(f"errors.{error.code}", until=discord.utils.format_dt(error.until, "R"))
    if isinstance(error, BadInput) and not isinstance(error, DatabaseUnusable):  # that one names a folder of ours
        return describe_known_error(error, texts)
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return texts("errors.command-changed")
    if isinstance(error, app_commands.CheckFailure):
        return texts("errors.not-for-you")
    return texts("errors.internal", incident=log_incident(error))


def describe_known_error(error: MuseChatError, texts: Texts) -> str:
    """An error's line from the message catalogue where it has one, else its own."""
    key = f"errors.{error.code}"
    if texts.has_key(key):
        with suppress(KeyError):  # raised elsewhere, without what this text fills in
            return texts(key).format_map(error.values)
    return error.line


def log_incident(error: Exception) -> str:
    """Write an error with its traceback to the log; the incident's id."""
    incident = make_incident_id()
    log.error("incident", incident=incident, exc_info=error)
    return incident


def _find_cause(error: Exception) -> Exception:
    inner = getattr(error, "original", None) or (
        error.__cause__ if isinstance(error, app_commands.TransformerError) else None
    )
    return inner if isinstance(inner, Exception) else error
