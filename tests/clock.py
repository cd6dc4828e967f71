"""Clocks that a test moves, so that no result depends on how busy the machine is."""

from __future__ import annotations

import asyncio
import functools
import selectors
import threading
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec

P = ParamSpec("P")


class HeldClock:
    """A :data:`musechat.clock.Clock` that stands still until it is moved; any thread may read it."""

    def __init__(self, now: float = 1_000.0) -> None:
        self._now = now
        self._lock = threading.Lock()

    def __call__(self) -> float:
        with self._lock:
            return self._now

    def advance(self, seconds: float) -> None:
        """Let so many seconds pass."""
        with self._lock:
            self._now += seconds


class _JumpingSelector(selectors.SelectSelector):
    """Where the loop would sleep until its next timer, moves the clock there instead."""

    def __init__(self, clock: HeldClock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None:  # no timer: only another thread or a socket can bring news
            return super().select(None)
        ready = super().select(0)
        if not ready:
            self._clock.advance(timeout)
        return ready


class HeldTimeLoop(asyncio.SelectorEventLoop):
    """An event loop whose time passes only where everything waits for it, and then at once."""

    def __init__(self) -> None:
        self.clock = HeldClock()
        super().__init__(_JumpingSelector(self.clock))

    def time(self) -> float:
        return self.clock()


class SteeredLoop(asyncio.SelectorEventLoop):
    """An event loop with the real clock, which any thread may put forward."""

    def __init__(self) -> None:
        self._ahead = 0.0
        super().__init__()

    def time(self) -> float:
        return super().time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Put the clock forward; timers that are due then run at once."""

        def put_forward() -> None:
            self._ahead += seconds

        self.call_soon_threadsafe(put_forward)


def held_time(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run an async test on a :class:`HeldTimeLoop`. It may not wait for threads: time would run away meanwhile."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with asyncio.Runner(loop_factory=HeldTimeLoop) as runner:
            runner.run(test(*args, **kwargs))

    return run
