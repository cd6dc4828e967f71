"""Cuts a stretch out of a sound file, sample by sample, into a FLAC file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame

from media.listen.decode import Floats, close_after, open_sound
from musechat.errors import BadInput

_LONGEST_S = 4 * 3600.0  # of the file that is cut


def cut_sound(source: Path, target: Path, start_s: float, end_s: float | None) -> None:
    """Write the sound from ``start_s`` to ``end_s`` (None: to the end) as FLAC, 16 bit, one or two channels.

    Raises:
        BadInput: the file cannot be read, or has no sound there.

    """
    reader = open_sound(source, _LONGEST_S)
    with close_after(reader), av.open(str(target), "w", format="flac") as out:
        layout = "mono" if reader.info.channels == 1 else "stereo"
        stream = out.add_stream("flac", rate=reader.info.rate, layout=layout)
        stream.format = "s16"
        written = 0
        for block in _iter_stretch(reader.iter_blocks(), reader.info.rate, start_s, end_s):
            samples = np.clip(np.round(block * 32768.0), -32768, 32767).astype(np.int16)
            frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples.T).reshape(1, -1), format="s16", layout=layout)
            frame.sample_rate, frame.pts = reader.info.rate, written
            written += samples.shape[1]
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    if not written:
        raise BadInput(
            "cue-beyond-end", f"{source.name} ends before {start_s:.0f} s", "Give the cue sheet of this file"
        )


def _iter_stretch(blocks: Iterator[Floats], rate: int, start_s: float, end_s: float | None) -> Iterator[Floats]:
    first, last, at = round(start_s * rate), None if end_s is None else round(end_s * rate), 0
    for block in blocks:
        a, b = max(0, first - at), block.shape[1] if last is None else min(block.shape[1], last - at)
        at += block.shape[1]
        if a < b:
            yield block[:, a:b]
        if last is not None and at >= last:
            return
