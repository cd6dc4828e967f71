"""Time as something that is passed in: whoever measures a span takes a clock, and a test gives it one that it moves."""

from __future__ import annotations

from collections.abc import Callable

Clock = Callable[[], float]  # seconds since an arbitrary moment, never going back: ``time.monotonic``
