"""Whether any worker is there, looked up every few seconds while somebody waits for one."""

from __future__ import annotations

import time

from bot.turn_client import TurnClient
from musechat.clock import Clock
from worker.heartbeat import HEARD_S

# Between two looks; after the last heartbeat of a worker on another machine it is said within HEARD_S more, ten seconds
# in all.
LOOK_S = 2.0


class WorkerPresence:
    """Whether a worker serves this database; one query every :data:`LOOK_S`, however many ask."""

    def __init__(self, turn_client: TurnClient, clock: Clock = time.monotonic) -> None:
        self._turn_client = turn_client
        self._clock = clock
        self._absent = False
        self._until = float("-inf")

    async def is_absent(self) -> bool:
        """Whether no worker is alive.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer.

        """
        if self._clock() >= self._until:
            self._absent = not await self._turn_client.worker_alive(HEARD_S)
            self._until = self._clock() + LOOK_S
        return self._absent
