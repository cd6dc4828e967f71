"""Spans: how long each part of the work takes. Nothing is kept unless somebody has asked for them (`cli.observation`).

Names are those of code, and values are ids of our own: no words, names, titles or links of anybody go into a span.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

Ids = Mapping[str, int]


class Tracer(Protocol):
    """Collects spans."""

    def span(self, name: str, ids: Ids) -> AbstractContextManager[object]:
        """Open a span within the one that this thread is in; an exception that passes marks it by its type."""
        ...


_tracers: list[Tracer] = []


def set_tracer(tracer: Tracer | None) -> None:
    """Collect the spans of this process with ``tracer``; None: collect none."""
    _tracers[:] = [tracer] if tracer else []


def trace(name: str, **ids: int) -> AbstractContextManager[object]:
    """Open a span for as long as the block runs."""
    return _tracers[0].span(name, ids) if _tracers else nullcontext()
