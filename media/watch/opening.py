"""Open a clip's container: one demuxer, local bytes, no picture above the limit; without its sound where that kills.

Some headers of sound make FFmpeg refuse the whole file, or end it by a signal. The way without sound hands FFmpeg the
same bytes with the sound tracks' headers relabelled, so that they are passed over.
"""

from __future__ import annotations

import io
import mmap
from collections.abc import Iterator
from pathlib import Path

import av
from av.container import InputContainer

from media.watch.limits import WatchLimits

_HEAD_BYTES = 1 << 18  # where AVI, ASF, Matroska and FLV keep their track headers
_MAX_MARKS = 1000
_ASF_AUDIO = bytes.fromhex("409e69f84d5bcf11a8fd00805f5c442b")
_FLV_SOUND_AND_PICTURE = b"\x05"
# Containers whose tracks may first show themselves midway: how far FFmpeg looks for them.
_LATE_TRACKS = {"probesize": "20000000", "analyzeduration": "180000000"}


def open_clip(path: Path, demuxer: str, limits: WatchLimits, *, sound: bool = True) -> InputContainer:
    """Open ``path`` with this demuxer alone, local files alone, and no picture above ``limits.max_pixels``.

    Args:
        path: the file.
        demuxer: FFmpeg's name of it.
        limits: caps on the clip.
        sound: False hides the sound tracks from FFmpeg.

    Raises:
        av.error.FFmpegError: it cannot be opened.

    """
    caps = {"protocol_whitelist": "file", "format_whitelist": demuxer, "max_pixels": str(limits.max_pixels)}
    if demuxer in ("mov", "matroska", "asf"):
        caps["probesize"] = "2000000"
    elif demuxer in ("flv", "mpeg", "mpegts"):
        caps |= _LATE_TRACKS
    patches = find_patches(path, demuxer, sound=sound)
    source = PatchedFile(path, patches) if patches else f"file:{path}"
    return av.open(source, "r", format=demuxer, options=caps, metadata_errors="replace")


def find_patches(path: Path, demuxer: str, *, sound: bool) -> dict[int, bytes]:
    """Bytes to lay over a file, by their place: what hides its sound, or makes FFmpeg look for late tracks."""
    if demuxer == "flv" and sound:  # the header names the kinds of tracks, and often wrongly
        return {4: _FLV_SOUND_AND_PICTURE}
    if sound:
        return {}
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return dict(_iter_sound_marks(data, demuxer))


def _iter_sound_marks(data: mmap.mmap, demuxer: str) -> Iterator[tuple[int, bytes]]:
    """Places of the words that make a track a sound track, and what to put there."""
    if demuxer == "avi":
        yield from ((at, b"dats") for at in _find_all(data, b"auds", _HEAD_BYTES))
    elif demuxer == "asf":
        yield from ((at, bytes(16)) for at in _find_all(data, _ASF_AUDIO, _HEAD_BYTES))
    elif demuxer == "matroska":
        yield from ((at + 2, b"\x20") for at in _find_all(data, b"\x83\x81\x02", _HEAD_BYTES))
    elif demuxer == "mov":
        for at in _find_all(data, b"hdlr", len(data)):
            if data[at + 12 : at + 16] == b"soun":
                yield at + 12, b"null"


def _find_all(data: mmap.mmap, word: bytes, end: int) -> Iterator[int]:
    at = data.find(word, 0, end)
    for _ in range(_MAX_MARKS):
        if at < 0:
            return
        yield at
        at = data.find(word, at + 1, end)


class PatchedFile(io.RawIOBase):
    """A file read with some bytes replaced."""

    def __init__(self, path: Path, patches: dict[int, bytes]) -> None:
        super().__init__()
        self._file, self._patches = path.open("rb", buffering=0), patches

    def readable(self) -> bool:
        """Whether it can be read."""
        return True

    def seekable(self) -> bool:
        """Whether it can be sought in."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move to a place in the file."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Where the next read starts."""
        return self._file.tell()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer``; returns the number of bytes, 0 at the end."""
        start = self._file.tell()
        count = self._file.readinto(buffer) or 0
        for at, word in self._patches.items():
            first, last = max(at, start), min(at + len(word), start + count)
            if first < last:
                buffer[first - start : last - start] = word[first - at : last - at]
        return count

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
