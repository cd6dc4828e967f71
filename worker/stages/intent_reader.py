"""The classifier of intents of one worker: loaded when a message first needs it, and never twice."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from language.reading.intents import IntentClassifier, IntentGuess
from musechat.errors import MuseChatError

log = logging.getLogger(__name__)


class LazyIntentClassifier:
    """An :class:`~language.reading.intents.IntentClassifier` that loads itself. Thread-safe.

    Args:
        load: loads the classifier; called once. Where that fails, nothing is guessed: the rules read alone.

    """

    def __init__(self, load: Callable[[], IntentClassifier]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._tried = False
        self._classifier: IntentClassifier | None = None

    def guess_intents(self, text: str, before: Sequence[str] = ()) -> Sequence[IntentGuess]:
        """Guess what a text does, likeliest first; nothing where there is no classifier."""
        classifier = self._get_classifier()
        return () if classifier is None else classifier.guess_intents(text, before)

    def _get_classifier(self) -> IntentClassifier | None:
        with self._lock:
            if not self._tried:
                self._tried = True
                try:
                    self._classifier = self._load()
                except MuseChatError as error:
                    log.warning("messages are read by rules alone: %s", error.line)
            return self._classifier
