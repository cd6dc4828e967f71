"""The process in which yt-dlp runs: one job, no network but the proxy, no programs, little memory.

Started as ``python -m media.fetch.site_child`` with the job as JSON on standard input; answers with one JSON line:
``{"path", "title"}`` or ``{"error": code, "detail"}``.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY_BYTES = 1536 * 1024**2  # as for a child that decodes
FORMATS = (
    "b[height<=480][protocol^=http]/bv*[height<=480][protocol^=http]/b[height<=480]/bv*[height<=480]/"
    "w[protocol^=http]/w/wv"
)


def main() -> None:
    """Run one job."""
    job: dict[str, Any] = json.load(sys.stdin)
    _limit_resources(job)
    import yt_dlp  # before the audit hook: importing may probe the machine

    _confine_process(job["proxy_port"], frozenset(job["js_runtimes"].values()))
    sys.stdout.write(json.dumps(_download(yt_dlp, job)) + "\n")


def _limit_resources(job: dict[str, Any]) -> None:
    # Not the address space: a JavaScript runtime, which inherits this, reserves gigabytes that it never uses.
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (job["max_bytes"] + 1, job["max_bytes"] + 1))
    seconds = int(job["seconds"]) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _confine_process(proxy_port: int, programs: frozenset[str]) -> None:
    """Refuse every connection but the proxy's, and every program but the JavaScript runtimes that YouTube needs."""

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "socket.connect" and tuple(args[1][:2]) != ("127.0.0.1", proxy_port):
            raise PermissionError(f"no connection to {args[1]}")
        if event in ("os.system", "os.exec", "os.posix_spawn", "socket.bind"):
            raise PermissionError(event)
        if event == "subprocess.Popen" and str(args[0]) not in programs:
            raise PermissionError(f"no program {args[0]}")

    sys.addaudithook(hook)


def _download(yt_dlp: Any, job: dict[str, Any]) -> dict[str, Any]:
    try:
        with yt_dlp.YoutubeDL(_build_options(yt_dlp, job)) as ydl:
            found = ydl.extract_info(job["url"], download=False)
            if found and found.get("_type") == "playlist":
                found = next(iter(found.get("entries") or ()), None)
            if refused := _find_refusal(found, job):
                return refused
            done = ydl.process_ie_result(found, download=True)
    except yt_dlp.utils.DownloadCancelled:
        return {"error": "clip-too-large", "detail": ""}
    except yt_dlp.utils.YoutubeDLError as error:
        return {"error": _map_code(error), "detail": str(error)[:500]}
    paths = [entry.get("filepath", "") for entry in (done or {}).get("requested_downloads") or ()]
    if not paths or not Path(paths[0]).is_file():
        return {"error": "no-video-there", "detail": "nothing was downloaded"}
    return {"path": paths[0], "title": str(done.get("title") or "")[:200]}


def _build_options(yt_dlp: Any, job: dict[str, Any]) -> dict[str, Any]:
    def cap(status: dict[str, Any]) -> None:
        if (status.get("downloaded_bytes") or 0) > job["max_bytes"]:
            raise yt_dlp.utils.DownloadCancelled("larger than the limit")

    return {
        "allowed_extractors": [f"^(?:{name})$" for name in job["extractors"]],
        "noplaylist": True,
        "playlist_items": "1",
        "format": FORMATS,
        "format_sort": ["res:480", "+size", "+br"],
        "max_filesize": job["max_bytes"],
        "external_downloader": {"default": "native"},
        "hls_prefer_native": True,
        "fixup": "never",
        "postprocessors": [],
        "socket_timeout": job["stall_seconds"],
        "retries": 1,
        "fragment_retries": 1,
        "extractor_retries": 1,
        "file_access_retries": 1,
        "skip_unavailable_fragments": False,
        "proxy": job["proxy"],
        "progress_hooks": [cap],
        "paths": {"home": job["folder"], "temp": job["folder"]},
        "outtmpl": "clip.%(ext)s",
        "cachedir": False,
        "quiet": True,
        "no_warnings": True,
        "noprogress": True,
        "logger": _Silent(),
        "usenetrc": False,
        "enable_file_urls": False,
        "js_runtimes": {name: {"path": path} for name, path in job["js_runtimes"].items()},
        "remote_components": [],  # the challenge scripts are installed (yt-dlp-ejs); nothing is fetched to be run
        "color": "never",
    }


def _find_refusal(found: Any, job: dict[str, Any]) -> dict[str, Any] | None:
    if not found:
        return {"error": "no-video-there", "detail": ""}
    if found.get("is_live") or found.get("live_status") in ("is_live", "is_upcoming"):
        return {"error": "live-video", "detail": ""}
    if (found.get("age_limit") or 0) >= 18:
        return {"error": "age-limited", "detail": ""}
    if all(part.get("vcodec") == "none" for part in found.get("requested_formats") or [found]):
        return {"error": "no-picture", "detail": ""}  # chosen only where no format has one
    if (found.get("duration") or 0) > job["max_clip_seconds"]:
        return {"error": "clip-too-long", "detail": f"{found['duration']:.0f}"}
    return None


def _map_code(error: Exception) -> str:
    text = str(error).lower()
    if "unsupported url" in text or "no suitable extractor" in text or "no video" in text or "no media" in text:
        return "no-video-there"
    if any(
        word in text
        for word in ("private", "log in", "login", "sign in", "members-only", "removed", "unavailable", "404", "403")
    ):
        return "video-not-open"
    return "site-trouble"


class _Silent:
    def debug(self, text: str) -> None: ...
    def warning(self, text: str) -> None: ...
    def error(self, text: str) -> None: ...


if __name__ == "__main__":
    main()
