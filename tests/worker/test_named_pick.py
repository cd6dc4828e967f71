"""Which pick is meant by a number: an alternate on the card, or an earlier turn's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from musechat.errors import BadInput
from musechat.message import Intent, MessageAct
from musechat.pick import Pick
from musechat.turn import TurnView
from tests.bot.discord.made_turns import NO_MATCH, made_pick, made_turn
from worker.stages.named_pick import find_alternate_instead, find_card, find_named_alternate, get_alternate
from worker.turn_state import ThreadState

EMPTY = ThreadState(
    clip=None, events=(), earlier=(), last=None, last_track=None, shown=frozenset(), feedback=(), about=None
)  # fmt: skip


def turn(seq: int, picks: int = 4) -> TurnView:
    shown = [made_pick(rank, id=100 * seq + rank, track_id=f"{seq}-{rank}") for rank in range(picks)]
    return made_turn(seq=seq, id=seq, picks=shown)


def thread(*turns: TurnView) -> ThreadState:
    return replace(EMPTY, earlier=tuple(turns))


def ids(pick: Pick | None) -> int | None:
    return pick.id if pick else None


def choose(number: int | None, intent: Intent = Intent.CHOOSE) -> MessageAct:
    return MessageAct(intent, "that one", choose=number)


@pytest.mark.parametrize(
    ("turns", "card"),
    [((), None), ((turn(1, 0),), None), ((turn(1),), 1), ((turn(1), turn(2)), 2), ((turn(1), turn(2, 0)), 1)],
)
def test_the_card_is_that_of_the_last_turn_with_picks(turns: tuple[TurnView, ...], card: int | None) -> None:
    found = find_card(thread(*turns))
    assert (found.seq if found else None) == card


@pytest.mark.parametrize(
    ("picks", "number", "rank"),
    [
        (4, 1, 1), (4, 2, 2), (4, 3, 3), (4, 4, None), (4, 0, None), (4, -1, 3), (4, -2, None),
        (6, 4, None), (6, -1, 3),  # no more than three carry a number
        (2, 1, 1), (2, 2, None), (2, -1, 1), (1, 1, None), (1, -1, None), (0, 1, None), (0, -1, None),
    ],
)  # fmt: skip
def test_alternates_are_counted_from_one(picks: int, number: int, rank: int | None) -> None:
    assert ids(get_alternate(thread(turn(5, picks)), number)) == (None if rank is None else 500 + rank)


def test_the_first_number_that_is_chosen_counts() -> None:
    card = thread(turn(5))
    assert find_named_alternate(card, []) is None
    assert find_named_alternate(card, [choose(None), choose(2, Intent.NEXT)]) is None
    assert ids(find_named_alternate(card, [choose(None), choose(2), choose(9)])) == 502
    with pytest.raises(BadInput) as refused:
        find_named_alternate(card, [choose(9), choose(2)])
    assert refused.value.code == "no-such-alternate"


@pytest.mark.parametrize(
    ("turns", "number", "meant"),
    [
        ((turn(1),), None, None),
        ((turn(1),), 0, None),
        ((turn(1),), -1, None),
        ((), 2, None),
        ((turn(1),), 2, 102),  # no second turn: the second on the card
        ((turn(1),), 4, None),
        ((turn(1), turn(2)), 1, None),  # the first turn is meant
        ((turn(1), turn(2)), 2, 202),
        ((turn(1), turn(2)), 3, 203),
        ((turn(1), turn(2), turn(3)), 2, None),
        ((turn(1), made_turn(seq=2, id=2, picks=[], no_match=NO_MATCH)), 2, 102),
    ],
)
def test_a_number_that_no_earlier_turn_has_is_an_alternates(
    turns: tuple[TurnView, ...], number: int | None, meant: int | None
) -> None:
    assert ids(find_alternate_instead(thread(*turns), number)) == meant
