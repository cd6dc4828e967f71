"""A worker that is gone is noticed in time, on whatever machine it ran."""

from __future__ import annotations

from datetime import timedelta

from bot.discord.worker_presence import LOOK_S, WorkerPresence
from bot.turn_client import TurnClient
from musechat.turn import Queue
from store.database import Database
from store.tables import WorkerRow, utc_now
from worker.heartbeat import ALIVE_S, BEAT_S, HEARD_S


class NoBell:
    """Wakes nobody."""

    def notify(self, turn_id: int, queue: Queue) -> None:
        """Do nothing."""


def put_worker_elsewhere(db: Database, age_s: float) -> None:
    """A worker of another machine, of which only its heartbeat tells."""
    seen = utc_now() - timedelta(seconds=age_s)
    with db.write() as session:
        session.merge(
            WorkerRow(
                name="elsewhere:1:abc",
                host="elsewhere",
                pid=1,
                queues=[queue.value for queue in Queue],
                profile="light",
                ready=True,
                started_at=seen,
                seen_at=seen,
            )
        )


async def test_a_worker_of_another_machine_is_missed_within_ten_seconds(sqlite_database: Database) -> None:
    assert HEARD_S + LOOK_S <= 10
    assert HEARD_S >= 3 * BEAT_S  # two beats may be lost
    now = 0.0
    client = TurnClient(sqlite_database, NoBell(), "discord")
    presence = WorkerPresence(client, lambda: now)
    put_worker_elsewhere(sqlite_database, HEARD_S - 2)
    assert not await presence.is_absent()
    put_worker_elsewhere(sqlite_database, HEARD_S + 0.1)
    assert not await presence.is_absent()  # not looked at again yet
    now = LOOK_S
    assert await presence.is_absent()
    assert HEARD_S < ALIVE_S
    assert await client.worker_alive()  # a database that is busy for a while ends no worker
