"""Direct links, against servers on loopback that misbehave. 127.0.0.1 plays the public internet; 127.0.0.2 is inside."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest

from media.fetch import FetchLimits, Guard, fetch_attachment, fetch_link
from musechat.errors import BadInput, Cancelled, Retryable
from tests.media.fetch.servers import answer, chunks_without_end, redirect, serving

CLIP = b"\x00\x00\x00\x18ftypmp42" + b"clip" * 5000
SECRET = b"inside"
LIMITS = FetchLimits(max_bytes=1_000_000, max_seconds=100, max_clip_seconds=60, stall_seconds=1)
PAGES: dict[str, bytes] = {
    "/clip.mp4": answer(CLIP),
    "/named": answer(CLIP, Content_Disposition='attachment; filename="holiday <b>.mp4"'),
    "/page": answer(b"<html>", "text/html; charset=utf-8"),
    "/gone": answer(b"", status="404 Not Found"),
    "/busy": answer(b"", status="503 Service Unavailable"),
    "/empty": answer(b""),
    "/once": redirect("/clip.mp4"),
    "/loop": redirect("/loop"),
    "/to-file": redirect("file:///etc/passwd"),
    "/to-metadata": redirect("http://169.254.169.254/latest/meta-data"),
    "/to-mapped": redirect("http://[::ffff:127.0.0.2]/x"),
    "/packed": answer(CLIP, Content_Encoding="gzip"),
    "/short": answer(CLIP).replace(f"Length: {len(CLIP)}".encode(), f"Length: {len(CLIP) + 999}".encode()),
    "/claims-much": answer(CLIP).replace(f"Length: {len(CLIP)}".encode(), b"Length: 900000000000"),
}


async def misbehave(path: str, writer: asyncio.StreamWriter) -> None:
    if path == "/endless":
        await chunks_without_end(writer)
    elif path == "/stall":
        writer.write(answer(CLIP)[:2000])
        await writer.drain()
        await asyncio.sleep(3600)
    elif path == "/drip":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(1000):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.1)
    else:
        writer.write(PAGES[path])


@pytest.fixture(scope="module")
def port():
    with serving(misbehave) as port:
        yield port


def get(port: int, path: str, folder: Path, limits: FetchLimits = LIMITS, check=lambda: None):
    guard = Guard(frozenset({("127.0.0.1", port)}))
    return fetch_link(f"http://127.0.0.1:{port}{path}", folder, limits, frozenset({"direct"}), check, guard=guard)


def test_a_clip_arrives_whole_and_keeps_its_name(port: int, tmp_path: Path) -> None:
    fetched = get(port, "/clip.mp4", tmp_path)
    assert (fetched.name, fetched.size, fetched.path.read_bytes()) == ("clip.mp4", len(CLIP), CLIP)


def test_a_stated_name_is_cleaned(port: int, tmp_path: Path) -> None:
    assert get(port, "/named", tmp_path).name == "holiday _b_.mp4"


def test_a_redirect_is_followed(port: int, tmp_path: Path) -> None:
    assert get(port, "/once", tmp_path).size == len(CLIP)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/page", "no-video-there"),
        ("/gone", "link-refused"),
        ("/empty", "empty-file"),
        ("/loop", "too-many-redirects"),
        ("/to-file", "not-a-link"),
        ("/to-metadata", "address-not-public"),
        ("/to-mapped", "address-not-public"),
        ("/packed", "link-encoded"),
        ("/claims-much", "clip-too-large"),
        ("/endless", "clip-too-large"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(port: int, tmp_path: Path, path: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        get(port, path, tmp_path)
    assert refused.value.code == code
    assert "\n" not in refused.value.line


@pytest.mark.parametrize(
    ("path", "code"), [("/busy", "site-busy"), ("/stall", "site-stalled"), ("/short", "site-unreachable")]
)
def test_what_may_pass_is_tried_again(port: int, tmp_path: Path, path: str, code: str) -> None:
    with pytest.raises(Retryable) as fault:
        get(port, path, tmp_path)
    assert fault.value.code in (code, "site-cut-off")


def test_the_clock_holds_against_a_server_that_drips(port: int, tmp_path: Path) -> None:
    limits = FetchLimits(max_bytes=10_000, max_seconds=1, max_clip_seconds=60, stall_seconds=5)
    with pytest.raises(BadInput, match="did not end within 1 s"):  # all of it would take a minute and a half
        get(port, "/drip", tmp_path, limits)


def test_the_cap_holds_on_disk_too(port: int, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        get(port, "/endless", tmp_path)
    assert sum(f.stat().st_size for f in tmp_path.iterdir()) <= LIMITS.max_bytes + 65536


def test_a_cancelled_turn_ends_the_download(port: int, tmp_path: Path) -> None:
    def cancelled() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        get(port, "/clip.mp4", tmp_path, check=cancelled)


@pytest.mark.parametrize("host", ["127.0.0.2", "[::ffff:7f00:2]", "127.2", "2130706434", "0x7f000002", "localhost"])
def test_nothing_inside_is_ever_reached(tmp_path: Path, host: str) -> None:
    reached: list[str] = []

    async def inside(path: str, writer: asyncio.StreamWriter) -> None:
        reached.append(path)
        writer.write(answer(SECRET))

    with serving(inside, "127.0.0.2") as port, pytest.raises((BadInput, Retryable)):
        fetch_link(f"http://{host}:{port}/x", tmp_path, LIMITS, frozenset({"direct"}), lambda: None)
    assert reached == []


@pytest.mark.parametrize(
    "link",
    [
        "ftp://example.org/x",
        "file:///etc/passwd",
        "http://",
        "https://user:pw@example.org/x",
        "http://[::1",
        "javascript:1",
    ],
)
def test_what_is_no_link_is_refused(tmp_path: Path, link: str) -> None:
    with pytest.raises(BadInput):
        fetch_link(link, tmp_path, LIMITS, frozenset({"direct"}), lambda: None)


def test_links_can_be_narrowed_and_switched_off(tmp_path: Path) -> None:
    for allowed, link, code in (
        (frozenset(), "https://example.org/x.mp4", "links-off"),
        (frozenset({"vimeo"}), "https://example.org/x.mp4", "site-not-allowed"),
        (frozenset({"direct"}), "https://www.youtube.com/watch?v=x", "site-not-allowed"),
    ):
        with pytest.raises(BadInput) as refused:
            fetch_link(link, tmp_path, LIMITS, allowed, lambda: None)
        assert refused.value.code == code


def test_an_attachment_comes_only_from_where_attachments_lie(port: int, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not the address of an attachment"):
        fetch_attachment(f"http://127.0.0.1:{port}/clip.mp4", tmp_path, LIMITS, lambda: None)
    guard = Guard(frozenset({("127.0.0.1", port)}))
    fetched = fetch_attachment(
        f"http://127.0.0.1:{port}/clip.mp4", tmp_path, LIMITS, lambda: None, guard=guard, hosts=frozenset({"127.0.0.1"})
    )
    assert fetched.size == len(CLIP)


def test_an_attachment_whose_signature_ran_out_is_said_to_be_gone(port: int, tmp_path: Path) -> None:
    where, guard = frozenset({"127.0.0.1"}), Guard(frozenset({("127.0.0.1", port)}))
    with pytest.raises(BadInput) as refused:
        fetch_attachment(f"http://127.0.0.1:{port}/gone", tmp_path, LIMITS, lambda: None, guard=guard, hosts=where)
    assert refused.value.code == "attachment-gone"


@pytest.mark.parametrize("found", [("10.0.0.1", "10.0.0.2"), ("192.168.1.9", "::1", "fe80::1"), ("127.0.0.2",)])
def test_a_host_of_several_refused_addresses_is_refused_as_one(monkeypatch, tmp_path: Path, found: tuple[str, ...]):
    """Connecting goes through all of them, and tells of the refusal, not of a fault of its own."""
    infos = [
        (
            socket.AF_INET6 if ":" in one else socket.AF_INET,
            socket.SOCK_STREAM,
            6,
            "",
            (one, 80, 0, 0) if ":" in one else (one, 80),
        )
        for one in found
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: infos)
    with pytest.raises(BadInput) as refused:
        fetch_link("http://inside.example/clip.mp4", tmp_path, LIMITS, frozenset({"direct"}), lambda: None)
    assert refused.value.code == "address-not-public"
    assert any(one in refused.value.line for one in found)
