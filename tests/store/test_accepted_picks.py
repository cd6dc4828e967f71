"""What a taste is made of: the newest accepted picks, each once, with what was searched for."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import update

from musechat.pick import ChosenTrack
from musechat.turn import TurnOutcome
from store import accepted_picks as taste_module
from store import leases
from store.accepted_picks import get_turn_query, has_opted_out, load_accepted_picks
from store.database import Database
from store.tables import MemberRow, utc_now
from store.thread_history import load_picks_by_turn, put_feedback
from store.track_library import put_track
from tests.store.asked import Asker, claimed
from tests.store.made import track

SPACE = "mvt/1"


def show(asker: Asker, *tracks: int, space: str = SPACE) -> tuple[int, list[int]]:
    """A finished turn that searched for its first track's number; its id and its picks'."""
    turn_id = asker.ask("more")
    job = claimed(asker.db, turn_id)
    query = np.full(4, tracks[0], np.float32).tobytes() if space else b""
    picks = [ChosenTrack(track(n).id, 0.5, 0.0, 9.0, "fusion") for n in tracks]
    with asker.db.write() as session:
        for n in tracks:
            put_track(session, track(n), "1")
        assert leases.finish_turn(session, turn_id, job.attempt, TurnOutcome(picks=picks, query=query, space=space))
        return turn_id, [pick.id for pick in load_picks_by_turn(session, [turn_id])[turn_id]]


def accept(asker: Asker, pick_id: int) -> None:
    with asker.db.write() as session:
        put_feedback(session, pick_id, asker.member_id, "accepted")


def known(asker: Asker, space: str = SPACE) -> list[tuple[str, float]]:
    with asker.db.read() as session:
        found = load_accepted_picks(session, asker.member_id, space)
    return [(track_id, float(np.frombuffer(query, np.float32)[0])) for track_id, query in found]


def test_accepted_picks_come_newest_first_with_their_query(database: Database) -> None:
    asker, other = Asker(database), Asker(database, "other")
    turn_id, (first, second) = show(asker, 1, 2)
    _, (third,) = show(asker, 3)
    _, (elsewhere,) = show(asker, 4, space="other/1")
    _, (silent,) = show(asker, 5, space="")
    for pick in (second, third, elsewhere, silent):
        accept(asker, pick)
    with database.write() as session:
        put_feedback(session, first, asker.member_id, "rejected")
        put_feedback(session, first, other.member_id, "accepted")
        assert get_turn_query(session, turn_id) == (np.full(4, 1, np.float32).tobytes(), SPACE)
    assert known(asker) == [(track(3).id, 3.0), (track(2).id, 1.0)]
    assert known(other) == [(track(1).id, 1.0)]


def test_what_a_thread_showed_twice_counts_once(sqlite_database: Database) -> None:
    asker = Asker(sqlite_database)
    for _ in range(2):
        accept(asker, show(asker, 1)[1][0])
    assert known(asker) == [(track(1).id, 1.0)]


def test_only_the_newest_count(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taste_module, "MAX_ACCEPTED", 2)
    asker = Asker(sqlite_database)
    for n in (1, 2, 3):
        accept(asker, show(asker, n)[1][0])
    assert [track_id for track_id, _ in known(asker)] == [track(3).id, track(2).id]


def test_a_reset_forgets_and_opting_out_hides(sqlite_database: Database) -> None:
    asker = Asker(sqlite_database)
    accept(asker, show(asker, 1)[1][0])
    with sqlite_database.write() as session:
        session.execute(update(MemberRow).values(taste_since=utc_now()))
    assert known(asker) == []
    accept(asker, show(asker, 2)[1][0])
    assert known(asker) == [(track(2).id, 2.0)]
    with sqlite_database.write() as session:
        session.execute(update(MemberRow).values(opted_out=True, taste_since=utc_now() - timedelta(days=1)))
        assert has_opted_out(session, asker.member_id)
    assert known(asker) == []
