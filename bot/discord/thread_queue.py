"""The delivery queue of one thread: shows its turns in order, with paced edits and retries."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from bot.discord.api_calls import FAULTS
from bot.discord.backoff import growing_pauses
from bot.discord.worker_presence import LOOK_S, WorkerPresence
from musechat.turn import TurnKind, TurnState, TurnView
from store.database import DATABASE_FAULTS

PATIENCE_S = 0.8  # before the first progress; a turn that ends sooner is shown once, as its result
EDITS_S = 1.5  # between two edits of one message; Discord takes about five in five seconds from a whole channel

log = structlog.get_logger(__name__)


class TurnRenderer(Protocol):
    """What a queue needs of :class:`bot.discord.renderer.Renderer`."""

    async def progress(self, turn: TurnView, message_id: int | None) -> int | None:
        """Show a turn's progress; returns the message's id."""

    async def result(self, turn: TurnView, message_id: int | None, *, doubtful: bool) -> None:
        """Show a turn's result, and mark it delivered."""

    async def break_down(self, turn: TurnView, error: Exception) -> None:
        """Give up a turn that cannot be shown because of a bug."""


@dataclass(slots=True)
class PendingMessage:
    """A turn, and what is known of the message that shows it. Times in seconds of the event loop's clock."""

    turn: TurnView
    message_id: int | None
    doubtful: bool  # whether Discord may have a message of it whose id is unknown
    calm_until: float  # earliest time of the next progress
    not_before: float = 0.0  # earliest time of the next attempt of any kind, after a failure
    shown: tuple[object, ...] | None = None  # the content that the message shows
    unattended: bool = False  # it is queued, and no worker is there
    look_at: float = 0.0  # earliest time of the next look whether one is
    pauses: Iterator[float] = field(default_factory=growing_pauses)

    @property
    def content(self) -> tuple[object, ...]:
        """What a progress message shows of the turn, to be compared."""
        turn = self.turn
        return turn.state, turn.stage, turn.attempt, turn.queue_place, turn.draft, self.is_unattended

    @property
    def is_unattended(self) -> bool:
        """Whether it waits for a worker that is not there."""
        return self.unattended and self.turn.state is TurnState.QUEUED

    @property
    def has_news(self) -> bool:
        """Whether there is something to show that the message does not show yet."""
        # The card on which an alternate was chosen stays as it is until the alternate is there.
        return self.turn.state.final or (self.turn.kind is not TurnKind.ALTERNATE and self.content != self.shown)

    @property
    def due_at(self) -> float:
        """When it is to be shown; a result need not wait for the pace of progress."""
        return self.not_before if self.turn.state.final else max(self.not_before, self.calm_until)


class ThreadQueue:
    """Shows the turns that it is offered, in a task of its own that ends after the last of them.

    Args:
        renderer: shows a turn.
        slots: shared by all queues: limits how many render at once.
        presence: whether a worker is there; without it that is not looked at.

    """

    def __init__(
        self, renderer: TurnRenderer, slots: asyncio.Semaphore, presence: WorkerPresence | None = None
    ) -> None:
        self._renderer = renderer
        self._presence = presence
        self._slots = slots
        self._now = asyncio.get_running_loop().time
        self._pending: dict[int, PendingMessage] = {}
        self._changed = asyncio.Event()
        self.task = asyncio.create_task(self._run(), name="thread-queue")

    def offer(self, turn: TurnView, *, doubtful: bool) -> None:
        """Add a turn, or replace its view by a newer one.

        Args:
            turn: its newest view.
            doubtful: whether an earlier process may have shown it; only read at the first offer.

        """
        pending = self._pending.get(turn.id)
        if pending is None:
            message_id = int(turn.message_id) if turn.message_id else None
            calm_until = self._now() + PATIENCE_S
            self._pending[turn.id] = PendingMessage(turn, message_id, doubtful, calm_until, look_at=calm_until)
        else:
            pending.turn = turn
        self._changed.set()

    async def _run(self) -> None:
        while self._pending:
            await self._look_for_workers()
            waiting = [pending for pending in self._pending.values() if pending.has_news]
            now = self._now()
            first = min(waiting, key=lambda pending: _order(pending, now), default=None)
            if first is None or first.due_at > now:
                await self._wait(first)
            else:
                await self._show(first)

    async def _wait(self, pending: PendingMessage | None) -> None:
        """Wait for an offer, at most until this message is due or a look for workers is."""
        times = [each.look_at for each in self._pending.values() if self._watches(each)]
        times += [] if pending is None else [pending.due_at]
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, min(times) - self._now()) if times else None):
                await self._changed.wait()
        self._changed.clear()

    def _watches(self, pending: PendingMessage) -> bool:
        return self._presence is not None and pending.turn.state is TurnState.QUEUED

    async def _look_for_workers(self) -> None:
        """Note for the queued turns whose time has come whether a worker is there."""
        now = self._now()
        for pending in [each for each in self._pending.values() if self._watches(each) and each.look_at <= now]:
            pending.look_at = now + LOOK_S
            with suppress(*DATABASE_FAULTS):  # looked up again in a few seconds
                assert self._presence is not None  # noqa: S101 - watched turns only
                pending.unattended = await self._presence.is_absent()

    async def _show(self, pending: PendingMessage) -> None:
        turn = pending.turn
        try:
            async with self._slots:
                await self._render(pending, turn)
        except (*FAULTS, *DATABASE_FAULTS) as error:
            # The request may have been carried out before the connection broke, so a message may exist.
            pause = next(pending.pauses)
            log.warning("turn-not-shown-yet", turn=turn.id, again_s=round(pause, 1), error=str(error) or repr(error))
            pending.doubtful = True
            pending.not_before = self._now() + pause

    async def _render(self, pending: PendingMessage, turn: TurnView) -> None:
        try:
            if turn.state.final:
                await self._renderer.result(turn, pending.message_id, doubtful=pending.doubtful)
            else:
                await self._progress(pending, turn)
        except (*FAULTS, *DATABASE_FAULTS):
            raise
        except Exception as error:  # noqa: BLE001 - the outermost boundary: the turn must end, and others continue
            await self._renderer.break_down(turn, error)
            del self._pending[turn.id]
        else:
            if turn.state.final and pending.turn is turn:  # a newer view came meanwhile otherwise, and is shown next
                del self._pending[turn.id]

    async def _progress(self, pending: PendingMessage, turn: TurnView) -> None:
        content = pending.content  # taken before the await, during which a newer view may be offered
        pending.message_id = await self._renderer.progress(turn, pending.message_id)
        pending.shown, pending.calm_until = content, self._now() + EDITS_S


def _order(pending: PendingMessage, now: float) -> tuple[float, int]:
    """Sort key: messages that are due count as equally late, so that turns are shown in their order."""
    return max(pending.due_at, now), pending.turn.id
