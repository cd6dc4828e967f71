"""The picks that members accepted, each with the query vector of its turn: what tastes are learned from."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables import FeedbackRow, MemberRow, PickRow, TurnRow

MAX_ACCEPTED = 200  # accepted picks that a taste is learned from
_COPIES = 4  # rows read for each of them, since a pick that was brought back is there several times


def has_opted_out(session: Session, member_id: int) -> bool:
    """Whether a member has opted out of learning."""
    return bool(session.scalar(select(MemberRow.opted_out).where(MemberRow.id == member_id)))


def load_accepted_picks(session: Session, member_id: int, space: str) -> list[tuple[str, bytes]]:
    """Load (track id, query vector bytes) of a member's accepted picks, newest first, at most :data:`MAX_ACCEPTED`.

    Counts only queries of ``space``, since the member last reset their taste; a track that one thread showed several
    times counts once. Empty for members who opted out.
    """
    member = session.get(MemberRow, member_id)
    if member is None or member.opted_out:
        return []
    wanted = (
        select(TurnRow.thread_id, PickRow.track_id, TurnRow.query)
        .join(PickRow, PickRow.turn_id == TurnRow.id)
        .join(FeedbackRow, FeedbackRow.pick_id == PickRow.id)
        .where(FeedbackRow.member_id == member_id, FeedbackRow.verdict == "accepted")
        .where(TurnRow.space == space, TurnRow.query != b"")
        .order_by(FeedbackRow.created_at.desc(), FeedbackRow.id.desc())
        .limit(MAX_ACCEPTED * _COPIES)
    )
    if member.taste_since is not None:
        wanted = wanted.where(FeedbackRow.created_at > member.taste_since)
    found: dict[tuple[int, str], bytes] = {}
    for thread_id, track_id, query in session.execute(wanted):
        found.setdefault((thread_id, track_id), query)
    return [(track_id, query) for (_, track_id), query in list(found.items())[:MAX_ACCEPTED]]


def get_turn_query(session: Session, turn_id: int) -> tuple[bytes, str]:
    """Load a turn's query vector (bytes) and its space, see :class:`musechat.turn.TurnOutcome`."""
    found = session.execute(select(TurnRow.query, TurnRow.space).where(TurnRow.id == turn_id)).one()
    return found[0], found[1]
