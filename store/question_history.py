"""Whether a member may be asked a clarifying question, from earlier questions and their answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.brief import Brief, Wish
from musechat.json_types import JsonObject
from musechat.questions import INTENT, Subject, is_answered
from musechat.turn import TurnState
from store.tables import MemberRow, TurnRow

MAX_IGNORED_QUESTIONS = 2  # unanswered questions in a row, after which none is asked for QUIET_PERIOD
QUIET_PERIOD = timedelta(days=30)


def load_asked_subjects(session: Session, thread_id: int) -> frozenset[str]:
    """Load the subjects that a thread was asked about already."""
    asked = select(TurnRow.question).where(TurnRow.thread_id == thread_id, TurnRow.question.is_not(None))
    return frozenset(question["facet"] for question in session.scalars(asked) if question)


def accepts_questions(session: Session, member_id: int, at: datetime) -> bool:
    """Whether a member has neither refused questions nor ignored the last :data:`MAX_IGNORED_QUESTIONS`."""
    if session.scalar(select(MemberRow.no_questions).where(MemberRow.id == member_id)):
        return False
    recent = select(TurnRow).where(
        TurnRow.member_id == member_id, TurnRow.question.is_not(None), TurnRow.created_at > at - QUIET_PERIOD
    )
    last = session.scalars(recent.order_by(TurnRow.id.desc()).limit(MAX_IGNORED_QUESTIONS)).all()
    return len(last) < MAX_IGNORED_QUESTIONS or not all(_was_passed_over(session, turn) for turn in last)


def _was_passed_over(session: Session, turn: TurnRow) -> bool:
    """Whether the thread went on without an answer; a thread that ended there has not ignored the question."""
    if (turn.question or {})["facet"] == INTENT:  # whatever is said next shows what was meant
        return False
    later = select(TurnRow.brief).where(TurnRow.thread_id == turn.thread_id, TurnRow.seq > turn.seq)
    asked_more = (TurnRow.state == TurnState.DONE, TurnRow.note == "")  # small talk ignores no question
    briefs = session.scalars(later.where(*asked_more)).all()
    subject = Subject((turn.question or {})["facet"])
    return bool(briefs) and not any(is_answered(subject, _list_wishes_since(brief, turn.seq)) for brief in briefs)


def _list_wishes_since(brief: list[JsonObject], seq: int) -> list[Wish]:
    """List the wishes of a brief that turns after ``seq`` added."""
    return [standing.wish for standing in Brief.from_json(brief).standing if standing.turn_seq > seq]
