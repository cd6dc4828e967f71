"""From a track's file to a short video that plays wherever a Discord message is shown."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame

from media.preview.excerpt import RATE, Floats, read_excerpt
from media.preview.levels import level_excerpt
from media.preview.waveform_picture import HEIGHT, PER_SECOND, WIDTH, draw_frames
from musechat.errors import BadInput

PREVIEW_VERSION = "1"  # part of a preview's name: raise it whenever the same excerpt comes out different
LONGEST_S = 30.0
# Rates of the sound, kbit/s, each with x264's "crf" for the picture (higher is coarser): the first that fits is taken.
QUALITIES = ((160, 24), (128, 24), (96, 28), (64, 32), (48, 38))
_HEADER_BYTES = 16 * 1024  # kept free at the front for the index, so that it plays before all of it has come
_X264 = {"preset": "ultrafast", "bf": "0", "threads": "1", "g": str(PER_SECOND * 5)}
_AAC = {"aac_coder": "fast"}  # half the time of the default coder, which is for lower rates than ours


def make_preview(path: Path, start_s: float, end_s: float, *, max_bytes: int) -> bytes:
    """Make a playable excerpt of a track: MP4 with H.264 and AAC, its index in front.

    The sound is brought to -16 LUFS with true peaks of at most -1 dB, and fades in and out; the picture shows its
    waveform and how far it has played.

    Args:
        path: the track's file.
        start_s: where in the track the excerpt starts, seconds.
        end_s: where it ends; at most 30 s are taken.
        max_bytes: how large it may be; the sound's bit rate follows from it.

    Raises:
        BadInput: the track cannot be read, has no sound there, or no excerpt of it is small enough.

    """
    sound = level_excerpt(read_excerpt(path, start_s, min(end_s, start_s + LONGEST_S)))
    seconds = sound.shape[1] / RATE
    for rate, crf in QUALITIES:
        if _min_bytes(seconds, rate) <= max_bytes:
            made = _encode_preview(sound, seconds, rate, crf)
            if len(made) <= max_bytes:
                return made
    raise BadInput("preview-too-large", f"No preview fits into {max_bytes / 1e6:.1f} MB", "Allow larger files")


def _min_bytes(seconds: float, rate: int) -> float:
    """Bytes below which it is not worth trying."""
    return _HEADER_BYTES + seconds * rate * 100


def _encode_preview(sound: Floats, seconds: float, rate: int, crf: int) -> bytes:
    out = io.BytesIO()
    options = {"moov_size": str(_HEADER_BYTES), "fflags": "+bitexact"}
    with av.open(out, "w", format="mp4", options=options) as box:
        picture: Any = box.add_stream("libx264", rate=PER_SECOND, options=_X264 | {"crf": str(crf)})
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        picture.codec_context.color_primaries = picture.codec_context.color_trc = picture.codec_context.colorspace = 1
        audio: Any = box.add_stream("aac", rate=RATE, layout="stereo", bit_rate=rate * 1000, options=_AAC)
        for frame in draw_frames(sound, seconds):
            box.mux(picture.encode(frame))
        box.mux(picture.encode(None))
        for start in range(0, sound.shape[1], RATE):
            box.mux(audio.encode(_make_frame(sound, start)))
        box.mux(audio.encode(None))
    return out.getvalue()


def _make_frame(sound: Floats, start: int) -> AudioFrame:
    part = np.ascontiguousarray(sound[:, start : start + RATE])
    frame = AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
    return frame
