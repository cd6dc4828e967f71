"""The weekly look at the licences of accepted picks: which are due, and what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from musechat.licence_check import CheckState, LicenceCheck, LicenceReading
from musechat.licence_statement import PickRecord
from store.source_tracks import StoredTrack, find_evidence
from store.tables import FeedbackRow, LicenceCheckRow, PickRecordRow, PickRow, TrackRow, TurnRow, utc_now

MISSED = timedelta(days=1)  # until the next look at what gave no answer, or was gone
ABSENT = "It was not there at the last look; it is asked for again on another day"


@dataclass(frozen=True, slots=True)
class WatchedRecord:
    """The record of an accepted pick, and where its licence may be read again.

    Attributes:
        track_id: of the track as it is now; the record may name one that has become part of it since.
        path: of its file; empty where it has left the library.
        sources: what sources say of it.
        seen_on: addresses of pages on which the recorded licence has stood at an earlier look.

    """

    pick_id: int
    track_id: str
    record: PickRecord
    path: str
    sources: tuple[StoredTrack, ...]
    seen_on: frozenset[str]


def list_due_records(
    session: Session, interval: timedelta, *, limit: int, looked_before: datetime | None = None
) -> list[WatchedRecord]:
    """List records that are due for a look, those that waited longest first; never looked at counts as longest.

    Args:
        session: for reading.
        interval: between two looks.
        limit: of how many.
        looked_before: all that were last looked at before it are due, whatever the interval.

    """
    is_due = _is_due(interval) if looked_before is None else LicenceCheckRow.looked_at < looked_before
    wanted = (
        select(PickRecordRow, PickRow.track_id, TrackRow.path, TrackRow.removed_at, LicenceCheckRow.seen_on)
        .join(PickRow, PickRow.id == PickRecordRow.pick_id)
        .join(TrackRow, TrackRow.id == PickRow.track_id)
        .outerjoin(LicenceCheckRow, LicenceCheckRow.pick_id == PickRecordRow.pick_id)
        .where(or_(LicenceCheckRow.pick_id.is_(None), is_due), is_accepted())
        .order_by(LicenceCheckRow.looked_at.nulls_first(), PickRecordRow.pick_id)
        .limit(limit)
    )
    rows = session.execute(wanted).all()
    sources = {track_id: tuple(find_evidence(session, track_id)) for _, track_id, _, _, _ in rows}
    return [
        WatchedRecord(
            row.pick_id,
            track_id,
            PickRecord.from_json(row.record),
            "" if removed_at else path,
            sources[track_id],
            frozenset(seen_on or ()),
        )
        for row, track_id, path, removed_at, seen_on in rows
    ]


def weigh_absence(session: Session, pick_id: int, reading: LicenceReading) -> LicenceReading:
    """What a look is worth: that something is gone counts once it is gone at two looks, a day or more apart.

    Servers that are being moved or repaired answer 404, too. Until then nobody knows (``UNREACHABLE``).
    """
    row = _open_row(session, pick_id, reading)
    if row is None or reading.state is CheckState.UNREACHABLE:
        return reading  # what was gone before may be gone still
    if not reading.is_absence:
        row.gone_at = None
        return reading
    now = utc_now()
    if row.gone_at is None and row.finding != reading.finding:
        row.gone_at = now
    if row.gone_at is None or now - row.gone_at >= MISSED:
        return reading
    return LicenceReading(CheckState.UNREACHABLE, reading.where, reason=ABSENT)


def record_reading(session: Session, pick_id: int, reading: LicenceReading) -> bool:
    """Store what came of a look; returns whether it found something that was not found before.

    Where no answer came, what the last one said stands. Each finding is to be told once, however often it comes back.
    """
    row = _open_row(session, pick_id, reading)
    if row is None:
        return False
    now = utc_now()
    row.looked_at, row.reason = now, reading.reason
    if reading.state is CheckState.UNREACHABLE and row.answered_at is not None:
        return False
    row.state, row.place, row.found = reading.state.value, reading.where, reading.found
    if reading.state is CheckState.UNREACHABLE:
        return False
    row.answered_at = now
    row.seen_on = sorted({*row.seen_on, *reading.seen_on})
    if row.finding == reading.finding:
        return False
    row.finding, row.found_at = reading.finding, now if reading.finding else None
    row.untold, row.claimed_at = bool(reading.finding) and reading.finding not in row.told, None
    return row.untold


def load_thread_checks(session: Session, thread_id: int) -> dict[str, LicenceCheck]:
    """Load how the licences of a thread's accepted picks stand, by the track id of their records."""
    wanted = (
        select(LicenceCheckRow, PickRecordRow.record)
        .join(PickRecordRow, PickRecordRow.pick_id == LicenceCheckRow.pick_id)
        .join(PickRow, PickRow.id == LicenceCheckRow.pick_id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .where(TurnRow.thread_id == thread_id, is_accepted())
        .order_by(LicenceCheckRow.pick_id)
    )
    found: dict[str, LicenceCheck] = {}
    for row, record in session.execute(wanted):
        found.setdefault(str(record["track_id"]), _to_check(row))
    return found


def count_states(session: Session) -> Counter[CheckState]:
    """Count the records of accepted picks by how their licences stand; those never looked at are not in it."""
    grouped = select(LicenceCheckRow.state, func.count()).group_by(LicenceCheckRow.state)
    return Counter({CheckState(state): number for state, number in session.execute(grouped)})


def _open_row(session: Session, pick_id: int, reading: LicenceReading) -> LicenceCheckRow | None:
    """The row of a pick, made where there is none; None where the pick was deleted during the look."""
    if session.get(PickRow, pick_id) is None:
        return None
    row = session.get(LicenceCheckRow, pick_id, with_for_update=True)
    if row is None:
        new = {"finding": "", "untold": False, "told": [], "seen_on": []}
        row = LicenceCheckRow(pick_id=pick_id, state=reading.state.value, looked_at=utc_now(), **new)
        session.add(row)
    return row


def _is_due(interval: timedelta) -> ColumnElement[bool]:
    now = utc_now()
    missed = and_(LicenceCheckRow.reason != "", LicenceCheckRow.looked_at <= now - min(MISSED, interval))
    return or_(LicenceCheckRow.looked_at <= now - interval, missed)


def is_accepted() -> ColumnElement[bool]:
    """Whether somebody still accepts the pick of a record."""
    return exists().where(FeedbackRow.pick_id == PickRecordRow.pick_id, FeedbackRow.verdict == "accepted")


def _to_check(row: LicenceCheckRow) -> LicenceCheck:
    return LicenceCheck(CheckState(row.state), row.place, row.found, row.reason, row.looked_at, row.answered_at)
