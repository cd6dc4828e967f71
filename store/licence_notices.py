"""What is told of licences that have changed since a pick was accepted: once in its thread, and to moderators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from musechat.json_types import JsonObject
from musechat.licence_check import CheckState
from musechat.licence_statement import PickRecord
from store.licence_checks import is_accepted
from store.tables import LicenceCheckRow, PickRecordRow, PickRow, ThreadRow, TurnRow, utc_now

CLAIM = timedelta(minutes=2)  # after which a bot that began to tell something is taken for dead


@dataclass(frozen=True, slots=True)
class LicenceNotice:
    """A licence that no longer stands where it was stated.

    Attributes:
        pick_ids: the picks of this track in this thread.
        finding: its key, see :class:`musechat.licence_check.LicenceReading`.
        record: what was known when the track was accepted.
        language: of the turn that showed it; empty for the default.
        begun_at: when an earlier attempt to tell it began, whose outcome is unknown.

    """

    pick_ids: tuple[int, ...]
    track_id: str
    thread_id: int
    finding: str
    state: CheckState
    where: str
    found: str
    found_at: datetime
    record: PickRecord
    language: str
    begun_at: datetime | None = None


def claim_notices(session: Session, platform: str, limit: int = 20) -> list[LicenceNotice]:
    """Claim what the threads of a platform are still to be told; nobody else gets it before :data:`CLAIM` is over."""
    now = utc_now()
    free = or_(LicenceCheckRow.claimed_at.is_(None), LicenceCheckRow.claimed_at < now - CLAIM)
    wanted = (
        _select_findings()
        .where(LicenceCheckRow.untold, free, ThreadRow.platform == platform)
        .order_by(LicenceCheckRow.found_at, LicenceCheckRow.pick_id)
        .limit(limit)
        .with_for_update(of=LicenceCheckRow, skip_locked=True)
    )
    rows = session.execute(wanted).all()
    notices: list[LicenceNotice] = []
    for notice in _group_by_thread(rows):
        if _was_told(session, notice):
            mark_told(session, notice)
        else:
            notices.append(notice)
    claimed = {pick_id for notice in notices for pick_id in notice.pick_ids}
    for row, *_ in rows:
        row.claimed_at = now if row.pick_id in claimed else row.claimed_at
    return notices


def mark_told(session: Session, notice: LicenceNotice) -> None:
    """Record that a thread was told; another finding that was made meanwhile is still to be told."""
    for pick_id in notice.pick_ids:
        row = session.get(LicenceCheckRow, pick_id, with_for_update=True)
        if row is None:
            continue
        row.told, row.told_at = [*row.told, notice.finding], utc_now()
        if row.finding == notice.finding:
            row.untold, row.claimed_at = False, None


def list_findings(session: Session, *, guild_id: int | None = None, limit: int = 50) -> list[LicenceNotice]:
    """List the licences that no longer stand where they were stated, newest first; of one guild's threads, or all."""
    wanted = _select_findings().where(LicenceCheckRow.finding != "").order_by(LicenceCheckRow.found_at.desc())
    if guild_id is not None:
        wanted = wanted.where(ThreadRow.guild_id == guild_id)
    return _group_by_thread(session.execute(wanted.limit(limit)).all())


def _was_told(session: Session, notice: LicenceNotice) -> bool:
    """Whether the thread was told the same of another pick of the track: it may have been accepted there again."""
    told = (
        select(LicenceCheckRow.told)
        .join(PickRow, PickRow.id == LicenceCheckRow.pick_id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .where(TurnRow.thread_id == notice.thread_id, PickRow.track_id == notice.track_id)
    )
    return any(notice.finding in findings for findings in session.scalars(told))


def _select_findings() -> Select[LicenceCheckRow, JsonObject, str, int, str]:
    return (
        select(LicenceCheckRow, PickRecordRow.record, PickRow.track_id, TurnRow.thread_id, TurnRow.language)
        .join(PickRecordRow, PickRecordRow.pick_id == LicenceCheckRow.pick_id)
        .join(PickRow, PickRow.id == LicenceCheckRow.pick_id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .join(ThreadRow, ThreadRow.id == TurnRow.thread_id)
        .where(is_accepted())
    )


def _group_by_thread(rows: Any) -> list[LicenceNotice]:
    """One notice for a track in a thread, however often it was accepted there."""
    groups: dict[tuple[int, str, str], list[Any]] = {}
    for row, record, track_id, thread_id, language in rows:
        groups.setdefault((thread_id, track_id, row.finding), []).append((row, record, language))
    return [
        LicenceNotice(
            pick_ids=tuple(row.pick_id for row, _, _ in group),
            track_id=track_id,
            thread_id=thread_id,
            finding=finding,
            state=CheckState(group[0][0].state),
            where=group[0][0].place,
            found=group[0][0].found,
            found_at=group[0][0].found_at,
            record=PickRecord.from_json(group[0][1]),
            language=group[0][2],
            begun_at=group[0][0].claimed_at,
        )
        for (thread_id, track_id, finding), group in groups.items()
    ]
