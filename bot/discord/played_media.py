"""What the card of an ended turn plays: the excerpt or mix of a pick, the files of a comparison."""

from __future__ import annotations

from typing import TypeAlias

from bot.discord.api_calls import DiscordCode
from bot.discord.cards import Card, CardFile, comparison_card, turn_card
from bot.discord.comparison_delivery import give_up_comparison, load_files
from bot.discord.services import Services
from language.texts import find_texts
from musechat.errors import BadInput
from musechat.mix_names import is_video_mix
from musechat.turn import TurnView

# Errors that a card may cause by its file: it is tried again without.
FILE_REFUSED = frozenset({DiscordCode.TOO_LARGE, DiscordCode.MISSING_PERMISSIONS})

# What a card plays: the excerpt or mix of a pick, or the files of a comparison.
Played: TypeAlias = bytes | tuple[CardFile, ...] | None


async def read_played(services: Services, turn: TurnView) -> tuple[TurnView, Played]:
    """What the turn's card plays; the turn is another where its comparison had to be given up."""
    if turn.comparison is None:
        return turn, await _read_preview(services, turn)
    files = await load_files(services, turn)
    return (turn, files) if files else (await give_up_comparison(services, turn), None)


async def _read_preview(services: Services, turn: TurnView) -> bytes | None:
    name = turn.picks[0].preview if turn.picks else ""
    if not name:
        return None
    try:
        return await services.turn_client.call(services.read_blob, name)
    except (BadInput, OSError):  # retention has removed it; the card is shown without
        return None


def draw_ended_card(turn: TurnView, played: Played) -> Card:
    """Draw a new card for each request: discord.py loses the buttons of a view that is used for two edits."""
    texts = find_texts(turn.language)
    if turn.comparison is not None:
        return comparison_card(turn, texts, files=played if isinstance(played, tuple) else ())
    return turn_card(turn, texts, loved=turn.loved, preview=played if isinstance(played, bytes) else None)


def comes_late(turn: TurnView) -> bool:
    """Whether the card was shown before, and only gets the mix that was made since (:mod:`store.mix_delivery`)."""
    return bool(turn.picks) and is_video_mix(turn.picks[0].preview)
