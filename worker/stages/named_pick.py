"""Finds the pick that a member names: an alternate by its number on the card, or an earlier turn's."""

from __future__ import annotations

from collections.abc import Iterable

from musechat.errors import BadInput
from musechat.message import Intent, MessageAct
from musechat.pick import Pick
from musechat.turn import TurnView
from worker.stages.thread_state import turn_named
from worker.turn_state import ThreadState

SHOWN_ALTERNATES = 3  # that carry a number on the card


def find_card(thread: ThreadState) -> TurnView | None:
    """The turn whose card is the current one: the last that shows picks."""
    return next((view for view in reversed(thread.earlier) if view.picks), None)


def find_named_alternate(thread: ThreadState, acts: Iterable[MessageAct]) -> Pick | None:
    """Find the alternate of the current card that was named by its number; None where none was.

    Raises:
        BadInput: ``no-such-alternate``; the card has none of that number.

    """
    number = next((act.choose for act in acts if act.intent is Intent.CHOOSE and act.choose is not None), None)
    if number is None:
        return None
    found = get_alternate(thread, number)
    if found is None:
        raise BadInput("no-such-alternate", "There is no alternate of that number here", "Name one that is on the card")
    return found


def get_alternate(thread: ThreadState, number: int) -> Pick | None:
    """The alternate of the current card with a number, from 1; -1 is the last of them."""
    card = find_card(thread)
    alternates = [] if card is None else card.picks[1 : 1 + SHOWN_ALTERNATES]
    if number == -1:
        return alternates[-1] if alternates else None
    return alternates[number - 1] if 1 <= number <= len(alternates) else None


def find_compared(thread: ThreadState, acts: Iterable[MessageAct]) -> tuple[Pick, ...] | None:
    """Find the picks of the current card that are to be compared; None where nothing is.

    Raises:
        BadInput: ``no-such-alternate``; the card has none of that number.

    """
    act = next((act for act in acts if act.intent is Intent.COMPARE), None)
    card = find_card(thread)
    if act is None or card is None:
        return None
    if not act.compare:
        return tuple(card.picks[: act.compare_first])
    found = [get_alternate(thread, number) for number in act.compare]
    named = [pick for pick in found if pick is not None]
    if len(named) < len(found):
        raise BadInput("no-such-alternate", "There is no alternate of that number here", "Name one that is on the card")
    return tuple(named) if len(named) > 1 else (thread.last or card.picks[0], *named)


def find_alternate_instead(thread: ThreadState, back_to: int | None) -> Pick | None:
    """Find the alternate that "the second one was better" means where no second turn has shown anything.

    None where an earlier turn is meant.
    """
    if back_to is None or back_to < 1:
        return None
    target, card = turn_named(thread.earlier, thread.events, back_to), find_card(thread)
    if card is None or (target is not None and target.seq < card.seq):
        return None
    return get_alternate(thread, back_to)
