"""The caps of a download just below, at, and just above; and which links and answers are taken."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from media.fetch import FetchLimits, Guard, fetch_attachment, fetch_link
from media.fetch import limits as limits_module
from media.fetch.address_guard import is_public
from media.fetch.direct_download import PASSING, REDIRECTS
from media.fetch.limits import Budget, make_too_large_error, make_too_slow_error
from media.fetch.site_download import _build_environment, _map_error, _parse_output
from media.fetch.sites import SITES, Site
from musechat.errors import BadInput, Retryable
from tests.clock import HeldClock
from tests.media.fetch.servers import answer, redirect, serving

CLIP = b"clip" * 1000
LIMITS = FetchLimits(max_bytes=len(CLIP), max_seconds=100, max_clip_seconds=60, stall_seconds=10)
STATUSES = (200, 201, 206, 300, 400, 401, 403, 404, 408, 410, 425, 429, 500, 501, 502, 503, 504)


async def serve(path: str, writer: asyncio.StreamWriter) -> None:
    kind, _, rest = path.strip("/").partition("/")
    if kind == "bytes":
        writer.write(answer(b"x" * int(rest)))
    elif kind == "stream":  # says nothing of its length
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nConnection: close\r\n\r\n" + b"x" * int(rest))
    elif kind == "hops":
        left = int(rest)
        writer.write(redirect(f"/hops/{left - 1}") if left else answer(CLIP))
    elif kind == "moved":
        writer.write(redirect("/bytes/7").replace(b"302 Found", f"{rest} Moved".encode()))
    elif kind == "status":
        writer.write(answer(CLIP, status=f"{rest} Whatever"))
    elif kind == "type":
        writer.write(answer(CLIP, rest.replace("_", "/")))
    elif kind == "encoding":
        writer.write(answer(CLIP, Content_Encoding=rest))
    else:
        writer.write(answer(CLIP))


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving(serve) as port:
        yield port


@pytest.fixture
def get(port: int, tmp_path: Path) -> Callable[..., Any]:
    def fetch(path: str, limits: FetchLimits = LIMITS) -> Any:
        guard = Guard(frozenset({("127.0.0.1", port)}))
        url = f"http://127.0.0.1:{port}{path}"
        return fetch_link(url, tmp_path, limits, frozenset({"direct"}), lambda: None, guard=guard)

    return fetch


@pytest.mark.parametrize("kind", ["bytes", "stream"])
@pytest.mark.parametrize(("more", "fits"), [(-1, True), (0, True), (1, False)])
def test_the_byte_cap_is_the_last_size_taken(get: Callable[..., Any], kind: str, more: int, fits: bool) -> None:
    size = LIMITS.max_bytes + more
    if fits:
        assert get(f"/{kind}/{size}").size == size
        return
    with pytest.raises(BadInput) as refused:
        get(f"/{kind}/{size}")
    assert refused.value.code == "clip-too-large"


def test_a_single_byte_is_not_an_empty_file(get: Callable[..., Any]) -> None:
    assert get("/stream/1").size == 1
    with pytest.raises(BadInput) as refused:
        get("/stream/0")
    assert refused.value.code == "empty-file"


def test_five_redirects_are_followed_and_no_sixth(get: Callable[..., Any]) -> None:
    assert get("/hops/5").size == len(CLIP)
    with pytest.raises(BadInput) as refused:
        get("/hops/6")
    assert refused.value.code == "too-many-redirects"


@pytest.mark.parametrize("status", sorted(REDIRECTS))
def test_every_kind_of_redirect_is_followed(get: Callable[..., Any], status: int) -> None:
    assert get(f"/moved/{status}").size == 7


def test_which_answers_lead_on_or_may_pass() -> None:
    assert {301, 302, 303, 307, 308} == REDIRECTS
    assert {408, 425, 429, 500, 502, 503, 504} == PASSING


@pytest.mark.parametrize("status", STATUSES)
def test_only_200_is_a_clip(get: Callable[..., Any], status: int) -> None:
    if status == 200:
        assert get("/status/200").size == len(CLIP)
    elif status in PASSING:
        with pytest.raises(Retryable, match=str(status)) as busy:
            get(f"/status/{status}")
        assert busy.value.code == "site-busy"
    else:
        with pytest.raises(BadInput, match=str(status)) as refused:
            get(f"/status/{status}")
        assert refused.value.code == "link-refused"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/type/text_html", "no-video-there"),
        ("/type/application_xhtml+xml", "no-video-there"),
        ("/type/application_octet-stream", None),
        ("/type/text_plain", None),  # what it is, is seen when it is decoded
        ("/encoding/identity", None),
        ("/encoding/br", "link-encoded"),
    ],
)
def test_pages_and_packed_files_are_refused(get: Callable[..., Any], path: str, code: str | None) -> None:
    if code is None:
        assert get(path).size == len(CLIP)
        return
    with pytest.raises(BadInput) as refused:
        get(path)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/a/b/sea.mp4", "sea.mp4"),
        ("/a%20b/low%20tide.mp4", "low tide.mp4"),
        ("/folder/", "clip"),
        ("/", "clip"),
        ("/..hidden..", "hidden"),
        ("/a%3Cb%3E.mp4", "a_b_.mp4"),
        ("/" + "n" * 100, "n" * 100),
        ("/" + "n" * 101, "n" * 100),
    ],
)
def test_the_clips_name_is_the_last_part_of_the_link(get: Callable[..., Any], path: str, name: str) -> None:
    assert get(path).name == name


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.org:0/x", "not-a-link"),
        ("http://example.org:99999/x", "not-a-link"),
        ("https://user@example.org/x", "link-with-password"),
        ("https://:pw@example.org/x", "link-with-password"),
    ],
)
def test_links_with_a_wrong_port_or_a_password_are_refused(tmp_path: Path, url: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        fetch_link(url, tmp_path, LIMITS, frozenset({"direct"}), lambda: None)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("url", "allowed", "code"),
    [
        ("https://example.org/x.mp4", set(), "links-off"),
        ("https://example.org/x.mp4", {"youtube"}, "site-not-allowed"),
        ("https://youtu.be/x", {"direct"}, "site-not-allowed"),
        ("https://YOUTU.BE./x", {"direct", "vimeo"}, "site-not-allowed"),
    ],
)
def test_only_allowed_sites_are_asked(tmp_path: Path, url: str, allowed: set[str], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        fetch_link(url, tmp_path, LIMITS, frozenset(allowed), lambda: None)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn.discordapp.com.example.org/x",
        "https://discordapp.com/x",
        "https://example.org/cdn.discordapp.com",
        "http://127.0.0.1/x",
    ],
)
def test_an_attachment_comes_from_the_hosts_of_attachments_only(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput) as refused:
        fetch_attachment(url, tmp_path, LIMITS, lambda: None)
    assert refused.value.code == "not-an-attachment"


@pytest.mark.parametrize(
    ("path", "code"), [("/status/404", "attachment-gone"), ("/type/text_html", "no-video-there"), ("/x.mp4", None)]
)
def test_an_attachment_that_is_gone(port: int, tmp_path: Path, path: str, code: str | None) -> None:
    guard, hosts = Guard(frozenset({("127.0.0.1", port)})), frozenset({"127.0.0.1"})
    url = f"http://127.0.0.1:{port}{path}"
    if code is None:
        assert fetch_attachment(url, tmp_path, LIMITS, lambda: None, guard=guard, hosts=hosts).name == "x.mp4"
        return
    with pytest.raises(BadInput) as refused:
        fetch_attachment(url, tmp_path, LIMITS, lambda: None, guard=guard, hosts=hosts)
    assert refused.value.code == code


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HeldClock:
    clock = HeldClock()
    monkeypatch.setattr(limits_module, "time", SimpleNamespace(monotonic=clock))
    return clock


def test_a_budget_ends_at_its_deadline(clock: HeldClock) -> None:
    budget = Budget(FetchLimits(max_bytes=10, max_seconds=30, max_clip_seconds=60))
    assert (budget.received, budget.seconds_left) == (0, 30)
    clock.advance(29)
    budget.count_bytes(4)
    assert (budget.received, budget.seconds_left) == (4, 1)
    clock.advance(1)
    with pytest.raises(BadInput) as refused:
        budget.count_bytes(1)
    assert refused.value.code == "fetch-too-slow"
    clock.advance(5)
    assert budget.seconds_left == 0


def test_a_budget_counts_bytes_together(clock: HeldClock) -> None:
    budget = Budget(FetchLimits(max_bytes=10, max_seconds=30, max_clip_seconds=60))
    budget.count_bytes(9)
    budget.count_bytes(1)
    with pytest.raises(BadInput) as refused:
        budget.count_bytes(1)
    assert refused.value.code == "clip-too-large"


def test_errors_name_the_limit() -> None:
    limits = FetchLimits(max_bytes=25_000_000, max_seconds=90.4, max_clip_seconds=60)
    assert "25 MB" in make_too_large_error(limits).line
    assert "90 s" in make_too_slow_error(limits).line
    assert (limits.stall_seconds, limits.max_redirects) == (15, 5)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("192.0.1.0", True),  # just outside of each range that is refused here
        ("192.0.0.255", False),
        ("192.88.98.255", True),
        ("192.88.99.255", False),
        ("192.88.100.0", True),
        ("2001::ffff", False),
        ("3fff:fff::1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:808:808::1", True),
        ("2002:a00:1::1", False),
        ("100::1", False),
    ],
)
def test_the_edges_of_what_is_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    ("port", "fits"), [(79, False), (80, True), (81, False), (442, False), (443, True), (444, False)]
)
def test_only_the_two_ports_of_the_web(port: int, fits: bool) -> None:
    if fits:
        Guard().check_address("1.1.1.1", port)
        return
    with pytest.raises(BadInput, match=f"port {port}"):
        Guard().check_address("1.1.1.1", port)


def test_an_address_with_a_zone_is_judged_without_it() -> None:
    with pytest.raises(BadInput) as refused:
        Guard().check_address("fe80::1%eth0", 443)
    assert refused.value.code == "address-not-public"
    assert "port" not in refused.value.line


HERE = Site("here", ("here.org",), ("here",))


@pytest.mark.parametrize(
    ("given", "kind", "code"),
    [
        ({"error": "no-video-there"}, BadInput, "no-video-there"),
        ({"error": "video-not-open"}, BadInput, "video-not-open"),
        ({"error": "live-video"}, BadInput, "live-video"),
        ({"error": "age-limited"}, BadInput, "age-limited"),
        ({"error": "clip-too-large"}, BadInput, "clip-too-large"),
        ({"error": "clip-too-long", "detail": "75"}, BadInput, "clip-too-long"),
        ({"error": "site-trouble", "detail": "x"}, Retryable, "site-trouble"),
        ({}, Retryable, "site-trouble"),
    ],
)
def test_what_an_answer_of_the_download_process_means(given: dict[str, Any], kind: type[Exception], code: str) -> None:
    error = _map_error(given, LIMITS, HERE, None)
    assert type(error) is kind
    assert error.code == code


def test_what_the_proxy_refused_comes_before_what_the_process_says() -> None:
    refusal = BadInput("address-not-public", "The link leads inside", "Use a public link")
    assert _map_error({"error": "no-video-there"}, LIMITS, HERE, refusal) is refusal


def test_a_clip_that_is_too_long_is_told_both_lengths() -> None:
    line = _map_error({"error": "clip-too-long", "detail": "75"}, LIMITS, HERE, None).line
    assert "75 s" in line
    assert "60 s" in line


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (b'{"path": "/x"}\n', {"path": "/x"}),
        (b"[1]", {"error": "site-trouble"}),
        (b"", {"error": "site-trouble", "detail": "the download process ended without an answer"}),
        (b"Traceback", {"error": "site-trouble", "detail": "the download process ended without an answer"}),
    ],
)
def test_the_answer_is_read_and_its_file_deleted(tmp_path: Path, written: bytes, wanted: dict[str, Any]) -> None:
    output = tmp_path / "answer.json"
    output.write_bytes(written)
    assert _parse_output(output) == wanted
    assert not output.exists()


def test_the_download_process_sees_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSECHAT_DISCORD_TOKEN", "secret")
    monkeypatch.setenv("LANG", "C.UTF-8")
    given = _build_environment(tmp_path)
    assert "secret" not in given.values()
    assert (given["HOME"], given["YTDLP_NO_PLUGINS"], given["LANG"]) == (str(tmp_path), "1", "C.UTF-8")
    assert "PATH" in given


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("youtube-nocookie.com", "youtube"),
        ("vimeo.com", "vimeo"),
        ("tiktok.com", "tiktok"),
        ("t.co", "x"),
        ("twitter.com", "x"),
        ("redd.it", "reddit"),
        ("streamable.com", "streamable"),
        ("twitch.tv", "twitch"),
    ],
)
def test_each_site_has_all_of_its_hosts(host: str, name: str) -> None:
    assert [site.name for site in SITES if site.is_host(host)] == [name]
    assert not any(site.is_host("a" + host) for site in SITES)
