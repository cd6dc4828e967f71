"""What reading a message comes to."""

from __future__ import annotations

from dataclasses import dataclass, field

from musechat.brief import BriefChange
from musechat.message import MessageAct


@dataclass(frozen=True, slots=True)
class Reading:
    """What a member's words come to.

    Attributes:
        events: what to write into the ledger.
        smalltalk: nothing is asked for: no new pick.
        another: something else is asked for, under the same brief.
        similar: something like the last pick is asked for.
        rejected: the last pick was turned down.
        praised: the last pick was liked.
        back: an earlier turn is asked for again; the events hold on top of its brief.
        back_to: which turn, from 1; negative counts back from the one shown; None is the one before it.
        acts: what the message does, part by part, in the order in which it is said.
        vague: the rules knew nothing in it: at most it wishes for its own words.
        unsure: it is open whether the pick is to stay, and worth a question; without one, the rest counts.

    """

    events: tuple[BriefChange, ...] = ()
    smalltalk: bool = False
    another: bool = False
    similar: bool = False
    rejected: bool = False
    praised: bool = False
    back: bool = False
    back_to: int | None = None
    # The same said another way, so two readings are told apart without it.
    acts: tuple[MessageAct, ...] = field(default=(), compare=False)
    vague: bool = field(default=False, compare=False)
    unsure: bool = False
