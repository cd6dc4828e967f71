"""What a logged exception looks like, what it may cost, and what it may not hold."""

from __future__ import annotations

import io
import json
import linecache
import logging
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
import structlog

from musechat.logs import configure_logs
from musechat.tracebacks import CHAIN, FIRST_FRAMES, LAST_FRAMES, MESSAGE, format_exception

SECRET = "hunter2hunter2"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Leave the process's logging as it was."""
    root = logging.getLogger()
    before, level, hook = root.handlers, root.level, threading.excepthook
    yield
    root.handlers, threading.excepthook = before, hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Callable[[], str]]:
    def start(*, as_json: bool = False, terminal: bool = False) -> Callable[[], str]:
        stream = io.StringIO()
        monkeypatch.setattr(stream, "isatty", lambda: terminal)
        monkeypatch.setattr(sys, "stderr", stream)
        configure_logs("info", as_json=as_json, secrets=[SECRET])
        return stream.getvalue

    return start


def fail(depth: int) -> None:
    local_words = f"password of a frame {depth}"
    if depth:
        fail(depth - 1)
    raise ValueError(f"deep {len(local_words)}")


def caught(depth: int) -> Exception:
    try:
        fail(depth)
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("terminal", [False, True])
def test_no_set_up_uses_a_costly_traceback(
    logged: Callable[..., Callable[[], str]], as_json: bool, terminal: bool
) -> None:
    logged(as_json=as_json, terminal=terminal)
    formatter = logging.getLogger().handlers[0].formatter
    assert isinstance(formatter, structlog.stdlib.ProcessorFormatter)
    for processor in formatter.processors:
        if isinstance(processor, structlog.dev.ConsoleRenderer):
            assert processor._exception_formatter is structlog.dev.plain_traceback
    assert formatter.processors[-2].__class__.__name__ == "_ExceptionText"  # nothing formats it before


def test_outside_a_terminal_no_source_file_is_read(
    logged: Callable[..., Callable[[], str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(linecache, "getlines", lambda name, *_: read.append(name) or [])
    text = logged()
    logging.getLogger("x").error("went wrong", exc_info=caught(3))
    structlog.get_logger("y").error("went-wrong", exc_info=caught(3))
    assert text().count("ValueError: deep") == 2
    assert not read


def test_a_deep_stack_is_cut_and_no_local_is_shown() -> None:
    lines = format_exception(caught(400), source=True).splitlines()
    assert sum(" in fail" in line or " in caught" in line for line in lines) == FIRST_FRAMES + LAST_FRAMES
    assert any("more" in line for line in lines)
    assert not any("frame 3" in line for line in lines)


def test_a_long_chain_and_a_long_message_are_cut() -> None:
    error = ValueError("x" * 100_000)
    for n in range(50):
        outer = ValueError(str(n))
        outer.__cause__ = error
        error = outer
    assert format_exception(error).count("ValueError") == CHAIN
    assert len(format_exception(ValueError("x" * 100_000))) < 2 * MESSAGE


def test_causes_and_members_of_groups_are_named() -> None:
    try:
        try:
            raise KeyError("first")
        except KeyError as error:
            raise ExceptionGroup("several", [ValueError("one"), OSError("two")]) from error
    except ExceptionGroup as error:
        text = format_exception(error)
    assert text.index("KeyError") < text.index("several") < text.index("ValueError: one") < text.index("OSError: two")


def test_a_chain_that_bites_its_tail_ends() -> None:
    one, two = ValueError("one"), ValueError("two")
    one.__context__, two.__context__ = two, one
    assert format_exception(one).count("ValueError") == 2


def test_secrets_are_taken_out_of_every_part_of_a_record(logged: Callable[..., Callable[[], str]]) -> None:
    text = logged(as_json=True)
    link = "https://example.com/v?key=abcd1234"
    logging.getLogger("lib").warning("GET %s as %s", link, SECRET, extra={"detail": {"url": link}})
    structlog.get_logger("ours").error("failed", words="calm piano", error=ValueError(link), exc_info=ValueError(link))
    for line in text().splitlines():
        record = json.loads(line)
        assert "abcd1234" not in line
        assert SECRET not in line
        assert "calm piano" not in line
        assert "https://example.com/…" in json.dumps(record, ensure_ascii=False)


def test_a_thread_that_dies_is_logged_like_the_rest(logged: Callable[..., Callable[[], str]]) -> None:
    text = logged()

    def work() -> None:
        raise ValueError(f"no {SECRET}")

    thread = threading.Thread(target=work, name="worker-7")
    thread.start()
    thread.join()
    assert "worker-7" in text()
    assert SECRET not in text()


def test_a_record_that_cannot_be_written_shows_no_arguments(logged: Callable[..., Callable[[], str]]) -> None:
    text = logged()
    logging.getLogger("x").warning("%d", SECRET)
    assert "was lost" in text()
    assert SECRET not in text()


def test_payloads_are_not_logged_at_any_level(logged: Callable[..., Callable[[], str]]) -> None:
    logged()
    configure_logs("debug", as_json=False)
    for name in ("discord.gateway", "sqlalchemy.engine", "aiohttp.client"):
        assert not logging.getLogger(name).isEnabledFor(logging.DEBUG)
