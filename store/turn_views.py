"""Turns as clients see them: maps rows to :class:`~musechat.turn.TurnView`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session

from musechat.brief import Brief
from musechat.clip import ClipTraits
from musechat.edits import EditResult
from musechat.message import Intent
from musechat.no_match import NoMatchReport
from musechat.turn import Pick, PickDraft, Question, Stage, TurnKind, TurnNote, TurnState, TurnView
from store.tables import ThreadRow, TurnRow, VideoRow
from store.thread_history import load_picks_by_turn
from store.verdicts import load_loved_picks

# Written out: a database uses the partial index of queued turns only where it reads the state in the statement.
QUEUED: ColumnElement[str] = literal_column("'queued'")


def load_views(session: Session, turn_ids: Sequence[int]) -> list[TurnView]:
    """Load the views of these turns, in the order of their ids; unknown ids are left out."""
    rows = session.execute(
        select(TurnRow, ThreadRow.video_hash, VideoRow.traits)
        .join(ThreadRow, ThreadRow.id == TurnRow.thread_id)
        .outerjoin(VideoRow, VideoRow.hash == ThreadRow.video_hash)
        .where(TurnRow.id.in_(turn_ids))
        .order_by(TurnRow.id)
        # A session that lives longer has rows from before, and another process may have changed them.
        .execution_options(populate_existing=True)
    ).all()
    picks = load_picks_by_turn(session, [turn.id for turn, _, _ in rows if turn.state == TurnState.DONE])
    places = load_queue_places(session, [turn.id for turn, _, _ in rows if turn.state == TurnState.QUEUED])
    loved = load_loved_picks(session, picks) if picks else {}
    views = (
        _build_view(turn, video_hash, ClipTraits.from_json(traits) if traits else None, picks.get(turn.id, []), places)
        for turn, video_hash, traits in rows
    )
    return [replace(view, loved=tuple(sorted(loved.get(view.id, ())))) for view in views]


def load_queue_places(session: Session, turn_ids: Sequence[int]) -> dict[int, int]:
    """Load the places of queued turns in their queues, by turn id: 1 is the next. One statement for all of them."""
    if not turn_ids:
        return {}
    place = func.row_number().over(partition_by=TurnRow.queue, order_by=TurnRow.id).label("place")
    queued = select(TurnRow.id, place).where(TurnRow.state == QUEUED).subquery()
    return {row.id: row.place for row in session.execute(select(queued).where(queued.c.id.in_(turn_ids)))}


def _build_view(
    turn: TurnRow, video_hash: str | None, video: ClipTraits | None, picks: list[Pick], places: Mapping[int, int]
) -> TurnView:
    return TurnView(
        id=turn.id,
        thread_id=turn.thread_id,
        member_id=turn.member_id,
        seq=turn.seq,
        kind=TurnKind(turn.kind),
        words=turn.words,
        state=TurnState(turn.state),
        stage=Stage(turn.stage) if turn.stage else None,
        progress=turn.progress,
        revision=turn.revision,
        # The row's ``attempt`` is the fence, which hand-overs move too: people count failures.
        attempt=turn.failures + 1,
        queue_place=places.get(turn.id),
        error_code=turn.error_code,
        error=turn.error,
        incident=turn.incident,
        stages=turn.stages,
        brief=Brief.from_json(turn.brief),
        picks=picks,
        no_match=NoMatchReport.from_json(turn.no_match) if turn.no_match else None,
        video_hash=video_hash,
        video=video,
        created_at=turn.created_at,
        finished_at=turn.finished_at,
        message_id=turn.message_id,
        language=turn.language,
        note=TurnNote(turn.note),
        draft=PickDraft(**turn.draft) if turn.draft and turn.state == TurnState.RUNNING else None,
        question=parse_question(turn),
        why=turn.why,
        intent=Intent(turn.intent) if turn.intent else None,
        answer=turn.answer,
        keeps_pick=turn.keeps_pick,
        edits=tuple(EditResult.from_json(edit) for edit in turn.edits or ()),
    )


def parse_question(turn: TurnRow) -> Question | None:
    """Parse a turn's clarifying question; None where it has none."""
    asked = turn.question
    return Question(asked["facet"], asked["text"], tuple(asked["answers"])) if asked else None
