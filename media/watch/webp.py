"""Animated WebP as a clip. FFmpeg's demuxer knows stills only, so the container is read here.

Each frame of an animation (chunk ANMF) is a WebP picture of its own, which FFmpeg's decoder takes once it stands in a
file of its own; place, blending and disposal follow the container's specification (RFC 9649).
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
import av.error
import numpy as np
from av.codec.context import CodecContext
from av.packet import Packet
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from media.watch.broken_end import is_broken_off
from media.watch.limits import WatchLimits
from media.watch.packet_walk import GRACE_SECONDS
from media.watch.probe import ProbedClip
from media.watch.refusal import ClipRefusedError
from musechat.clip_notices import Notice, NoticeCode

_ALPHA = 0x10
_SHORTEST_MS, _USUAL_MS = 11, 100  # browsers show a frame of 10 ms or less for a tenth of a second
_TIME_BASE = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class WebpFrame:
    """One picture of an animation and how it is laid on the canvas."""

    start_ms: int
    length_ms: int
    left: int
    top: int
    width: int
    height: int
    blend: bool  # over what is there, by its alpha; else in its place
    clear: bool  # its area is cleared before the next one
    chunks: bytes  # ALPH, VP8 or VP8L


def read_webp(path: Path) -> tuple[tuple[int, int], list[WebpFrame]]:
    """The canvas (width, height) and the frames of an animation, as far as the file goes."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        width, height = (1 + int.from_bytes(data[k : k + 3], "little") for k in (24, 27))
        frames: list[WebpFrame] = []
        for kind, body in _iter_chunks(data, 12):
            if kind == b"ANMF" and len(body) > 16:
                start = frames[-1].start_ms + frames[-1].length_ms if frames else 0
                frames.append(_parse_frame(body, start))
        return (width, height), frames


def _iter_chunks(data: mmap.mmap, at: int) -> Iterator[tuple[bytes, bytes]]:
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        if kind == b"ANMF" and at + 8 + size > len(data):
            return  # broken off within a frame
        yield kind, data[at + 8 : at + 8 + size] if kind == b"ANMF" else b""
        at += 8 + size + (size & 1)


def _parse_frame(body: bytes, start_ms: int) -> WebpFrame:
    left, top, width, height, length = (int.from_bytes(body[k : k + 3], "little") for k in range(0, 15, 3))
    shown = length if length >= _SHORTEST_MS else _USUAL_MS
    flags = body[15]
    return WebpFrame(
        start_ms, shown, 2 * left, 2 * top, width + 1, height + 1, not flags & 2, bool(flags & 1), body[16:]
    )


def probe_webp(path: Path, limits: WatchLimits) -> ProbedClip:
    """The animation as a probed clip.

    Raises:
        ClipRefusedError: too large a canvas, too long, or no whole frame.

    """
    (width, height), frames = read_webp(path)
    if width * height > limits.max_pixels:
        raise ClipRefusedError("clip-too-big", {"width": width, "height": height})
    if not frames:
        raise ClipRefusedError("clip-broken")
    length = (frames[-1].start_ms + frames[-1].length_ms) / 1000
    if length > limits.max_seconds + GRACE_SECONDS:
        raise ClipRefusedError("clip-too-long", {"length": length, "limit": limits.max_seconds})
    return ProbedClip(
        picture_index=0,
        sound_indices=(),
        start_s=0.0,
        duration_s=length,
        fps=len(frames) / length,
        width=width,
        height=height,
        aspect=1.0,
        times_s=np.array([frame.start_ms / 1000 for frame in frames]),
        sizes=np.array([len(frame.chunks) for frame in frames], dtype=np.int64),
        keys=np.arange(len(frames)) == 0,
        notices=(Notice(NoticeCode.UPLOAD_BROKEN, (length,)),) if is_broken_off(path, "webp") else (),
    )


def iter_webp_pictures(path: Path) -> Iterator[VideoFrame]:
    """The animation's pictures as they are shown, on black, with their times in milliseconds.

    Raises:
        av.error.FFmpegError: the first frame cannot be decoded; a later one that cannot is passed over.

    """
    (width, height), frames = read_webp(path)
    canvas = np.zeros((height, width, 4), dtype=np.uint8)
    decoder = CodecContext.create("webp", "r")
    for number, frame in enumerate(frames):
        try:
            picture = _decode_frame(decoder, frame)
        except av.error.FFmpegError:
            if number == 0:
                raise
            continue
        area = canvas[frame.top : frame.top + frame.height, frame.left : frame.left + frame.width]
        _lay_over(area, picture[: area.shape[0], : area.shape[1]], blend=frame.blend)
        yield _make_picture(canvas, frame.start_ms)
        if frame.clear:
            area[...] = 0


def _decode_frame(decoder: Any, frame: WebpFrame) -> NDArray[np.uint8]:
    """(height, width, 4) RGBA of one frame."""
    extended = b"VP8X" + struct.pack("<IB3x", 10, _ALPHA)
    extended += (frame.width - 1).to_bytes(3, "little") + (frame.height - 1).to_bytes(3, "little")
    body = b"WEBP" + (extended if frame.chunks[:4] == b"ALPH" else b"") + frame.chunks
    shown = decoder.decode(Packet(b"RIFF" + struct.pack("<I", len(body)) + body))
    if not shown:
        raise av.error.InvalidDataError(0, "no picture")
    return np.asarray(cast(VideoFrame, shown[0]).reformat(format="rgba").to_ndarray(), dtype=np.uint8)


def _lay_over(area: NDArray[np.uint8], picture: NDArray[np.uint8], *, blend: bool) -> None:
    """Put ``picture`` (h, w, 4) on ``area`` of the canvas, in place."""
    if not blend or bool((picture[..., 3] == 255).all()):
        area[: picture.shape[0], : picture.shape[1]] = picture
        return
    alpha = picture[..., 3:].astype(np.float32) / 255.0
    area[..., :3] = (picture[..., :3] * alpha + area[..., :3] * (1.0 - alpha) + 0.5).astype(np.uint8)
    area[..., 3] = np.maximum(area[..., 3], picture[..., 3])


def _make_picture(canvas: NDArray[np.uint8], at_ms: int) -> VideoFrame:
    shown = (canvas[..., :3] * (canvas[..., 3:] / np.float32(255.0))).astype(np.uint8)
    picture = VideoFrame.from_ndarray(np.ascontiguousarray(shown), format="rgb24")
    picture.pts, picture.time_base = at_ms, _TIME_BASE
    return picture
