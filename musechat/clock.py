"""The type of clocks, which are passed in: code that measures time takes one, and tests pass one that they move."""

from __future__ import annotations

from collections.abc import Callable

Clock = Callable[[], float]  # seconds since an arbitrary moment, never going back: ``time.monotonic``
