"""``/receipt``: credits, cue sheet and proof of licence of what was accepted in the thread it is used in."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord import app_commands
from sqlalchemy.orm import Session

from bot.discord.commands.ephemeral_reply import defer_privately, draw_page, show
from bot.discord.commands.localization import localised, where_the_bot_is
from bot.discord.services import PLATFORM, Interaction, Services, own_texts
from language.receipts import write_receipt
from musechat.errors import BadInput
from musechat.licence_check import LicenceCheck
from musechat.licence_statement import PickRecord
from store.licence_checks import load_thread_checks
from store.pick_records import load_thread_records
from store.threads import find_thread

_SHOWN = 1_500  # letters of credits in the message; the file has them all


def make_receipt_command(services: Services) -> app_commands.Command[Any, ..., None]:
    """Make the command ``/receipt``."""

    @app_commands.command(name="receipt", description=localised("receipts.description"))
    @where_the_bot_is
    async def receipt_command(interaction: Interaction) -> None:
        """Show the receipt, and attach it as a text file."""
        await defer_privately(interaction)
        texts = own_texts(interaction)
        found = await services.turn_client.read(_read, str(interaction.channel_id))
        if found is None:
            raise BadInput("not-a-thread", texts("receipts.not-a-thread"), texts("receipts.not-a-thread-remedy"))
        records, checks = found
        title = f"## {texts('receipts.title')}"
        if not records:
            await show(interaction, draw_page([f"{title}\n{texts('receipts.none')}"]))
            return
        file = discord.File(io.BytesIO(write_receipt(records, texts, checks).encode()), "receipt.txt")
        page = draw_page([title, f"{texts('receipts.credits')}\n{_quote_credits(records)}"], file=file)
        await show(interaction, page, file)

    return receipt_command


def _read(session: Session, external_id: str) -> tuple[list[PickRecord], dict[str, LicenceCheck]] | None:
    thread = find_thread(session, PLATFORM, external_id)
    if thread is None:
        return None
    return load_thread_records(session, thread.id), load_thread_checks(session, thread.id)


def _quote_credits(records: list[PickRecord]) -> str:
    """The credits in a block to copy; foreign names cannot end it."""
    lines = "\n".join(record.credit.replace("`", "'") for record in records)
    return f"```\n{lines[:_SHOWN]}\n```"
