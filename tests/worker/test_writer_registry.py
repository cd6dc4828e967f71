"""Who writes while a model is being opened, where it cannot be, and how long all of it may take."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from language.claims.catalogue_names import CatalogueNames
from models.writer.model_writer import LanguageWriter
from models.writer.spec import WriterSpec
from models.writer.writer_loading import LoadedWriter
from musechat.errors import BadInput
from musechat.settings import Settings
from tests.clock import HeldClock
from tests.worker.processes import PATIENCE_S
from worker.snapshot.serving_snapshot import ServingSnapshot
from worker.stages.writer_registry import RETRY_S, TEMPLATE_WRITER, WriterRegistry

MODULE = sys.modules["worker.stages.writer_registry"]
NAMES = CatalogueNames([("Low Tide", "Mira Voss")])


def shelf() -> ServingSnapshot:
    return SimpleNamespace(models=SimpleNamespace(music=("ear", "1")), catalogue=NAMES)  # type: ignore[return-value]


def opens(monkeypatch: pytest.MonkeyPatch, how: Callable[[], LoadedWriter]) -> list[str]:
    opened: list[str] = []

    def open_voice(base: str, *_: Any) -> LoadedWriter:
        opened.append(base)
        return how()

    monkeypatch.setattr(MODULE, "load_writer", open_voice)
    return opened


def voice() -> LoadedWriter:
    return LoadedWriter(SimpleNamespace(), WriterSpec("base"), "model")  # type: ignore[arg-type]


def refused() -> LoadedWriter:
    raise BadInput("no-base", "The language model cannot be loaded", "Check MUSECHAT_WRITER")


def test_a_model_is_opened_once_and_writes_for_every_turn(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, ours = opens(monkeypatch, voice), WriterRegistry()
    writers = [ours.get_writer(settings, shelf()) for _ in range(3)]
    assert opened == ["embedded"]
    assert all(isinstance(writer, LanguageWriter) for writer in writers)


def test_plain_sentences_need_no_model(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = opens(monkeypatch, voice)
    plain, ours = settings.model_copy(update={"writer": "template"}), WriterRegistry()
    assert ours.start_loading(plain, ("ear", "1")).result(0) is None  # as a worker warms up
    assert ours.get_writer(plain, shelf()) is TEMPLATE_WRITER
    assert opened == []


def test_what_cannot_be_opened_is_tried_again_only_after_a_while(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = HeldClock()
    opened, ours = opens(monkeypatch, refused), WriterRegistry(clock)
    assert [ours.get_writer(settings, shelf()) for _ in range(2)] == [TEMPLATE_WRITER, TEMPLATE_WRITER]
    assert len(opened) == 1
    opens(monkeypatch, voice)
    clock.advance(RETRY_S - 0.1)
    assert ours.get_writer(settings, shelf()) is TEMPLATE_WRITER
    clock.advance(0.2)
    assert isinstance(ours.get_writer(settings, shelf()), LanguageWriter)


def test_no_turn_waits_longer_for_a_model_than_a_text_may_take(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, over = threading.Event(), threading.Event()

    def never_in_time() -> LoadedWriter:
        over.wait(PATIENCE_S)
        opened.set()
        return voice()

    opens(monkeypatch, never_in_time)
    assert WriterRegistry().get_writer(settings.model_copy(update={"writer_seconds": 0.05}), shelf()) is TEMPLATE_WRITER
    assert not opened.is_set()
    over.set()


def test_time_spent_waiting_for_a_model_is_not_there_for_its_texts(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = HeldClock()

    def slow() -> LoadedWriter:
        clock.advance(0.5)
        return voice()

    opens(monkeypatch, slow)
    writer = WriterRegistry(clock).get_writer(settings.model_copy(update={"writer_seconds": 60.0}), shelf())
    assert isinstance(writer, LanguageWriter)
    assert writer.seconds == 59.5


def test_reasons_are_checked_against_the_names_of_the_snapshot(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens(monkeypatch, voice)
    assert WriterRegistry().get_writer(settings, shelf()).catalogue is NAMES  # type: ignore[attr-defined]


def test_closing_waits_for_a_model_that_is_being_loaded(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Native code in a thread that outlives the interpreter aborts the process."""
    arrive, closed = threading.Event(), threading.Event()

    def load_late() -> LoadedWriter:
        assert arrive.wait(PATIENCE_S)
        return voice()

    opens(monkeypatch, load_late)
    monkeypatch.setattr(MODULE, "CLOSE_S", PATIENCE_S)
    ours = WriterRegistry()
    load = ours.start_loading(settings, ("ear", "1"))
    closing = threading.Thread(target=lambda: (ours.close(), closed.set()))
    closing.start()
    assert not closed.is_set()
    arrive.set()
    closing.join(PATIENCE_S)
    assert closed.is_set()
    assert load.done()
