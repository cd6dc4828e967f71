"""Doctor's checks of what reads media: the codecs of FFmpeg's libraries, libchromaprint, and yt-dlp with its age."""

from __future__ import annotations

import importlib.util
import re
import sys
from datetime import UTC, date, datetime
from importlib.metadata import version

from cli.health_level import HealthLevel
from musechat.settings import Settings

READ = frozenset({"h264", "hevc", "vp8", "vp9", "av1", "gif", "mp3", "flac", "opus", "aac", "vorbis", "pcm_s16le"})
WRITTEN = frozenset({"libx264", "aac"})  # by previews
OLD_DAYS = 60  # sites change, and yt-dlp follows them about once a month


def check_decoder(_: Settings) -> tuple[HealthLevel, str]:
    """Check which codecs PyAV has: it may be built against a system's FFmpeg without some."""
    import av

    read, written = READ - set(av.codecs_available), WRITTEN - set(av.codecs_available)
    if not read and not written:
        return HealthLevel.FINE, f"PyAV {av.__version__}"
    lacks = [f"cannot read {', '.join(sorted(read))}"] if read else []
    lacks += [f"cannot write {', '.join(sorted(written))}, so that cards have no previews"] if written else []
    remedy = (
        f"Install PyAV's own build: {sys.executable} -m pip install --force-reinstall --no-deps av=={version('av')}"
    )
    return HealthLevel.NOTE, f"PyAV {av.__version__} {' and '.join(lacks)}. {remedy}"


def check_recordings(settings: Settings) -> tuple[HealthLevel, str]:
    """Check what looking up the music of clips at AcoustID needs; whether the key is right, its first use tells."""
    if not settings.acoustid_key.get_secret_value():
        return HealthLevel.FINE, "off"
    from media.acoustid.chromaprint import MissingChromaprint, read_version

    try:
        return HealthLevel.FINE, f"libchromaprint {read_version()}"
    except MissingChromaprint as error:
        return HealthLevel.BROKEN, f"{error.line.rstrip('.')}, or empty MUSECHAT_ACOUSTID_KEY"


def check_links(settings: Settings) -> tuple[HealthLevel, str]:
    """Check what links need: yt-dlp, not too old, and for YouTube a JavaScript runtime."""
    if not settings.allowed_links:
        return HealthLevel.FINE, "off"
    if importlib.util.find_spec("yt_dlp") is None:
        return HealthLevel.BROKEN, f"yt-dlp is missing; run: {sys.executable} -m pip install yt-dlp"
    from media.fetch.js_runtimes import find_youtube_problem

    if settings.allowed_links != {"direct"} and (old := describe_age(version("yt-dlp"), datetime.now(UTC).date())):
        return HealthLevel.NOTE, old
    if "youtube" in settings.allowed_links and (problem := find_youtube_problem()):
        return HealthLevel.NOTE, f"{problem} (other sites and direct links work without)"
    return HealthLevel.FINE, ", ".join(sorted(settings.allowed_links))


def describe_age(release: str, today: date) -> str:
    """Say that a release of yt-dlp, which is named by its day, is old, and what to do; empty where it is not."""
    found = re.match(r"(\d{4})\.(\d{1,2})\.(\d{1,2})", release)
    days = (today - date(*map(int, found.groups()))).days if found else 0
    if days <= OLD_DAYS:
        return ""
    remedy = f"{sys.executable} -m pip install --upgrade --no-deps yt-dlp yt-dlp-ejs (or take the newest image)"
    return f"yt-dlp {release} is {days} days old, and sites change: links may fail. Run: {remedy}"
