"""The page's set-up: what it tries, what it writes, and who may."""

from __future__ import annotations

import base64
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.discord_token import parse_application_id
from bot.needed_rights import NEEDED_RIGHTS, build_invite, build_user_install
from bot.web.app import make_app
from bot.web.env_file import set_lines, write_settings
from bot.web.setup_routes import MUSIC_FACT
from musechat.errors import BadInput
from musechat.settings import Settings
from store.database import Database
from store.installation import get_fact
from tests.bot.house import SilentBell

APPLICATION = 1187654321098765432


def make_token(application_id: int = APPLICATION, tail: str = "A" * 38) -> str:
    """Of a token's shape, and nobody's."""
    return f"{base64.urlsafe_b64encode(str(application_id).encode()).decode().rstrip('=')}.GaBcDe.{tail}"


@pytest.fixture
async def discord_api() -> AsyncIterator[str]:
    async def me(request: web.Request) -> web.Response:
        if request.headers["Authorization"] == f"Bot {make_token()}":
            return web.json_response({"id": str(APPLICATION), "name": "Our Muse", "flags": 0})
        if request.headers["Authorization"].endswith("U" * 38):
            kinds: dict[str, dict[str, str]] = {"0": {}, "1": {}}
            return web.json_response({"id": str(APPLICATION), "name": "Ours", "integration_types_config": kinds})
        if request.headers["Authorization"].endswith("B" * 38):
            return web.json_response({"message": "busy"}, status=503)
        return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)

    app = web.Application()
    app.router.add_get("/applications/@me", me)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.fixture
async def setup_page(
    settings: Settings, stocked: Database, discord_api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[TestClient]:
    monkeypatch.chdir(tmp_path)
    app = make_app(settings, stocked, SilentBell(), discord_api=discord_api)
    async with TestClient(TestServer(app)) as client:
        yield client


async def send(page: TestClient, path: str, **body: object) -> tuple[int, dict[str, object]]:
    async with page.post(path, json=body) as reply:
        return reply.status, await reply.json()


async def test_the_page_says_what_is_set_up(setup_page: TestClient) -> None:
    async with setup_page.get("/api/setup") as reply:
        told = await reply.json()
    assert (told["token"], told["tracks"], told["profile"]) == (False, 10, "embedded")
    async with setup_page.get("/api/health") as reply:
        assert (await reply.json())["setup"] is True


async def test_a_token_is_tested_and_brings_the_invitation(setup_page: TestClient) -> None:
    status, told = await send(setup_page, "/api/setup/token", token=f" {make_token()} ")
    assert (status, told["name"]) == (200, "Our Muse")
    assert told["invite"] == build_invite(APPLICATION)
    assert told["id"] == str(APPLICATION)
    assert told["install"] == ""


async def test_a_token_of_an_app_that_people_may_install_brings_their_link_too(setup_page: TestClient) -> None:
    _, told = await send(setup_page, "/api/setup/token", token=make_token(tail="U" * 38))
    assert told["install"] == build_user_install(APPLICATION)
    assert "integration_type=1" in told["install"]


@pytest.mark.parametrize(
    ("token", "code", "said"),
    [
        (make_token(tail="C" * 38), "discord-token", "does not accept"),
        (make_token(tail="B" * 38), "discord-unreachable", "an error (503)"),
        ("a" * 64, "discord-token", "public key"),
        ("", "no-token", "Fill it in"),
    ],
)
async def test_a_token_that_is_none_is_said(setup_page: TestClient, token: str, code: str, said: str) -> None:
    status, told = await send(setup_page, "/api/setup/token", token=token)
    assert status >= 400
    assert (told["code"], said in str(told["error"])) == (code, True)
    assert not token or token not in str(told)


async def test_a_discord_that_cannot_be_reached_is_said(settings: Settings, stocked: Database) -> None:
    app = make_app(settings, stocked, SilentBell(), discord_api="http://127.0.0.1:1")
    async with TestClient(TestServer(app)) as client:
        assert (await send(client, "/api/setup/token", token=make_token()))[1]["code"] == "discord-unreachable"


async def test_a_folder_is_looked_into(setup_page: TestClient, tmp_path: Path) -> None:
    music = tmp_path / "music" / "deep"
    music.mkdir(parents=True)
    assert (await send(setup_page, "/api/setup/music", folder=str(music)))[1]["code"] == "no-music"
    for name in ("a.mp3", "b.FLAC", "cover.jpg"):
        (music / name).touch()
    assert (await send(setup_page, "/api/setup/music", folder=str(music.parent)))[1]["files"] == 2
    for wrong in (str(music / "a.mp3"), "music", "/nowhere/at/all"):
        assert (await send(setup_page, "/api/setup/music", folder=wrong))[1]["code"] == "no-such-folder"


async def test_what_was_tried_is_written_for_the_owner_alone(
    setup_page: TestClient, stocked: Database, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("# mine\nDISCORD_TOKEN=old\nMUSECHAT_LOG_LEVEL=warning\n")
    music = tmp_path / "music"
    music.mkdir()
    status, told = await send(setup_page, "/api/setup", token=make_token(), folder=str(music), gpu=False)
    assert (status, told["file"]) == (200, str(tmp_path / ".env"))
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    assert Settings().discord_token == SecretStr(make_token())
    assert Settings().log_level == "warning"
    assert (tmp_path / ".env").read_text().startswith("# mine\n")
    assert list_env_files(tmp_path) == [".env"]
    with stocked.read() as session:
        assert get_fact(session, MUSIC_FACT) == str(music)


def list_env_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(".env*"))


async def test_nothing_is_written_for_a_token_that_discord_refuses(setup_page: TestClient, tmp_path: Path) -> None:
    assert (await send(setup_page, "/api/setup", token=make_token(tail="C" * 38)))[0] == 400
    assert not (tmp_path / ".env").exists()


async def test_a_graphics_card_that_is_not_there_cannot_be_chosen(
    setup_page: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.setup_routes.has_gpu", lambda: False)
    assert (await send(setup_page, "/api/setup", gpu=True))[1]["code"] == "no-gpu"


@pytest.mark.parametrize("path", ["/api/setup", "/api/setup/token", "/api/setup/music"])
async def test_nobody_sets_up_from_elsewhere(settings: Settings, stocked: Database, path: str) -> None:
    public = settings.model_copy(update={"public_url": "https://music.example.org", "web_user_header": "Remote-User"})
    signed_in = {"Host": "music.example.org", "Origin": "https://music.example.org", "Remote-User": "mira"}
    async with TestClient(TestServer(make_app(public, stocked, SilentBell()))) as client:
        async with client.post(path, json={"token": make_token(), "folder": "/"}, headers=signed_in) as reply:
            assert (reply.status, (await reply.json())["code"]) == (403, "not-on-loopback")
        async with client.get("/api/setup", headers=signed_in) as reply:
            assert reply.status == 403


def test_the_invitation_asks_for_exactly_the_rights_needed() -> None:
    wanted = discord.Permissions(sum(1 << bit for bit in NEEDED_RIGHTS.values()))
    assert build_invite(7).endswith(f"permissions={wanted.value}")
    assert not wanted.administrator
    address = discord.utils.oauth_url(7, permissions=wanted).split("?")[0]
    assert address == build_invite(7).split("?")[0] == build_user_install(7).split("?")[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"Bot {make_token()}", "leave that word out"),
        (f'"{make_token()}"', "quotation marks"),
        ("https://discord.com/api/webhooks/1/abc", "webhook"),
        ("https://example.org/bot", "an address"),
        ("1187654321098765432", "application's ID"),
        ("0123456789abcdef" * 4, "public key"),
        ("mfa.abcdefghij", "a person's token"),
        ("aB3-" * 8, "client secret"),
        ("aB3d5" * 6, "access token"),
        ("hunter2", "it has 7 letters"),
        ("abc.def.ghi", "three parts"),
        (make_token().replace("MTE4", "????"), "three parts"),
        (f"{'A' * 24}.GaBcDe.{'A' * 38}", "three parts"),
    ],
)
def test_each_wrong_kind_of_token_is_named_and_not_shown(text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_application_id(text)
    assert said in caught.value.line
    assert text not in caught.value.line


def test_a_token_names_its_application() -> None:
    assert parse_application_id(make_token()) == APPLICATION


def test_settings_are_replaced_and_never_quoted(tmp_path: Path) -> None:
    lines = ["A=1", "export  B = 2", "# B=3", "BB=4"]
    assert set_lines(lines, {"B": "5"}) == ["A=1", "# B=3", "BB=4", "B=5"]
    with pytest.raises(BadInput, match="several lines"):
        set_lines([], {"B": "a\nC=1"})
    with pytest.raises(BadInput) as caught:
        write_settings(tmp_path / "nowhere" / ".env", {"B": "5"})
    assert caught.value.code == "env-file"
