"""Write sound to a file of its own: WAV and FLAC sample by sample, M4A coded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av

from media.mix.filter_graph import iter_frames
from media.preview.excerpt import RATE, Floats

# Container, codec, its sample format, bit rate.
FORMATS = {
    ".wav": ("wav", "pcm_s24le", "s32", None),
    ".flac": ("flac", "flac", "s32", None),
    ".m4a": ("ipod", "aac", "fltp", 256_000),
}


def write_music(path: Path, sound: Floats) -> None:
    """Write ``sound`` (2, n) at ``RATE`` in the format of the path's suffix, one of :data:`FORMATS`."""
    container, codec, samples, bits_per_s = FORMATS[path.suffix]
    options = {"movflags": "+faststart"} if container == "ipod" else {}
    with av.open(f"file:{path}", "w", format=container, options=options) as out:
        stream: Any = out.add_stream(codec, rate=RATE, layout="stereo")
        stream.codec_context.format = samples
        if bits_per_s:
            stream.bit_rate = bits_per_s
        for frame in iter_frames(sound):
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
