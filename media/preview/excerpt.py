"""The sound of an excerpt, decoded from its start moment on and no further than needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from media.sound_files import decode_sound_frames, find_sound_stream, open_sound_file
from musechat.errors import BadInput

RATE = 48_000
SHORTEST_S = 0.5
_RUN_UP_S = 0.3  # decoded before the start: coders that look back need some packets to come right
_LATE_S = 0.03  # a seek that lands later than this after the start has missed

Floats = NDArray[np.float32]


def read_excerpt(path: Path, start_s: float, end_s: float) -> Floats:
    """The sound between two times of a file, (2, n) float32 at :data:`RATE`; shorter where the file ends before.

    Raises:
        BadInput: the file cannot be read, or has less than half a second of sound there.

    """
    sound = _decode_excerpt(path, start_s, end_s, seek=True) if start_s > 2 * _RUN_UP_S else None
    if sound is None:
        sound = _decode_excerpt(path, start_s, end_s, seek=False)
    if sound is None or sound.shape[1] < SHORTEST_S * RATE:
        raise BadInput("no-excerpt", f"{path.name} has no sound from {start_s:.1f} s on", "Choose an earlier start")
    return np.nan_to_num(sound, copy=False, nan=0.0, posinf=1.0, neginf=-1.0)


def _decode_excerpt(path: Path, start_s: float, end_s: float, *, seek: bool) -> Floats | None:
    """The sound; None where the start was missed."""
    with open_sound_file(path) as container:
        stream = find_sound_stream(path, container)
        if seek and not _seek_to(container, stream, start_s - _RUN_UP_S):
            return None
        resampler = AudioResampler(format="fltp", layout="stereo", rate=RATE)
        begins, pieces = None, list[Floats]()
        for at, frame in _iter_timed(decode_sound_frames(path, container, stream), stream, seek=seek):
            if at >= end_s:
                break
            if at + frame.samples / frame.sample_rate <= start_s:
                continue
            begins = at if begins is None else begins
            frame.pts = None  # gaps in the timestamps must not stop the resampler
            pieces += _to_waves(resampler.resample(frame))
        pieces += _to_waves(resampler.resample(None)) if pieces else []
    if begins is None or begins > start_s + _LATE_S:
        return None
    skipped = max(0, round((start_s - begins) * RATE))
    return np.concatenate(pieces, axis=1)[:, skipped : skipped + round((end_s - start_s) * RATE)]


def _to_waves(frames: list[AudioFrame]) -> list[Floats]:
    return [frame.to_ndarray().astype(np.float32, copy=False) for frame in frames]


def _seek_to(container: InputContainer, stream: AudioStream, to_s: float) -> bool:
    if not stream.time_base:
        return False
    try:
        container.seek((stream.start_time or 0) + int(to_s / stream.time_base), stream=stream)
    except (av.FFmpegError, OSError):
        return False
    return True


def _iter_timed(frames: Iterator[AudioFrame], stream: AudioStream, *, seek: bool) -> Iterator[tuple[float, AudioFrame]]:
    """Frames with their times; only after a seek is the file's own clock needed, and only once."""
    clock = None if seek else 0.0
    for frame in frames:
        if clock is None:
            if frame.pts is None or not stream.time_base:
                return
            clock = float((frame.pts - (stream.start_time or 0)) * stream.time_base)
        yield clock, frame
        clock += frame.samples / frame.sample_rate
