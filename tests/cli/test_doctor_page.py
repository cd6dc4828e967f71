"""What the doctor says of a page that runs."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from cli.doctor import HealthLevel, _page
from musechat.settings import Settings


@contextmanager
def page_that_says(told: object) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(503)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("told", "health", "said"),
    [
        (
            {"answers": {}, "error": "Answers are not found for now: full."},
            HealthLevel.BROKEN,
            "not found for now: full",
        ),
        ({"answers": {"found": True}}, HealthLevel.FINE, "answering"),
        (["something else"], HealthLevel.NOTE, "not MuseChat"),
    ],
)
def test_a_page_is_asked_how_it_is(tmp_path: Path, told: object, health: HealthLevel, said: str) -> None:
    with page_that_says(told) as port:
        found, detail = _page(Settings(_env_file=None, data_dir=tmp_path, web_port=port))  # type: ignore[call-arg]
    assert (found, said in detail) == (health, True)
