"""Decoding a file that may be damaged here and there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, overload

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

MOST_BAD = 50  # a few damaged packets are passed over; more make the file broken


@overload
def decode_frames(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]: ...
@overload
def decode_frames(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]: ...
def decode_frames(container: InputContainer, stream: Any) -> Iterator[Any]:
    """The stream's frames, to its end or to where the file is cut off.

    Raises:
        av.FFmpegError: more than :data:`MOST_BAD` packets cannot be decoded.

    """
    bad, packets = 0, container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.FFmpegError, EOFError):
            return  # the end, or a damaged tail: what came before counts
        try:
            yield from packet.decode()
        except av.FFmpegError:
            bad += 1
            if bad > MOST_BAD:
                raise
