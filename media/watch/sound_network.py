"""A small network of our own that hears speech and music in a sound, computed with numpy alone.

Convolutions over log-mel, then dilated convolutions over time; trained by ``musechat train clip-sound`` (see
``research/training/clip_sound_network.py`` for the same network in torch). Weights: ``clip_sound.safetensors`` here.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from media.watch.log_mel import HOP_SECONDS, WINDOW, compute_log_mel

Floats = NDArray[np.float32]

WEIGHTS_FILE = Path(__file__).with_name("clip_sound.safetensors")
CLASSES = ("speech", "music")
REFERENCE_LUFS = -23.0  # loudness at which the network hears a sound
STRIDES = ((2, 2), (1, 2), (2, 2), (1, 2))  # of the four convolutions over time and bands
DILATIONS = (1, 2, 4, 8, 16)  # of the convolutions over time
FRAMES_PER_STEP = 4
STEP_SECONDS = FRAMES_PER_STEP * HOP_SECONDS  # between two outputs: 64 ms
CENTRE, SPREAD = -1.5, 1.5  # of log-mel, as a plain number each: about zero mean and unit spread
_BLOCK, _MARGIN = 512, 48  # steps computed at once, and those around them that they can see


class SoundNetwork:
    """The network with its weights. Thread-safe."""

    def __init__(self, arrays: dict[str, NDArray[np.float16]]) -> None:
        """Take the arrays of the weights file."""
        given = {name: value.astype(np.float32) for name, value in arrays.items()}
        self._planes = [_fold_plane(given, f"planes.{n}") for n in range(len(STRIDES))]
        self._narrow = (given["narrow.weight"].T, given["narrow.bias"])
        self._times = [
            (given[f"times.{n}.weight"].transpose(2, 1, 0).copy(), given[f"times.{n}.bias"])
            for n in range(len(DILATIONS))
        ]
        self._out = (given["out.weight"].T, given["out.bias"])

    def score_classes(self, mono: Floats) -> Floats:
        """Probabilities of speech and of music every 64 ms of ``mono`` (n,) at 16 kHz and -23 LUFS: (steps, 2)."""
        if len(mono) < WINDOW:
            return np.zeros((0, len(CLASSES)), dtype=np.float32)
        return np.asarray(1.0 / (1.0 + np.exp(-self.score_frames(compute_log_mel(mono)))), dtype=np.float32)

    def score_frames(self, frames: Floats) -> Floats:
        """Logits of the classes from log-mel (t, 64): (ceil(t / 4), 2)."""
        steps = -(-len(frames) // FRAMES_PER_STEP)
        found = np.empty((steps, len(CLASSES)), dtype=np.float32)
        for at in range(0, steps, _BLOCK):
            # Blocks overlap by what the network can see, so that they give what the whole would have given.
            first, last = max(at - _MARGIN, 0), min(at + _BLOCK + _MARGIN, steps)
            scored = self._run_block(frames[first * FRAMES_PER_STEP : last * FRAMES_PER_STEP])
            found[at : at + _BLOCK] = scored[at - first : at - first + _BLOCK]
        return found

    def _run_block(self, frames: Floats) -> Floats:
        found = (((frames - CENTRE) / SPREAD)[:, :, None]).astype(np.float32)
        for (kernel, bias), (over_time, over_bands) in zip(self._planes, STRIDES, strict=True):
            found = _convolve_plane(found, kernel, bias, over_time, over_bands)
        matrix, bias = self._narrow
        found = np.maximum(found.reshape(len(found), -1) @ matrix + bias, 0.0)
        for (kernel, bias), dilation in zip(self._times, DILATIONS, strict=True):
            found = found + np.maximum(_convolve_time(found, kernel, dilation) + bias, 0.0)
        matrix, bias = self._out
        return np.asarray(found @ matrix + bias, dtype=np.float32)


def _fold_plane(given: dict[str, Floats], name: str) -> tuple[Floats, Floats]:
    """A kernel (out, in, 3, 3) as the matrix (9 * in, out)."""
    kernel = given[f"{name}.weight"]
    return np.ascontiguousarray(kernel.transpose(2, 3, 1, 0).reshape(-1, kernel.shape[0])), given[f"{name}.bias"]


def _convolve_plane(found: Floats, kernel: Floats, bias: Floats, over_time: int, over_bands: int) -> Floats:
    """A 3 by 3 convolution, padded, with strides and ReLU: (t, bands, in) to (t', bands', out)."""
    rows, columns = found.shape[:2]
    padded = np.pad(found, ((1, 1), (1, 1), (0, 0)))
    taps = [
        padded[row : row + rows : over_time, column : column + columns : over_bands]
        for row in range(3)
        for column in range(3)
    ]
    return np.asarray(np.maximum(np.concatenate(taps, axis=2) @ kernel + bias, 0.0), dtype=np.float32)


def _convolve_time(found: Floats, kernel: Floats, dilation: int) -> Floats:
    """A convolution of width 3 over time, padded: (t, in) by (3, in, out) to (t, out)."""
    padded = np.pad(found, ((dilation, dilation), (0, 0)))
    return np.asarray(
        sum(padded[tap * dilation : tap * dilation + len(found)] @ kernel[tap] for tap in range(3)), dtype=np.float32
    )


@lru_cache(maxsize=1)
def load_sound_network() -> SoundNetwork:
    """The network, loaded once per process."""
    return SoundNetwork(load_file(WEIGHTS_FILE))
