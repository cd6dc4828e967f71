"""The proxies that ``deploy/`` shows, run for real before the page: nginx and Caddy with TLS of their own."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from aiohttp import web

from bot.web.app import make_app
from musechat.settings import Settings
from store.database import Database
from tests.bot.house import SilentBell
from tests.ports import reserved_port

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NAME, PASSWORD = "music.example.org", "correct horse battery"
ORIGIN = {"Origin": f"https://{NAME}", "Content-Type": "application/json"}
PATIENCE_S = 120.0

pytestmark = pytest.mark.slow


@pytest.fixture(params=["nginx", "caddy"])
def proxy(request: pytest.FixtureRequest) -> str:
    found = shutil.which(request.param) or shutil.which(f"/usr/sbin/{request.param}")
    if found is None:
        pytest.skip(f"{request.param} is not installed")
    return found


@contextmanager
def running(program: str, folder: Path, page_port: int, port: int) -> Iterator[None]:
    make = run_nginx if program.endswith("nginx") else run_caddy
    process = make(program, folder, page_port, port)
    try:
        await_port(port)
        yield
    finally:
        process.terminate()
        process.wait(60)


def run_nginx(program: str, folder: Path, page_port: int, port: int) -> subprocess.Popen[bytes]:
    subject = ["-subj", f"/CN={NAME}", "-days", "2", "-nodes", "-newkey", "rsa:2048"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(["openssl", "req", "-x509", *subject, *files], check=True, capture_output=True)
    text = (DEPLOY / "nginx/musechat.conf").read_text().replace("    listen [::]:443 ssl;\n", "")
    for shown, here in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(folder / "cert.pem")),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(folder / "key.pem")),
        ("127.0.0.1:8750", f"127.0.0.1:{page_port}"),
    ):
        assert shown in text, shown
        text = text.replace(shown, here)
    around = f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}"
    (folder / "nginx.conf").write_text(f"{around} http {{ access_log off; {text} }}")
    return subprocess.Popen([program, "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)


def run_caddy(program: str, folder: Path, page_port: int, port: int) -> subprocess.Popen[bytes]:
    text = (DEPLOY / "caddy/Caddyfile").read_text()
    assert f"\n{NAME} {{" in text
    text = text.replace(f"\n{NAME} {{", f"\n{NAME}:{port} {{\n\ttls internal").replace("8750", str(page_port))
    (folder / "Caddyfile").write_text(
        "{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n}\n" + text
    )
    home = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    command = [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    return subprocess.Popen(command, env=home, stderr=subprocess.DEVNULL)


def await_port(port: int) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            ask(port, "GET", "/static/icon.svg")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the proxy did not come up")


def ask(port: int, method: str, path: str, body: object = None, **headers: str) -> tuple[int, str]:
    """Status, and the session cookie or the answer's code."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = HTTPSConnection(NAME, timeout=PATIENCE_S)
    connection.sock = context.wrap_socket(socket.create_connection(("127.0.0.1", port)), server_hostname=NAME)
    try:
        connection.request(method, path, json.dumps(body) if body else None, {**ORIGIN, **headers})
        answer = connection.getresponse()
        content = answer.read()
        cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0]
        is_json = answer.headers["Content-Type"].startswith("application/json")
        return answer.status, cookie or (json.loads(content).get("code", "") if is_json else "")
    finally:
        connection.close()


async def test_the_page_works_behind_the_proxy_and_only_signed_in(
    proxy: str, settings: Settings, sqlite_database: Database, tmp_path: Path
) -> None:
    public = settings.model_copy(update={"public_url": f"https://{NAME}"})
    public = Settings.model_validate({**public.model_dump(), "web_password": PASSWORD})
    runner = web.AppRunner(make_app(public, sqlite_database, SilentBell()))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        with reserved_port() as port:
            chosen = port
        await asyncio.to_thread(use_page, proxy, tmp_path, runner.addresses[0][1], chosen)
    finally:
        await runner.cleanup()


def use_page(proxy: str, folder: Path, page_port: int, port: int) -> None:
    link = {"link": "https://example.org/a.mp4"}
    with running(proxy, folder, page_port, port):
        assert ask(port, "GET", "/")[0] == 200
        assert ask(port, "GET", "/api/health") == (401, "sign-in")
        status, cookie = ask(port, "POST", "/api/session", {"password": PASSWORD})
        assert (status, cookie.partition("=")[0]) == (200, "__Host-musechat")
        assert ask(port, "GET", "/api/health", Cookie=cookie)[0] == 200
        assert ask(port, "POST", "/api/threads", link, Cookie=cookie)[0] == 201
        assert ask(port, "POST", "/api/threads", link, Cookie=cookie, Origin="https://evil.example")[0] == 403
        assert ask(port, "GET", "/api/setup", Cookie=cookie) == (403, "not-on-loopback")
