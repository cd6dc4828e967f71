"""What a conversation has come to so far, in one line's worth: for a summary beside where it was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.turn import TurnKind, TurnState
from store.tables import FeedbackRow, PickRow, TrackRow, TurnRow

_FINAL = [state for state in TurnState if state.final]


class OutcomeKind(StrEnum):
    """How a conversation stands."""

    OPEN = "open"  # nothing has ended yet
    FOUND = "found"  # it has a pick
    LOVED = "loved"  # somebody accepted one
    FAILED = "failed"
    CANCELLED = "cancelled"
    NOTHING_FITS = "nothing-fits"


@dataclass(frozen=True, slots=True)
class ThreadOutcome:
    """How a conversation stands, and the track that it has come to."""

    kind: OutcomeKind
    title: str = ""
    artist: str = ""


def load_thread_outcome(session: Session, thread_id: int) -> ThreadOutcome:
    """Load how a thread stands: the pick accepted last, else the first pick, else how its last turn ended."""
    picks = (
        select(TrackRow.title, TrackRow.artist)
        .join(PickRow, PickRow.track_id == TrackRow.id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .where(TurnRow.thread_id == thread_id, TurnRow.state == TurnState.DONE, TurnRow.kind != TurnKind.ADD)
    )
    loved = picks.join(FeedbackRow, FeedbackRow.pick_id == PickRow.id).where(FeedbackRow.verdict == "accepted")
    if (found := session.execute(loved.order_by(TurnRow.seq.desc()).limit(1)).first()) is not None:
        return ThreadOutcome(OutcomeKind.LOVED, *found)
    if (found := session.execute(picks.order_by(TurnRow.seq, PickRow.rank).limit(1)).first()) is not None:
        return ThreadOutcome(OutcomeKind.FOUND, *found)
    ended = select(TurnRow.state).where(TurnRow.thread_id == thread_id, TurnRow.state.in_(_FINAL))
    state = session.scalar(ended.order_by(TurnRow.seq.desc()).limit(1))
    kinds = {TurnState.FAILED: OutcomeKind.FAILED, TurnState.CANCELLED: OutcomeKind.CANCELLED}
    if state is None:
        return ThreadOutcome(OutcomeKind.OPEN)
    return ThreadOutcome(kinds.get(TurnState(state), OutcomeKind.NOTHING_FITS))
