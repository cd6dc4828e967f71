"""Shows comparisons: their files once, and later states of them in the message that has the files."""

from __future__ import annotations

from dataclasses import replace

import discord
import structlog

from bot.discord.card_redraw import list_played
from bot.discord.cards import CardFile, comparison_card
from bot.discord.cards.comparison import name_file
from bot.discord.services import Services
from language.texts import find_texts
from musechat.comparison import ComparisonState
from musechat.errors import BadInput
from musechat.turn import TurnView
from store.comparisons import close_comparison

log = structlog.get_logger(__name__)


async def load_files(services: Services, turn: TurnView) -> tuple[CardFile, ...]:
    """Read the files of a turn's comparison; none where one of them is gone."""
    if turn.comparison is None:
        return ()
    files: list[CardFile] = []
    for candidate in turn.comparison.candidates:
        try:
            data = await services.turn_client.call(services.read_blob, candidate.blob)
        except (BadInput, OSError):  # retention has removed it with the clip
            return ()
        files.append(CardFile(name_file(candidate), data))
    return tuple(files)


async def give_up_comparison(services: Services, turn: TurnView) -> TurnView:
    """Close a comparison whose files cannot be shown; the turn as it is then."""
    if turn.comparison is None or turn.comparison.state is not ComparisonState.OPEN:
        return turn
    log.warning("comparison-lost", turn=turn.id)
    await services.turn_client.write(close_comparison, turn.comparison.id, ComparisonState.LOST)
    return replace(turn, comparison=replace(turn.comparison, state=ComparisonState.LOST))


async def redraw_comparison(message: discord.PartialMessage, turn: TurnView) -> None:
    """Draw a comparison that is over in the message that shows it, with the files that are there.

    Raises:
        discord.HTTPException, aiohttp.ClientError, OSError: it was not changed, or it is not known whether it was.

    """
    shown = await message.fetch()
    card = comparison_card(turn, find_texts(turn.language), played=list_played(shown))
    # Attachments are left out: sending the listed ones would drop those that Discord does not list.
    await message.edit(view=card.layout, allowed_mentions=discord.AllowedMentions.none())
