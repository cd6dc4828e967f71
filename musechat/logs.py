"""Logging: one set-up for all processes; a terminal gets lines, a machine gets JSON."""

from __future__ import annotations

import logging
import sys

import structlog

QUIET = ("bm25s", "celery", "kombu", "amqp", "aiohttp.access", "alembic", "numba", "urllib3", "httpx")


def configure_logs(level: str, *, as_json: bool) -> None:
    """Send every record of the process to standard error, whatever library it comes from.

    Args:
        level: ``"debug"``, ``"info"``, ``"warning"`` or ``"error"``.
        as_json: one JSON object per line, for machines.

    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            pad_event_to=0,
            # Local variables hold what no log may: the bot's token in the headers of a request, members' words.
            exception_formatter=structlog.dev.RichTracebackFormatter(show_locals=False),
        )
    )
    last = [structlog.processors.format_exc_info, renderer] if as_json else [renderer]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *last,
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
