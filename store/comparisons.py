"""Blind comparisons of a thread's picks: put up with their turn, voted on, revealed, and what the votes come to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from musechat.comparison import NONE_OF_THESE, Candidate, Comparison, ComparisonState, NewComparison, weigh_votes
from musechat.errors import BadInput
from store.tables import (
    ComparedPickRow,
    ComparisonRow,
    ComparisonVoteRow,
    MemberRow,
    PickRow,
    ThreadRow,
    TrackRow,
    TurnRow,
    utc_now,
)
from store.upsert import upsert_row


def put_comparison(session: Session, turn: TurnRow, new: NewComparison) -> None:
    """Put a comparison up for a turn that ends now."""
    row = ComparisonRow(turn_id=turn.id, thread_id=turn.thread_id, seed=new.seed, from_s=new.from_s, to_s=new.to_s)
    session.add(row)
    session.flush()
    session.add_all(
        ComparedPickRow(
            comparison_id=row.id, place=place, pick_id=each.pick_id, blob=each.blob, loudness_lufs=each.loudness_lufs
        )
        for place, each in enumerate(new.candidates)
    )


def is_comparing(session: Session, thread_id: int) -> bool:
    """Whether a comparison of the thread waits for its reveal."""
    wanted = select(ComparisonRow.id).where(ComparisonRow.thread_id == thread_id, ComparisonRow.state == "open")
    return session.scalar(wanted.limit(1)) is not None


def load_comparisons(session: Session, turn_ids: Iterable[int]) -> dict[int, Comparison]:
    """Load the comparisons that turns have put up, by turn id."""
    ids = list(turn_ids)
    if not ids:
        return {}
    wanted = (
        select(ComparisonRow, MemberRow.external_id)
        .join(ThreadRow, ThreadRow.id == ComparisonRow.thread_id)
        .join(MemberRow, MemberRow.id == ThreadRow.member_id)
        .where(ComparisonRow.turn_id.in_(ids))
        .execution_options(populate_existing=True)
    )
    rows = session.execute(wanted).all()
    candidates = _load_candidates(session, [row.id for row, _ in rows])
    votes = _count_votes(session, [row.id for row, _ in rows])
    return {
        row.turn_id: Comparison(
            row.id,
            ComparisonState(row.state),
            row.from_s,
            row.to_s,
            tuple(candidates.get(row.id, ())),
            votes.get(row.id, {}),
            owner,
        )
        for row, owner in rows
    }


def put_vote(session: Session, comparison_id: int, member_id: int, place: int) -> None:
    """Store a member's vote, in place of an earlier one.

    Raises:
        BadInput: ``no-such-comparison``; ``comparison-over``: it is revealed already.

    """
    # Locked: a vote counts wholly before the reveal, or not at all.
    state = session.scalar(_select_state(comparison_id).with_for_update())
    places = select(ComparedPickRow.place).filter_by(comparison_id=comparison_id, place=place)
    if state is None or (place != NONE_OF_THESE and session.scalar(places) is None):
        raise _make_gone_error()
    if state != ComparisonState.OPEN:
        raise BadInput("comparison-over", "This comparison is over", "Start another from a card")
    key = {"comparison_id": comparison_id, "member_id": member_id}
    upsert_row(session, ComparisonVoteRow, tuple(key), {**key, "place": place, "created_at": utc_now()})


def close_comparison(session: Session, comparison_id: int, state: ComparisonState) -> bool:
    """Reveal an open comparison, or give it up as lost; False where it was not open."""
    closing = update(ComparisonRow).where(ComparisonRow.id == comparison_id, ComparisonRow.state == "open")
    closed = closing.values(state=state.value, revealed_at=utc_now()).returning(ComparisonRow.id)
    return session.scalar(closed) is not None


def reveal_overdue(session: Session, before: datetime) -> int:
    """Reveal the comparisons put up before a time and have their cards shown once more; returns how many."""
    overdue = select(ComparisonRow.id, ComparisonRow.turn_id).where(
        ComparisonRow.state == "open", ComparisonRow.created_at < before
    )
    closed = [
        turn_id
        for comparison_id, turn_id in session.execute(overdue).all()
        if close_comparison(session, comparison_id, ComparisonState.REVEALED)
    ]
    again = {"delivered_at": None, "revision": TurnRow.revision + 1}
    session.execute(update(TurnRow).where(TurnRow.id.in_(closed), TurnRow.delivered_at.is_not(None)).values(again))
    return len(closed)


def load_thread_votes(session: Session, thread_id: int) -> dict[str, float]:
    """Load what the votes of a thread's revealed comparisons say of its tracks, -1..1 by track id.

    Of a track that stood in several, the latest that anybody voted in.
    """
    revealed = select(ComparisonRow.id).where(
        ComparisonRow.thread_id == thread_id, ComparisonRow.state == ComparisonState.REVEALED.value
    )
    ids = session.scalars(revealed.order_by(ComparisonRow.revealed_at, ComparisonRow.id)).all()
    votes, candidates = _count_votes(session, ids), _load_candidates(session, ids)
    said: dict[str, float] = {}
    for comparison_id in ids:
        if counted := votes.get(comparison_id):
            stood = candidates.get(comparison_id, [])
            weights = weigh_votes([each.place for each in stood], counted)
            said |= {each.track_id: weights[each.place] for each in stood}
    return said


def _select_state(comparison_id: int) -> Select[str]:
    return select(ComparisonRow.state).where(ComparisonRow.id == comparison_id)


def _load_candidates(session: Session, ids: Iterable[int]) -> dict[int, list[Candidate]]:
    wanted = (
        select(ComparedPickRow, TrackRow.id, TrackRow.title, TrackRow.artist)
        .join(PickRow, PickRow.id == ComparedPickRow.pick_id)
        .join(TrackRow, TrackRow.id == PickRow.track_id)
        .where(ComparedPickRow.comparison_id.in_(list(ids)))
        .order_by(ComparedPickRow.comparison_id, ComparedPickRow.place)
    )
    found: dict[int, list[Candidate]] = {}
    for row, track_id, title, artist in session.execute(wanted):
        candidate = Candidate(row.place, row.pick_id, track_id, title, artist, row.blob)
        found.setdefault(row.comparison_id, []).append(candidate)
    return found


def _count_votes(session: Session, ids: Iterable[int]) -> dict[int, dict[int, int]]:
    vote = ComparisonVoteRow
    wanted = select(vote.comparison_id, vote.place, func.count()).where(vote.comparison_id.in_(list(ids)))
    found: dict[int, dict[int, int]] = {}
    for comparison_id, place, count in session.execute(wanted.group_by(vote.comparison_id, vote.place)):
        found.setdefault(comparison_id, {})[place] = count
    return found


def _make_gone_error() -> BadInput:
    return BadInput("no-such-comparison", "This comparison is no longer there", "Start another from a card")
