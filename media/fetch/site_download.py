"""A page of an allowed site: yt-dlp in a process of its own, behind our proxy, under our clock."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from media.fetch.address_guard import Guard
from media.fetch.js_runtimes import find_js_runtimes
from media.fetch.limits import Budget, Check, FetchedClip, FetchLimits, make_too_large_error, make_too_slow_error
from media.fetch.proxy import Proxy, run_proxy
from media.fetch.sites import Site
from musechat.children import make_child_environment, make_module_command
from musechat.errors import BadInput, MuseChatError, Retryable

log = logging.getLogger(__name__)

TICK = 0.1
OUTPUT_BYTES = 100_000
# By their codes: what is wrong, and how to fix it.
PLAIN = {
    "no-video-there": ("There is no video behind the link", "Check the link, or post the clip itself"),
    "video-not-open": ("The site does not give this video to everyone", "Post the clip itself"),
    "no-picture": ("What the link leads to has sound but no moving picture", "Post a video clip"),
    "photo-post": (
        "The link leads to a post of pictures, with music or without, not to a video",
        "Post a video, or say in words what you are looking for",
    ),
    "not-one-video": (
        "The link leads to a list, a channel or a search, not to one video",
        "Open the video that you mean and post its link",
    ),
    "live-video": ("The link leads to a live video", "Use one that has ended, or post a clip of it"),
    "age-limited": ("The site asks for a proof of age for this video", "Post the clip itself"),
}


def fetch_page(url: str, folder: Path, limits: FetchLimits, site: Site, guard: Guard, check: Check) -> FetchedClip:
    """Fetch the video of a site's page into ``folder``.

    Raises:
        BadInput: there is no video, it is not open to everyone, or it breaks a limit.
        Retryable: the site did not answer properly this time.

    """
    budget = Budget(limits)
    with run_proxy(guard, budget) as proxy:
        answer = _run_child(_build_job(url, folder, limits, site, proxy), folder, budget, check)
        if proxy.refusal is not None or "path" not in answer:  # a refused part would leave a clip with holes
            raise _map_error(answer, limits, site, proxy.refusal)
    path = Path(answer["path"])
    if path.parent != folder or not path.is_file():
        raise BadInput("no-video-there", *PLAIN["no-video-there"])
    if path.stat().st_size > limits.max_bytes:
        raise make_too_large_error(limits)
    return FetchedClip(path, f"{answer['title'] or site.name}{path.suffix}", path.stat().st_size)


def _build_job(url: str, folder: Path, limits: FetchLimits, site: Site, proxy: Proxy) -> dict[str, Any]:
    return {
        "url": url,
        "folder": str(folder),
        "extractors": site.extractors,
        "proxy": proxy.url,
        "proxy_port": proxy.address[1],
        "max_bytes": limits.max_bytes,
        "max_clip_seconds": limits.max_clip_seconds,
        "seconds": limits.max_seconds,
        "stall_seconds": limits.stall_seconds,
        "js_runtimes": find_js_runtimes(),
    }


def _run_child(job: dict[str, Any], folder: Path, budget: Budget, check: Check) -> dict[str, Any]:
    output = folder / "answer.json"
    with (
        output.open("wb") as answer,
        subprocess.Popen(
            make_module_command("media.fetch.site_child"),
            stdin=subprocess.PIPE,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env=_build_environment(folder),
            cwd=folder,
            start_new_session=True,
        ) as child,
    ):
        try:
            assert child.stdin is not None  # noqa: S101 - asked for above
            with contextlib.suppress(BrokenPipeError):
                child.stdin.write(json.dumps(job).encode())
                child.stdin.close()
            _wait_for_child(child, folder, budget, check)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
    return _parse_output(output)


def _build_environment(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "SSL_CERT_FILE", "SSL_CERT_DIR", "PYTHONPATH")}
    return make_child_environment(kept | {"HOME": str(folder), "YTDLP_NO_PLUGINS": "1", "PYTHONDONTWRITEBYTECODE": "1"})


def _wait_for_child(child: subprocess.Popen[bytes], folder: Path, budget: Budget, check: Check) -> None:
    while child.poll() is None:
        check()
        if not budget.seconds_left:
            raise make_too_slow_error(budget.limits)
        # Counted here too: what the child writes is what fills our disk, whatever it says of its progress.
        if (
            sum(f.stat().st_size for f in list(folder.iterdir()) if f.is_file())
            > budget.limits.max_bytes * 1.1 + OUTPUT_BYTES
        ):
            raise make_too_large_error(budget.limits)
        time.sleep(TICK)


def _parse_output(output: Path) -> dict[str, Any]:
    try:
        answer = json.loads(output.read_bytes()[-OUTPUT_BYTES:])
        return answer if isinstance(answer, dict) else {"error": "site-trouble"}
    except ValueError:
        return {"error": "site-trouble", "detail": "the download process ended without an answer"}
    finally:
        output.unlink()


def _format_length(seconds: float | str) -> str:
    """A length as ``75 s``, ``4:05`` or ``1:02:03``."""
    whole = round(float(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if whole < 120:
        return f"{whole} s"
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _map_error(answer: dict[str, Any], limits: FetchLimits, site: Site, refusal: BadInput | None) -> MuseChatError:
    if refusal is not None:
        return refusal
    code = str(answer.get("error"))
    if code == "no-picture" and site.name == "tiktok":  # its posts of pictures are given as their sound
        code = "photo-post"
    if code in PLAIN:
        return BadInput(code, *PLAIN[code])
    if code == "clip-too-large":
        return make_too_large_error(limits)
    if code == "clip-too-long":
        lengths = f"{_format_length(answer['detail'])} long; {_format_length(limits.max_clip_seconds)} are allowed"
        return BadInput(code, f"The video is {lengths}", "Post a shorter clip of it")
    log.warning("%s: %s", site.name, answer.get("detail"))
    return Retryable("site-trouble", f"The video could not be had from {site.name}", "Post the clip itself")
