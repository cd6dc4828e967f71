"""A run in which everything fails leaves no secret and no member's word in logs, error texts or health."""

from __future__ import annotations

import asyncio
import io
import logging
import sys
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import structlog
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr
from sqlalchemy import text

from bot.web.app import make_app
from cli.setup import list_secrets
from musechat.errors import Retryable
from musechat.logs import configure_logs
from musechat.settings import Settings
from musechat.turn import ClipSource, NewTurn, SourceKind, Stage, TurnKind
from store.blobs import BlobStore
from store.database import Database
from store.ledger import submit_turn
from store.members import get_member
from store.threads import open_thread
from tests.bot.house import SilentBell
from worker.context import StageFunctions, TurnContext
from worker.lease_keeper import LeaseKeeper
from worker.notifier import Notifier
from worker.runner import Runner
from worker.stages.fetch import run_fetch

WORDS = "for zebulina's farewell, something consoling"
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"
PASSWORD, LINK_KEY, WRITER_KEY = "p4ss-of-broker", "k3y-of-link", "k3y-of-writer"
LINKS = [
    f"http://127.0.0.1:1/private/{LINK_KEY}.mp4?sig={LINK_KEY}",
    f"https://no-such-host.invalid/{LINK_KEY}?token={LINK_KEY}",
    f"htp:/{LINK_KEY}?key={LINK_KEY}",
]
PLANTED = ("zebulina", "consoling", TOKEN, PASSWORD, LINK_KEY, WRITER_KEY)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path,
        broker_url=f"amqp://musechat:{PASSWORD}@127.0.0.1:1//",
        writer_key=SecretStr(WRITER_KEY),
        DISCORD_TOKEN=SecretStr(TOKEN),
        _env_file=None,
    )  # type: ignore[call-arg]


@pytest.fixture(params=["lines", "json"])
async def logged(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Callable[[], str]]:
    root, hook, before = logging.getLogger(), threading.excepthook, structlog.get_config()
    handlers, level, stream = root.handlers, root.level, io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    configure_logs("debug", as_json=request.param == "json", secrets=list_secrets(settings))
    yield stream.getvalue
    root.handlers, threading.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.configure(**before)


def fail_in_sql(context: TurnContext) -> None:
    with context.db.write() as session:
        session.execute(text("INSERT INTO nothing (words) VALUES (:words)"), {"words": context.job.words})


def fail_in_code(context: TurnContext) -> None:
    raise KeyError(context.job.words.split("'")[0].split()[1])


def fail_loudly(context: TurnContext) -> None:
    try:
        raise ValueError(f"cannot read {context.job.words} with {TOKEN}, Bearer {WRITER_KEY}{WRITER_KEY}")
    except ValueError as error:
        raise Retryable("site-trouble", f"The site at {LINKS[1]} did not answer") from error


def fail_as_a_library(context: TurnContext) -> None:
    logging.getLogger("some.library").warning("GET %s with %r", LINKS[0], context.job.words, extra={"url": LINKS[1]})
    logging.getLogger("some.library").error("gave up", exc_info=OSError(f"amqp://u:{PASSWORD}@h"))
    structlog.get_logger("other").error("failed", words=context.job.words, headers={"Authorization": TOKEN})
    raise RuntimeError(f"{context.job.words!r} at {LINKS[0]}")


FAILURES = [fail_in_sql, fail_in_code, fail_loudly, fail_as_a_library]


def run_turn(db: Database, settings: Settings, functions: StageFunctions, source: ClipSource) -> None:
    with db.write() as session:
        member = get_member(session, "page", "owner")
        thread = open_thread(session, platform="page", member_id=member)
        kind = TurnKind.REFINE if source.kind is SourceKind.NONE else TurnKind.FIRST
        turn_id = submit_turn(session, NewTurn(thread, member, "page", kind, WORDS, source=source))
    keeper, doorbell = LeaseKeeper(db, settings.lease_seconds), Notifier(settings)
    blobs = BlobStore(settings.effective_blob_url)
    Runner(db, settings, blobs, keeper, doorbell, lambda: functions, name="here").run_turn(turn_id)


async def fail_on_the_page(settings: Settings, db: Database) -> str:
    """Requests to a page whose tables are gone; what it said of itself."""
    async with TestClient(TestServer(make_app(settings, db, SilentBell()))) as page:
        with db.write() as session:
            session.execute(text("ALTER TABLE threads RENAME TO gone"))
            session.execute(text("ALTER TABLE tracks RENAME TO gone_too"))
        body = {"link": LINKS[1], "words": WORDS}
        async with page.post("/api/threads", json=body) as reply:
            assert reply.status >= 500
            said = await reply.text()
        async with page.get(f"/api/health?key={LINK_KEY}") as reply:
            assert reply.status == 503
            said += await reply.text()
    return said


async def test_nothing_planted_comes_out(
    sqlite_database: Database, settings: Settings, logged: Callable[[], str]
) -> None:
    db = sqlite_database
    for failure in FAILURES:
        stages = dict.fromkeys((Stage.READ, Stage.CHOOSE, Stage.WRITE), failure)
        await asyncio.to_thread(run_turn, db, settings, stages, ClipSource(SourceKind.NONE))
    for link in LINKS:
        await asyncio.to_thread(run_turn, db, settings, {Stage.FETCH: run_fetch}, ClipSource(SourceKind.LINK, link))
    with db.read() as session:
        rows = session.execute(text("SELECT error_code, error, incident FROM turns")).all()
    assert len(rows) == len(FAILURES) + len(LINKS)
    assert all(row[0] for row in rows)
    said = await fail_on_the_page(settings, db)
    for where, found in (("log", logged()), ("ledger", repr(rows)), ("page", said)):
        for secret in PLANTED:
            assert secret not in found, f"{secret} in the {where}: …{around(found, secret)}…"
    assert "RuntimeError" in logged()  # it is told what happened
    assert "sqlite3.OperationalError" in logged()
    assert "127.0.0.1:1" in logged()


def around(found: str, secret: str) -> str:
    at = found.index(secret)
    return found[max(0, at - 200) : at + 60]


def test_the_password_of_a_lost_broker_is_known_before_anything_is_logged(settings: Settings) -> None:
    assert set(list_secrets(settings)) == {TOKEN, WRITER_KEY, PASSWORD}
