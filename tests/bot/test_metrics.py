"""What ``/metrics`` tells, to whom, and that nothing of members is in it; and the probes."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from bot.web.app import make_app
from musechat import event_counts
from musechat.event_counts import CountedEvent, count_discord_call, count_event
from musechat.settings import Settings
from musechat.turn import Queue, Stage
from store import leases, metric_queries
from store.api_tokens import create_token
from store.database import Database
from store.event_counts import load_event_counts, store_event_counts
from store.tables import TurnRow
from tests.bot.house import PretendWorker, SilentBell
from tests.bot.test_page_routes import say, told, upload
from tests.store.made import fill
from worker.reaper import Reaper

SECRET = "xyzzy"
DASHBOARD = Path(__file__).parents[2] / "deploy/grafana/musechat.json"
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture(autouse=True)
def no_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    event_counts.take_counts()
    monkeypatch.setattr("bot.web.metrics.routes.WAIT_S", 300.0)  # a busy machine is no database that is away


async def scrape(page: TestClient, **headers: str) -> Samples:
    async with page.get("/metrics", headers=headers) as reply:
        text = await reply.text()
        assert reply.status == 200, text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(samples: Samples, name: str, **labels: str) -> float:
    return samples[f"musechat_{name}", tuple(sorted(labels.items()))]


async def test_a_conversation_is_counted_once_whoever_worked(page: TestClient, worker: PretendWorker, clip: Path):
    before = await scrape(page)
    assert value(before, "database_up") == 1
    assert value(before, "library_tracks", owner="all") == 10
    begun = await upload(page, clip, "calm")
    await told(page, begun["turns"][0]["id"])
    thread = begun["thread"]["id"]
    for words in ("impossible", "broken"):
        await told(page, (await say(page, thread, kind="refine", words=words))["id"])
    for _ in range(2):  # a second reading counts nothing again
        after = await scrape(page)
        assert value(after, "turns_total", state="done", kind="first") == 1
        assert value(after, "turns_total", state="failed", kind="refine") == 1
        assert value(after, "turn_failures_total", code="clip-broken") == 1
        assert value(after, "picks_total") == 1
        assert value(after, "no_match_total") == 1
        assert value(after, "turn_seconds_count", state="done") == 2
    assert value(after, "workers", ready="true") == 1
    assert value(after, "queue_turns", queue="infer") == 0


async def test_what_waits_is_told_with_its_age(page: TestClient, stocked: Database, clip: Path):
    begun = await upload(page, clip)
    with stocked.write() as session:
        row = session.get_one(TurnRow, begun["turns"][0]["id"])
        row.created_at = datetime.now(UTC) - timedelta(seconds=100)
    samples = await scrape(page)
    assert value(samples, "queue_turns", queue="media") == 1
    assert 100 <= value(samples, "queue_age_seconds", queue="media") < 1000
    with stocked.write() as session:
        job = leases.claim_turn(session, "w", list(Queue), 60)
        assert job is not None
        leases.report_stage(session, job.id, job.attempt, Stage.WATCH, 0.5, {})
    samples = await scrape(page)
    assert value(samples, "running_turns", stage="watch") == 1
    assert value(samples, "queue_turns", queue="media") == 0


async def test_no_word_name_link_or_id_of_anybody_gets_out(page: TestClient, stocked: Database):
    now = datetime.now(UTC)
    with stocked.write() as session:
        made = fill(session, secret=SECRET, at=now)
        row = session.get_one(TurnRow, made.turn_id)
        # Even where what should be a fixed name holds something else.
        row.state, row.error_code, row.error, row.kind = "failed", f"{SECRET} said so", SECRET, SECRET
        row.stages = {SECRET: 1.0, "watch": 2.0}
    async with page.get("/metrics") as reply:
        text = await reply.text()
    assert 'musechat_turn_failures_total{code="other"} 1.0' in text
    assert 'musechat_turns_total{kind="other",state="failed"} 1.0' in text
    for hidden in (SECRET, "example.org", "Étude", "Ōtsuka", made.track_id, str(made.guild_id)):
        assert hidden not in text
    names = {name for samples in [await scrape(page)] for _, labels in samples for name, _ in labels}
    known = {"state", "kind", "code", "check", "stage", "queue", "ready", "owner", "le"}
    assert names <= known | {"implementation", "major", "minor", "patchlevel", "version"}  # of Python itself


async def test_what_other_processes_counted_is_added_up(page: TestClient, stocked: Database):
    count_event(CountedEvent.RETRIES, 2)
    count_discord_call(0.3)
    store_event_counts(stocked)  # as a worker's heartbeat does
    count_event(CountedEvent.RETRIES)  # of this process
    count_event(CountedEvent.DISCORD_LIMITED)
    samples = await scrape(page)
    assert value(samples, "retries_total") == 3
    assert value(samples, "discord_rate_limited_total") == 1
    assert value(samples, "discord_call_seconds_bucket", le="0.25") == 0
    assert value(samples, "discord_call_seconds_bucket", le="0.5") == 1
    assert value(samples, "discord_call_seconds_count") == 1
    assert value(samples, "discord_call_seconds_sum") == 0.3


async def test_a_lease_that_ran_out_is_counted(page: TestClient, stocked: Database, clip: Path):
    await upload(page, clip)
    with stocked.write() as session:
        assert leases.claim_turn(session, "elsewhere:1:x", list(Queue), -1.0)
    Reaper(stocked, list(Queue), lambda *_: None, embedded=True)._check_embedded()
    assert value(await scrape(page), "leases_lost_total") == 1


def test_counts_are_kept_while_the_database_is_away(stocked: Database, monkeypatch: pytest.MonkeyPatch):
    count_event(CountedEvent.BROKER_ERRORS)
    with monkeypatch.context() as away, pytest.raises(OSError, match="away"):
        away.setattr(stocked, "write", _fail)
        store_event_counts(stocked)
    store_event_counts(stocked)
    with stocked.read() as session:
        assert load_event_counts(session) == {"broker-errors": 1}


def _fail() -> None:
    raise OSError("away")


async def test_without_a_database_the_process_lives_and_is_not_ready(
    page: TestClient, stocked: Database, monkeypatch: pytest.MonkeyPatch
):
    async with page.get("/readyz") as reply:
        assert (reply.status, (await reply.json())["ready"]) == (200, True)
    monkeypatch.setattr(stocked, "read", _break_reading)
    async with page.get("/livez", headers={"Host": "10.1.2.3:8750"}) as reply:  # as a probe asks
        assert reply.status == 200
    async with page.get("/readyz", headers={"Host": "10.1.2.3:8750"}) as reply:
        assert (reply.status, (await reply.json())["database"]) == (503, False)
    assert value(await scrape(page), "database_up") == 0


@asynccontextmanager
async def serving(settings: Settings, db: Database, mode: str) -> AsyncIterator[TestClient]:
    changed = settings.model_copy(update={"metrics": mode})
    async with TestClient(TestServer(make_app(changed, db, SilentBell()))) as client:
        yield client


async def test_metrics_are_for_this_machine_unless_set(page: TestClient, settings: Settings, stocked: Database):
    with stocked.write() as session:
        token = create_token(session, "prometheus")
    away = ({"Host": "music.example"}, {"X-Forwarded-For": "10.0.0.9"}, {"Forwarded": "for=10.0.0.9"})
    for headers in away:
        async with page.get("/metrics", headers=headers) as reply:
            assert (reply.status, (await reply.json())["code"]) == (403, "metrics-closed")
        await scrape(page, **headers, Authorization=f"Bearer {token}")
    async with serving(settings, stocked, "open") as client:
        await scrape(client, **away[0])
    async with serving(settings, stocked, "off") as client, client.get("/metrics") as reply:
        assert reply.status == 404


async def test_the_dashboard_asks_only_for_what_is_there(page: TestClient):
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    asked = {target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", ())}
    ours = {name for expr in asked for name in re.findall(r"musechat_\w+", expr)}
    async with page.get("/metrics") as reply:
        text = await reply.text()
    told = {name for line in text.splitlines() if line.startswith("# TYPE") for name in [line.split()[2]]}
    suffixes = ("", "_bucket", "_count", "_sum", "_total")
    assert ours
    assert not {name for name in ours if not any(name in (one, one + end) for one in told for end in suffixes)}


def test_reading_for_the_metrics_uses_indexes(sqlite_database: Database) -> None:
    now = datetime.now(UTC)
    with sqlite_database.write() as session:
        fill(session, at=now)
    with sqlite_database.read() as session:
        (turn,) = metric_queries.load_ended(session, now - timedelta(seconds=1))
        assert turn.stages == {}
        assert metric_queries.load_waiting(session) == []


def _break_reading() -> None:
    from sqlalchemy.exc import OperationalError

    raise OperationalError("SELECT 1", {}, Exception("gone"))
