"""Signing in to the page: open on loopback only, elsewhere by password, proxy header or signed link."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from aiohttp.test_utils import TestClient, TestServer
from pydantic import ValidationError

from bot.web.app import make_app
from bot.web.sign_in import require_way_in
from bot.web.signatures import LINK_S, SESSION_S, PageSigner
from bot.web.try_limit import ADDRESSES, TRIES, WINDOW_S, TryLimit
from musechat.errors import BadInput
from musechat.settings import Settings
from store.database import Database
from store.track_library import list_tracks
from tests.bot.house import SilentBell

PASSWORD = "correct horse battery"
PUBLIC = "https://music.example.org"
ABROAD = {"Host": "music.example.org"}
OpenPage = Callable[..., AbstractAsyncContextManager[TestClient]]


@pytest.fixture
def open_page(settings: Settings, stocked: Database) -> OpenPage:
    @asynccontextmanager
    async def opened(**changed: object) -> AsyncIterator[TestClient]:
        changed_settings = Settings.model_validate({**settings.model_dump(), **changed})
        async with TestClient(TestServer(make_app(changed_settings, stocked, SilentBell()))) as client:
            yield client

    return opened


async def code_of(client: TestClient, path: str, **options: object) -> tuple[int, str]:
    async with client.get(path, **options) as reply:
        return reply.status, (await reply.json()).get("code", "")


async def sign_in(client: TestClient, password: object, **headers: str) -> tuple[int, str, str]:
    headers = {"Host": "music.example.org", "Origin": PUBLIC, **headers}
    async with client.post("/api/session", json={"password": password}, headers=headers) as reply:
        return reply.status, (await reply.json()).get("code", ""), reply.headers.get("Set-Cookie", "")


async def test_on_loopback_nobody_signs_in(open_page: OpenPage) -> None:
    async with open_page() as page:
        assert (await code_of(page, "/api/health"))[0] == 200
        async with page.get("/api/session") as reply:
            assert await reply.json() == {"signed_in": True, "password": False, "open": True}


async def test_a_public_page_answers_nothing_before_the_password_and_everything_after(open_page: OpenPage) -> None:
    async with open_page(public_url=PUBLIC, web_password=PASSWORD) as page:
        for path in ("/api/health", "/api/demo", "/api/threads/1", "/media/tracks/0123456789abcdef", "/nowhere"):
            for host in (ABROAD, {}):  # a proxy may call it by this machine's own name
                assert await code_of(page, path, headers=host) == (401, "sign-in"), path
        for path in ("/", "/static/js/main.js", "/api/session"):
            async with page.get(path, headers=ABROAD) as reply:
                assert reply.status == 200
        status, _, cookie = await sign_in(page, PASSWORD)
        assert status == 200
        assert cookie.startswith("__Host-musechat=")
        assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=Strict", "Path=/"))
        session = ABROAD | {"Cookie": cookie.partition(";")[0]}
        assert (await code_of(page, "/api/health", headers=session))[0] == 200
        changed = session["Cookie"][:-1] + ("0" if session["Cookie"][-1] != "0" else "1")
        assert await code_of(page, "/api/health", headers=ABROAD | {"Cookie": changed}) == (401, "sign-in")


async def test_a_changed_password_ends_every_session(open_page: OpenPage) -> None:
    async with open_page(public_url=PUBLIC, web_password=PASSWORD) as page:
        cookie = (await sign_in(page, PASSWORD))[2].partition(";")[0]
    async with open_page(public_url=PUBLIC, web_password=PASSWORD) as page:  # a restart ends none
        assert (await code_of(page, "/api/health", headers=ABROAD | {"Cookie": cookie}))[0] == 200
    async with open_page(public_url=PUBLIC, web_password=PASSWORD + "!") as page:
        assert (await code_of(page, "/api/health", headers=ABROAD | {"Cookie": cookie}))[0] == 401


@pytest.mark.parametrize("given", ["", "wrong", None, 7, ["a"], PASSWORD.upper(), PASSWORD + " "])
async def test_only_the_password_is_the_password(open_page: OpenPage, given: object) -> None:
    async with open_page(public_url=PUBLIC, web_password=PASSWORD) as page:
        assert await sign_in(page, given) == (403, "wrong-password", "")


async def test_a_password_that_is_no_text_is_refused_at_the_door(open_page: OpenPage) -> None:
    async with open_page(public_url=PUBLIC, web_password=PASSWORD) as page:
        assert await sign_in(page, "\ud800") == (400, "unreadable-text", "")


async def test_without_a_password_none_fits(open_page: OpenPage) -> None:
    async with open_page(public_url=PUBLIC, web_user_header="Remote-User") as page:
        assert (await sign_in(page, ""))[:2] == (403, "wrong-password")


async def test_after_some_wrong_tries_even_the_password_waits(open_page: OpenPage) -> None:
    async with open_page(public_url=PUBLIC, web_password=PASSWORD) as page:
        for _ in range(TRIES):
            assert (await sign_in(page, "a guess of mine"))[0] == 403
        assert (await sign_in(page, PASSWORD))[:2] == (429, "too-many-tries")
        # A person behind the same proxy is not locked out by the one who guesses.
        assert (await sign_in(page, PASSWORD, **{"X-Forwarded-For": "203.0.113.9"}))[0] == 200


async def test_a_foreign_origin_cannot_sign_in(open_page: OpenPage) -> None:
    async with open_page(public_url=PUBLIC, web_password=PASSWORD) as page:
        for origin in ("https://evil.example", "http://music.example.org.evil.example", "null"):
            assert (await sign_in(page, PASSWORD, Origin=origin))[1] == "foreign-origin"
        assert await code_of(page, "/", headers={"Host": "evil.example"}) == (403, "foreign-host")


async def test_a_proxys_header_signs_in_from_that_proxy_only(open_page: OpenPage) -> None:
    named = ABROAD | {"Remote-User": "mira"}
    async with open_page(public_url=PUBLIC, web_user_header="Remote-User") as page:
        assert (await code_of(page, "/api/health", headers=named))[0] == 200
        assert await code_of(page, "/api/health", headers=ABROAD | {"Remote-User": " "}) == (401, "sign-in")
    elsewhere = {"web_user_header": "Remote-User", "web_trusted_proxies": "10.0.0.0/8"}
    async with open_page(public_url=PUBLIC, **elsewhere) as page:
        assert await code_of(page, "/api/health", headers=named) == (401, "sign-in")


async def test_a_page_on_loopback_refuses_what_a_proxy_passes_on(open_page: OpenPage) -> None:
    async with open_page() as page:
        for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
            assert await code_of(page, "/api/health", headers={name: "203.0.113.9"}) == (403, "foreign-host")


async def test_files_are_sent_by_signed_links_that_end(
    open_page: OpenPage, stocked: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stocked.read() as session:
        track = next(iter(list_tracks(session)))
    path = f"/media/tracks/{track.id}"
    async with open_page(public_url=PUBLIC, web_password=PASSWORD) as page:
        from bot.web.app_keys import SIGNER

        signer: PageSigner = page.app[SIGNER]
        link = signer.sign_link(path, time.time())
        async with page.get(link, headers=ABROAD) as reply:
            assert (reply.status, reply.content_type) == (200, "audio/mpeg")
        other = link.replace(track.id, "0" * 16)
        ended = signer.sign_link(path, time.time() - LINK_S - 1)
        health = signer.sign_link("/api/health", time.time())
        for wrong in (path, other, link[:-1], ended, health):
            assert await code_of(page, wrong, headers=ABROAD) == (401, "sign-in")


def test_sessions_and_links_end() -> None:
    signer = PageSigner(b"k" * 32, PASSWORD)
    cookie = signer.make_session(1000.0)
    assert signer.is_session(cookie, 1000.0 + SESSION_S - 1)
    assert not signer.is_session(cookie, 1000.0 + SESSION_S)
    for wrong in ("", ".", "9" * 30, f"{10**9}.", "²." + cookie[2:], cookie.replace(".", ".0", 1)):
        assert not signer.is_session(wrong, 1000.0)
    assert signer.sign_link("/a", 3600.0) == signer.sign_link("/a", 7199.0)  # one address within an hour, for caches


def test_tries_are_counted_by_address_within_bounds() -> None:
    limit = TryLimit()
    for _ in range(TRIES):
        assert limit.wait_s("2001:db8::1", 10.0) == 0
        limit.note_failure("2001:db8::1", 10.0)
    assert limit.wait_s("2001:db8::ffff", 20.0) == WINDOW_S - 10  # the same /64: one person
    assert limit.wait_s("2001:db8:0:1::1", 20.0) == 0
    assert limit.wait_s("2001:db8::1", 10.0 + WINDOW_S) == 0
    for n in range(ADDRESSES + 5):
        limit.note_failure(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", 400.0)
    assert len(limit._failed) == ADDRESSES


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({}, False),
        ({"web_host": "::1"}, False),
        ({"web_host": "0.0.0.0"}, True),
        ({"web_host": "192.168.1.5"}, True),
        ({"public_url": PUBLIC}, True),
        ({"web_host": "0.0.0.0", "web_password": PASSWORD}, False),
        ({"public_url": PUBLIC, "web_user_header": "Remote-User"}, False),
    ],
)
def test_a_page_that_the_network_reaches_is_not_served_open(changed: dict[str, str], refused: bool) -> None:
    settings = Settings(_env_file=None, **changed)  # type: ignore[call-arg,arg-type]
    if not refused:
        require_way_in(settings)
        return
    with pytest.raises(BadInput) as caught:
        require_way_in(settings)
    assert caught.value.code == "no-sign-in"


@pytest.mark.parametrize(
    "wrong",
    [
        {"web_password": "short"},
        {"public_url": "music.example.org"},
        {"public_url": "https://a/b"},
        {"web_trusted_proxies": "my proxy"},
        {"web_user_header": "Remote User"},
    ],
)
def test_settings_that_cannot_work_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None, **wrong)  # type: ignore[call-arg,arg-type]
