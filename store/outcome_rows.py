"""What a finished turn leaves in the database: its own columns, events of the brief, picks and verdicts."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from musechat.json_types import JsonObject
from musechat.turn import TurnOutcome
from store.comparisons import put_comparison
from store.tables import BriefEventRow, MemberRow, PickRow, ThreadRow, TurnRow
from store.thread_history import Verdict, put_feedback, withdraw_later_rejections


def describe_outcome(outcome: TurnOutcome) -> JsonObject:
    """The columns of the turn's own row."""
    values: JsonObject = {"brief": outcome.brief.to_json(), "progress": None, "stage": None}
    values["no_match"] = outcome.no_match.to_json() if outcome.no_match else None
    values |= {"note": outcome.note.value, "query": outcome.query, "space": outcome.space, "why": outcome.why}
    values["question"] = asdict(outcome.question) if outcome.question else None
    values |= {"intent": outcome.intent, "answer": outcome.answer, "keeps_pick": outcome.keeps_pick}
    values["recut"] = outcome.recut.to_json() if outcome.recut else None
    values["edits"] = [edit.to_json() for edit in outcome.edits] or None
    return values


def write_outcome(session: Session, turn: TurnRow, outcome: TurnOutcome) -> None:
    """Store all that stands in other rows than the turn's, in the transaction that ends it."""
    _write_events(session, turn, outcome)
    session.add_all(_build_pick_rows(turn.id, outcome))
    if outcome.comparison is not None:
        put_comparison(session, turn, outcome.comparison)
    if outcome.back_to is not None:
        withdraw_later_rejections(session, thread_id=turn.thread_id, member_id=turn.member_id, back_to=outcome.back_to)
    if outcome.wants_questions is not None:
        quiet = update(MemberRow).where(MemberRow.id == turn.member_id)
        session.execute(quiet.values(no_questions=not outcome.wants_questions))
    judged: tuple[tuple[int | None, Verdict], ...]
    judged = (outcome.accepted_pick, "accepted"), (outcome.rejected_pick, "rejected")
    for pick_id, verdict in judged:
        if pick_id is not None and session.get(PickRow, pick_id) is not None:
            put_feedback(session, pick_id, turn.member_id, verdict, source="words")


def _write_events(session: Session, turn: TurnRow, outcome: TurnOutcome) -> None:
    if not outcome.events:
        return
    # Events are numbered per thread: its row is the lock.
    session.execute(select(ThreadRow.id).where(ThreadRow.id == turn.thread_id).with_for_update())
    last = session.scalars(select(func.max(BriefEventRow.seq)).where(BriefEventRow.thread_id == turn.thread_id)).one()
    for seq, (op, wish, ref) in enumerate(outcome.events, (last or 0) + 1):
        session.add(
            BriefEventRow(
                thread_id=turn.thread_id,
                seq=seq,
                turn_id=turn.id,
                turn_seq=turn.seq,
                member_id=turn.member_id,
                op=op,
                wish=wish.to_json() if wish else None,
                ref=ref,
            )
        )


def _build_pick_rows(turn_id: int, outcome: TurnOutcome) -> list[PickRow]:
    return [
        PickRow(
            turn_id=turn_id,
            rank=rank,
            track_id=chosen.track_id,
            score=chosen.score,
            start_s=chosen.start_s,
            end_s=chosen.end_s,
            reason=chosen.reason,
            reason_source=chosen.reason_source or "template",
            reason_check=chosen.reason_check.value,
            rule=chosen.rule,
            broken=list(chosen.broken),
            preview=chosen.preview,
            parts=dict(chosen.parts),
            mix=chosen.mix.to_json() or None,
        )
        for rank, chosen in enumerate(outcome.picks)
    ]
