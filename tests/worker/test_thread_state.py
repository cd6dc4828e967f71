"""Which earlier turn words refer to: what was shown before a way back, and what a way back shows."""

from __future__ import annotations

from musechat.message import Intent
from musechat.turn import TurnKind
from tests.bot.discord.made_turns import made_pick, made_turn
from worker.stages.thread_state import turn_before, turn_before_return

FIRST = made_turn(seq=1)
SECOND = made_turn(seq=2, kind=TurnKind.REFINE)
ANSWERED = made_turn(seq=3, kind=TurnKind.REFINE, picks=[], no_match=None, intent=Intent.QUESTION)
RETURNED = made_turn(seq=4, kind=TurnKind.REFINE, intent=Intent.BACK, picks=[made_pick(rule="back")])


def test_undo_takes_a_way_back_by_words_back() -> None:
    assert turn_before_return([FIRST, SECOND, ANSWERED, RETURNED]) is SECOND


def test_only_a_way_back_by_words_is_taken_back() -> None:
    assert turn_before_return([]) is None
    assert turn_before_return([RETURNED]) is None  # nothing was shown before it
    assert turn_before_return([FIRST, SECOND]) is None
    for change in ({"kind": TurnKind.FIRST}, {"intent": Intent.WISH}, {"picks": [made_pick(rule="fusion")]}):
        other = {"seq": 4, "kind": TurnKind.REFINE, "intent": Intent.BACK, "picks": RETURNED.picks} | change
        assert turn_before_return([FIRST, SECOND, made_turn(**other)]) is None


def test_a_turn_that_showed_nothing_stands_for_the_one_before_it() -> None:
    turns = [FIRST, SECOND, ANSWERED]
    assert turn_before(turns, [], 3) is SECOND
    assert turn_before(turns, [], 2) is SECOND
    assert turn_before(turns, [], 1) is FIRST
    assert turn_before(turns, [], None) is FIRST
    assert turn_before(turns, [], -1) is FIRST
    assert turn_before(turns, [], -2) is None
    assert turn_before([], [], None) is None
