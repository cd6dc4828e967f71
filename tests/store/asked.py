"""A thread to ask in, for tests of the ledger."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from musechat.turn import ClipSource, NewTurn, Queue, SourceKind, TurnJob, TurnKind, TurnView
from store import leases, ledger
from store.database import Database
from store.members import get_member
from store.tables import TurnRow, utc_now
from store.threads import open_thread

CLIP = ClipSource(SourceKind.PATH, "/clips/sea.mp4", "sea.mp4")


class Asker:
    """One member's thread, and short names for what is done to its turns."""

    def __init__(self, db: Database, name: str = "someone") -> None:
        self.db, self.name = db, name
        with db.write() as session:
            self.member_id = get_member(session, "page", name)
            self.thread_id = open_thread(session, platform="page", member_id=self.member_id)

    def ask(self, words: str = "", *, clip: bool = False, asker: str = "page") -> int:
        source = {"source": CLIP} if clip else {}
        kind = TurnKind.FIRST if clip else TurnKind.REFINE
        with self.db.write() as session:
            return ledger.submit_turn(session, NewTurn(self.thread_id, self.member_id, asker, kind, words, **source))

    def view(self, turn_id: int) -> TurnView:
        with self.db.read() as session:
            return ledger.load_view(session, turn_id)


def claim(db: Database, turn_id: int | None = None, *, worker: str = "w", lease_s: float = 60.0) -> TurnJob | None:
    with db.write() as session:
        return leases.claim_turn(session, worker, Queue, lease_s, turn_id)


def claimed(db: Database, turn_id: int | None = None, **options: Any) -> TurnJob:
    job = claim(db, turn_id, **options)
    assert job is not None
    return job


def let_time_pass(db: Database) -> None:
    """Bring every waiting turn's time to now."""
    with db.write() as session:
        session.execute(update(TurnRow).values(not_before=utc_now() - timedelta(seconds=1)))
