"""What the index of an MP4 or MOV claims, read before FFmpeg makes room for it.

FFmpeg allocates 24 to 60 bytes for each picture that an index claims, and a table of samples of one size claims any
number in twelve bytes: 3 KB take gigabytes. An honest clip of ten minutes has at most some 100,000 samples.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from media.watch.refusal import ClipRefusedError

MAX_SAMPLES = 2_000_000  # of all tracks together
MAX_TRACKS = 1000  # FFmpeg's own limit, which it reports as a lack of memory
MAX_HEADER_BYTES = 64 << 20  # of an index that is stored compressed
_MAX_BOXES = 200_000
_PCM_CHUNK = 1024  # samples of plain PCM that FFmpeg keeps under one entry
_PARENTS = (b"trak", b"mdia", b"minf", b"stbl", b"traf")

Box = tuple[bytes, int, int]  # kind, start and end of its body


def check_iso_index(path: Path) -> None:
    """Read the index of an MP4 or MOV and hold its claims against the limits above.

    Raises:
        ClipRefusedError: ``clip-broken``: it claims more than any clip has. ``too-many-tracks``.

    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        samples = 0
        for kind, start, end in _iter_boxes(data, 0, len(data)):
            if kind == b"moov":
                samples += _count_movie_samples(data, start, end)
            elif kind == b"moof":
                samples += sum(_count_run(data, box) for box in _iter_inner(data, start, end) if box[0] == b"trun")
            if samples > MAX_SAMPLES:
                raise ClipRefusedError("clip-broken")


def _iter_boxes(data: mmap.mmap, at: int, end: int) -> Iterator[Box]:
    """The boxes between two places, as far as they make sense."""
    for _ in range(_MAX_BOXES):
        if at + 8 > end:
            return
        size, kind = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if size == 1 and at + 16 <= end:
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        stop = end if size == 0 else at + size
        if stop < body:
            return
        yield kind, body, min(stop, end)
        at = stop


def _iter_inner(data: mmap.mmap, start: int, end: int) -> Iterator[Box]:
    """All boxes below a movie or a fragment, along the way to the sample tables."""
    for box in _iter_boxes(data, start, end):
        yield box
        if box[0] in _PARENTS:
            yield from _iter_boxes(data, *box[1:]) if box[0] == b"stbl" else _iter_inner(data, *box[1:])


def _count_movie_samples(data: mmap.mmap, start: int, end: int) -> int:
    tracks = [box for box in _iter_boxes(data, start, end) if box[0] == b"trak"]
    if len(tracks) > MAX_TRACKS:
        raise ClipRefusedError("too-many-tracks", {"tracks": len(tracks)})
    for kind, body, stop in _iter_boxes(data, start, end):
        if kind == b"cmov" and _read_unpacked_size(data, body, stop) > MAX_HEADER_BYTES:
            raise ClipRefusedError("clip-broken")
    return sum(_count_track_samples(data, *box[1:]) for box in tracks)


def _read_unpacked_size(data: mmap.mmap, start: int, end: int) -> int:
    for kind, body, stop in _iter_boxes(data, start, end):
        if kind == b"cmvd" and stop - body >= 4:
            return int(struct.unpack_from(">I", data, body)[0])
    return 0


def _count_track_samples(data: mmap.mmap, start: int, end: int) -> int:
    """Entries that FFmpeg would make for a track: its samples, or the chunks of plain PCM."""
    tables = {kind: (body, stop) for kind, body, stop in _iter_inner(data, start, end)}
    sized = tables.get(b"stsz") or tables.get(b"stz2")
    samples = struct.unpack_from(">I", data, sized[0] + 8)[0] if sized and sized[1] - sized[0] >= 12 else 0
    if b"stts" in tables and _is_plain_pcm(data, *tables[b"stts"]):
        return int(samples) // _PCM_CHUNK
    timed = [_sum_counts(data, *tables[kind]) for kind in (b"stts", b"ctts") if kind in tables]
    return max([int(samples), *timed])


def _is_plain_pcm(data: mmap.mmap, start: int, end: int) -> bool:
    """Whether every sample lasts one tick, which FFmpeg takes for uncompressed sound and reads by chunks."""
    if end - start < 16:
        return False
    entries, _count, ticks = struct.unpack_from(">III", data, start + 4)
    return bool(entries == 1 and ticks == 1)


def _sum_counts(data: mmap.mmap, start: int, end: int) -> int:
    """Samples that a table of (count, value) pairs speaks of."""
    pairs = np.frombuffer(data[start + 8 : start + 8 + max(0, end - start - 8) // 8 * 8], dtype=">u4")
    claimed = struct.unpack_from(">I", data, start + 4)[0] if end - start >= 8 else 0
    return int(pairs[0::2][:claimed].sum(dtype=np.int64))


def _count_run(data: mmap.mmap, box: Box) -> int:
    return int(struct.unpack_from(">I", data, box[1] + 4)[0]) if box[2] - box[1] >= 8 else 0
