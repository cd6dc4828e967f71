"""``/history``: the picks that a member was shown, newest first, in pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands, ui
from sqlalchemy.orm import Session

from bot.discord.cards.escaping import escape
from bot.discord.commands.command_components import ComponentHandler, build_button
from bot.discord.commands.ephemeral_reply import defer_change, defer_privately, draw_page, show
from bot.discord.commands.localization import anywhere, localised
from bot.discord.services import PLATFORM, Interaction, Services, own_texts
from language.texts import Texts
from store.member_history import HistoryPage, PastPick, PickLocation, load_history
from store.members import find_member

PER_PAGE = 8  # two lines each: with titles and links well within Discord's 4,000 letters
MARKS = {"accepted": "❤️", "rejected": "✖️"}


def make_history_command(services: Services) -> app_commands.Command[Any, ..., None]:
    """Make the command ``/history``."""

    @app_commands.command(name="history", description=localised("commands.history.description"))
    @anywhere
    async def history_command(interaction: Interaction) -> None:
        """Show the first page."""
        await defer_privately(interaction)
        await show(interaction, await _load_page(services, interaction, 0))

    return history_command


def make_history_handlers(services: Services) -> dict[str, ComponentHandler]:
    """Make the handlers of its answer's buttons, by verb."""

    async def turn_page(interaction: Interaction, number: int, _chosen: Sequence[str]) -> None:
        await defer_change(interaction)
        await show(interaction, await _load_page(services, interaction, number))

    return {"history": turn_page}


async def _load_page(services: Services, interaction: Interaction, number: int) -> ui.LayoutView:
    found = await services.turn_client.read(_read, str(interaction.user.id), number)
    texts = own_texts(interaction)
    if not found.total:
        return draw_page([f"## {texts('commands.history.title')}\n{texts('commands.history.none')}"])
    # The list may have become shorter since the button was drawn.
    last = (found.total - 1) // PER_PAGE
    number = min(number, last)
    total = texts.format_count("commands.history.total", found.total)
    where = f" · {texts('commands.history.page', n=number + 1, last=last + 1)}" if last else ""
    title = f"## {texts('commands.history.title')}\n-# {total}{where}"
    lines = "\n".join(_describe_pick(pick, texts) for pick in found.picks)
    row = [
        build_button("history", max(0, number - 1), texts("commands.history.newer"), emoji="◀️", disabled=number == 0),
        # Discord wants ids to be unique within a message: these two always differ, even where one is disabled.
        build_button("history", number + 1, texts("commands.history.older"), emoji="▶️", disabled=number == last),
    ]
    return draw_page([title, lines], [row] if last else [])


def _read(session: Session, user_id: str, number: int) -> HistoryPage:
    member = find_member(session, PLATFORM, user_id)
    if member is None:
        return HistoryPage((), 0)
    found = load_history(session, member.id, skip=number * PER_PAGE, limit=PER_PAGE)
    if found.picks or not found.total:
        return found
    # The page is beyond the end, for some picks were deleted: the last page instead.
    return load_history(session, member.id, skip=(found.total - 1) // PER_PAGE * PER_PAGE, limit=PER_PAGE)


def _describe_pick(pick: PastPick, texts: Texts) -> str:
    name = (
        f"{MARKS.get(pick.verdict or '', '🎵')} **{escape(pick.title, 80) or '–'}** – {escape(pick.artist, 60) or '–'}"
    )
    when = discord.utils.format_dt(pick.at, "R")
    where = jump_url(pick.place)
    seen = f" · [{texts('commands.history.open')}]({where})" if where else ""
    verdict = f" · {texts(f'commands.history.{pick.verdict}')}" if pick.verdict else ""
    return f"{name}\n-# {when}{verdict}{seen}"


def jump_url(place: PickLocation) -> str:
    """Build the address of the message that showed a pick, or of its thread; "" where neither is known."""
    channel = place.external_id or place.channel_id
    if channel is None:
        return ""
    url = f"https://discord.com/channels/{place.guild_id or '@me'}/{channel}"
    return f"{url}/{place.message_id}" if place.message_id else url
