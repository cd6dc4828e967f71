"""Renders turns and briefs as Discord messages (cards). Pure functions: the same turn gives the same card."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from bot.discord.cards.brief import brief_blocks
from bot.discord.cards.classic_message import plain_text, plain_view
from bot.discord.cards.clip_choice import clip_choice_blocks
from bot.discord.cards.closed_turn import added_blocks, cancelled_blocks, failed_blocks, is_added, remark_blocks
from bot.discord.cards.comparison import comparison_blocks
from bot.discord.cards.layout import EXCERPT_NAME, MIX_NAME, Block, Card, CardFile, draw
from bot.discord.cards.no_match import no_match_blocks
from bot.discord.cards.pick import pick_blocks
from bot.discord.cards.progress import late_blocks, progress_blocks
from bot.discord.cards.trait_labels import accent
from language.texts import Texts
from musechat.brief import Brief
from musechat.comparison import ComparisonState
from musechat.mix_names import is_video_mix
from musechat.turn import TurnNote, TurnState, TurnView
from store.threads import ThreadView

__all__ = [
    "Card",
    "CardFile",
    "brief_card",
    "card_of",
    "clip_choice_card",
    "comparison_card",
    "late_card",
    "progress_card",
    "turn_card",
]

QUIET, WARNING, BUSY = 0x80848E, 0xC0504D, 0x5865F2  # RGB of the card's edge: Discord's grey, a red, its blurple


def progress_card(turn: TurnView, texts: Texts, *, estimate_s: float | None, unattended: bool = False) -> Card:
    """Build the card of a turn that is queued or running.

    Args:
        turn: not ended yet.
        texts: in the language of the channel.
        estimate_s: seconds left; None where unknown.
        unattended: whether it is queued and no worker is there.

    """
    blocks = progress_blocks(turn, texts, estimate_s=estimate_s, unattended=unattended)
    return card_of(blocks, accent=WARNING if unattended else BUSY)


def late_card(turn: TurnView, texts: Texts) -> Card:
    """Build the card of a turn that goes on longer than Discord lets it be shown without a press."""
    return card_of(late_blocks(turn, texts), accent=BUSY)


def turn_card(
    turn: TurnView,
    texts: Texts,
    *,
    loved: Collection[int] = (),
    preview: bytes | None = None,
    kept_preview: str = "",
) -> Card:
    """Build the card of a turn that has ended.

    Args:
        turn: done, failed or cancelled.
        texts: in the language of the channel.
        loved: ids of picks that somebody has accepted.
        preview: bytes of what the card plays, to be attached (MP4).
        kept_preview: name of what the message that is edited plays already; empty: nothing.

    """
    if turn.state is not TurnState.DONE or not turn.picks or is_added(turn):
        blocks, colour = _without_pick(turn, texts)
        return card_of(
            blocks, accent=colour, boxed=turn.note is TurnNote.NONE and turn.state is not TurnState.CANCELLED
        )
    name = kept_preview
    if preview is not None:
        name = MIX_NAME if is_video_mix(turn.picks[0].preview) else EXCERPT_NAME
    blocks = pick_blocks(turn, texts, loved=turn.picks[0].id in loved, preview=name)
    files = (CardFile(name, preview),) if preview is not None else ()
    return card_of(blocks, accent=accent(turn.picks[0]), files=files)


def comparison_card(
    turn: TurnView, texts: Texts, *, files: tuple[CardFile, ...] = (), played: Collection[str] = ()
) -> Card:
    """Build the card of a turn that has put up a comparison.

    Args:
        turn: with a comparison.
        texts: in the language of the channel.
        files: to attach.
        played: names of what the message that is edited has attached already.

    """
    assert turn.comparison is not None  # noqa: S101 - the caller looked
    names = {*played, *(file.name for file in files)}
    blocks = comparison_blocks(turn, turn.comparison, texts, played=names)
    return card_of(blocks, accent=BUSY if turn.comparison.state is ComparisonState.OPEN else QUIET, files=files)


def brief_card(
    thread: ThreadView,
    brief: Brief,
    turns: Sequence[TurnView],
    texts: Texts,
    *,
    names: Mapping[int, str],
) -> Card:
    """Build the pinned card of a thread; ``names`` maps a member's id to a mention or name."""
    return card_of(brief_blocks(thread, brief, turns, texts, names), accent=QUIET)


def clip_choice_card(thread_id: int, message_id: int, names: Sequence[str], texts: Texts, *, taken: int = 0) -> Card:
    """Build the note that says which of a message's clips was taken, and names the others."""
    return card_of(clip_choice_blocks(thread_id, message_id, names, texts, taken=taken), boxed=False)


def card_of(
    blocks: Iterable[Block], *, accent: int | None = None, boxed: bool = True, files: tuple[CardFile, ...] = ()
) -> Card:
    """Draw blocks in both forms, as Components V2 and as a classic message.

    Args:
        blocks: of the card.
        accent: colour of the box's edge, 0xRRGGBB.
        boxed: whether to draw a box.
        files: to attach.

    """
    # Iterated three times, while most callers pass a generator.
    held = tuple(blocks)
    return Card(draw(held, accent=accent, boxed=boxed), plain_text(held), plain_view(held), files)


def _without_pick(turn: TurnView, texts: Texts) -> tuple[Iterator[Block], int]:
    if turn.state is TurnState.CANCELLED:
        return cancelled_blocks(texts), QUIET
    if turn.state is not TurnState.DONE:
        return failed_blocks(turn, texts), WARNING
    if is_added(turn):
        return added_blocks(turn, texts), accent(turn.picks[0])
    if turn.no_match is not None:
        return no_match_blocks(turn, texts), QUIET
    return remark_blocks(turn, texts), QUIET
