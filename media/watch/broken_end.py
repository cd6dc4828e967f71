"""Whether a file breaks off within one of its parts, for containers whose header states no length.

A file that ends between two parts is taken for whole: some programs leave out the mark at the end, and players do not
miss it.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable, Mapping
from pathlib import Path

_GIF_HEADER, _GIF_EXTENSION, _GIF_IMAGE, _GIF_END = 13, 0x21, 0x2C, 0x3B
_PNG_HEADER, _PNG_AROUND = 8, 12  # bytes of a chunk beside its body: length, name and sum
_TS_PACKETS = ((188, 0), (192, 4))  # bytes of a packet, and where in it its mark stands
_TS_MARK = 0x47
_OGG_HEADER = 27


def is_broken_off(path: Path, demuxer: str) -> bool:
    """Whether the file ends within a part that it began; False for containers that are not known here."""
    check = _CHECKS.get(demuxer)
    if check is None or not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return check(data)


def _is_gif_broken(data: mmap.mmap) -> bool:
    """By the blocks of GIF89a, each a row of sub-blocks that an empty one ends."""
    if len(data) < _GIF_HEADER:
        return True
    at = _GIF_HEADER + _measure_colours(data[10])
    while at < len(data) and data[at] in (_GIF_EXTENSION, _GIF_IMAGE):
        if data[at] == _GIF_EXTENSION:
            at += 2
        elif at + 10 > len(data):
            return True
        else:
            at += 11 + _measure_colours(data[at + 9])
        at = _skip_sub_blocks(data, at)
    return at > len(data)


def _measure_colours(flags: int) -> int:
    """Bytes of the table of colours that a GIF's flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _skip_sub_blocks(data: mmap.mmap, at: int) -> int:
    """Where the row of sub-blocks at ``at`` ends; beyond the end of the file where it does not."""
    while at < len(data):
        size = data[at]
        at += 1 + size
        if not size:
            return at
    return len(data) + 1


def _is_png_broken(data: mmap.mmap) -> bool:
    at = _PNG_HEADER
    while at + _PNG_AROUND <= len(data):
        if data[at + 4 : at + 8] == b"IEND":
            return False
        at += _PNG_AROUND + int.from_bytes(data[at : at + 4], "big")
    return True


def _is_webp_broken(data: mmap.mmap) -> bool:
    return 8 + int.from_bytes(data[4:8], "little") > len(data)


def _is_transport_stream_broken(data: mmap.mmap) -> bool:
    for size, mark in _TS_PACKETS:
        whole, torn = divmod(len(data), size)
        # Where the last whole packet has no mark, something else follows the stream, and nothing is known.
        if whole > 1 and all(data[mark + at * size] == _TS_MARK for at in (0, 1, whole - 1)):
            return torn > 0
    return False


def _is_ogg_broken(data: mmap.mmap) -> bool:
    """By the last page: a header, a table of lengths, and as many bytes as they add up to."""
    at = data.rfind(b"OggS")
    if at < 0 or at + _OGG_HEADER > len(data):
        return at >= 0
    lengths = data[at + _OGG_HEADER : at + _OGG_HEADER + data[at + _OGG_HEADER - 1]]
    return at + _OGG_HEADER + data[at + _OGG_HEADER - 1] + sum(lengths) > len(data)


_CHECKS: Mapping[str, Callable[[mmap.mmap], bool]] = {
    "gif": _is_gif_broken,
    "apng": _is_png_broken,
    "webp": _is_webp_broken,
    "mpegts": _is_transport_stream_broken,
    "ogg": _is_ogg_broken,
}
