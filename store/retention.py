"""Expiry of members' words: blanked everywhere after their retention time."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, or_, select, text
from sqlalchemy.orm import Session

from musechat.brief import Facet
from musechat.json_types import JsonObject
from store.tables import BriefEventRow, MemberRow, TurnRow

BATCH = 200  # rows of a transaction
RowWithWords = TypeVar("RowWithWords", TurnRow, BriefEventRow)


class ExpiryStep(NamedTuple):
    """What a part of the expiry did: how many turns and events it blanked, and whether there are more."""

    blanked: int
    more: bool


def expire_words(session: Session, before: datetime, opted_out_before: datetime | None = None) -> int:
    """Blank what members said before a time; returns how many turns and brief events had words to blank.

    The meaning of their words ("piano", "at most 90 bpm") stays; the words are removed from the turn, from the brief
    events and from every brief that repeats them, and so are the clip's link and file name. Follow with
    :meth:`store.database.Database.scrub_journal` to clear SQLite's journal.

    Args:
        session: a session for writing.
        before: the time.
        opted_out_before: a later time that applies to members who opted out; None: the same.

    """
    blanked = 0
    while (step := expire_some_words(session, before, opted_out_before)).more:
        blanked += step.blanked
    return blanked + step.blanked


def expire_some_words(session: Session, before: datetime, opted_out_before: datetime | None = None) -> ExpiryStep:
    """Do a bounded part of :func:`expire_words`, so that no transaction is long; call it again while there is more."""
    batches = [_expire_turns(session, _select_expired(TurnRow, before))]
    batches.append(_expire_events(session, _select_expired(BriefEventRow, before)))
    if opted_out_before is not None:
        for member in session.scalars(select(MemberRow.id).where(text("members.opted_out"))).all():
            span = (member, before, opted_out_before)
            batches.append(_expire_turns(session, _select_opted_out(TurnRow, *span), fully=False))
            batches.append(_expire_events(session, _select_opted_out(BriefEventRow, *span)))
    return ExpiryStep(sum(batch.blanked for batch in batches), any(batch.more for batch in batches))


def _select_expired(row: type[RowWithWords], before: datetime) -> Select[RowWithWords]:
    # Written out: a partial index serves only a statement that says its condition.
    left = text(f"NOT {row.__tablename__}.words_expired")
    return select(row).where(left, row.created_at < before).order_by(row.created_at).limit(BATCH)


def _select_opted_out(
    row: type[RowWithWords], member_id: int, since: datetime, before: datetime
) -> Select[RowWithWords]:
    recent = (row.member_id == member_id, row.created_at >= since, row.created_at < before)
    return select(row).where(*recent, _holds_words(row)).limit(BATCH)


def _holds_words(row: type[RowWithWords]) -> ColumnElement[bool]:
    if row is TurnRow:
        return or_(TurnRow.words != "", TurnRow.source != "", TurnRow.source_name != "", TurnRow.answer != "")
    return row.words_expired.is_(False)


def _expire_turns(session: Session, wanted: Select[TurnRow], *, fully: bool = True) -> ExpiryStep:
    """Blank some turns; ``fully``: also others' words in their briefs, for all of the thread has expired."""
    turns = session.scalars(wanted.where(TurnRow.finished_at.is_not(None))).all()
    blanked = 0
    for turn in turns:
        # A newer turn has expired only for its member, who opted out: other members' words in its brief stay.
        changed = fully and _blank_turn(turn, copy_without_words(turn.brief))
        blanked += bool(turn.words or turn.source or turn.source_name or turn.answer or changed)
        # An answer repeats what was asked.
        turn.words = turn.source = turn.source_name = turn.answer = ""
        turn.words_expired = fully
    session.flush()
    return ExpiryStep(blanked, len(turns) == BATCH)


def _expire_events(session: Session, wanted: Select[BriefEventRow]) -> ExpiryStep:
    events = session.scalars(wanted).all()
    blanked: dict[int, set[int]] = {}
    for event in events:
        blank = copy_without_words(event.wish)
        event.words_expired = True
        if blank != event.wish:
            event.wish = blank
            blanked.setdefault(event.thread_id, set()).add(event.seq)
    session.flush()
    for thread_id, seqs in blanked.items():
        _expire_copies(session, thread_id, seqs)
    return ExpiryStep(sum(map(len, blanked.values())), len(events) == BATCH)


def _expire_copies(session: Session, thread_id: int, seqs: set[int]) -> None:
    """Blank some wishes of a thread in the briefs of all its turns, also of later turns and of other members."""
    for turn in session.scalars(select(TurnRow).where(TurnRow.thread_id == thread_id)):
        _blank_turn(turn, [copy_without_words(wish) if wish.get("event_seq") in seqs else wish for wish in turn.brief])


def _blank_turn(turn: TurnRow, brief: list[JsonObject]) -> bool:
    if brief == turn.brief:
        return False
    turn.brief, turn.no_match = brief, copy_without_words(turn.no_match)  # the report repeats wishes of the brief
    return True


def copy_without_words(value: Any) -> Any:
    """A copy of a wish, or of anything that holds wishes, with the member's own words blanked."""
    if isinstance(value, list):
        return [copy_without_words(item) for item in value]
    if not isinstance(value, dict):
        return value
    blank = {key: "" if key == "said" else copy_without_words(item) for key, item in value.items()}
    if blank.get("facet") == Facet.WORDS:
        blank["value"] = {"text": ""}
    value = blank.get("value")
    if blank.get("facet") == Facet.LIKE and isinstance(value, dict) and "sound" not in value:
        value.pop("name", None)  # as the member said it: the table of references knows nobody of that name
    return blank
