"""Counts of the fact check's verdicts on reasons, by writer and day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from musechat.pick import COPY_RULES, ReasonCheck
from store.tables import PickRow, TurnRow

MAX_NEWEST = 1000
_COPIES = (*COPY_RULES, "added")  # rules of picks whose reason was written before, or never


@dataclass(frozen=True, slots=True)
class ReasonRate:
    """The reasons of one writer on one day, counted by the fact check's verdict.

    A template sentence in place of a model's counts for the template, as replaced or late.
    """

    day: date
    source: str  # "template", or a model's name
    counts: dict[ReasonCheck, int]


def count_reasons_by_day(session: Session, since: datetime) -> list[ReasonRate]:
    """Count the reasons written since a time, by day (newest first) and writer."""
    written = select(TurnRow.finished_at, PickRow.reason_source, PickRow.reason_check).join(
        TurnRow, TurnRow.id == PickRow.turn_id
    )
    counted: dict[tuple[date, str], Counter[ReasonCheck]] = {}
    for at, source, check in session.execute(written.where(TurnRow.finished_at >= since, _is_first_written())):
        if at is not None:
            counted.setdefault((at.astimezone(UTC).date(), source), Counter())[ReasonCheck(check)] += 1
    order = sorted(counted, key=lambda key: (-key[0].toordinal(), key[1]))
    return [ReasonRate(day, source, dict(counted[day, source])) for day, source in order]


def count_newest_reasons(session: Session, limit: int = MAX_NEWEST) -> dict[ReasonCheck, int]:
    """Count the verdicts on the newest ``limit`` reasons; costs the same however many there are."""
    newest = select(PickRow.reason_check).where(_is_first_written()).order_by(PickRow.id.desc()).limit(limit).subquery()
    rows = session.execute(select(newest.c.reason_check, func.count()).group_by(newest.c.reason_check))
    return {ReasonCheck(check): count for check, count in rows}


def _is_first_written() -> ColumnElement[bool]:
    return PickRow.rule.not_in(_COPIES)
