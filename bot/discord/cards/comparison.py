"""The card of a blind comparison: letters until the reveal, then names, votes, and the winner to take."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import escape
from bot.discord.cards.layout import Action, Actions, Block, BlockGap, Preview, Style, TextBlock
from bot.discord.cards.trait_labels import format_clock
from language.texts import Texts
from musechat.comparison import NONE_OF_THESE, Candidate, Comparison, ComparisonState
from musechat.turn import TurnView

VOTE_FOR_NONE = 9  # stands for "none of these" in a button's id, which holds no sign


def name_file(candidate: Candidate) -> str:
    """The name of a candidate's attachment; it tells the letter alone."""
    return f"{candidate.letter}.mp4"


def comparison_blocks(
    turn: TurnView, comparison: Comparison, texts: Texts, *, played: Collection[str]
) -> Iterator[Block]:
    """Yield the blocks of a comparison.

    Args:
        turn: that put it up.
        comparison: of that turn.
        texts: in the language of the channel.
        played: names of the attachments that the message has, or gets.

    """
    yield TextBlock(f"### 🎧 {texts('cards.comparison.title')}")
    if comparison.state is ComparisonState.LOST:
        yield TextBlock(texts("cards.comparison.lost"))
        return
    revealed = comparison.state is ComparisonState.REVEALED
    if not revealed:
        between = {"start": format_clock(comparison.from_s), "end": format_clock(comparison.to_s)}
        yield TextBlock(texts("cards.comparison.how", **between))
    for candidate in comparison.candidates:
        yield TextBlock(_describe(comparison, candidate, texts) if revealed else f"**{candidate.letter}**")
        if (name := name_file(candidate)) in played:
            yield Preview(candidate.letter, name)
    yield TextBlock(_describe_outcome(comparison, texts) if revealed else _describe_votes(comparison, texts))
    yield BlockGap()
    yield from _build_takes(turn, comparison, texts) if revealed else _build_votes(turn, comparison, texts)


def _describe(comparison: Comparison, candidate: Candidate, texts: Texts) -> str:
    count = texts.format_count("cards.comparison.votes", comparison.votes.get(candidate.place, 0))
    name = f"{escape(candidate.title, 80) or '–'} – {escape(candidate.artist, 50) or '–'}"
    crown = "🏆 " if candidate in comparison.winners else ""
    return f"{crown}**{candidate.letter}** · **{name}** · {count}"


def _describe_outcome(comparison: Comparison, texts: Texts) -> str:
    none = comparison.votes.get(NONE_OF_THESE, 0)
    lines = [texts.format_count("cards.comparison.for-none", none)] if none else []
    lines.append(texts("cards.comparison.counted" if any(comparison.votes.values()) else "cards.comparison.nobody"))
    return "\n".join(f"-# {line}" for line in lines)


def _describe_votes(comparison: Comparison, texts: Texts) -> str:
    count = texts.format_count("cards.comparison.so-far", sum(comparison.votes.values()))
    owner = f"<@{comparison.owner}>" if comparison.owner.isdigit() else "–"
    return f"-# {count} · {texts('cards.comparison.until', owner=owner)}"


def _build_votes(turn: TurnView, comparison: Comparison, texts: Texts) -> Iterator[Actions]:
    letters = (Action(Verb.VOTE, (turn.id, each.place), each.letter, Style.primary) for each in comparison.candidates)
    none = Action(Verb.VOTE, (turn.id, VOTE_FOR_NONE), texts("cards.button.none-of-these"))
    yield Actions((*letters, none))
    yield Actions((Action(Verb.REVEAL, (turn.id,), texts("cards.button.reveal")),))


def _build_takes(turn: TurnView, comparison: Comparison, texts: Texts) -> Iterator[Actions]:
    """Yield the button that takes the winner; where there is none, or several, one for each."""
    offered = comparison.winners or comparison.candidates
    yield Actions(tuple(_build_take(turn, each, texts) for each in offered))


def _build_take(turn: TurnView, candidate: Candidate, texts: Texts) -> Action:
    return Action(Verb.TAKE, (turn.id, candidate.place), texts("cards.button.take", letter=candidate.letter))
