"""What a run has left: turns that were lost, doubled or stuck, and things that nobody needs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import func, select

from benchmarks.chaos.client import ChaosClient
from benchmarks.chaos.crew import Crew
from benchmarks.chaos.places import Place
from musechat.turn import TurnState
from store.blobs import INCOMING, BlobStore
from store.database import Database
from store.tables import BriefEventRow, TurnRow
from store.videos import list_needed_blobs

BROKER_PATIENCE_S = 90.0  # in which Redis gives back what killed workers held


@dataclass(slots=True)
class Audit:
    """The result of a run; each of the counts but ``turns``, ``seconds`` and ``retried`` is to be 0.

    Attributes:
        turns: that were asked.
        seconds: from the first question to the last answer.
        faults: how often each was made.
        lost: turns without a row or an end that was shown.
        doubled: turns with two outcomes in the database, or told two different ends.
        stuck: turns that had not ended when time was over.
        failed: turns that ended as failed, by code.
        retried: failures after which a turn was tried again.
        leases, blobs, processes, messages: what was left behind.

    """

    turns: int
    seconds: float
    faults: Counter[str]
    lost: int = 0
    doubled: int = 0
    stuck: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    retried: int = 0
    leases: int = 0
    blobs: int = 0
    processes: int = 0
    messages: int = 0

    @property
    def faultless(self) -> bool:
        """Whether nothing was lost, doubled, stuck or left behind; a turn that failed was at least told so."""
        left = self.leases + self.blobs + self.processes + self.messages
        return not (self.lost or self.doubled or self.stuck or left)


def audit_ledger(db: Database, client: ChaosClient, audit: Audit) -> None:
    """Compare the ledger with what the client was told."""
    with db.read() as session:
        states = {row.id: row.state for row in session.execute(select(TurnRow.id, TurnRow.state))}
        codes = select(TurnRow.error_code).where(TurnRow.state == TurnState.FAILED)
        audit.failed = Counter(session.scalars(codes))
        audit.retried = session.scalars(select(func.coalesce(func.sum(TurnRow.failures), 0))).one()
        events = select(BriefEventRow.turn_id, func.count().label("events")).group_by(BriefEventRow.turn_id)
        outcomes = {row.turn_id: row.events for row in session.execute(events)}
        audit.leases = session.scalars(select(func.count()).where(TurnRow.lease_until.is_not(None))).one()
    ended = {turn for turn, state in states.items() if TurnState(state).final}
    audit.stuck = len(states.keys() - ended)
    audit.lost = len(client.asked - states.keys()) + len(ended - client.ends.keys())
    audit.lost += sum(states[turn] == TurnState.DONE and outcomes.get(turn, 0) == 0 for turn in states)
    told_twice = {turn for turn, ends in client.ends.items() if len(ends) > 1}
    audit.doubled = len(told_twice | {turn for turn, count in outcomes.items() if count > 1})
    audit.doubled += max(0, len(states) - len(client.asked))


def audit_rest(db: Database, place: Place, crew: Crew, audit: Audit) -> None:
    """Count what lies about once all workers have ended."""
    audit.processes = crew.count_left()
    blobs = BlobStore(place.direct.effective_blob_url)
    blobs.sweep_temporary(0)  # killed writers leave a file, which retention deletes by its age
    with db.read() as session:
        needed = list_needed_blobs(session)
    audit.blobs = len(set(blobs.list_names()) - needed)
    audit.blobs += len(list((place.direct.data_dir / "blobs" / INCOMING).iterdir()))


def wait_for_broker(place: Place, audit: Audit) -> None:
    """Give the workers time to take what is left at the broker, and count what they do not."""
    _wait(lambda: place.count_leftovers() == 0, BROKER_PATIENCE_S)
    audit.messages = place.count_leftovers()


def _wait(condition: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.5)
