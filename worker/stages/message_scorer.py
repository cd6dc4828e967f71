"""The network that reads messages, of one worker: loaded when a message first needs it, and never twice."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from language.reading.message_scores import MessageScorer, MessageScores
from musechat.errors import MuseChatError

log = logging.getLogger(__name__)


class LazyMessageScorer:
    """A :class:`~language.reading.message_scores.MessageScorer` that loads itself. Thread-safe.

    Args:
        load: loads the network; called once. Where that fails, the rules read alone.

    """

    def __init__(self, load: Callable[[], MessageScorer]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._tried = False
        self._scorer: MessageScorer | None = None

    def score_message(self, text: str) -> MessageScores | None:
        """Score what a message does and wants; None where there is no network."""
        scorer = self._get_scorer()
        return None if scorer is None else scorer.score_message(text)

    def _get_scorer(self) -> MessageScorer | None:
        with self._lock:
            if not self._tried:
                self._tried = True
                try:
                    self._scorer = self._load()
                except MuseChatError as error:
                    log.warning("messages are read by rules alone: %s", error.line)
            return self._scorer
