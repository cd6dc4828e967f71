"""What is reported of turns to Sentry and to an OpenTelemetry collector: code and ids, and nothing that anybody said."""

from __future__ import annotations

import gzip
import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from sqlalchemy import select

from cli.doctor_settings import check_observation
from cli.health_level import HealthLevel
from cli.observation import observe
from cli.setup import list_secrets
from musechat.settings import Settings
from musechat.tracing import Tracer
from musechat.turn import ClipSource, NewTurn, SourceKind, Stage, TurnKind
from store import ledger
from store.tables import TurnRow
from tests.store.asked import Asker
from tests.worker.test_runner import House
from worker.context import TurnContext

WORDS = "something for Zerubabel's wedding"
LINK = "https://clips.example/private/kumquat.mp4?key=hollyhock"
NAME = "Lady Marzipan"
SECRETS = ("Zerubabel", "wedding", "kumquat", "hollyhock", "Marzipan", "clips.example")


class Receiver:
    """A collector and Sentry's door on loopback: keeps what is posted."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.posted: list[tuple[str, bytes]] = []

    @property
    def text(self) -> str:
        return "".join(body.decode("utf-8", "replace") for _, body in self.posted)

    @property
    def spans(self) -> list[Any]:
        found = []
        for path, body in self.posted:
            if path == "/v1/traces":
                request = ExportTraceServiceRequest.FromString(body)
                found += [span for r in request.resource_spans for scope in r.scope_spans for span in scope.spans]
        return found

    @property
    def events(self) -> list[dict[str, Any]]:
        lines = [line for path, body in self.posted if path != "/v1/traces" for line in body.splitlines()]
        return [each for each in map(json.loads, lines) if "logentry" in each]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            packed = self.headers.get("Content-Encoding")
            body = {"gzip": gzip.decompress, "br": brotli.decompress}.get(packed or "", bytes)(body)
            found.posted.append((self.path, body))
            answer = b"{}" if "envelope" in self.path else b""
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    found = Receiver(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


def settings_of(tmp_path: Path, receiver: Receiver) -> Settings:
    return Settings(
        _env_file=None,
        data_dir=tmp_path,
        sentry_dsn=f"http://hush@127.0.0.1:{receiver.port}/7",
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{receiver.port}",
    )


@contextmanager
def observed(settings: Settings) -> Iterator[Tracer]:
    before = list(logging.getLogger().handlers)
    with observe(settings, "worker") as tracer:
        yield tracer
    assert logging.getLogger().handlers == before


def fail(_context: TurnContext) -> None:
    private = NAME
    try:
        raise KeyError(LINK)
    except KeyError as error:
        raise ValueError(f"{private} said {WORDS}") from error


def test_turns_are_reported_without_words_names_and_links(asker: Asker, tmp_path: Path, receiver: Receiver) -> None:
    settings = settings_of(tmp_path, receiver)
    house = House(asker.db, settings)
    source = ClipSource(SourceKind.LINK, LINK, NAME)
    with asker.db.write() as session:
        new = NewTurn(asker.thread_id, asker.member_id, NAME, TurnKind.FIRST, WORDS, source=source)
        turn_id = ledger.submit_turn(session, new)
    with observed(settings) as tracer:
        house.runner(dict.fromkeys(Stage, lambda _: None) | {Stage.WATCH: fail}, tracer=tracer).run_turn(turn_id)
        # As structlog hands its records on.
        said = {"event": "card-not-sent", "words": WORDS, "name": NAME, "incident": "0123abcd"}
        logging.getLogger("bot.discord").error(said)
        logging.getLogger("discord.gateway").error(f"{NAME} at {LINK}")
    assert [span.name for span in receiver.spans] == ["stage fetch", "stage watch", "turn first"]
    (turn,) = (span for span in receiver.spans if span.name == "turn first")
    assert {a.key: a.value.int_value for a in turn.attributes} == {
        "musechat.turn": turn_id,
        "musechat.thread": asker.thread_id,
        "musechat.attempt": 1,
    }
    failed = receiver.spans[1]
    assert (failed.parent_span_id, failed.status.code) == (turn.span_id, 2)
    assert "ValueError" in str(failed.attributes)
    first, card, library = receiver.events
    assert first["logentry"]["message"] == "incident %s: turn %s, stage %s"
    assert first["tags"]["incident"] == read_incident(asker, turn_id)
    assert [each["type"] for each in first["exception"]["values"]] == ["KeyError", "ValueError"]
    assert first["exception"]["values"][1]["stacktrace"]["frames"][-1]["function"] == "fail"
    assert (card["logentry"]["message"], card["tags"]["incident"]) == ("card-not-sent", "0123abcd")
    assert library["logentry"]["message"] == "an error of discord.gateway"
    for secret in SECRETS:
        assert secret not in receiver.text


def read_incident(asker: Asker, turn_id: int) -> str:
    with asker.db.read() as session:
        return session.scalars(select(TurnRow.incident).where(TurnRow.id == turn_id)).one()


def test_nothing_is_loaded_or_reported_unless_it_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("sentry_sdk", "opentelemetry.sdk"):
        monkeypatch.setitem(sys.modules, name, None)
    settings = Settings(_env_file=None, data_dir=tmp_path)
    with observed(settings) as tracer, tracer.span("turn", {}):
        pass
    assert check_observation(settings) == (HealthLevel.FINE, "nothing is reported to anybody")


def test_a_missing_package_and_a_wrong_dsn_are_told_and_stop_nothing(
    tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_of(tmp_path, receiver)
    level, line = check_observation(settings)
    assert (level, line) == (HealthLevel.FINE, "errors to 127.0.0.1; spans to 127.0.0.1")
    wrong = Settings(_env_file=None, data_dir=tmp_path, sentry_dsn="hush-hush")
    assert check_observation(wrong)[0] is HealthLevel.BROKEN
    with observed(wrong):
        pass
    assert "hush-hush" not in caplog.text + check_observation(wrong)[1]
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    level, line = check_observation(settings)
    assert level is HealthLevel.BROKEN
    assert "sentry_sdk is not installed" in line
    assert "requirements/observe.txt" in line
    with observed(settings) as tracer, tracer.span("turn", {}):
        pass
    assert "its package sentry_sdk is not installed" in caplog.text
    assert receiver.spans


def test_the_key_is_kept_out_of_logs(tmp_path: Path, receiver: Receiver) -> None:
    assert settings_of(tmp_path, receiver).sentry_dsn.get_secret_value() in list_secrets(
        settings_of(tmp_path, receiver)
    )
