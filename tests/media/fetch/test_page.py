"""Pages through yt-dlp, for real, in its own process behind the proxy; only the site is ours.

The test's site is served by the generic extractor, the most trusting one: what it cannot do here, none can.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import av
import numpy as np
import pytest

from media.fetch import FetchLimits, Guard, fetch_link
from media.fetch.sites import SITES, Site, find_site
from musechat.errors import BadInput, Cancelled, Retryable
from tests.media.fetch.servers import answer, chunks_without_end, redirect, serving

LIMITS = FetchLimits(max_bytes=1_000_000, max_seconds=150, max_clip_seconds=60, stall_seconds=60)
HERE = Site("here", ("127.0.0.1",), ("generic", "html5"))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for level in range(20):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), level * 10, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path.read_bytes()


@pytest.fixture(scope="module")
def inside():
    """A server that must never be reached."""
    reached: list[str] = []

    async def handler(path: str, writer: asyncio.StreamWriter) -> None:
        reached.append(path)
        writer.write(answer(b"secret"))

    with serving(handler, "127.0.0.2") as port:
        yield port, reached


@pytest.fixture(scope="module")
def port(clip: bytes, inside):
    inside_port, _ = inside
    away = f"http://127.0.0.2:{inside_port}"
    playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n{}#EXT-X-ENDLIST\n"
    segments = "".join(f"#EXTINF:2,\n{{0}}/segment{n}\n" for n in range(30))
    hls = "application/vnd.apple.mpegurl"
    pages = {
        "/watch": answer(
            b'<html><title>A walk</title><video><source src="/clip.mp4" type="video/mp4"></video></html>', "text/html"
        ),
        "/clip.mp4": answer(clip),
        "/nothing": answer(b"<html><title>No video</title></html>", "text/html"),
        "/away": redirect(f"{away}/clip.mp4"),
        "/page-away": answer(
            f'<html><video><source src="{away}/clip.mp4" type="video/mp4"></video></html>'.encode(), "text/html"
        ),
        "/list-away.m3u8": answer(playlist.format(f"#EXTINF:2,\n{away}/0.ts\n").encode(), hls),
        "/long.m3u8": answer(playlist.format(segments.format("")).encode(), hls),
        "/gone": answer(b"", status="404 Not Found"),
    }

    async def handler(path: str, writer: asyncio.StreamWriter) -> None:
        if path == "/endless.mp4":
            await chunks_without_end(writer)
        elif path.startswith("/segment"):
            writer.write(answer(b"G" * 100_000, "video/mp2t"))
        elif path == "/stall":
            await asyncio.sleep(600)
        else:
            writer.write(pages.get(path) or answer(b"", status="404 Not Found"))

    with serving(handler) as port:
        yield port


def get(port: int, path: str, folder: Path, limits: FetchLimits = LIMITS, check=lambda: None):
    guard = Guard(frozenset({("127.0.0.1", port)}))
    link = f"http://127.0.0.1:{port}{path}"
    return fetch_link(link, folder, limits, frozenset({"here"}), check, guard=guard, sites=(HERE,))


def test_a_pages_video_arrives(port: int, tmp_path: Path, clip: bytes) -> None:
    fetched = get(port, "/watch", tmp_path)
    assert fetched.path.read_bytes() == clip
    assert fetched.name.startswith("A walk")
    assert fetched.name.endswith(".mp4")


def test_a_page_without_a_video_is_said_so(port: int, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        get(port, "/nothing", tmp_path)
    assert refused.value.code == "no-video-there"


@pytest.mark.parametrize("path", ["/away", "/page-away", "/list-away.m3u8"])
def test_nothing_inside_is_reached_whatever_the_page_names(port: int, tmp_path: Path, inside, path: str) -> None:
    with pytest.raises(BadInput) as refused:
        get(port, path, tmp_path)
    assert refused.value.code == "address-not-public"
    assert inside[1] == []


@pytest.mark.parametrize("path", ["/endless.mp4", "/long.m3u8"])
def test_the_byte_cap_holds_for_chunked_replies_and_playlists(port: int, tmp_path: Path, path: str) -> None:
    with pytest.raises(BadInput) as refused:
        get(port, path, tmp_path)
    assert refused.value.code == "clip-too-large"
    assert sum(f.stat().st_size for f in tmp_path.rglob("*") if f.is_file()) < 2 * LIMITS.max_bytes


@pytest.mark.slow
def test_the_clock_holds_and_leaves_no_process(port: int, tmp_path: Path) -> None:
    limits = FetchLimits(max_bytes=1_000_000, max_seconds=3, max_clip_seconds=60, stall_seconds=60)
    with pytest.raises(BadInput, match="did not end within 3 s"):
        get(port, "/stall", tmp_path, limits)
    assert _children() == []


def test_a_cancelled_turn_ends_the_download(port: int, tmp_path: Path) -> None:
    asked = []

    def check() -> None:
        asked.append(1)
        if len(asked) > 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        get(port, "/stall", tmp_path, check=check)
    assert _children() == []


def test_a_gone_page(port: int, tmp_path: Path) -> None:
    with pytest.raises((BadInput, Retryable)):
        get(port, "/gone", tmp_path)


def test_no_site_uses_the_generic_extractor() -> None:
    assert not any("generic" in name or "default" in name for site in SITES for name in site.extractors)


@pytest.mark.parametrize(
    ("host", "name"),
    [("www.youtube.com", "youtube"), ("youtu.be", "youtube"), ("v.redd.it", "reddit"), ("x.com", "x"), ("clips.twitch.tv", "twitch"),
     ("notyoutube.com", None), ("youtube.com.evil.org", None), ("max.com", None)],
)  # fmt: skip
def test_hosts_belong_to_their_sites(host: str, name: str | None) -> None:
    site = find_site(host)
    assert (site.name if site else None) == name


@pytest.mark.slow
def test_the_sites_extractors_exist_and_serve_their_pages() -> None:
    from yt_dlp.extractor import gen_extractor_classes

    known = {ie.IE_NAME.lower(): ie for ie in gen_extractor_classes()}
    samples = {
        "youtube": "https://www.youtube.com/watch?v=BaW_jenozKc",
        "vimeo": "https://vimeo.com/56015672",
        "tiktok": "https://www.tiktok.com/@leenabhushan/video/6748451240264420610",
        "x": "https://twitter.com/freethenipple/status/643211948184596480",
        "reddit": "https://www.reddit.com/r/videos/comments/6rrwyj/that_small_heart_attack/",
        "streamable": "https://streamable.com/dnd1",
        "twitch": "https://clips.twitch.tv/FaintLightGullWholeWheat",
    }
    for site in SITES:
        assert all(name in known for name in site.extractors), site
        assert any(known[name].suitable(samples[site.name]) for name in site.extractors), site


def _children() -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            if b"site_child" in line and parent == os.getpid():
                found.append(line.decode())
    return found


@pytest.mark.parametrize("allowed", [{"posts", "here"}, {"posts"}], ids=["of an allowed site", "of another"])
def test_a_post_may_hold_a_video_of_an_allowed_site_only(
    port: int, tmp_path: Path, clip: bytes, allowed: set[str]
) -> None:
    posts = Site("posts", ("127.0.0.1",), ("vimeo:review",), points_elsewhere=True)
    other = Site("here", ("elsewhere.example",), HERE.extractors)
    guard, link = Guard(frozenset({("127.0.0.1", port)})), f"http://127.0.0.1:{port}/watch"

    def fetch(*sites: Site) -> bytes:
        found = fetch_link(link, tmp_path, LIMITS, frozenset(allowed), lambda: None, guard=guard, sites=sites)
        return found.path.read_bytes()

    if "here" in allowed:
        assert fetch(posts, other) == clip
        return
    with pytest.raises(BadInput) as refused:
        fetch(posts, other)
    assert refused.value.code == "no-video-there"


def test_a_post_of_a_site_that_holds_its_own_videos_leads_nowhere_else(port: int, tmp_path: Path) -> None:
    posts = Site("posts", ("127.0.0.1",), ("vimeo:review",))
    other = Site("here", ("elsewhere.example",), HERE.extractors)
    guard = Guard(frozenset({("127.0.0.1", port)}))
    with pytest.raises(BadInput) as refused:
        fetch_link(
            f"http://127.0.0.1:{port}/watch", tmp_path, LIMITS, frozenset({"posts", "here"}), lambda: None, guard=guard,
            sites=(posts, other),
        )  # fmt: skip
    assert refused.value.code == "no-video-there"
