"""Logging: one set-up for all processes, with lines on a terminal, JSON elsewhere, and secrets redacted."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Any

import structlog

from musechat.redaction import redact_value, register_secrets
from musechat.tracebacks import format_exception

QUIET = ("bm25s", "celery", "kombu", "amqp", "aiohttp.access", "alembic", "numba", "sqlalchemy", "urllib3", "httpx")
# What these say at level "debug" is whole messages and whole payloads.
NEVER_DEBUG = ("discord", "aiohttp", "psycopg")
AS_IS = frozenset({"exc_info", "level", "logger", "timestamp"})  # keys of a record that are ours


def configure_logs(level: str, *, as_json: bool, secrets: Iterable[str] = ()) -> None:
    """Send every record of the process to standard error, whatever library it comes from.

    Args:
        level: ``"debug"``, ``"info"``, ``"warning"`` or ``"error"``.
        as_json: one JSON object per line, for machines.
        secrets: values that no line may hold.

    """
    register_secrets(secrets)
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    terminal = sys.stderr.isatty() and not as_json
    handler = _Handler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                redact_record,
                _ExceptionText(source=terminal),
                structlog.processors.JSONRenderer() if as_json else _make_console_renderer(colours=terminal),
            ],
        )
    )
    structlog.configure(  # what is logged with structlog goes the way of all other records
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in NEVER_DEBUG:
        logging.getLogger(name).setLevel(max(logging.INFO, root.level))
    logging.captureWarnings(capture=True)
    threading.excepthook = _log_thread_death


def redact_record(_logger: Any, _method: str, record: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Take secrets and members' words out of every value of a record (a structlog processor)."""
    return {key: value if key in AS_IS else redact_value(value, key) for key, value in record.items()}


def _make_console_renderer(*, colours: bool) -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(
        colors=colours, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
    )


class _ExceptionText:
    """Puts an exception into a record as text (a structlog processor)."""

    def __init__(self, *, source: bool) -> None:
        self._source = source

    def __call__(self, _logger: Any, _method: str, record: structlog.typing.EventDict) -> structlog.typing.EventDict:
        error = record.pop("exc_info", None)
        if isinstance(error, tuple):
            error = error[1]
        elif error and not isinstance(error, BaseException):  # ``exc_info=True``
            error = sys.exc_info()[1]
        if isinstance(error, BaseException):
            record["exception"] = format_exception(error, source=self._source)
        return record


class _Handler(logging.StreamHandler[Any]):
    """Says in one line that a record could not be written; the standard one would print its arguments."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base class's name
        error = sys.exc_info()[0]
        name = error.__name__ if error else "unknown"
        try:
            sys.stderr.write(f"a record of {record.name} ({record.pathname}:{record.lineno}) was lost: {name}\n")
        except (OSError, ValueError):
            return


def _log_thread_death(args: threading.ExceptHookArgs) -> None:
    if args.exc_type is SystemExit:
        return
    story: tuple[type[BaseException], BaseException, TracebackType | None] | None = None
    if args.exc_value is not None:
        story = (args.exc_type, args.exc_value, args.exc_traceback)
    name = args.thread.name if args.thread else "?"
    logging.getLogger("musechat").critical("the thread %s ended by an error", name, exc_info=story)
