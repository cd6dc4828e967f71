# ruff: noqa: ASYNC240 - small files of the test's own
"""The HTTP API over a real database, ledger and blob store."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer

from bot.web.api.document import build_document
from bot.web.api.operations import OPERATIONS
from bot.web.api.request_budget import RequestBudget
from bot.web.app import make_app
from musechat.settings import Settings
from store.api_tokens import create_token, list_tokens, revoke_token
from store.database import Database
from store.track_library import put_track
from tests.bot.house import PretendWorker, SilentBell
from tests.clock import HeldClock
from tests.store.made import track

LINK = {"link": "https://example.org/v/a.mp4", "words": "calm"}


class ApiUser:
    """A program with a token."""

    def __init__(self, client: TestClient, token: str) -> None:
        self.client, self.headers = client, {"Authorization": f"Bearer {token}"}

    async def send(self, method: str, path: str, status: int = 200, **more: Any) -> Any:
        headers = {**self.headers, **more.pop("headers", {})}
        async with self.client.request(method, f"/api/v1{path}", headers=headers, **more) as reply:
            body = await reply.json()
            assert reply.status == status, body
            return body

    async def upload(self, clip: Path, words: str = "", **more: Any) -> Any:
        form = FormData({"words": words})
        form.add_field("clip", clip.read_bytes(), filename=clip.name, content_type="video/mp4")
        return await self.send("POST", "/recommendations", 201, data=form, **more)

    async def follow(self, turn: int) -> list[dict[str, Any]]:
        async with self.client.get(f"/api/v1/turns/{turn}/events", headers=self.headers) as reply:
            assert reply.content_type == "text/event-stream"
            text = await asyncio.wait_for(reply.text(), 120)
        return [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]


@pytest.fixture
async def program(page: TestClient, stocked: Database) -> ApiUser:
    with stocked.write() as session:
        return ApiUser(page, create_token(session, "cutter"))


async def test_a_program_gets_a_pick_refines_it_and_reads_its_receipt(
    program: ApiUser, worker: PretendWorker, clip: Path
):
    begun = await program.upload(clip, "calm")
    turns = await program.follow(begun["id"])
    assert turns[-1]["state"] == "done"
    pick = turns[-1]["picks"][0]
    assert pick["track"]["title"]
    assert pick["track"]["licence"]["id"] == "CC-BY-4.0"
    said = {"words": "calmer please"}
    refined = await program.send("POST", f"/conversations/{begun['conversation']}/turns?language=de", 201, json=said)
    assert (await program.follow(refined["id"]))[-1]["picks"][0]["track"]["energy"] < pick["track"]["energy"]
    receipt = await program.send("GET", f"/picks/{pick['id']}/receipt")
    assert receipt["credit"].endswith("CC-BY-4.0, https://example.org/track")
    assert pick["track"]["title"] in receipt["credit"]
    assert (await program.send("GET", f"/turns/{begun['id']}/why"))["why"]
    whole = await program.send("GET", f"/conversations/{begun['conversation']}")
    assert [turn["number"] for turn in whole["turns"]] == [1, 2]
    assert whole["turns"][1]["language"] == "de"


async def test_a_request_sent_again_is_answered_with_the_same_turn(program: ApiUser, clip: Path):
    key = {"Idempotency-Key": "upload-1"}
    first = await program.upload(clip, "calm", headers=key)
    assert (await program.upload(clip, "calm", headers=key))["id"] == first["id"]
    together = await asyncio.gather(
        *(program.send("POST", "/recommendations", 201, json=LINK, headers={"Idempotency-Key": "k"}) for _ in range(5))
    )
    assert len({(turn["id"], turn["conversation"]) for turn in together}) == 1
    other = LINK | {"words": "loud"}
    refused = await program.send("POST", "/recommendations", 422, json=other, headers={"Idempotency-Key": "k"})
    assert refused["code"] == "idempotency-key"
    await program.send("POST", "/recommendations", 400, json=LINK, headers={"Idempotency-Key": "a key"})


async def test_a_turn_can_be_cancelled_once(program: ApiUser):
    turn = await program.send("POST", "/recommendations", 201, json=LINK)
    assert (turn["state"], turn["queue_place"]) == ("queued", 1)
    assert (await program.send("POST", f"/turns/{turn['id']}/cancel"))["state"] == "cancelled"
    assert (await program.send("POST", f"/turns/{turn['id']}/cancel", 409))["code"] == "turn-ended"


async def test_what_belongs_to_another_token_or_to_the_page_is_not_there(
    program: ApiUser, page: TestClient, stocked: Database
):
    turn = await program.send("POST", "/recommendations", 201, json=LINK)
    async with page.post("/api/threads", json=LINK) as reply:
        local = await reply.json()
    with stocked.write() as session:
        other = ApiUser(page, create_token(session, "other"))
    for user, found in (
        (other, turn),
        (program, {"id": local["turns"][0]["id"], "conversation": local["thread"]["id"]}),
    ):
        for path in (f"/turns/{found['id']}", f"/turns/{found['id']}/why", f"/conversations/{found['conversation']}"):
            await user.send("GET", path, 404)
        await user.send("POST", f"/turns/{found['id']}/cancel", 404)
        await user.send("POST", f"/conversations/{found['conversation']}/turns", 404, json={"words": "x"})
    await other.send("GET", "/picks/1/receipt", 404)
    async with page.get(f"/api/threads/{turn['conversation']}") as reply:  # nor does the page see the API's
        assert reply.status == 404


async def test_the_library_is_listed_page_by_page_without_guilds_tracks_or_paths(program: ApiUser, stocked: Database):
    with stocked.write() as session:
        put_track(session, track(7, guild_id=3, title="Only Ours"), "1")
    seen, after = [], ""
    while after is not None:
        listed = await program.send("GET", f"/library/tracks?limit=4{'&after=' if after else ''}{after}")
        assert listed["total"] == 10
        seen += listed["tracks"]
        after = listed["next"]
    assert len({one["id"] for one in seen}) == len(seen) == 10
    assert "path" not in json.dumps(seen)
    found = await program.send("GET", "/library/tracks?q=mira%20TIDE")
    assert [one["title"] for one in found["tracks"]] == ["Low Tide"]
    assert not (await program.send("GET", "/library/tracks?q=%25"))["tracks"]
    assert (await program.send("GET", f"/library/tracks/{seen[0]['id']}")) == seen[0]
    for unknown in ("0" * 16, track(7, guild_id=3).id, "..%2f..", "x"):
        await program.send("GET", f"/library/tracks/{unknown}", 404)


@pytest.mark.parametrize(
    "token", ["", "Bearer", "Bearer mct_x", "Basic bWN0Og==", "Bearer mct_\u00e9", "Bearer " + "m" * 5000]
)
async def test_without_a_valid_token_there_is_nothing(program: ApiUser, page: TestClient, token: str):
    for one in OPERATIONS:
        path = "/api/v1" + one.path.replace("{id}", "1")
        async with page.request(one.method, path, headers={"Authorization": token} if token else {}) as reply:
            assert reply.status == 401
            assert reply.headers["WWW-Authenticate"] == "Bearer"
    async with page.get("/api/v1/nowhere", headers=program.headers) as reply:
        assert reply.status == 404


async def test_a_token_works_from_elsewhere_and_ends_when_revoked(program: ApiUser, stocked: Database):
    away = {"Host": "music.example", "Origin": "https://tool.example", "Sec-Fetch-Site": "cross-site"}
    await program.send("POST", "/recommendations", 201, json=LINK, headers=away)
    with stocked.write() as session:
        (token,) = list_tokens(session)
        assert token.used_at is not None
        assert token.name == "cutter"
        revoke_token(session, "cutter")
    await program.send("GET", "/library/tracks", 401)


async def test_a_token_over_its_budget_waits(settings: Settings, stocked: Database):
    few = settings.model_copy(update={"api_per_minute": 2})
    with stocked.write() as session:
        token, other = create_token(session, "a"), create_token(session, "b")
    async with TestClient(TestServer(make_app(few, stocked, SilentBell()))) as client:
        user = ApiUser(client, token)
        await user.send("GET", "/library/tracks")
        await user.send("GET", "/library/tracks")
        assert (await user.send("GET", "/library/tracks", 429))["code"] == "too-many-requests"
        async with client.get("/api/v1/library/tracks", headers=user.headers) as reply:
            assert 0 < int(reply.headers["Retry-After"]) <= 30
        await ApiUser(client, other).send("GET", "/library/tracks")


def test_a_budget_fills_again_evenly():
    clock = HeldClock()
    budget = RequestBudget(6, clock)
    assert [budget.take_one(1) for _ in range(7)] == [0] * 6 + [10]
    clock.advance(10)
    assert (budget.take_one(1), budget.take_one(1)) == (0, 10)
    assert not any(RequestBudget(0, clock).take_one(1) for _ in range(1000))


async def test_the_document_is_open_to_all_and_names_every_operation(page: TestClient):
    async with page.get("/api/v1/openapi.json") as reply:
        document = await reply.json()
    assert document == json.loads(json.dumps(build_document()))
    described = {(method.upper(), path) for path, ways in document["paths"].items() for method in ways}
    assert described == {(one.method, f"/api/v1{one.path}") for one in OPERATIONS}


async def test_whoever_follows_a_turn_hears_of_its_end_also_when_another_has_read_it(
    program: ApiUser, worker: PretendWorker, clip: Path
):
    worker.gate.clear()
    turn = await program.upload(clip)
    following = asyncio.create_task(program.follow(turn["id"]))
    while (await program.send("GET", f"/turns/{turn['id']}"))["state"] == "queued":
        pass
    worker.gate.set()
    while (await program.send("GET", f"/turns/{turn['id']}"))["state"] != "done":
        pass
    assert (await following)[-1]["state"] == "done"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"link": "https://example.org/a.mp4", "words": "\\ud800"}', "unreadable-text"),
        (b'{"link": "https://example.org/a.mp4", "words": "a\\u0000b"}', "unreadable-text"),
        (b'{"link": 99999999999999999999999999}', "number-too-large"),
        (b'{"link": ' + b"[" * 30_000, "too-deep"),
    ],
)
async def test_what_no_table_can_hold_is_refused_at_the_door(program: ApiUser, body: bytes, code: str):
    headers = {"Content-Type": "application/json"}
    told = await program.send("POST", "/recommendations", 400, data=body, headers=headers)
    assert told["code"] == code


@pytest.mark.parametrize(("query", "code"), [("q=%00tide", "unreadable-text"), ("after=%00", "after")])
async def test_a_search_for_what_is_no_text_is_refused(program: ApiUser, query: str, code: str):
    assert (await program.send("GET", f"/library/tracks?{query}", 400))["code"] == code


@pytest.mark.parametrize("path", [f"/turns/{2**63}", f"/conversations/{2**70}", f"/picks/{10**30}/receipt"])
async def test_numbers_that_no_row_has_are_not_found(program: ApiUser, path: str):
    await program.send("GET", path, 404)
