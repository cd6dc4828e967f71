# ruff: noqa: ASYNC240 - small files of the test's own
"""The page's routes over a real database, ledger and blob store."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData, MultipartWriter, web
from aiohttp.test_utils import TestClient, make_mocked_request

from bot.web.error_responses import answer_errors
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.turn import NewTurn, TurnKind
from store.blobs import BlobStore
from store.database import Database
from store.ledger import submit_turn
from store.members import get_member
from store.threads import open_thread
from store.track_library import list_tracks, put_track
from store.videos import get_video
from tests.bot.house import PretendWorker, draw_clip


async def upload(page: TestClient, clip: Path, words: str = "", name: str = "") -> dict[str, Any]:
    form = FormData({"words": words}, quote_fields=False)
    form.add_field("clip", clip.read_bytes(), filename=name or clip.name, content_type="video/mp4")
    async with page.post("/api/threads", data=form) as reply:
        assert reply.status == 201, await reply.text()
        return await reply.json()


async def told(page: TestClient, turn_id: int, **headers: str) -> list[dict[str, Any]]:
    """All events of a turn, to its end."""
    async with page.get(f"/api/turns/{turn_id}/events", headers=headers) as reply:
        assert reply.status == 200
        assert reply.content_type == "text/event-stream"
        text = await asyncio.wait_for(reply.text(), 120)
    return [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]


async def say(page: TestClient, thread: int, **turn: Any) -> dict[str, Any]:
    async with page.post(f"/api/threads/{thread}/turns", json=turn) as reply:
        assert reply.status == 201, await reply.text()
        return (await reply.json())["turn"]


async def refused(page: TestClient, status: int, code: str, method: str, path: str, **more: Any) -> str:
    async with page.request(method, path, **more) as reply:
        body = await reply.json()
        assert (reply.status, body["code"]) == (status, code), body
        assert set(body) == {"code", "error"}
        assert "\n" not in body["error"]
        return body["error"]


async def test_a_clip_goes_in_and_a_pick_comes_out(page: TestClient, worker: PretendWorker, clip: Path):
    worker.gate.clear()
    begun = await upload(page, clip, "calm")
    assert begun["worker"] is True
    turns = []
    async with page.get(f"/api/turns/{begun['turns'][0]['id']}/events") as reply:
        async for line in reply.content:
            if line.startswith(b"data: "):
                turns.append(json.loads(line[6:]))
                if turns[-1]["stage"] == "watch":  # its worker waits there
                    worker.gate.set()
    assert "watch" in [t["stage"] for t in turns if t["state"] == "running"]
    assert turns[-1]["state"] == "done"
    assert turns[-1]["video_hash"] == hashlib.sha256(clip.read_bytes()).hexdigest()
    picks = turns[-1]["picks"]
    assert [p["rank"] for p in picks] == [0, 1, 2, 3]
    assert picks[0]["audio_url"].startswith(f"/media/tracks/{picks[0]['track_id']}?until=")
    assert "beats_s" not in picks[0]["traits"]


async def test_a_new_cut_is_the_next_turn_of_its_thread(
    page: TestClient, worker: PretendWorker, clip: Path, tmp_path: Path, stocked: Database
):
    begun = await upload(page, clip)
    thread = begun["thread"]["id"]
    await told(page, begun["turns"][0]["id"])
    longer = draw_clip(tmp_path / "longer.mp4", 5.0)
    form = FormData({"words": ""}, quote_fields=False)
    form.add_field("clip", longer.read_bytes(), filename="longer.mp4", content_type="video/mp4")
    async with page.post(f"/api/threads/{thread}/clips", data=form) as reply:
        assert reply.status == 201, await reply.text()
        turn = (await reply.json())["turn"]
    assert (turn["thread_id"], turn["seq"], turn["kind"]) == (thread, 2, "first")
    last = (await told(page, turn["id"]))[-1]
    assert last["video_hash"] == hashlib.sha256(longer.read_bytes()).hexdigest()
    async with page.get(f"/api/threads/{thread}") as reply:
        assert (await reply.json())["thread"]["clip"]["hash"] == last["video_hash"]
    with stocked.write() as session:
        other = open_thread(session, platform="discord", member_id=get_member(session, "discord", "1"))
    for unknown in (other, 99999):  # nothing is taken in for a thread that is not there
        await refused(
            page, 404, "no-such-thread", "POST", f"/api/threads/{unknown}/clips", json={"link": "https://a.b/c.mp4"}
        )
    await refused(page, 400, "link", "POST", f"/api/threads/{thread}/clips", json={"link": "nonsense"})


async def test_events_carry_rising_revisions_and_a_latecomer_hears_only_the_end(
    page: TestClient, worker: PretendWorker, clip: Path
):
    turn_id = (await upload(page, clip))["turns"][0]["id"]
    revisions = [turn["revision"] for turn in await told(page, turn_id)]
    assert revisions == sorted(set(revisions))
    again = await told(page, turn_id, **{"Last-Event-ID": str(revisions[0])})
    assert [turn["state"] for turn in again] == ["done"]


async def test_a_thread_is_told_whole_with_its_verdicts(page: TestClient, worker: PretendWorker, clip: Path):
    begun = await upload(page, clip, name="../../C:\\evil/holiday.mp4")
    assert begun["thread"]["name"] == "holiday.mp4"
    first = (await told(page, begun["turns"][0]["id"]))[-1]
    second = await say(page, begun["thread"]["id"], kind="refine", words="calmer\n  please")
    second = (await told(page, second["id"]))[-1]
    assert second["words"] == "calmer please"
    assert second["picks"][0]["traits"]["energy"] < first["picks"][0]["traits"]["energy"]
    async with page.post(f"/api/picks/{second['picks'][1]['id']}/feedback", json={"verdict": "accepted"}) as reply:
        assert reply.status == 200
    async with page.get(f"/api/threads/{begun['thread']['id']}") as reply:
        whole = await reply.json()
    assert [turn["seq"] for turn in whole["turns"]] == [1, 2]
    assert whole["verdicts"] == {str(second["picks"][1]["id"]): "accepted"}
    assert whole["thread"]["clip"]["url"].startswith(f"/media/clips/{first['video_hash']}?until=")
    assert whole["thread"]["clip"]["traits"]["palette"]
    assert whole["thread"]["clip"]["traits"]["told"] == []


async def test_back_a_turn_brings_the_earlier_pick(page: TestClient, worker: PretendWorker, clip: Path):
    begun = await upload(page, clip)
    first = (await told(page, begun["turns"][0]["id"]))[-1]
    await told(page, (await say(page, begun["thread"]["id"], kind="another", about_turn=1))["id"])
    back = await say(page, begun["thread"]["id"], kind="back", about_turn=1)
    assert (await told(page, back["id"]))[-1]["picks"][0]["track_id"] == first["picks"][0]["track_id"]


async def test_a_turn_without_a_worker_is_kept_and_can_be_cancelled(page: TestClient, clip: Path):
    begun = await upload(page, clip)
    turn = begun["turns"][0]
    assert begun["worker"] is False
    assert (turn["state"], turn["queue_place"]) == ("queued", 1)
    async with page.post(f"/api/turns/{turn['id']}/cancel", json={}) as reply:
        assert (await reply.json())["turn"]["state"] == "cancelled"
    assert [t["state"] for t in await told(page, turn["id"])] == ["cancelled"]
    await refused(page, 409, "turn-ended", "POST", f"/api/turns/{turn['id']}/cancel", json={})


async def test_a_link_becomes_a_turn_and_its_address_is_for_the_worker_to_judge(page: TestClient, stocked: Database):
    async with page.post("/api/threads", json={"link": " https://example.org/v/a.mp4?x=1 ", "words": "calm"}) as reply:
        assert reply.status == 201
        assert (await reply.json())["thread"]["name"] == "example.org/v/a.mp4"


@pytest.mark.parametrize("link", ["", "no link", "file:///etc/passwd", "https://", "http://[", "ftp://a/b", 7, None])
async def test_what_is_no_link_is_refused_in_one_line(page: TestClient, link: object):
    await refused(page, 400, "link", "POST", "/api/threads", json={"link": link})


async def test_a_clip_over_the_limit_is_refused_and_leaves_nothing(
    page: TestClient, settings: Settings, blobs: BlobStore
):
    body = FormData()
    body.add_field("clip", b"x" * (settings.max_clip_bytes + 1), filename="big.mp4")
    line = await refused(page, 413, "clip-too-large", "POST", "/api/threads", data=body)
    assert "1 MiB" in line
    assert not [f for f in (settings.data_dir / "blobs").rglob("*") if f.is_file()]


async def test_the_limit_also_holds_for_a_body_of_untold_length(page: TestClient, settings: Settings, blobs: BlobStore):
    async def endless() -> Any:
        while True:
            yield b"x" * 65536

    with MultipartWriter("form-data") as parts:
        part = parts.append(endless())
        part.set_content_disposition("form-data", name="clip", filename="big.mp4")
        with contextlib.suppress(OSError):  # the server hung up while we were still sending
            await refused(page, 413, "clip-too-large", "POST", "/api/threads", data=parts)
    assert not [f for f in (settings.data_dir / "blobs").rglob("*") if f.is_file()]


async def test_empty_and_missing_clips_are_refused(page: TestClient):
    empty = FormData()
    empty.add_field("clip", b"", filename="empty.mp4")
    await refused(page, 400, "clip-empty", "POST", "/api/threads", data=empty)
    missing = FormData()
    missing.add_field("sound", b"abc", filename="a.mp3")
    await refused(page, 400, "no-clip", "POST", "/api/threads", data=missing)


@pytest.mark.parametrize(
    ("turn", "code"),
    [
        ({"kind": "first"}, "kind"),
        ({"kind": "dance"}, "kind"),
        ({"kind": ["refine"]}, "kind"),
        ({"kind": "refine", "words": "  "}, "words"),
        ({"kind": "refine", "words": "x" * 1001}, "words"),
        ({"kind": "refine", "words": {"a": 1}}, "words"),
        ({"kind": "back", "about_turn": "1"}, "about-turn"),
        ({"kind": "back", "about_turn": True}, "about-turn"),
    ],
)
async def test_what_cannot_be_said_is_refused(page: TestClient, clip: Path, turn: dict[str, Any], code: str):
    thread = (await upload(page, clip))["thread"]["id"]
    await refused(page, 400, code, "POST", f"/api/threads/{thread}/turns", json=turn)


async def test_bodies_that_are_not_small_json_objects_are_refused(page: TestClient):
    await refused(page, 415, "not-json", "POST", "/api/threads", data=b"{}", headers={"Content-Type": "text/plain"})
    json_type = {"Content-Type": "application/json"}
    await refused(page, 415, "not-json", "POST", "/api/threads", data=b"{", headers=json_type)
    await refused(page, 415, "not-json", "POST", "/api/threads", data=b"[]", headers=json_type)
    await refused(page, 400, "too-large", "POST", "/api/threads", data=b"[" * 70_000, headers=json_type)


async def test_unknown_things_are_not_found(page: TestClient):
    for path in ("/api/threads/9", "/api/turns/9/events", "/media/tracks/" + "0" * 16, "/media/clips/" + "0" * 64):
        await refused(page, 404, f"no-such-{path.split('/')[2].rstrip('s')}", "GET", path)
    await refused(page, 404, "no-such-pick", "POST", "/api/picks/9/feedback", json={"verdict": "accepted"})
    await refused(page, 400, "verdict", "POST", "/api/picks/9/feedback", json={"verdict": "meh"})
    await refused(page, 404, "no-such-page", "GET", "/nowhere")
    await refused(page, 404, "no-such-page", "GET", "/static/../app.py")
    await refused(page, 404, "no-such-page", "GET", "/static/%2e%2e/app.py")
    await refused(page, 405, "wrong-method", "DELETE", "/api/health")


async def test_threads_of_other_askers_are_not_shown(page: TestClient, stocked: Database):
    with stocked.write() as session:
        member = get_member(session, "discord", "1")
        thread = open_thread(session, platform="discord", member_id=member)
    await refused(page, 404, "no-such-thread", "GET", f"/api/threads/{thread}")
    await refused(page, 404, "no-such-thread", "POST", f"/api/threads/{thread}/turns", json={"kind": "another"})


async def test_clips_and_tracks_are_served_in_ranges(
    page: TestClient, worker: PretendWorker, clip: Path, stocked: Database
):
    last = (await told(page, (await upload(page, clip))["turns"][0]["id"]))[-1]
    async with page.get(f"/media/clips/{last['video_hash']}", headers={"Range": "bytes=4-7"}) as reply:
        assert (reply.status, reply.content_type, await reply.read()) == (206, "video/mp4", b"ftyp")
        assert reply.headers["Content-Range"] == f"bytes 4-7/{clip.stat().st_size}"
    async with page.get(last["picks"][0]["audio_url"]) as reply:
        assert (reply.status, reply.content_type) == (200, "audio/mpeg")
        assert len(await reply.read()) == reply.content_length
    async with page.get(last["picks"][0]["audio_url"], headers={"Range": "bytes=99999999-"}) as reply:
        assert reply.status == 416


async def test_clips_of_other_askers_and_expired_ones_are_not_served(
    page: TestClient, worker: PretendWorker, clip: Path, stocked: Database
):
    last = (await told(page, (await upload(page, clip))["turns"][0]["id"]))[-1]
    from sqlalchemy import update

    from store.tables import ThreadRow
    from store.videos import forget_blob

    with stocked.write() as session:
        session.execute(update(ThreadRow).values(platform="discord"))
    await refused(page, 404, "no-such-clip", "GET", f"/media/clips/{last['video_hash']}")
    with stocked.write() as session:
        session.execute(update(ThreadRow).values(platform="page"))
        forget_blob(session, last["video_hash"])
    await refused(page, 404, "no-such-clip", "GET", f"/media/clips/{last['video_hash']}")


async def test_a_track_whose_file_is_gone_says_so(page: TestClient, stocked: Database):
    with stocked.write() as session:
        track = replace(list_tracks(session)[0], path="/no/such/file.mp3")
        put_track(session, track, "1")
    assert "library again" in await refused(page, 404, "no-such-track", "GET", f"/media/tracks/{track.id}")


@pytest.mark.parametrize(
    ("name", "codec", "sound", "kind"),
    [
        ("a.webm", "libvpx", "libopus", "video/webm"),
        ("a.mkv", "libx264", None, "video/x-matroska"),
        ("a.avi", "mpeg4", None, "video/x-msvideo"),
        ("a.mov", "libx264", None, "video/quicktime"),
    ],
)
def test_the_first_bytes_tell_a_clips_type(tmp_path: Path, name: str, codec: str, sound: str | None, kind: str):
    from bot.web.media_streams import picture_type

    assert picture_type(draw_clip(tmp_path / name, 0.4, codec, sound)) == kind


async def test_health_tells_of_worker_and_library(page: TestClient, stocked: Database, blobs: BlobStore):
    async with page.get("/api/health") as reply:
        health = await reply.json()
    assert (health["database"], health["worker"], health["library"]) == (True, False, 10)
    assert health["limits"]["max_clip_bytes"] == 2_000_000
    assert health["reasons"] == {"plain": 0, "passed": 0, "retried": 0, "replaced": 0, "late": 0}
    with PretendWorker(stocked, blobs):
        async with page.get("/api/health") as reply:
            assert (await reply.json())["worker"] is True


async def test_demo_clips_are_offered_where_they_were_drawn(
    page: TestClient, settings: Settings, clip: Path, worker: PretendWorker
):
    async with page.get("/api/demo") as reply:
        assert (await reply.json())["clips"] == []
    folder = settings.data_dir / "demo" / "clips"
    folder.mkdir(parents=True)
    shutil.copy(clip, folder / "tide.mp4")
    entries = [
        {"file": "tide.mp4", "title": "The tide"},
        {"file": "gone.mp4"},
        {"file": "../../musechat.db"},
        {"file": 3},
    ]
    (folder / "truth.json").write_text(json.dumps({"clips": entries}))
    async with page.get("/api/demo") as reply:
        assert (await reply.json())["clips"] == [{"name": "tide.mp4", "title": "The tide", "url": "/demo/tide.mp4"}]
    async with page.get("/demo/tide.mp4") as reply:
        assert (reply.status, reply.content_type) == (200, "video/mp4")
    await refused(page, 404, "no-such-clip", "GET", "/demo/ground_truth.json")
    async with page.post("/api/threads", json={"demo": "tide.mp4"}) as reply:
        assert reply.status == 201
        turn = (await reply.json())["turns"][0]["id"]
    assert (await told(page, turn))[-1]["state"] == "done"
    await refused(page, 404, "no-such-clip", "POST", "/api/threads", json={"demo": "../../musechat.db"})


async def test_an_uploaded_clip_is_known_to_the_store_so_that_it_expires(
    page: TestClient, stocked: Database, clip: Path
):
    await upload(page, clip)
    sha = hashlib.sha256(clip.read_bytes()).hexdigest()
    with stocked.read() as session:
        video = get_video(session, sha)
    assert video is not None
    assert (video.blob, video.size) == (sha, clip.stat().st_size)


@pytest.mark.parametrize("left", [BrokenPipeError, ConnectionResetError])
async def test_a_browser_that_leaves_in_the_middle_is_no_fault_of_ours(left: type[ConnectionError]):
    async def handler(_: web.Request) -> web.StreamResponse:
        raise left

    with pytest.raises(left):  # aiohttp ignores it; nothing is logged and nothing answered
        await answer_errors(make_mocked_request("GET", "/media/tracks/0"), handler)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"link": "https://example.org/a.mp4", "words": "\\ud800"}', "unreadable-text"),
        (b'{"link": "https://example.org/\\u0000.mp4"}', "unreadable-text"),
        (b'{"link": ' + b"[" * 30_000, "too-deep"),
        (b'{"link": 99999999999999999999999999}', "number-too-large"),
    ],
)
async def test_what_no_database_stores_is_refused_at_the_door(page: TestClient, body: bytes, code: str):
    await refused(page, 400, code, "POST", "/api/threads", data=body, headers={"Content-Type": "application/json"})


async def test_a_turn_number_beyond_its_column_is_refused(page: TestClient, worker: PretendWorker, clip: Path):
    begun = await upload(page, clip)
    path = f"/api/threads/{begun['thread']['id']}/turns"
    await refused(page, 400, "about-turn", "POST", path, json={"kind": "back", "about_turn": 2**31})


def test_the_ledger_itself_refuses_text_that_it_cannot_store(database: Database):
    with database.write() as session:
        member = get_member(session, "page", "owner")
        thread = open_thread(session, platform="page", member_id=member, name="a\x00b\ud800")
        for words in ("a\x00b", "a\ud800"):
            with pytest.raises(BadInput, match="characters that are none"):
                submit_turn(session, NewTurn(thread, member, "page", TurnKind.REFINE, words))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="\x19\xc3"\r\n\r\nx\r\n--b--\r\n',
        ),
        ("multipart/form-data; boundary=b", b"--c\r\n\r\nx"),
        ("multipart/form-data; boundary=" + "b" * 80, b"--b\r\n\r\nx"),
        ("multipart/form-data", b"--b\r\n\r\nx"),
        ("multipart/form-data; boundary=b", b""),
    ],
)
async def test_a_form_that_is_none_is_refused(page: TestClient, kind: str, body: bytes):
    async with page.post("/api/threads", data=body, headers={"Content-Type": kind}) as reply:
        assert reply.status == 400
        assert (await reply.json())["code"] in ("not-a-form", "no-clip")
