"""A line: the turns of one thread, shown one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from bot.discord.api_calls import FAULTS
from bot.discord.backoff import growing_pauses
from musechat.turn import TurnKind, TurnView
from store.database import DATABASE_FAULTS

PATIENCE_S = 0.8  # a turn that ends sooner is shown once, as its result
EDITS_S = 1.5  # between two edits of one message; Discord takes about five in five seconds from a whole channel

log = structlog.get_logger(__name__)


class TurnRenderer(Protocol):
    """What a line needs of :class:`bot.discord.renderer.Renderer`."""

    async def progress(self, turn: TurnView, message_id: int | None) -> int | None:
        """Show how far a turn is; the message's id."""

    async def result(self, turn: TurnView, message_id: int | None, *, doubtful: bool) -> None:
        """Show what became of a turn, and mark it delivered."""

    async def break_down(self, turn: TurnView, error: Exception) -> None:
        """End a turn that cannot be shown because of a fault of ours."""


@dataclass(slots=True)
class PendingMessage:
    """A turn, and what is known of the message that shows it. Times are of the event loop's clock."""

    turn: TurnView
    message_id: int | None
    doubtful: bool  # whether Discord may have a message of it that we do not know
    calm_until: float  # no progress before that
    not_before: float = 0.0  # nothing at all before that: an attempt has just failed
    shown: tuple[object, ...] | None = None  # what the message says
    pauses: Iterator[float] = field(default_factory=growing_pauses)

    @property
    def wanted(self) -> tuple[object, ...]:
        """What its progress is to say now."""
        return self.turn.state, self.turn.stage, self.turn.attempt, self.turn.queue_place, self.turn.draft

    @property
    def waits(self) -> bool:
        """Whether there is something to show."""
        # The card that an alternate was tapped on stays as it is until the alternate is there.
        return self.turn.state.final or (self.turn.kind is not TurnKind.ALTERNATE and self.wanted != self.shown)

    @property
    def due(self) -> float:
        """When it is to be shown."""
        return self.not_before if self.turn.state.final else max(self.not_before, self.calm_until)


class ThreadQueue:
    """Shows the turns that it is offered until all have ended, in a task of its own."""

    def __init__(self, presenter: TurnRenderer, slots: asyncio.Semaphore) -> None:
        self._presenter = presenter
        self._slots = slots
        self._now = asyncio.get_running_loop().time
        self._open: dict[int, PendingMessage] = {}
        self._news = asyncio.Event()
        self.task = asyncio.create_task(self._run(), name="line")

    def offer(self, turn: TurnView, *, doubtful: bool) -> None:
        """Take the newest view of a turn."""
        known = self._open.get(turn.id)
        if known is None:
            message_id = int(turn.message_id) if turn.message_id else None
            self._open[turn.id] = PendingMessage(turn, message_id, doubtful, self._now() + PATIENCE_S)
        else:
            known.turn = turn
        self._news.set()

    async def _run(self) -> None:
        while self._open:
            waiting = [showing for showing in self._open.values() if showing.waits]
            now = self._now()
            first = min(waiting, key=lambda showing: _rank(showing, now), default=None)
            if first is None or first.due > now:
                await self._wait(first)
            else:
                await self._show(first)

    async def _wait(self, showing: PendingMessage | None) -> None:
        """Wait for news, at most until this one is due."""
        with suppress(TimeoutError):
            async with asyncio.timeout(None if showing is None else max(0.0, showing.due - self._now())):
                await self._news.wait()
        self._news.clear()

    async def _show(self, showing: PendingMessage) -> None:
        turn = showing.turn
        try:
            async with self._slots:
                await self._present(showing, turn)
        except (*FAULTS, *DATABASE_FAULTS) as error:
            pause = next(showing.pauses)
            log.warning("turn-not-shown-yet", turn=turn.id, again_s=round(pause, 1), error=str(error) or repr(error))
            showing.doubtful = True
            showing.not_before = self._now() + pause

    async def _present(self, showing: PendingMessage, turn: TurnView) -> None:
        try:
            if turn.state.final:
                await self._presenter.result(turn, showing.message_id, doubtful=showing.doubtful)
            else:
                await self._progress(showing, turn)
        except (*FAULTS, *DATABASE_FAULTS):
            raise
        except Exception as error:  # noqa: BLE001 - the outermost boundary: the turn must end, and others go on
            await self._presenter.break_down(turn, error)
            del self._open[turn.id]
        else:
            if turn.state.final and showing.turn is turn:  # else it is tried again, and has more to show
                del self._open[turn.id]

    async def _progress(self, showing: PendingMessage, turn: TurnView) -> None:
        wanted = showing.wanted
        showing.message_id = await self._presenter.progress(turn, showing.message_id)
        showing.shown, showing.calm_until = wanted, self._now() + EDITS_S


def _rank(showing: PendingMessage, now: float) -> tuple[float, int]:
    """Whoever has waited longest is no earlier than those that are due as well: turns keep their order."""
    return max(showing.due, now), showing.turn.id
