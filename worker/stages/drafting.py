"""Publishes the beginning of a reason while the rest is being generated, where that takes long."""

from __future__ import annotations

from musechat.pick import PickDraft
from worker.context import TurnContext

PATIENCE_S = 0.7  # a reason that is ready sooner is not drafted at all
INTERVAL_S = 0.4  # between two writes; clients show a draft no faster


class DraftPublisher:
    """Publishes drafts of a turn's first reason. One thread at a time may call it; never raises."""

    def __init__(self, context: TurnContext, title: str, artist: str) -> None:
        self._context = context
        self._title, self._artist = title, artist
        self._clock = context.clock
        self._due = self._clock() + PATIENCE_S
        self._published = ""

    def update(self, reason: str) -> None:
        """Publish the part of the reason that has passed the checks, at most every :data:`INTERVAL_S`."""
        if reason and self._clock() >= self._due:
            self._publish(reason)

    def publish_whole(self, reason: str) -> None:
        """Publish the whole reason where a part was published: the alternates' reasons may take a while yet."""
        if self._published and reason != self._published:
            self._publish(reason)

    def _publish(self, reason: str) -> None:
        self._published, self._due = reason, self._clock() + INTERVAL_S
        self._context.publish_draft(PickDraft(self._title, self._artist, reason))
