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


class NoTracer:
    """A :class:`Tracer` that keeps nothing."""

    def span(self, name: str, ids: Ids) -> AbstractContextManager[object]:  # noqa: ARG002 (nothing is kept)
        """Open none."""
        return nullcontext()
