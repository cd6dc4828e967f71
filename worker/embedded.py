"""Celery's in-memory broker with wake-ups instead of polling, for an installation without a broker."""

from __future__ import annotations

import threading
from queue import Empty
from typing import Any

from kombu.transport import memory
from kombu.utils.scheduling import FairCycle

ACK_S = 0.02  # finished tasks are acknowledged between two polls, and free their place for the next message
# One event for the process: an in-memory broker has exactly one consumer.
MESSAGE_WAITS = threading.Event()


class NotifyingChannel(memory.Channel):
    """An in-memory channel that wakes the consumer for each message."""

    def _put(self, queue: str, message: Any, **options: Any) -> None:
        super()._put(queue, message, **options)  # type: ignore[no-untyped-call]
        MESSAGE_WAITS.set()


class NotifyingTransport(memory.Transport):
    """The stock transport sleeps up to a second between polls; this one waits until a message is there."""

    Channel = NotifyingChannel

    cycle: FairCycle

    def drain_events(self, connection: Any, timeout: float | None = None, **_: Any) -> None:  # noqa: ARG002
        """Deliver one message; raises ``TimeoutError`` where there is none within ``timeout`` seconds."""
        MESSAGE_WAITS.clear()  # before looking: a message put in between sets it again, and the wait returns at once
        try:
            self.cycle.get(self._deliver, timeout=timeout)  # type: ignore[no-untyped-call]
        except Empty:
            MESSAGE_WAITS.wait(ACK_S if self._has_unacknowledged() else timeout)
            raise TimeoutError from None

    def _has_unacknowledged(self) -> bool:
        # Celery's public interface does not say whether a delivery still awaits its acknowledgement.
        return any(len(channel.qos._delivered) > len(channel.qos._dirty) for channel in self.channels)


def wake_consumer() -> None:
    """Wake the consumer from its wait, so that it sees a request to stop."""
    MESSAGE_WAITS.set()
