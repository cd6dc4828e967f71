"""Keeping of claimed turns: renews leases, passes on cancellations, and detects stages that hang."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from musechat.clock import Clock
from store import leases
from store.change_signal import ChangeSignal
from store.database import Database
from store.leases import LeaseState
from worker.context import Interruption, TurnContext

LOOK_S = 0.25  # how late a cancellation may reach its turn
STALLED = 70  # exit status: a stage hangs where no check is reached
PATIENCE_S = 30.0  # past a stage's deadline, before the process is given up

log = logging.getLogger(__name__)


def end_stalled_process(context: TurnContext) -> None:
    """End the process with :data:`STALLED`; the turn's lease runs out, and the supervisor starts a new worker."""
    log.critical("turn %s hangs in stage %s; this worker ends", context.job.id, context.stage)
    logging.shutdown()
    # A thread cannot be killed, and a regular exit would wait for it.
    os._exit(STALLED)


class LeaseKeeper:
    """One thread that keeps all turns that this process runs; it sleeps while there are none."""

    def __init__(
        self,
        db: Database,
        lease_s: float,
        on_stall: Callable[[TurnContext], None] = end_stalled_process,
        clock: Clock = time.monotonic,
    ) -> None:
        self._db = db
        self._clock = clock
        self._lease_s = lease_s
        self._on_stall = on_stall
        self._signal = ChangeSignal(db)
        self._kept: dict[int, TurnContext] = {}
        self._changed = threading.Condition()
        self._stopped = False
        self._thread = threading.Thread(target=self._run_loop, name="leases", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; leases are no longer renewed."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(5)
        self._signal.close()

    @contextmanager
    def keep_turn(self, context: TurnContext) -> Iterator[None]:
        """Keep a turn for as long as the block runs."""
        with self._changed:
            self._kept[context.job.id] = context
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                del self._kept[context.job.id]
                self._changed.notify_all()

    @property
    def held_turns(self) -> list[TurnContext]:
        """The turns that are kept now."""
        with self._changed:
            return list(self._kept.values())

    def wait_until_idle(self, timeout_s: float) -> bool:
        """Wait until no turn is kept; False where some still are after ``timeout_s`` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._kept, timeout_s)

    def _run_loop(self) -> None:
        renewed = self._clock()
        while self._wait_for_work():
            try:
                renewed = self._check_turns(renewed)
            except Exception:  # this thread must outlive any fault: without it all leases run out
                log.exception("leases could not be checked; trying again")
            time.sleep(LOOK_S)

    def _wait_for_work(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._kept)
            return not self._stopped

    def _check_turns(self, renewed: float) -> float:
        # Read once: a lease counts from before it is written, however long that takes.
        contexts, now = self.held_turns, self._clock()
        for context in contexts:
            if now > context.deadline + PATIENCE_S:
                self._on_stall(context)
        # A third of the lease leaves time to try a failed renewal again before another worker may take the turn.
        due = now - renewed > self._lease_s / 3
        self._write_reports(contexts)
        # Between renewals the rows are only read, and only when somebody has committed since the last look.
        if due or self._signal.has_changed():
            self._apply_states(contexts, renew=due)
        return now if due else renewed

    def _write_reports(self, contexts: list[TurnContext]) -> None:
        """Write the stages that turns have entered, in one transaction."""
        begun = [context for context in contexts if context.begin_report()]
        if not begun:
            return
        written = False
        try:
            with self._db.write() as session:
                for context in begun:
                    context.write_report(session)
            written = True
        finally:
            for context in begun:
                context.end_report(written=written)

    def _apply_states(self, contexts: list[TurnContext], *, renew: bool) -> None:
        held = {context.job.id: context.job.attempt for context in contexts}
        if renew:
            with self._db.write(announce=False) as session:
                found = leases.extend_leases(session, held, self._lease_s)
        else:
            with self._db.read() as session:
                found = leases.check_leases(session, held)
        for context in contexts:
            if found[context.job.id] is LeaseState.CANCELLING:
                context.interrupt_turn(Interruption.CANCELLED)
            elif found[context.job.id] is LeaseState.LOST:
                context.interrupt_turn(Interruption.LOST)
