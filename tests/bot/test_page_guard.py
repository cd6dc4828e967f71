"""Who may talk to the page, what its replies forbid, what it imports, and how it starts and ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient

import bot.web.app

STATIC = Path(bot.web.app.__file__).parent / "static"
HEAVY = ("torch", "numpy", "av", "librosa", "scipy", "transformers", "celery")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]", "[", ""]
)
async def test_a_rebound_host_is_refused(page: TestClient, host: str):
    for path in ("/", "/api/health", "/static/js/main.js"):
        async with page.get(path, headers={"Host": host}) as reply:
            assert reply.status == 403
            assert (await reply.json())["code"] == "foreign-host"


@pytest.mark.parametrize("host", ["127.0.0.1:1", "localhost:8750", "LOCALHOST", "[::1]:8750"])
async def test_names_of_this_machine_are_welcome(page: TestClient, host: str):
    async with page.get("/api/health", headers={"Host": host}) as reply:
        assert reply.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},  # another program's page on this machine
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_posts_of_other_sites_are_refused(page: TestClient, headers: dict[str, str]):
    async with page.post("/api/threads", json={"link": "https://example.org/a.mp4"}, headers=headers) as reply:
        assert reply.status == 403
        assert (await reply.json())["code"] == "foreign-origin"


async def test_posts_of_the_page_itself_are_welcome(page: TestClient):
    origin = f"http://{page.host}:{page.port}"
    body = {"link": "https://example.org/a.mp4"}
    async with page.post(
        "/api/threads", json=body, headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"}
    ) as reply:
        assert reply.status == 201


@pytest.mark.parametrize("path", ["/", "/static/js/main.js", "/api/health", "/nowhere", "/api/turns/7/events"])
async def test_every_reply_carries_the_security_headers(page: TestClient, path: str):
    async with page.get(path) as reply:
        policy = reply.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert reply.headers["X-Frame-Options"] == "DENY"


def test_the_page_has_nothing_inline_nothing_foreign_and_small_modules():
    html = (STATIC / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", html)
    for file in STATIC.rglob("*"):
        if file.suffix not in (".html", ".js", ".css", ".svg"):
            continue
        text = file.read_text(encoding="utf-8")
        foreign = [
            url for url in re.findall(r"https?://\w[^\s\"'`)]*", text) if not url.startswith("http://www.w3.org/")
        ]
        assert not foreign, (file, foreign)
        assert not re.search(r"innerHTML|insertAdjacentHTML|outerHTML|document\.write|\beval\(", text), file
        assert len(text.splitlines()) < 250, file


def test_everything_the_page_names_exists():
    html = (STATIC / "index.html").read_text(encoding="utf-8")
    for name in re.findall(r'"/static/([^"]+)"', html):
        assert (STATIC / name).is_file(), name
    for module in (STATIC / "js").glob("*.js"):
        for name in re.findall(r'from "\./([^"]+)"', module.read_text(encoding="utf-8")):
            assert (STATIC / "js" / name).is_file(), (module.name, name)


def test_page_and_bot_import_nothing_heavy_and_do_not_read():
    # An installation without a worker has not all that reading takes.
    absent = (*HEAVY, "language.reading", "rapidfuzz")
    code = f"import bot.discord.client, bot.web.server, sys; print([m for m in {absent!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=240)
    assert out.stdout.strip() == "[]"


def start_page(data: Path, port: int) -> subprocess.Popen[str]:
    env = {**os.environ, "MUSECHAT_DATA_DIR": str(data), "MUSECHAT_WEB_PORT": str(port)}
    code = (
        "from musechat.settings import Settings; from musechat.errors import MuseChatError; from store.migrate import upgrade_database\n"
        "from store.database import Database; from bot.web.server import serve; import sys\n"
        "s = Settings(_env_file=None); upgrade_database(s.effective_database_url)\n"
        "try: serve(s, Database(s.effective_database_url), lambda a: print(a, flush=True))\n"
        "except MuseChatError as e: print(e.line); sys.exit(e.exit_code)\n"
    )
    return subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True, cwd=data)


@pytest.mark.slow
def test_the_page_starts_stays_small_and_ends_cleanly_on_sigterm(tmp_path: Path):
    import psutil

    process = start_page(tmp_path, 0)
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        address = next(line for line in lines if line.startswith("http://"))
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\n", address)
        assert psutil.Process(process.pid).memory_info().rss < 200 * 2**20
        process.send_signal(signal.SIGTERM)
        assert process.wait(120) == 0
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_a_taken_port_is_said_in_one_line_with_exit_code_2(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = start_page(tmp_path, taken.getsockname()[1])
        out, _ = process.communicate(timeout=240)
    assert process.returncode == 2
    assert out.splitlines()[-1] == (
        f"Port {taken_port(out)} on 127.0.0.1 is taken by another program. "
        "Stop the other program or choose another port with MUSECHAT_WEB_PORT."
    )


def taken_port(line: str) -> str:
    found = re.search(r"Port (\d+) on", line)
    assert found, line
    return found[1]
