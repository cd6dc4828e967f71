"""Going back: to the turn that is named, else to the one before what is shown now."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from musechat.brief import BriefEvent
from musechat.turn import TurnKind, TurnView
from worker.stages.thread_state import turn_before, turn_meant, turn_named


def views(*seqs: int, silent: tuple[int, ...] = (), copies: tuple[int, ...] = ()) -> list[TurnView]:
    """Turns that showed something, but for the ``silent`` ones; ``copies`` brought back another."""
    made: list[Any] = [
        SimpleNamespace(
            seq=seq,
            picks=[] if seq in silent else [SimpleNamespace(rule="back" if seq in copies else "fusion")],
            no_match=None,
        )
        for seq in seqs
    ]
    return made


@pytest.mark.parametrize(
    ("kind", "named", "meant"),
    [
        (TurnKind.BACK, None, 2),
        (TurnKind.BACK, 1, 1),
        (TurnKind.BACK, 3, 2),
        (TurnKind.BACK, -2, 1),
        (TurnKind.REJECT, None, 4),
        (TurnKind.RELAX, None, 4),
        (TurnKind.RELAX, 3, 3),
    ],
)
def test_which_turn_is_meant(kind: TurnKind, named: int | None, meant: int) -> None:
    about = turn_meant(views(1, 2, 3, 4, silent=(3,)), [], kind, named)
    assert about is not None
    assert about.seq == meant


def rewind(turn: int, to: int) -> BriefEvent:
    return BriefEvent(turn, turn, 1, "rewind", None, to)


@pytest.mark.parametrize(
    ("seqs", "copies", "rewinds", "meant"),
    [
        ((1, 2, 3), (), [], 2),
        ((1, 2, 3, 4), (4,), [rewind(4, 2)], 1),  # undo, undo
        ((1, 2, 3, 4, 5), (4, 5), [rewind(4, 2), rewind(5, 1)], None),
        ((1, 2, 3, 4), (), [rewind(4, 1)], 3),  # "the first one, but slower": a pick of its own
        ((1, 2, 3, 4, 5), (4,), [rewind(4, 1)], 4),
        ((1,), (), [], None),
        ((), (), [], None),
    ],
)
def test_back_said_again_goes_further_back(
    seqs: tuple[int, ...], copies: tuple[int, ...], rewinds: list[BriefEvent], meant: int | None
) -> None:
    found = turn_before(views(*seqs, copies=copies), rewinds, None)
    assert (found.seq if found else None) == meant


def test_a_turn_that_is_not_there_is_not_made_up() -> None:
    assert turn_before(views(2, 3), [], 1) is None
    assert turn_before(views(1, 2), [], -5) is None
    assert turn_meant(views(1, 2), [], TurnKind.SIMILAR, 9) is None


def test_a_number_that_showed_nothing_counts_the_picks() -> None:
    found = turn_named(views(1, 3, 5), [], 2)
    assert found is not None
    assert found.seq == 3
    last = turn_named(views(1, 3), [], 9)
    assert last is not None
    assert last.seq == 3
