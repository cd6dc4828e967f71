"""What the fact check said is counted by day and writer, each reason once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from musechat.pick import ChosenTrack, ReasonCheck
from musechat.turn import TurnOutcome
from store import leases
from store.database import Database
from store.reason_rates import count_newest_reasons, count_reasons_by_day
from store.tables import TurnRow
from store.track_library import put_track
from tests.store.asked import Asker, claimed
from tests.store.made import track

MONDAY = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


@pytest.fixture
def asker(database: Database) -> Asker:
    with database.write() as session:
        for n in range(4):
            put_track(session, track(n), "1")
    return Asker(database)


def told(asker: Asker, at: datetime, *reasons: tuple[str, ReasonCheck], rule: str = "fusion") -> None:
    turn_id = asker.ask()
    job = claimed(asker.db, turn_id)
    picks = [
        ChosenTrack(track(n).id, 0.5, 0.0, 9.0, rule, (), "It fits.", source, reason_check=check)
        for n, (source, check) in enumerate(reasons)
    ]
    with asker.db.write() as session:
        assert leases.finish_turn(session, turn_id, job.attempt, TurnOutcome(picks=picks))
        session.execute(update(TurnRow).where(TurnRow.id == turn_id).values(finished_at=at))


def test_reasons_are_counted_by_day_and_writer(asker: Asker) -> None:
    passed, retried, replaced = ReasonCheck.PASSED, ReasonCheck.RETRIED, ReasonCheck.REPLACED
    told(asker, MONDAY, ("qwen", passed), ("qwen", retried), ("template", replaced))
    told(asker, MONDAY + timedelta(hours=1), ("qwen", passed), ("template", ReasonCheck.NONE))
    told(asker, MONDAY - timedelta(days=9), ("qwen", passed))
    told(asker, MONDAY, ("qwen", passed), rule="back")  # shown again, not written again
    with asker.db.read() as session:
        rates = count_reasons_by_day(session, MONDAY - timedelta(days=2))
        newest = count_newest_reasons(session)
        last = count_newest_reasons(session, limit=3)
    assert [(rate.day.day, rate.source, rate.counts) for rate in rates] == [
        (24, "qwen", {passed: 1}),
        (24, "template", {ReasonCheck.NONE: 1}),
        (23, "qwen", {passed: 1, retried: 1}),
        (23, "template", {replaced: 1}),
    ]
    assert newest == {passed: 3, retried: 1, replaced: 1, ReasonCheck.NONE: 1}
    assert sum(last.values()) == 3
