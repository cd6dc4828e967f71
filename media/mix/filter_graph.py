"""Sound through FFmpeg's own filters."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import av
import av.filter
import numpy as np
from av.audio.frame import AudioFrame

from media.preview.excerpt import RATE, Floats

_CHUNK = RATE  # samples handed over at once


def iter_frames(sound: Floats, chunk: int = _CHUNK) -> Iterator[AudioFrame]:
    """Frames of ``sound`` (2, n) at ``RATE``, from time 0 on."""
    for start in range(0, sound.shape[1], chunk):
        frame = AudioFrame.from_ndarray(
            np.ascontiguousarray(sound[:, start : start + chunk]), format="fltp", layout="stereo"
        )
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        yield frame


def filter_sound(sound: Floats, name: str, arguments: str) -> Floats:
    """``sound`` (2, n) after one filter of FFmpeg that keeps its length; what a filter puts before time 0 is cut."""
    return filter_to_length(sound, name, arguments, sound.shape[1])


def filter_to_length(sound: Floats, name: str, arguments: str, count: int) -> Floats:
    """``sound`` (2, n) after one filter of FFmpeg, as ``count`` samples from time 0 on."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="fltp", layout="stereo", time_base=Fraction(1, RATE))
    chosen, even, sink = graph.add(name, arguments), graph.add("aformat", "sample_fmts=fltp"), graph.add("abuffersink")
    graph.link_nodes(source, chosen, even, sink).configure()
    out = np.zeros((len(sound), count), np.float32)
    for frame in iter_frames(sound):
        graph.push(frame)
        _take_frames(graph, out, count)
    graph.push(None)
    _take_frames(graph, out, count)
    return out


def _take_frames(graph: av.filter.Graph, out: Floats, count: int) -> None:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        assert isinstance(frame, AudioFrame)  # noqa: S101 - the graph has one sink, of sound
        heard = np.asarray(frame.to_ndarray(), np.float32)
        at = round((frame.pts or 0) * float(frame.time_base or Fraction(1, RATE)) * RATE)
        heard, at = (heard[:, -at:], 0) if at < 0 else (heard, at)
        kept = heard[:, : max(0, count - at)]
        out[:, at : at + kept.shape[1]] = kept
