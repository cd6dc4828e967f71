"""The writer registry: loads the configured language model once per process, with the template as fallback."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future, wait
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field

from models.profiles import SHIPPED_WEIGHTS, trained_folder
from models.writer.interface import Writer
from models.writer.model_writer import LanguageWriter
from models.writer.template import TemplateWriter
from models.writer.writer_loading import (
    TEMPLATE,
    LoadedWriter,
    find_configured_base,
    find_configured_server,
    find_writer_folder,
    load_writer,
    resolve_base,
)
from musechat.clock import Clock
from musechat.errors import MuseChatError
from musechat.settings import Settings
from worker.snapshot.serving_snapshot import ServingSnapshot

TEMPLATE_WRITER = TemplateWriter()
CLOSE_S = 10.0  # how long a closing worker waits for a load that runs: the interpreter must not end under it
RETRY_S = 60.0  # after a failed load: a server may come up later, a file may be put in place

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _WriterLoad:
    """A load of a model, running or ended; the future's result is None where it failed."""

    began: float
    loaded: Future[LoadedWriter | None] = field(default_factory=Future)

    def should_retry(self, now: float) -> bool:
        """Whether it has failed and :data:`RETRY_S` have passed since it began."""
        failed = self.loaded.done() and self.loaded.result() is None
        return failed and now >= self.began + RETRY_S


class WriterRegistry:
    """Loads the configured model in a background thread, and makes writers that use it. Thread-safe."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._loads: dict[tuple[object, ...], _WriterLoad] = {}

    def start_loading(self, settings: Settings, encoder: tuple[str, str]) -> Future[LoadedWriter | None]:
        """Start to load the model, once per configuration; the result is None where it cannot be loaded.

        Args:
            settings: name the model and the profile.
            encoder: name and version of the music encoder whose vectors the model takes.

        """
        if resolve_base(settings.writer, settings.profile) == TEMPLATE:
            none: Future[LoadedWriter | None] = Future()
            none.set_result(None)
            return none
        server = (settings.writer_url, settings.writer_model)
        key = (settings.writer, settings.profile, settings.data_dir, encoder, *server)
        with self._lock:
            if key not in self._loads or self._loads[key].should_retry(self._clock()):
                self._loads[key] = load = _WriterLoad(self._clock())
                threading.Thread(
                    target=_load,
                    args=(settings, "/".join(encoder), load.loaded),
                    name="load-writer",
                    daemon=True,
                ).start()
            return self._loads[key].loaded

    def get_writer(self, settings: Settings, snapshot: ServingSnapshot) -> Writer:
        """Make the writer for a turn that chose from ``snapshot``; the template's where the model is not ready in time.

        Waits for the model for up to ``settings.writer_seconds``, and the time waited is taken from its time to write.
        """
        if resolve_base(settings.writer, settings.profile) == TEMPLATE:
            return TEMPLATE_WRITER
        until = self._clock() + settings.writer_seconds
        try:
            loaded = self.start_loading(settings, snapshot.models.music).result(settings.writer_seconds)
        except NotYet:
            log.warning("the writer is not loaded yet; the template writes")
            return TEMPLATE_WRITER
        if loaded is None:
            return TEMPLATE_WRITER
        left = max(0.0, until - self._clock())
        return LanguageWriter(loaded.writes, loaded.spec, loaded.name, snapshot.catalogue, left, loaded.words)

    def close(self) -> None:
        """Wait for loads that still run, up to :data:`CLOSE_S`; native code that outlives the interpreter aborts it."""
        with self._lock:
            running = [load.loaded for load in self._loads.values()]
        wait(running, timeout=CLOSE_S)


# Every path sets the future's result: turns wait for it.
def _load(settings: Settings, encoder: str, future: Future[LoadedWriter | None]) -> None:
    trained = trained_folder(settings.data_dir, settings.profile)
    try:
        base = find_configured_base(settings)
        folder = find_writer_folder(base, SHIPPED_WEIGHTS, trained)
        future.set_result(load_writer(base, folder, encoder, find_configured_server(settings, base)))
    except MuseChatError as error:
        log.error("%s; the template writes until then", error.line)
        future.set_result(None)
    except Exception:
        log.exception("the writer could not be loaded; the template writes")
        future.set_result(None)
