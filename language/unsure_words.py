"""What of a turn's words is only a hint to us, or cannot be heard at all: said once, on the card that answers them."""

from __future__ import annotations

from collections.abc import Iterator

from language.texts import Texts
from language.vocabulary.traits import TRAITS
from musechat.turn import TurnView
from musechat.wish import Facet, Wish
from musechat.wish_values import NamedValue

MOST_WORDS, LETTERS = 3, 40  # of what was not understood: how many stretches, and letters of each

_BY_EAR = frozenset({"minimal", "layered"})  # traits of which neither a tag nor a measure tells


def describe_unsure(turn: TurnView, texts: Texts) -> tuple[str, ...]:
    """Say what of the turn's own words was not understood, and what was that nobody can hear; none of it unescaped.

    The words are the member's own: a card has to escape them.
    """
    said = [standing.wish for standing in turn.brief.standing if standing.turn_seq == turn.seq]
    lines = [texts("cards.pick.unheard", name=name) for name in _list_unheard(said, texts)]
    if words := _list_unsure(said):
        quoted = texts.join_list([texts("cards.pick.quoted", words=each) for each in words])
        lines.append(texts("cards.pick.unsure", words=quoted))
    if any(part in _BY_EAR for part in _list_parts(said)):
        lines.append(texts("cards.pick.by-ear"))
    return tuple(lines)


def _list_unsure(wishes: list[Wish]) -> list[str]:
    unknown = dict.fromkeys(part[:LETTERS] for part in _list_parts(wishes) if part not in TRAITS)
    return list(unknown)[:MOST_WORDS]


def _list_parts(wishes: list[Wish]) -> Iterator[str]:
    for wish in wishes:
        if wish.facet is Facet.WORDS:
            yield from (part.strip() for part in wish.text.split(",") if part.strip())


def _list_unheard(wishes: list[Wish], texts: Texts) -> Iterator[str]:
    for wish in wishes:
        if isinstance(wish.value, NamedValue) and wish.value.unheard:
            yield texts.translate_term(wish.value.name)
