"""Records are written off the thread that logs them: in order, with their errors and contexts, and none is waited for."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
import structlog

from musechat import background_logs
from musechat.background_logs import log_in_background
from musechat.logs import configure_logs


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Where the process logs to, as JSON; its logging is as it was afterwards."""
    root = logging.getLogger()
    before, level, hook = root.handlers, root.level, threading.excepthook
    made = io.StringIO()
    monkeypatch.setattr(sys, "stderr", made)
    configure_logs("info", as_json=True)
    yield made
    root.handlers, threading.excepthook = before, hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_what_is_logged_is_written_in_order_and_whole_at_the_end(stream: io.StringIO) -> None:
    log = structlog.get_logger("bench")
    with log_in_background():
        for n in range(500):
            log.info("counted", n=n)
    assert [line["n"] for line in lines(stream)] == list(range(500))
    log.info("after")
    assert lines(stream)[-1]["event"] == "after"


def test_errors_and_what_is_bound_belong_to_the_record(stream: io.StringIO) -> None:
    with log_in_background():
        structlog.contextvars.bind_contextvars(turn=7)
        for say in (structlog.get_logger("a").exception, logging.getLogger("b").exception):
            try:
                raise ValueError("of this record")
            except ValueError:
                say("failed")
        structlog.contextvars.clear_contextvars()
        logging.getLogger("c").warning("plain %s", "words")
    first, second, third = lines(stream)
    for line in (first, second):
        assert "of this record" in str(line["exception"])
        assert line["turn"] == 7
    assert (third["event"], "turn" in third) == ("plain words", False)


def test_a_reader_that_stopped_holds_nobody_up(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background_logs, "MOST_WAITING", 10)
    goes_on = threading.Event()
    write = stream.write

    def wait_first(text: str) -> int:
        goes_on.wait()
        return write(text)

    monkeypatch.setattr(stream, "write", wait_first)
    log = structlog.get_logger("bench")
    with log_in_background():
        for n in range(100):  # nobody reads; each returns all the same
            log.info("counted", n=n)
        goes_on.set()
    written = lines(stream)
    kept = [line for line in written if line["event"] == "counted"]
    assert 10 <= len(kept) < 100
    assert any("records were dropped" in str(line["event"]) for line in written)


def test_levels_of_handlers_are_kept(stream: io.StringIO) -> None:
    logging.getLogger().handlers[0].setLevel(logging.ERROR)
    with log_in_background():
        logging.getLogger("a").warning("quiet")
        logging.getLogger("a").error("loud")
    assert [line["event"] for line in lines(stream)] == ["loud"]
