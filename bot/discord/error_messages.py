"""Refusals: what a person reads when something cannot be done, always theirs alone."""

from __future__ import annotations

from collections.abc import Awaitable
from contextlib import suppress

import discord
import structlog
from discord import app_commands

from bot.discord.api_calls import FAULTS, UNANSWERABLE, code_of
from bot.discord.services import Interaction, own_texts
from language.texts import Texts
from musechat.errors import BadInput, LimitReached, MuseChatError, incident_id
from store.database import DatabaseUnusable

PUBLIC = "answers-in-public"  # in ``interaction.extras``: the deferral is seen by all, and a refusal must not be
NOTHING = "…"

log = structlog.get_logger(__name__)


async def defer_publicly(interaction: Interaction) -> None:
    """Acknowledge with an answer that all will see."""
    interaction.extras[PUBLIC] = True
    await interaction.response.defer(thinking=True)


async def guarded(interaction: Interaction, work: Awaitable[None]) -> None:
    """Await a handler's work; what it raises is told to the person who caused it. For what has no ``on_error``."""
    try:
        await work
    except Exception as error:  # noqa: BLE001 - the outermost boundary of an interaction
        await refuse(interaction, error)


async def refuse(interaction: Interaction, error: Exception) -> None:
    """Tell the person, and only them, why it cannot be done; the log where it is our fault."""
    error = _cause(error)
    if interaction.client.ending:  # there is nothing left to say it with
        log.info("cut-off-by-the-end", interaction=interaction.id, error=repr(error))
        return
    if code_of(error) in UNANSWERABLE:
        log.warning("answered-too-late", interaction=interaction.id, error=str(error))
        return
    try:
        await tell(interaction, line_of(error, own_texts(interaction)))
    except FAULTS as fault:
        log.warning("refusal-not-told", interaction=interaction.id, error=str(fault))


async def tell(interaction: Interaction, text: str) -> None:
    """Say a line to the one who asked, whatever was answered before.

    Raises:
        discord.HTTPException, aiohttp.ClientError, OSError: it could not be said.

    """
    if not interaction.response.is_done():
        await interaction.response.send_message(text, ephemeral=True)
        return
    public = interaction.extras.pop(PUBLIC, False)
    if public:  # what is said next would fill in the public answer, unless that holds something already
        await interaction.edit_original_response(content=NOTHING)
    await interaction.followup.send(text, ephemeral=True)
    if public:
        await interaction.delete_original_response()


def line_of(error: Exception, texts: Texts) -> str:
    """The one line that a person reads about an error; tells the log where it is ours."""
    if isinstance(error, LimitReached):
        return texts(f"errors.{error.code}", until=discord.utils.format_dt(error.until, "R"))
    if isinstance(error, BadInput) and not isinstance(error, DatabaseUnusable):  # that one names a folder of ours
        return known_line(error, texts)
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return texts("errors.command-changed")
    if isinstance(error, app_commands.CheckFailure):
        return texts("errors.not-for-you")
    incident = error_incident(error)
    return texts("errors.internal", incident=incident)


def known_line(error: MuseChatError, texts: Texts) -> str:
    """An error's line from the catalogue where it has one, else its own."""
    key = f"errors.{error.code}"
    if texts.has(key):
        with suppress(KeyError):  # raised elsewhere, without what this text fills in
            return texts(key).format_map(error.values)
    return error.line


def error_incident(error: Exception) -> str:
    """Write an error's full story to the log; the incident's id."""
    incident = incident_id()
    log.error("incident", incident=incident, exc_info=error)
    return incident


def _cause(error: Exception) -> Exception:
    inner = getattr(error, "original", None) or (
        error.__cause__ if isinstance(error, app_commands.TransformerError) else None
    )
    return inner if isinstance(inner, Exception) else error
