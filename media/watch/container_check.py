"""Checks that cost nothing: this is a file, and its first bytes belong to a container that we read.

Extensions and content types are never believed. The container found here is the only one that the decoder may try, so
a list of other files (HLS, DASH, concat) can never be followed, whatever it is called.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from media.watch.error_mapping import make_clip_error
from media.watch.limits import MIB, WatchLimits

_HEAD_BYTES = 4096
_ISO_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_STILL_BRANDS = (b"heic", b"heix", b"mif1", b"avif")
_STILL = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*")
_SOUND = (b"ID3", b"fLaC", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9", b"MThd", b"FORM", b"#!AMR")
_TEXT_LISTS = (b"#EXTM3U", b"ffconcat", b"<MPD", b"<?xml", b"[playlist]", b"file ", b"http://", b"https://")


@dataclass(frozen=True, slots=True)
class Container:
    """A container by our short name and by its demuxer's name."""

    name: str  # "mp4", "webm", ...
    demuxer: str  # FFmpeg's


_SIMPLE = (
    (b"GIF87a", Container("gif", "gif")),
    (b"GIF89a", Container("gif", "gif")),
    (b"FLV\x01", Container("flv", "flv")),
    (b"OggS", Container("ogg", "ogg")),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Container("wmv", "asf")),
    (b"\x00\x00\x01\xba", Container("mpeg", "mpeg")),
)


def detect_container(path: Path, limits: WatchLimits) -> Container:
    """The container of the file at ``path``.

    Raises:
        BadInput: no such file, not a plain file, unreadable, empty, too large, or not a video's container.

    """
    name = path.name
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            raise make_clip_error("not-a-file", name)
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        raise make_clip_error("no-such-file", name) from None
    except OSError:
        raise make_clip_error("unreadable-file", name) from None
    if not head:
        raise make_clip_error("empty-clip", name)
    if info.st_size > limits.max_bytes:
        raise make_clip_error("clip-too-large", name, {"size": info.st_size / MIB, "limit": limits.max_bytes / MIB})
    return _match_container(head) or _refuse_container(head, name)


def _match_container(head: bytes) -> Container | None:
    for magic, container in _SIMPLE:
        if head.startswith(magic):
            return container
    if head[4:8] in _ISO_BOXES:
        return _match_iso(head)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return Container("webm" if b"webm" in head[:64] else "mkv", "matroska")
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return Container("avi", "avi")
    if _is_animated_webp(head):
        return Container("webp", "webp")  # read by our own demuxer
    if _is_animated_png(head):
        return Container("png", "apng")
    return Container("mpegts", "mpegts") if _is_transport_stream(head) else None


def _match_iso(head: bytes) -> Container | None:
    if head[4:8] != b"ftyp":
        return Container("mov", "mov")
    brand = head[8:12]
    if brand in _STILL_BRANDS:
        return None
    return Container("mov" if brand == b"qt  " else "3gp" if brand.startswith(b"3gp") else "mp4", "mov")


def _is_animated_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:16] == b"WEBPVP8X" and len(head) > 20 and bool(head[20] & 0x02)


def _is_animated_png(head: bytes) -> bool:
    """Whether a PNG announces more than one picture before its first one (chunk acTL)."""
    at = head.find(b"acTL", 8)
    first = head.find(b"IDAT", 8)
    return (
        head.startswith(b"\x89PNG")
        and 0 < at < (first if first > 0 else len(head))
        and int.from_bytes(head[at + 4 : at + 8], "big") > 1
    )


def _is_transport_stream(head: bytes) -> bool:
    return any(
        len(head) > first + 4 * step and all(head[first + k * step] == 0x47 for k in range(5))
        for first, step in ((0, 188), (4, 192))
    )


def _refuse_container(head: bytes, name: str) -> Container:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_STILL) or head[8:12] == b"WEBP" or head[8:12] in _STILL_BRANDS:
        raise make_clip_error("still-picture", name)
    if head.startswith(_SOUND) or head[8:12] == b"WAVE":
        raise make_clip_error("no-picture", name)
    raise make_clip_error("playlist" if text.startswith(_TEXT_LISTS) else "not-a-video", name)
