"""Why?: the pick beside its alternates, in plain words, from what was stored when it was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.discord.buttons.press import NOBODY, Press
from bot.discord.cards import card_of
from bot.discord.cards.layout import Text
from bot.discord.cards.markup import escape
from bot.discord.cards.words import traits_line, wish_words
from musechat.clip import ClipTraits
from musechat.describe import describe_clip
from musechat.errors import BadInput
from musechat.texts import Texts
from musechat.turn import Pick, TurnView
from musechat.wish import Force

MOST_WISHES = 6
FELT = 0.15  # a difference of parts from which it is named; ties are broken by less
# Parts of a score by what they mean to a person; several channels may speak of one thing.
_MEANING = {
    "fusion": "whole",
    "traits": "pace",
    "wishes": "asked",
    "before": "earlier",
    "lexical": "words",
    "named": "words",
    "like": "likeness",
    "stay": "likeness",
    "avoid": "avoided",
    "taste": "taste",
}


async def why(press: Press) -> None:
    """Explain a turn's pick to whoever asks."""
    turn = await press.desk.asking.view(press.of)
    if not turn.picks:
        raise BadInput("no-such-pick", f"Turn {press.of} has no pick", "Its conversation may have been deleted")
    texts = press.texts
    card = card_of([Text("\n".join(why_lines(turn, texts)))], boxed=False)
    await press.interaction.edit_original_response(view=card.layout, allowed_mentions=NOBODY)


def why_lines(turn: TurnView, texts: Texts) -> Iterator[str]:
    """The explanation of a turn's pick, line by line."""
    pick, others = turn.picks[0], turn.picks[1:4]
    yield f"### {texts('buttons.why.title', title=escape(pick.title, 80))}"
    yield from _follows(turn, pick, texts)
    yield from _wishes(turn, pick, texts)
    yield from _score(pick, others, texts)
    if "taste" in pick.parts:
        yield _taste(pick.parts["taste"], texts)


def _follows(turn: TurnView, pick: Pick, texts: Texts) -> Iterator[str]:
    """The clip's measures and the track's, side by side."""
    track = traits_line(pick, texts)
    if turn.video is not None:
        yield texts("buttons.why.clip", words=", ".join(describe_clip(ClipTraits.from_json(turn.video), texts)))
    if track:
        yield texts("buttons.why.track", words=track)


def _wishes(turn: TurnView, pick: Pick, texts: Texts) -> Iterator[str]:
    """Hard wishes are always kept; soft ones are named where they are not."""
    hard = [entry for entry in turn.brief if entry["force"] != Force.PREFER]
    if hard:
        said = [escape(wish_words(entry, texts), 60) for entry in hard[-MOST_WISHES:]]
        yield texts("buttons.why.kept", wishes=texts.listed(said))
    if pick.broken:
        yield texts("buttons.why.missed", wishes="; ".join(escape(each, 100) for each in pick.broken[:MOST_WISHES]))
    elif len(hard) < len(turn.brief):
        yield texts("buttons.why.all-soft")


def _score(pick: Pick, others: Sequence[Pick], texts: Texts) -> Iterator[str]:
    """What put the pick before each alternate, and what would have spoken for the alternate."""
    known = [other for other in others if other.parts]
    if not pick.parts or not known:
        return
    yield texts("buttons.why.beside")
    for other in known:
        yield f"- {_comparison(pick, other, texts)}"


def _leads(ours: Mapping[str, float], theirs: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """What each of two picks is ahead in, most telling first."""
    gains: dict[str, float] = {}
    for name in {*ours, *theirs}:
        meaning = _MEANING.get(name)
        if meaning is not None:
            gains[meaning] = gains.get(meaning, 0.0) + float(ours.get(name, 0.0)) - float(theirs.get(name, 0.0))
    order = sorted(gains, key=lambda meaning: -abs(gains[meaning]))
    felt = [meaning for meaning in order if abs(gains[meaning]) >= FELT]
    return [m for m in felt if gains[m] > 0], [m for m in felt if gains[m] < 0]


def _comparison(pick: Pick, other: Pick, texts: Texts) -> str:
    """One alternate beside the pick."""
    ahead, behind = _leads(pick.parts, other.parts)
    title = f"**{escape(other.title, 60)}**"
    less = texts.listed([texts(f"buttons.why.part.{meaning}") for meaning in ahead[:2]])
    more = texts(f"buttons.why.part.{behind[0]}") if behind else ""
    if less and more:
        return texts("buttons.why.less-more", title=title, less=less, more=more)
    if less:
        return texts("buttons.why.less", title=title, less=less)
    return texts("buttons.why.more", title=title, more=more) if more else texts("buttons.why.even", title=title)


def _taste(part: float, texts: Texts) -> str:
    if abs(part) < FELT:
        return texts("buttons.why.taste.little")
    return texts("buttons.why.taste.for" if part > 0 else "buttons.why.taste.against")
