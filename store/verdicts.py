"""Members' verdicts on tracks of a thread: what is loved, by whom, and how that was said.

A track that was brought back or edited is shown as another pick: a verdict holds for all picks of it in the thread.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, aliased

from store.tables import FeedbackRow, PickRow, TurnRow
from store.thread_history import put_feedback


def load_loved_picks(session: Session, turn_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Load the ids of the picks that somebody loves, by turn id; turns without any are left out."""
    shown, loved = aliased(PickRow), aliased(PickRow)
    turn, other = aliased(TurnRow), aliased(TurnRow)
    wanted = (
        select(shown.turn_id, shown.id)
        .join(turn, turn.id == shown.turn_id)
        .join(other, other.thread_id == turn.thread_id)
        .join(loved, (loved.turn_id == other.id) & (loved.track_id == shown.track_id))
        .join(FeedbackRow, FeedbackRow.pick_id == loved.id)
        .where(shown.turn_id.in_(list(turn_ids)), FeedbackRow.verdict == "accepted")
    )
    found: dict[int, set[int]] = {}
    for turn_id, pick_id in session.execute(wanted):
        found.setdefault(turn_id, set()).add(pick_id)
    return {turn_id: frozenset(picks) for turn_id, picks in found.items()}


def list_loved_picks(session: Session, turn_id: int) -> frozenset[int]:
    """Ids of a turn's picks whose tracks somebody loves."""
    return load_loved_picks(session, [turn_id]).get(turn_id, frozenset())


def toggle_love(session: Session, pick_id: int, member_id: int) -> None:
    """Love a pick's track for a member, or take that back.

    Love that was said in words or by a reaction is confirmed by the first press, and not taken back.

    Raises:
        BadInput: ``no-such-pick``.

    """
    sources = session.scalars(_match_verdicts(pick_id, member_id).with_only_columns(FeedbackRow.source)).all()
    if not sources:
        put_feedback(session, pick_id, member_id, "accepted")
    elif "button" not in sources:
        put_feedback(session, pick_id, member_id, "accepted", source="button")
    else:
        withdraw_love(session, pick_id, member_id)


def withdraw_love(session: Session, pick_id: int, member_id: int) -> None:
    """Forget that a member loves a pick's track, on whichever pick of the thread they said so."""
    ids = session.scalars(_match_verdicts(pick_id, member_id)).all()
    session.execute(delete(FeedbackRow).where(FeedbackRow.id.in_(ids)))


def withdraw_reaction(session: Session, pick_id: int, member_id: int) -> bool:
    """Forget a verdict on a pick that was given by a reaction; False where there is none, or a press confirmed it."""
    theirs = (FeedbackRow.pick_id == pick_id, FeedbackRow.member_id == member_id, FeedbackRow.source == "reaction")
    return session.scalar(delete(FeedbackRow).where(*theirs).returning(FeedbackRow.id)) is not None


def find_turn_of_message(session: Session, message_id: str) -> int | None:
    """Find the newest turn whose result a message shows; its id."""
    wanted = select(TurnRow.id).where(TurnRow.message_id == message_id).order_by(TurnRow.id.desc()).limit(1)
    return session.scalar(wanted)


def find_turn_praised_by(session: Session, turn_id: int) -> int | None:
    """Find the turn whose pick the words of a later turn praised; its id, None where they praised none."""
    praising = session.execute(
        select(TurnRow.thread_id, TurnRow.member_id, TurnRow.created_at, TurnRow.seq).where(TurnRow.id == turn_id)
    ).one_or_none()
    if praising is None:
        return None
    thread_id, member_id, at, seq = praising
    wanted = (
        select(PickRow.turn_id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .join(FeedbackRow, FeedbackRow.pick_id == PickRow.id)
        .where(TurnRow.thread_id == thread_id, TurnRow.seq < seq, FeedbackRow.member_id == member_id)
        .where(FeedbackRow.verdict == "accepted", FeedbackRow.source == "words", FeedbackRow.created_at >= at)
        .order_by(TurnRow.seq.desc())
        .limit(1)
    )
    return session.scalar(wanted)


def _match_verdicts(pick_id: int, member_id: int) -> Select[int]:
    """Ids of the member's acceptances of a pick's track in its thread."""
    this, place = aliased(PickRow), aliased(TurnRow)
    return (
        select(FeedbackRow.id)
        .join(PickRow, PickRow.id == FeedbackRow.pick_id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .join(this, this.track_id == PickRow.track_id)
        .join(place, (place.id == this.turn_id) & (place.thread_id == TurnRow.thread_id))
        .where(this.id == pick_id, FeedbackRow.member_id == member_id, FeedbackRow.verdict == "accepted")
    )
