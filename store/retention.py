"""Expiry of members' words: blanked everywhere after their retention time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from musechat.brief import Facet
from musechat.json_types import JsonObject
from store.tables import BriefEventRow, MemberRow, TurnRow

BATCH = 200  # rows in memory at a time


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
    return _expire_turns(session, before, opted_out_before) + _expire_events(session, before, opted_out_before)


def _is_expired(row: type[TurnRow | BriefEventRow], before: datetime, later: datetime | None) -> ColumnElement[bool]:
    if later is None:
        return row.created_at < before
    opted_out = row.member_id.in_(select(MemberRow.id).where(MemberRow.opted_out))
    return or_(row.created_at < before, and_(row.created_at < later, opted_out))


def _expire_turns(session: Session, before: datetime, later: datetime | None) -> int:
    old = select(TurnRow).where(_is_expired(TurnRow, before, later), TurnRow.finished_at.is_not(None))
    blanked = 0
    for turn in session.scalars(old.execution_options(yield_per=BATCH)):
        # A newer turn has expired only for its member, who opted out: other members' words in its brief stay.
        changed = turn.created_at < before and _blank_turn(turn, copy_without_words(turn.brief))
        if turn.words or turn.source or turn.source_name or changed:
            # An answer repeats what was asked.
            turn.words = turn.source = turn.source_name = turn.answer = ""
            blanked += 1
    return blanked


def _expire_events(session: Session, before: datetime, later: datetime | None) -> int:
    old = select(BriefEventRow).where(_is_expired(BriefEventRow, before, later))
    blanked: dict[int, set[int]] = {}
    for event in session.scalars(old.execution_options(yield_per=BATCH)):
        blank = copy_without_words(event.wish)
        if blank != event.wish:
            event.wish = blank
            blanked.setdefault(event.thread_id, set()).add(event.seq)
    for thread_id, seqs in blanked.items():
        _expire_copies(session, thread_id, seqs)
    return sum(map(len, blanked.values()))


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
