"""Short links lead to the page that they stand for; what that is decides how it is fetched, or what is said of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import av
import numpy as np
import pytest

from media.fetch import FetchLimits, Guard, fetch_link
from media.fetch.sites import Site
from musechat.errors import BadInput, Retryable
from musechat.site_links import LinkKind, PageLink
from tests.media.fetch.servers import answer, redirect, serving

LIMITS = FetchLimits(max_bytes=1_000_000, max_seconds=150, max_clip_seconds=60, stall_seconds=60)
CLIP = b"\x00\x00\x00\x18ftypmp42" + b"clip" * 100
KINDS = {
    "/s/": LinkKind.SHARE,
    "/file/": LinkKind.FILE,
    "/photo/": LinkKind.PHOTOS,
    "/list/": LinkKind.SEVERAL,
    "/channel/": LinkKind.LIVE,
}


def read_link(url: str) -> PageLink:
    path = urlsplit(url).path
    return PageLink(next((kind for start, kind in KINDS.items() if path.startswith(start)), LinkKind.VIDEO), url)


@dataclass
class Web:
    """Two hosts on loopback: a site's, and one that is no site's."""

    port: int = 0
    elsewhere: int = 0
    asked: list[str] = field(default_factory=list)

    def site(self, name: str = "here", **more: object) -> Site:
        return Site(name, ("127.0.0.1",), ("generic", "html5"), read_link, **more)  # type: ignore[arg-type]

    def fetch(self, link: str, folder: Path, *, allowed: tuple[str, ...] = ("here", "direct"), name: str = "here"):
        guard = Guard(frozenset({("127.0.0.1", self.port), ("127.0.0.1", self.elsewhere), ("::1", self.elsewhere)}))
        return fetch_link(link, folder, LIMITS, frozenset(allowed), lambda: None, guard=guard, sites=(self.site(name),))

    def here(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def there(self, path: str) -> str:
        return f"http://localhost:{self.elsewhere}{path}"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "sound.mp3"
    with av.open(str(path), "w") as box:
        stream = box.add_stream("mp3", rate=44100)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 44100), np.int16), "s16p", "mono")
        frame.sample_rate = 44100
        for part in (frame, None):
            box.mux(stream.encode(part))
    return path.read_bytes()


@pytest.fixture(scope="module")
def web(sound: bytes) -> Iterator[Web]:
    web = Web()
    page = b'<html><title>A walk</title><video><source src="/clip.mp4" type="video/mp4"></video></html>'

    async def handle_site(path: str, writer: asyncio.StreamWriter) -> None:
        web.asked.append(path)
        pages = {
            "/watch": answer(page, "text/html"),
            "/clip.mp4": answer(CLIP),
            "/file/clip.mp4": answer(CLIP),
            "/song.mp3": answer(sound, "audio/mpeg"),
            "/s/one": redirect("/watch"),
            "/s/two": redirect("/s/one"),
            "/s/photo": redirect("/photo/1"),
            "/s/away": redirect(web.there("/clip.mp4")),
            "/s/round": redirect("/s/round"),
            "/s/busy": answer(b"", status="503 Busy"),
            "/s/silent": answer(b"<html><title>Log in</title></html>", "text/html"),
            "/s/inside": redirect("http://127.0.0.3/watch"),
        }
        writer.write(pages.get(path) or answer(b"", status="404 Not Found"))

    async def handle_elsewhere(path: str, writer: asyncio.StreamWriter) -> None:
        pages = {
            "/clip.mp4": answer(CLIP),
            "/short": redirect(web.here("/s/two")),
            "/to-list": redirect(web.here("/list/1")),
        }
        writer.write(pages.get(path) or answer(b"", status="404 Not Found"))

    with serving(handle_site) as web.port, serving(handle_elsewhere) as web.elsewhere:
        yield web


@pytest.mark.parametrize("path", ["/watch", "/file/clip.mp4", "/s/one", "/s/two", "/s/away"])
def test_each_way_to_a_video_brings_it(web: Web, tmp_path: Path, path: str) -> None:
    assert web.fetch(web.here(path), tmp_path).path.read_bytes() == CLIP


def test_a_shortener_of_no_site_leads_to_the_sites_page(web: Web, tmp_path: Path) -> None:
    fetched = web.fetch(web.there("/short"), tmp_path)
    assert fetched.path.read_bytes() == CLIP
    assert fetched.name.startswith("A walk")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/photo/1", "photo-post"),
        ("/s/photo", "photo-post"),
        ("/list/1", "not-one-video"),
        ("/channel/1", "live-video"),
        ("/s/round", "too-many-redirects"),
        ("/s/silent", "share-link"),
        ("/s/inside", "address-not-public"),
    ],
)
def test_what_is_no_video_is_said_as_what_it_is(web: Web, tmp_path: Path, path: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        web.fetch(web.here(path), tmp_path)
    assert refused.value.code == code
    assert refused.value.remedy


def test_nothing_is_asked_of_the_site_where_its_address_tells_enough(web: Web, tmp_path: Path) -> None:
    web.asked.clear()
    for path in ("/photo/1", "/list/1", "/channel/1"):
        with pytest.raises(BadInput):
            web.fetch(web.here(path), tmp_path)
    assert web.asked == []


def test_a_site_that_is_busy_is_asked_again_later(web: Web, tmp_path: Path) -> None:
    with pytest.raises(Retryable):
        web.fetch(web.here("/s/busy"), tmp_path)


@pytest.mark.parametrize(
    ("link", "allowed"), [("/short", ("direct",)), ("/to-list", ("direct",)), ("/short", ("here",))]
)
def test_the_page_behind_a_short_link_must_be_allowed_too(
    web: Web, tmp_path: Path, link: str, allowed: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        web.fetch(web.there(link), tmp_path, allowed=allowed)
    assert refused.value.code == "site-not-allowed"


@pytest.mark.parametrize(("name", "code"), [("here", "no-picture"), ("tiktok", "photo-post")])
def test_a_page_that_gives_sound_alone_is_said_so(web: Web, tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        web.fetch(web.here("/song.mp3"), tmp_path, allowed=(name,), name=name)
    assert refused.value.code == code
    assert not list(tmp_path.glob("clip*"))
