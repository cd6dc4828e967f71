"""The language model that reads, of one worker; and how a turn asks it: once, and no longer than it is wanted."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from language.reading.message_scores import MessageScorer
from language.reading.model_reading import ModelQuestion, ReadingModel
from models.reading.reader_server import find_reader_server
from models.reading.server_reader import ServerReader
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.turn import TurnView

log = logging.getLogger(__name__)


class ModelReader:
    """The configured server, opened when a message first needs it. Thread-safe.

    Args:
        settings: name the server; where they are wrong, that is logged once and the rules read.

    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._tried = False
        self._reader: ServerReader | None = None

    def ask_model(self, question: ModelQuestion, keep_on: Callable[[], None]) -> str:
        """Ask what a message means, see :meth:`models.reading.server_reader.ServerReader.ask_model`."""
        reader = self._get_reader()
        return "" if reader is None else reader.ask_model(question, keep_on)

    def close(self) -> None:
        """Close the connections to the server."""
        with self._lock:
            if self._reader is not None:
                self._reader.close()

    def _get_reader(self) -> ServerReader | None:
        with self._lock:
            if not self._tried:
                self._tried = True
                try:
                    server = find_reader_server(self._settings)
                    self._reader = None if server is None else ServerReader(server)
                except BadInput as error:
                    log.error("messages are read by rules alone: %s", error.line)
            return self._reader


class TurnReader:
    """Asks the model for one turn; a :class:`~language.reading.model_reading.ReadingModel`.

    A turn that goes back reads its words again against another pick: the model is not asked again for that.

    Args:
        reader: of the worker.
        keep_on: raises where the turn is interrupted.

    """

    def __init__(self, reader: ModelReader, keep_on: Callable[[], None]) -> None:
        self._reader = reader
        self._keep_on = keep_on
        self._answers: dict[str, str] = {}

    def ask_model(self, question: ModelQuestion) -> str:
        """Ask, or give the answer that these words had."""
        if question.words not in self._answers:
            self._answers[question.words] = self._reader.ask_model(question, self._keep_on)
        return self._answers[question.words]


@dataclass(frozen=True, slots=True)
class TurnReaders:
    """What reads a turn's words beside the rules: a trained network and a language model; None: there is none."""

    scorer: MessageScorer | None = None
    model: ReadingModel | None = None


def find_bot_line(earlier: tuple[TurnView, ...]) -> str:
    """Find what the bot said last in a thread: its answer, else the reason of its pick."""
    view = earlier[-1] if earlier else None
    if view is None:
        return ""
    return view.answer or (view.picks[0].reason if view.picks else "")
