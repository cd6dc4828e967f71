"""HDR to SDR for whole clips: the mapping of :mod:`media.watch.tone_mapping` as a table that FFmpeg's filter reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

from media.watch.picture_scaling import PictureScaler
from media.watch.tone_mapping import HdrFormat, estimate_white, map_to_sdr

_STEPS = 33  # values of each colour
_LOOKS = 8  # keyframes by which white is judged
_LOOK_SIZE = (160, 90)


def estimate_clip_white(container: InputContainer, stream: VideoStream, hdr: HdrFormat) -> float:
    """White of a clip, cd/m2, by its first keyframes; leaves the container somewhere behind them."""
    scaler, seen = PictureScaler(), []
    stream.codec_context.skip_frame = "NONKEY"
    for frame in container.decode(stream):
        seen.append(scaler.scale_picture(frame, _LOOK_SIZE, hdr))
        if len(seen) == _LOOKS:
            break
    return estimate_white(np.stack(seen), hdr)


def write_table(path: Path, hdr: HdrFormat, white_nits: float) -> None:
    """Write the mapping as a 3D lookup table (.cube); red changes fastest."""
    axis = np.linspace(0, 65535, _STEPS).astype(np.uint16)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    mapped = map_to_sdr(np.stack([red, green, blue], axis=-1).reshape(-1, 3), hdr, white_nits)
    lines = "\n".join(f"{r:.5f} {g:.5f} {b:.5f}" for r, g, b in mapped / 255.0)
    path.write_text(f"LUT_3D_SIZE {_STEPS}\n{lines}\n")
