"""Small clips of shots that differ, each a drifting cloud of its own, and their versions as watching measures them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import zoom

from media.recut.alignment import ClipVersion
from media.watch.container_check import detect_container
from media.watch.decoding import watch_file
from media.watch.limits import WatchLimits

WIDTH, HEIGHT, RATE = 320, 180, 25
DRIFT = 60.0  # pixels a second


def draw_shot(seed: int, seconds: float) -> list[NDArray[np.uint8]]:
    """The pictures of a shot: one cloud that drifts by."""
    rng = np.random.default_rng(seed)
    wide = WIDTH + int(DRIFT * seconds) + 8
    cloud = np.zeros((HEIGHT, wide, 1))
    for grain, share in ((60, 0.5), (30, 0.3), (12, 0.2)):  # pixels; fine ones too, as real pictures have
        coarse = rng.random((HEIGHT // grain + 1, wide // grain + 1, 1))
        cloud += share * zoom(coarse, (grain, grain, 1), order=1)[:HEIGHT, :wide]
    tint = 0.5 + 0.5 * rng.random(3)
    pictures = (cloud * tint * 255).astype(np.uint8)
    starts = [int(n / RATE * DRIFT) for n in range(round(seconds * RATE))]
    return [np.ascontiguousarray(pictures[:HEIGHT, at : at + WIDTH]) for at in starts]


def draw_clip(path: Path, shots: Sequence[tuple[int, float]]) -> Path:
    """A clip of shots (seed, seconds); seed 0 is black."""
    with av.open(str(path), "w") as box:
        stream = box.add_stream("libx264", rate=RATE, options={"preset": "ultrafast", "crf": "20"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for seed, seconds in shots:
            for picture in draw_shot(seed, seconds) if seed else [_black()] * round(seconds * RATE):
                box.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        box.mux(stream.encode(None))
    return path


def _black() -> NDArray[np.uint8]:
    return np.zeros((HEIGHT, WIDTH, 3), np.uint8)


def watch_version(path: Path, *, closely: bool = False) -> ClipVersion:
    """A version as the stage ``watch`` leaves it; decoded here, for a child takes longer to start."""
    limits = WatchLimits()
    kind = detect_container(path, limits)
    job = {"path": str(path), "container": kind.name, "demuxer": kind.demuxer, "sound": False, "closely": closely}
    watched = watch_file(job, limits, lambda _share: None)
    return ClipVersion(watched.traits.duration_s, watched.traits.cuts_s, watched.pictures)
