"""Forgetting: members' words are kept for a time and no longer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.brief import Facet
from store.tables import BriefEventRow, TurnRow

BATCH = 200  # rows in memory at a time


def expire_words(session: Session, before: datetime) -> int:
    """Blank what members said before a time; returns how many turns and ledger lines had something to blank.

    What their words came to mean ("piano", "at most 90 bpm") stays; the words themselves go, from the turn, from the
    brief it shows and from the ledger, and so do the clip's link and file name. Follow with
    :meth:`store.database.Database.scrub` to clear SQLite's journal.
    """
    return _expire_turns(session, before) + _expire_events(session, before)


def _expire_turns(session: Session, before: datetime) -> int:
    old = select(TurnRow).where(TurnRow.created_at < before, TurnRow.finished_at.is_not(None))
    blanked = 0
    for turn in session.scalars(old.execution_options(yield_per=BATCH)):
        silent = without_words(turn.brief)
        if turn.words or turn.source or turn.source_name or silent != turn.brief:
            turn.words = turn.source = turn.source_name = ""
            turn.brief = silent
            blanked += 1
    return blanked


def _expire_events(session: Session, before: datetime) -> int:
    old = select(BriefEventRow).where(BriefEventRow.created_at < before)
    blanked = 0
    for event in session.scalars(old.execution_options(yield_per=BATCH)):
        silent = without_words(event.wish)
        if silent != event.wish:
            event.wish = silent
            blanked += 1
    return blanked


def without_words(value: Any) -> Any:
    """A copy of a wish, or of anything that holds wishes, with the member's own words blanked."""
    if isinstance(value, list):
        return [without_words(item) for item in value]
    if not isinstance(value, dict):
        return value
    silent = {key: "" if key == "said" else without_words(item) for key, item in value.items()}
    if silent.get("facet") == Facet.WORDS:
        silent["value"] = {"text": ""}
    return silent
