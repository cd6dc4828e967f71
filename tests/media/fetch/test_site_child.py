"""The download process, part by part in this one: what it refuses, what it asks yt-dlp for, and what it answers."""

from __future__ import annotations

import asyncio
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from media.fetch import Guard, site_child
from media.fetch.limits import Budget, FetchLimits
from media.fetch.proxy import run_proxy
from tests.media.fetch.servers import answer, chunks_without_end, serving

NODE = "/usr/bin/node"
PORT = 4321
JOB: dict[str, Any] = {
    "url": "http://127.0.0.1/watch",
    "folder": "/clips",
    "extractors": ["vimeo", "vm.tiktok"],
    "proxy": "http://job:x@127.0.0.1:4321",
    "proxy_port": PORT,
    "max_bytes": 1000,
    "max_clip_seconds": 60.0,
    "seconds": 30.5,
    "stall_seconds": 15.0,
    "js_runtimes": {"node": NODE},
}


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """The audit hook, not installed: it could never be removed from this process."""
    hooks: list[Callable[..., None]] = []
    monkeypatch.setattr(sys, "addaudithook", hooks.append)
    site_child._confine_process(PORT, frozenset({NODE}))
    (made,) = hooks
    return made


@pytest.mark.parametrize(
    ("event", "args"),
    [
        ("socket.connect", (None, ("127.0.0.1", PORT + 1))),
        ("socket.connect", (None, ("127.0.0.2", PORT))),
        ("socket.connect", (None, ("::1", PORT, 0, 0))),
        ("socket.connect", (None, "/run/docker.sock")),
        ("socket.bind", (None, ("127.0.0.1", PORT))),
        ("os.system", (NODE,)),
        ("os.exec", (NODE, [], None)),
        ("os.posix_spawn", (NODE, [], None)),
        ("subprocess.Popen", ("/usr/bin/ffmpeg", [], None, None)),
        ("subprocess.Popen", ("node", [], None, None)),
    ],
)
def test_no_other_connection_and_no_other_program(hook: Callable[..., None], event: str, args: tuple[Any, ...]) -> None:
    with pytest.raises(PermissionError):
        hook(event, args)


@pytest.mark.parametrize(
    ("event", "args"),
    [
        ("socket.connect", (None, ("127.0.0.1", PORT))),
        ("subprocess.Popen", (NODE, [], None, None)),
        ("open", ("/clips/clip.mp4", "wb", 0)),
        ("import", ("json", None, None, None, None)),
    ],
)
def test_the_proxy_the_runtimes_and_plain_work_pass(
    hook: Callable[..., None], event: str, args: tuple[Any, ...]
) -> None:
    hook(event, args)


def test_the_process_is_limited_to_what_the_job_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    site_child._limit_resources(JOB)
    assert limits == {
        resource.RLIMIT_DATA: (1536 * 1024**2, 1536 * 1024**2),
        resource.RLIMIT_FSIZE: (1001, 1001),  # the byte beyond the limit is what shows that it was passed
        resource.RLIMIT_CPU: (31, 31),
        resource.RLIMIT_CORE: (0, 0),
    }


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (None, "no-video-there"),
        ({}, "no-video-there"),
        ({"id": "1"}, None),
        ({"id": "1", "is_live": True}, "live-video"),
        ({"id": "1", "is_live": False, "live_status": "was_live"}, None),
        ({"id": "1", "live_status": "is_live"}, "live-video"),
        ({"id": "1", "live_status": "is_upcoming"}, "live-video"),
        ({"id": "1", "age_limit": 17}, None),
        ({"id": "1", "age_limit": 18}, "age-limited"),
        ({"id": "1", "age_limit": 19}, "age-limited"),
        ({"id": "1", "duration": 60}, None),
        ({"id": "1", "duration": 60.5}, "clip-too-long"),
        ({"id": "1", "duration": None, "age_limit": None}, None),
    ],
)
def test_which_videos_are_refused_before_they_are_downloaded(found: Any, code: str | None) -> None:
    refused = site_child._find_refusal(found, JOB)
    assert (refused["error"] if refused else None) == code


def test_a_clip_that_is_too_long_is_refused_with_its_length() -> None:
    assert site_child._find_refusal({"duration": 61.7}, JOB) == {"error": "clip-too-long", "detail": "62"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Unsupported URL: http://x", "no-video-there"),
        ("No suitable extractor (Vimeo) found", "no-video-there"),
        ("There's no video in this post", "no-video-there"),
        ("No media found", "no-video-there"),
        ("This video is PRIVATE", "video-not-open"),
        ("Please log in", "video-not-open"),
        ("Use --cookies for login", "video-not-open"),
        ("Sign in to confirm", "video-not-open"),
        ("Members-only content", "video-not-open"),
        ("removed by the uploader", "video-not-open"),
        ("Video unavailable", "video-not-open"),
        ("HTTP Error 404: Not Found", "video-not-open"),
        ("HTTP Error 403: Forbidden", "video-not-open"),
        ("HTTP Error 500: Internal Server Error", "site-trouble"),
        ("timed out", "site-trouble"),
    ],
)
def test_what_an_error_of_the_site_means(text: str, code: str) -> None:
    assert site_child._map_code(RuntimeError(text)) == code


def test_what_yt_dlp_is_allowed() -> None:
    options = site_child._build_options(SimpleNamespace(), JOB)
    assert options["allowed_extractors"] == ["^(?:vimeo)$", "^(?:vm.tiktok)$"]
    assert options["js_runtimes"] == {"node": {"path": NODE}}
    assert options["paths"] == {"home": "/clips", "temp": "/clips"}
    wanted = {
        "noplaylist": True,
        "max_filesize": 1000,
        "hls_prefer_native": True,
        "socket_timeout": 15.0,
        "skip_unavailable_fragments": False,  # a missing part fails the download, instead of a hole in the clip
        "proxy": JOB["proxy"],
        "cachedir": False,
        "usenetrc": False,
        "enable_file_urls": False,
        "remote_components": [],
        "postprocessors": [],
        "external_downloader": {"default": "native"},
        "retries": 1,
        "fragment_retries": 1,
        "extractor_retries": 1,
        "file_access_retries": 1,
        # Whatever it printed would end up in the answer, which is read as JSON.
        "quiet": True,
        "no_warnings": True,
        "noprogress": True,
    }
    assert {name: options[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("received", "stopped"), [(None, False), (0, False), (999, False), (1000, False), (1001, True)]
)
def test_a_download_is_stopped_beyond_the_limit(received: int | None, stopped: bool) -> None:
    class Stopped(Exception):
        pass

    yt_dlp = SimpleNamespace(utils=SimpleNamespace(DownloadCancelled=Stopped))
    (cap,) = site_child._build_options(yt_dlp, JOB)["progress_hooks"]
    if not stopped:
        cap({"downloaded_bytes": received})
        return
    with pytest.raises(Stopped):
        cap({"downloaded_bytes": received})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    video = b'<html><title>A walk</title><video><source src="/clip.mp4" type="video/mp4"></video></html>'
    pages = {
        "/watch": answer(video, "text/html"),
        "/clip.mp4": answer(b"\x00\x00\x00\x18ftypmp42" + b"clip" * 100),
        "/nothing": answer(b"<html><title>No video</title></html>", "text/html"),
    }

    async def handler(path: str, writer: asyncio.StreamWriter) -> None:
        if path == "/endless.mp4":
            await chunks_without_end(writer)
        else:
            writer.write(pages.get(path) or answer(b"", status="404 Not Found"))

    with serving(handler) as port:
        yield port


def download(port: int, path: str, folder: Path, **changes: Any) -> dict[str, Any]:
    import yt_dlp

    budget = Budget(FetchLimits(max_bytes=10_000_000, max_seconds=100, max_clip_seconds=60))
    with run_proxy(Guard(frozenset({("127.0.0.1", port)})), budget) as proxy:
        job = JOB | {
            "url": f"http://127.0.0.1:{port}{path}",
            "folder": str(folder),
            "extractors": ["generic", "html5"],
            "proxy": proxy.url,
            "max_bytes": 100_000,
            "js_runtimes": {},
        }
        return site_child._download(yt_dlp, job | changes)


def test_the_answer_names_the_file_and_the_title(port: int, tmp_path: Path) -> None:
    done = download(port, "/watch", tmp_path)
    assert done["path"] == str(tmp_path / "clip.mp4")
    assert done["title"].startswith("A walk")
    assert (tmp_path / "clip.mp4").read_bytes().endswith(b"clip")


@pytest.mark.parametrize(
    ("path", "code", "changes"),
    [
        ("/nothing", "no-video-there", {}),
        ("/gone", "video-not-open", {}),
        ("/endless.mp4", "clip-too-large", {}),
        ("/watch", "no-video-there", {"extractors": ["vimeo"]}),
    ],
)
def test_the_answer_names_what_went_wrong(
    port: int, tmp_path: Path, path: str, code: str, changes: dict[str, Any]
) -> None:
    refused = download(port, path, tmp_path, **changes)
    assert refused["error"] == code
    assert len(refused["detail"]) <= 500


@pytest.mark.parametrize(
    ("found", "done", "wanted"),
    [
        ({"_type": "playlist", "entries": []}, None, {"error": "no-video-there", "detail": ""}),
        ({"_type": "playlist"}, None, {"error": "no-video-there", "detail": ""}),
        ({"_type": "playlist", "entries": [{"is_live": True}, {}]}, None, {"error": "live-video", "detail": ""}),
        ({"id": "1"}, None, {"error": "no-video-there", "detail": "nothing was downloaded"}),
        ({"id": "1"}, {"requested_downloads": [{}]}, {"error": "no-video-there", "detail": "nothing was downloaded"}),
        (
            {"id": "1"},
            {"requested_downloads": [{"filepath": "/nowhere/clip.mp4"}]},
            {"error": "no-video-there", "detail": "nothing was downloaded"},
        ),
        ({"id": "1"}, {"requested_downloads": [{"filepath": __file__}]}, {"path": __file__, "title": ""}),
        (
            {"_type": "playlist", "entries": [{"id": "1"}, {"is_live": True}]},
            {"requested_downloads": [{"filepath": __file__}], "title": "T" * 300},
            {"path": __file__, "title": "T" * 200},
        ),
    ],
)
def test_the_answer_to_what_a_site_describes(found: Any, done: Any, wanted: dict[str, Any]) -> None:
    from yt_dlp import YoutubeDL, utils

    class Site(YoutubeDL):
        def extract_info(self, url: str, download: bool = True, **more: Any) -> Any:
            assert (url, download) == (JOB["url"], False)  # nothing is downloaded before it was judged
            return found

        def process_ie_result(self, ie_result: Any, download: bool = True, extra_info: Any = None) -> Any:
            assert download
            return done

    assert site_child._download(SimpleNamespace(YoutubeDL=Site, utils=utils), JOB) == wanted
