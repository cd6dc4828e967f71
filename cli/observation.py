"""Errors to Sentry and spans to an OpenTelemetry collector, where the operator has named them; off otherwise.

What leaves the machine is code and numbers: an error's type with the places in the code that it passed, the text of the
log's line before anything is filled in, incident numbers, and ids of turns and threads. Messages of errors, values of
variables and what was filled into lines may hold members' words, names and links, and stay in our own log, where the
incident's number finds them.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from musechat import __version__
from musechat.settings import Settings
from musechat.tracing import Ids, NoTracer, Tracer

OURS = ("bot", "cli", "language", "media", "models", "musechat", "store", "worker")
INCIDENT = re.compile(r"[0-9a-f]{8}")
CHAIN, FRAMES = 4, 50  # exceptions of one chain, and frames of each, that are told
FLUSH_S = 2.0

log = logging.getLogger(__name__)


@contextmanager
def observe(settings: Settings, part: str) -> Iterator[Tracer]:
    """Report errors and spans of this process while the block runs, as far as the settings ask for it.

    Args:
        settings: of the installation.
        part: ``"worker"``, ``"bot"`` or ``"page"``.

    Yields:
        what collects the spans; one that keeps nothing where nobody has asked for them.

    """
    with _report_errors(settings, part), _collect_spans(settings, part) as tracer:
        yield tracer


@contextmanager
def _report_errors(settings: Settings, part: str) -> Iterator[None]:
    dsn = settings.sentry_dsn.get_secret_value()
    client = _try_to_make("Sentry", lambda: make_sentry_client(dsn)) if dsn else None
    if client is None:
        yield
        return
    handler = SentryHandler(client, part)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
        client.close(FLUSH_S)


@contextmanager
def _collect_spans(settings: Settings, part: str) -> Iterator[Tracer]:
    endpoint = settings.otel_endpoint
    provider = _try_to_make("OpenTelemetry", lambda: make_tracer_provider(endpoint, part)) if endpoint else None
    if provider is None:
        yield NoTracer()
        return
    try:
        yield SpanCollector(provider.get_tracer("musechat", __version__))
    finally:
        provider.shutdown()  # sends what waits


def _try_to_make(name: str, make: Any) -> Any:
    try:
        return make()
    except ImportError as error:
        log.error("%s is set but its package %s is not installed; see musechat doctor", name, error.name)
    except ValueError as error:  # a malformed DSN among them
        log.error("%s cannot be used as it is set (%s); see musechat doctor", name, type(error).__name__)
    return None


def make_sentry_client(dsn: str) -> Any:
    """Make a client that sends what it is given and looks at nothing by itself.

    Raises:
        ImportError: ``sentry-sdk`` is not installed.
        ValueError: the DSN is malformed.

    """
    import sentry_sdk

    return sentry_sdk.Client(
        dsn=dsn,
        release=f"musechat@{__version__}",
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        send_default_pii=False,
        send_client_reports=False,
        auto_session_tracking=False,
        server_name="",
    )


def make_tracer_provider(endpoint: str, part: str) -> Any:
    """Make what sends spans by OTLP over HTTP, in a thread of its own.

    Raises:
        ImportError: the SDK or its exporter is not installed.

    """
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource({"service.name": f"musechat-{part}", "service.version": __version__})
    provider = TracerProvider(resource=resource)
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


class SpanCollector:
    """A :class:`musechat.tracing.Tracer` over OpenTelemetry's."""

    def __init__(self, tracer: Any) -> None:
        self._tracer = tracer

    @contextmanager
    def span(self, name: str, ids: Ids) -> Iterator[None]:
        """Open a span; of an exception only its type is noted."""
        from opentelemetry.trace import Status, StatusCode

        attributes = {f"musechat.{key}": value for key, value in ids.items()}
        # Its own notes of exceptions hold their messages.
        options = {"record_exception": False, "set_status_on_exception": False}
        with self._tracer.start_as_current_span(name, attributes=attributes, **options) as span:
            try:
                yield
            except BaseException as error:
                span.set_attribute("error.type", type(error).__qualname__)
                span.set_status(Status(StatusCode.ERROR))
                raise


class SentryHandler(logging.Handler):
    """Sends records of errors."""

    def __init__(self, client: Any, part: str) -> None:
        super().__init__(logging.ERROR)
        self._client = client
        self._part = part

    def emit(self, record: logging.LogRecord) -> None:
        """Send a record; the client's thread does the sending, and drops what it cannot send."""
        try:
            self._client.capture_event(describe_record(record, self._part))
        except Exception:  # noqa: BLE001 - a fault in reporting must not become one of the work
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base class's name
        """Say nothing: what failed to be sent stands in our own log."""


def describe_record(record: logging.LogRecord, part: str) -> dict[str, Any]:
    """A record as an event of Sentry's, without anything that was filled into it."""
    said = record.msg
    event = said.get("event", "") if isinstance(said, dict) else said
    # Other libraries may have filled in their lines already.
    ours = record.name.partition(".")[0] in OURS and isinstance(event, str)
    described: dict[str, Any] = {
        "level": "fatal" if record.levelno >= logging.CRITICAL else "error",
        "logger": record.name,
        "logentry": {"message": event if ours else f"an error of {record.name}"},
        "tags": {"part": part},
    }
    if incident := _find_incident(record):
        described["tags"]["incident"] = incident
    error = _find_error(record)
    if error is not None:
        described["exception"] = {"values": list(_iter_chain(error))[::-1]}
    return described


def _find_incident(record: logging.LogRecord) -> str | None:
    given = [record.msg.get("incident")] if isinstance(record.msg, dict) else record.args
    listed = given if isinstance(given, tuple | list) else ()
    return next((each for each in listed if isinstance(each, str) and INCIDENT.fullmatch(each)), None)


def _find_error(record: logging.LogRecord) -> BaseException | None:
    error: Any = record.exc_info or (record.msg.get("exc_info") if isinstance(record.msg, dict) else None)
    if isinstance(error, tuple):
        error = error[1]
    return error if isinstance(error, BaseException) else None


def _iter_chain(error: BaseException) -> Iterator[dict[str, Any]]:
    """Each exception of a chain without its message, the newest first, as Sentry describes them."""
    at: BaseException | None = error
    for _ in range(CHAIN):
        if at is None:
            return
        walked = list(traceback.walk_tb(at.__traceback__))[-FRAMES:]
        frames = [
            {
                "filename": frame.f_globals.get("__name__", ""),
                "function": frame.f_code.co_qualname,
                "lineno": line,
                "in_app": frame.f_globals.get("__name__", "").partition(".")[0] in OURS,
            }
            for frame, line in walked
        ]
        kind = type(at)
        yield {"type": kind.__qualname__, "module": kind.__module__, "value": "", "stacktrace": {"frames": frames}}
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)


def describe_receivers(settings: Settings) -> list[str]:
    """Who is told what, by host; empty where nobody is.

    Raises:
        ImportError: a package that the settings need is missing.
        ValueError: the DSN is malformed.

    """
    found = []
    if dsn := settings.sentry_dsn.get_secret_value():
        make_sentry_client(dsn).close(0)
        found.append(f"errors to {urlsplit(dsn).hostname}")
    if settings.otel_endpoint:
        make_tracer_provider(settings.otel_endpoint, "doctor").shutdown()
        found.append(f"spans to {urlsplit(settings.otel_endpoint).hostname}")
    return found
