"""Showing a reason while it is written: its beginning goes into the ledger, now and then, where it takes long."""

from __future__ import annotations

from musechat.turn import PickDraft
from worker.context import TurnContext

PATIENCE_S = 0.7  # a reason that is ready sooner is not drafted at all
INTERVAL_S = 0.4  # between two writes; askers show a draft no faster


class DraftPublisher:
    """Publishes the first reason of a turn while it grows. Thread-safe for one writer at a time; never raises."""

    def __init__(self, context: TurnContext, title: str, artist: str) -> None:
        self._context = context
        self._title, self._artist = title, artist
        self._clock = context.clock
        self._due = self._clock() + PATIENCE_S
        self._published = ""

    def update(self, reason: str) -> None:
        """Take what of the reason has been checked so far; most calls write nothing."""
        if reason and self._clock() >= self._due:
            self._publish(reason)

    def publish_whole(self, reason: str) -> None:
        """Show the whole reason where a part of it was: what comes after may take a while too."""
        if self._published and reason != self._published:
            self._publish(reason)

    def _publish(self, reason: str) -> None:
        self._published, self._due = reason, self._clock() + INTERVAL_S
        self._context.publish_draft(PickDraft(self._title, self._artist, reason))
