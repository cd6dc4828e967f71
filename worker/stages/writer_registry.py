"""The writer that writes: a language model opened once per process, or plain sentences while there is none."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field

from language.claims.catalogue_names import CatalogueNames
from models.profiles import SHIPPED_WEIGHTS, trained_folder
from models.writer.interface import Writer
from models.writer.model_writer import LanguageWriter
from models.writer.template import TemplateWriter
from models.writer.writer_loading import (
    TEMPLATE,
    LoadedWriter,
    base_named,
    base_set,
    open_voice,
    server_set,
    writer_folder,
)
from musechat.clock import Clock
from musechat.errors import MuseChatError
from musechat.settings import Settings
from worker.snapshot.library import ServingSnapshot

PLAIN = TemplateWriter()
AGAIN_S = 60.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _NamesAtRevision:
    """The library's names at one revision."""

    revision: int
    names: CatalogueNames


@dataclass(frozen=True)
class _WriterLoad:
    """A model that is being opened, or has been; None where it could not be."""

    began: float
    voice: Future[LoadedWriter | None] = field(default_factory=Future)

    def is_worth_another_try(self, now: float) -> bool:
        """Whether it failed a while ago: a server may be up again, a download may have ended."""
        failed = self.voice.done() and self.voice.result() is None
        return failed and now >= self.began + AGAIN_S


class WriterRegistry:
    """Opens the model that is set, beside whatever else is going on, and hands out writers that speak with it."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._opened: dict[tuple[object, ...], _WriterLoad] = {}
        self._names: _NamesAtRevision | None = None

    def open_soon(self, settings: Settings, encoder: tuple[str, str]) -> Future[LoadedWriter | None]:
        """Begin to open the model, once; the result is None where plain sentences must do.

        Args:
            settings: name the model and the profile.
            encoder: name and version of the music encoder whose vectors it would hear.

        """
        server = (settings.writer_url, settings.writer_model)
        key = (settings.writer, settings.profile, settings.data_dir, encoder, *server)
        with self._lock:
            if key not in self._opened or self._opened[key].is_worth_another_try(self._clock()):
                self._opened[key] = opening = _WriterLoad(self._clock())
                threading.Thread(
                    target=_open,
                    args=(settings, "/".join(encoder), opening.voice),
                    name="opens the writer",
                    daemon=True,
                ).start()
            return self._opened[key].voice

    def writer(self, settings: Settings, shelf: ServingSnapshot) -> Writer:
        """The writer for a turn that chose from ``shelf``; time spent waiting for the model is lost to its texts."""
        if base_named(settings.writer, settings.profile) == TEMPLATE:
            return PLAIN
        until = self._clock() + settings.writer_seconds
        try:
            voice = self.open_soon(settings, shelf.models.music).result(settings.writer_seconds)
        except NotYet:
            log.warning("the writer is not open yet; reasons are told plainly")
            return PLAIN
        if voice is None:
            return PLAIN
        names = self._names_of(shelf)
        return LanguageWriter(voice.writes, voice.spec, voice.name, names, max(0.0, until - self._clock()))

    def _names_of(self, shelf: ServingSnapshot) -> CatalogueNames:
        with self._lock:
            held = self._names
            if held is None or held.revision != shelf.revision:
                held = self._names = _NamesAtRevision(shelf.revision, CatalogueNames(shelf.chooser.library.names))
            return held.names


def _open(settings: Settings, encoder: str, future: Future[LoadedWriter | None]) -> None:
    trained = trained_folder(settings.data_dir, settings.profile)
    try:
        base = base_set(settings)
        folder = writer_folder(base, SHIPPED_WEIGHTS, trained)
        future.set_result(open_voice(base, folder, encoder, server_set(settings, base)))
    except MuseChatError as error:
        log.error("%s; reasons are told plainly until then", error.line)
        future.set_result(None)
    except Exception:
        log.exception("the writer could not be opened; reasons are told plainly")
        future.set_result(None)


VOICES = WriterRegistry()
