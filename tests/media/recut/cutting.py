"""Cuts real clips anew, as an editor's export would: pieces one after the other, encoded once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

SOUND_RATE = 48_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file, seconds."""

    path: Path
    from_s: float
    to_s: float


def cut_anew(
    pieces: Sequence[Piece],
    out: Path,
    *,
    width: int | None = None,
    crf: int = 26,
    rate: int = 25,
    mirrored: bool = False,
    speed: float = 1.0,
    keyframes_s: float = 2.0,
    sound: bool = False,
) -> Path:
    """Encode the pieces one after the other into an MP4; one without sound is silent there."""
    with av.open(str(out), "w") as container:
        stream = None
        voice = container.add_stream("aac", rate=SOUND_RATE, layout="mono") if sound else None
        shown = 0
        for piece in pieces:
            for frame in _iter_frames(piece, rate / speed):
                size = _fit(frame, width)
                if stream is None:
                    stream = container.add_stream(
                        "libx264", rate=rate, options={"crf": str(crf), "preset": "ultrafast"}
                    )
                    stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
                    stream.codec_context.gop_size = round(keyframes_s * rate)
                rgb = frame.reformat(stream.width, stream.height, "rgb24").to_ndarray()
                made = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb[:, ::-1]) if mirrored else rgb, "rgb24")
                made.pts, made.time_base = shown, Fraction(1, rate)
                shown += 1
                container.mux(stream.encode(made))
        assert stream is not None
        container.mux(stream.encode(None))
        if voice is not None:
            heard = np.concatenate([_read_sound(piece) for piece in pieces])
            block = av.AudioFrame.from_ndarray(heard[None].astype(np.float32), "fltp", "mono")
            block.sample_rate, block.pts = SOUND_RATE, 0
            container.mux(voice.encode(block))
            container.mux(voice.encode(None))
    return out


def _fit(frame: av.VideoFrame, width: int | None) -> tuple[int, int]:
    wide = width or frame.width
    return wide // 2 * 2, round(frame.height * wide / frame.width) // 2 * 2


def _iter_frames(piece: Piece, rate: float) -> Iterator[av.VideoFrame]:
    """The pictures that stand at ``rate`` a second within a piece."""
    due = piece.from_s
    before: av.VideoFrame | None = None
    with av.open(str(piece.path)) as container:
        stream = container.streams.video[0]
        first: float | None = None
        for frame in container.decode(stream):
            first = frame.time if first is None else first
            at = (frame.time or 0.0) - (first or 0.0)
            while before is not None and due < at - 1e-4 and due < piece.to_s - 1e-4:
                yield before
                due += 1 / rate
            if due >= piece.to_s - 1e-4:
                return
            before = frame
        while before is not None and due < piece.to_s - 1e-4:
            yield before
            due += 1 / rate


def _read_sound(piece: Piece) -> NDArray[np.float32]:
    wanted = round((piece.to_s - piece.from_s) * SOUND_RATE)
    with av.open(str(piece.path)) as container:
        if not container.streams.audio:
            return np.zeros(wanted, np.float32)
        resampler = av.AudioResampler("fltp", "mono", SOUND_RATE)
        blocks = [made.to_ndarray()[0] for frame in container.decode(audio=0) for made in resampler.resample(frame)]
    whole = np.concatenate([*blocks, np.zeros(wanted + SOUND_RATE, np.float32)])
    start = round(piece.from_s * SOUND_RATE)
    return np.asarray(whole[start : start + wanted], np.float32)
