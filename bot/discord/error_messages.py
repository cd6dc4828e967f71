"""Error messages for people: their text by the kind of error, and how they are sent privately."""

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
from store.blobs import BlobStoreUnusable
from store.database import DatabaseUnusable

PUBLIC = "answers-in-public"  # in ``interaction.extras``: the deferral is seen by all, and a refusal must not be
PLACEHOLDER = "…"  # Discord takes no empty message
_OURS_TO_FIX = (DatabaseUnusable, BlobStoreUnusable)  # they name folders of ours, and nothing that a member could do

log = structlog.get_logger(__name__)


async def defer_publicly(interaction: Interaction) -> None:
    """Acknowledge an interaction with an answer to come that everyone in the channel sees."""
    interaction.extras[PUBLIC] = True
    await interaction.response.defer(thinking=True)


class ErrorResponder:
    """Answers errors privately to the person who caused them, on one connection to Discord."""

    def __init__(self, status: ConnectionStatus) -> None:
        self._status = status

    def require_open(self) -> None:
        """Refuse new work while the connection is being closed.

        Raises:
            BadInput: ``restarting``.

        """
        if self._status.ending:
            raise BadInput("restarting", "MuseChat is restarting", "Try again in a few seconds")

    async def guard(self, interaction: Interaction, work: Awaitable[None]) -> None:
        """Await a handler and answer the error that it raises. For items without an ``on_error`` of their own."""
        try:
            await work
        except Exception as error:  # noqa: BLE001 - the outermost boundary of an interaction
            await self.refuse(interaction, error)

    async def refuse(self, interaction: Interaction, error: Exception) -> None:
        """Send the person, and only them, the reason why it cannot be done; never raises for Discord's errors."""
        error = _find_cause(error)
        if self._status.ending:  # the HTTP session may be closed already
            log.info("interrupted-by-shutdown", interaction=interaction.id, error=repr(error))
        elif code_of(error) in UNANSWERABLE:
            log.warning("answered-too-late", interaction=interaction.id, error=str(error))
        else:
            try:
                await send_privately(interaction, describe_error(error, own_texts(interaction)))
            except FAULTS as fault:
                log.warning("refusal-not-sent", interaction=interaction.id, error=str(fault))


async def send_privately(interaction: Interaction, text: str) -> None:
    """Send a line that only the interaction's user sees, whatever was answered before.

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
    """Render an error as one line for a person; an unexpected one is logged, and named by its incident id only."""
    if isinstance(error, LimitReached):
        return texts(f"errors.{error.code}", until=discord.utils.format_dt(error.until, "R"))
    if isinstance(error, BadInput) and not isinstance(error, _OURS_TO_FIX):
        return describe_known_error(error, texts)
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return texts("errors.command-changed")
    if isinstance(error, app_commands.CheckFailure):
        return texts("errors.not-for-you")
    return texts("errors.internal", incident=log_incident(error))


def describe_known_error(error: MuseChatError, texts: Texts) -> str:
    """An error's line in the reader's language where the catalogue has one, else its own in English."""
    # The second has the lines of what a worker finds wrong, some of which is found here already.
    for key in (f"errors.{error.code}", f"errors.turn.{error.code}"):
        if texts.has_key(key):
            with suppress(KeyError):  # raised elsewhere, without what this text fills in
                return texts(key).format_map(error.values)
    return error.line


def log_incident(error: Exception) -> str:
    """Log an error with its traceback, and return the incident's id."""
    incident = make_incident_id()
    log.error("incident", incident=incident, exc_info=error)
    return incident


def _find_cause(error: Exception) -> Exception:
    # discord.py wraps what a command or a parameter's transformer raises, each in its own way.
    inner = getattr(error, "original", None) or (
        error.__cause__ if isinstance(error, app_commands.TransformerError) else None
    )
    return inner if isinstance(inner, Exception) else error
