"""Showing a reason while it is written: its beginning goes into the ledger, now and then, where it takes long."""

from __future__ import annotations

from musechat.turn import PickDraft
from worker.context import TurnContext

PATIENCE_S = 0.7  # a reason that is there sooner is not drafted at all
EVERY_S = 0.4  # between two writes; askers show a draft no faster


class DraftPublisher:
    """Hears the first reason of a turn grow. Thread-safe for one writer at a time; never raises."""

    def __init__(self, context: TurnContext, title: str, artist: str) -> None:
        self._context = context
        self._title, self._artist = title, artist
        self._clock = context.clock
        self._due = self._clock() + PATIENCE_S
        self._said = ""

    def hear(self, reason: str) -> None:
        """Take what of the reason has been checked so far; most calls write nothing."""
        if reason and self._clock() >= self._due:
            self._say(reason)

    def end(self, reason: str) -> None:
        """Show the whole reason where a part of it was: what comes after may take a while too."""
        if self._said and reason != self._said:
            self._say(reason)

    def _say(self, reason: str) -> None:
        self._said, self._due = reason, self._clock() + EVERY_S
        self._context.draft(PickDraft(self._title, self._artist, reason))
