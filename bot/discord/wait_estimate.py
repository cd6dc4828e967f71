"""Estimates how long a turn will still take, from its place in the queue and the median of earlier turns."""

from __future__ import annotations

from time import monotonic

from sqlalchemy.orm import Session

from bot.turn_client import TurnClient
from musechat.turn import TurnView
from store.ledger import compute_median_work_s
from worker.heartbeat import list_alive_workers

FRESH_S = 15.0  # how long pace and worker count are reused; every progress message asks for them


class WaitEstimator:
    """Estimates the seconds until a turn is done; pace and worker count are reloaded every ``FRESH_S``."""

    def __init__(self, turn_client: TurnClient, worker_threads: int) -> None:
        self._turn_client = turn_client
        self._threads = worker_threads
        self._pace: float | None = None
        self._slots = 1
        self._until = 0.0

    async def estimate(self, turn: TurnView) -> float | None:
        """Seconds until the turn is done; None where nothing is known, or no worker runs."""
        if monotonic() >= self._until:
            self._pace, workers = await self._turn_client.read(_load)
            self._slots = workers * self._threads
            self._until = monotonic() + FRESH_S
        return remaining_s(turn, self._pace, self._slots)


def remaining_s(turn: TurnView, pace_s: float | None, slots: int) -> float | None:
    """Seconds until a turn is done, where a turn takes ``pace_s`` and ``slots`` are worked on at once."""
    if pace_s is None or slots < 1:
        return None
    if turn.queue_place is None:
        # It runs: what its stages have taken is done. Never zero, for it is not over yet.
        return max(1.0, pace_s - sum(turn.stages.values()))
    # Slots free up about once per pace: so many rounds before its own.
    rounds = (turn.queue_place - 1) // slots + 1
    return pace_s * (rounds + 1)


def _load(session: Session) -> tuple[float | None, int]:
    return compute_median_work_s(session), len(list_alive_workers(session))
