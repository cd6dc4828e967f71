"""Where somebody speaks, found by silero-vad's network: read from its installed package, computed with numpy alone.

The package (MIT, https://github.com/snakers4/silero-vad) brings the weights; its code, which needs torch, is never
imported. The child that decodes clips can therefore run the network, and every worker finds the same speech.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

Floats = NDArray[np.float32]

PACKAGE = "silero_vad"
FILE = "data/silero_vad_16k.safetensors"
SHA256 = "c59271c284ae9c8335d795d60e0bfdb71aaaceec578d9bd9ffc1b8153c319ea1"
STEP = 512  # samples that one probability is for: 32 ms at 16 kHz
_CONTEXT = 64  # samples before them that the network sees as well
_TRANSFORM, _STRIDE = 256, 128  # samples of a short-time spectrum, and between two of them
_BLOCK = 256  # steps that are computed together: 2 MB of intermediate results

log = logging.getLogger(__name__)


class SpeechDetector:
    """The network: four convolutions over short-time spectra, one LSTM, one output. Thread-safe."""

    def __init__(self, arrays: dict[str, Floats]) -> None:
        """Take the arrays of the package's file, by their names there."""
        basis = arrays["stft_conv.weight"][:, 0]
        self._basis = np.ascontiguousarray(basis.T)  # (256, 258): cosines, then sines
        self._layers = [
            (_fold_kernel(arrays[f"conv{n}.weight"]), arrays[f"conv{n}.bias"], stride)
            for n, stride in ((1, 1), (2, 2), (3, 2))
        ]
        # Its input is one step wide and padded with zeros: only the middle of the kernel meets it.
        self._last = (np.ascontiguousarray(arrays["conv4.weight"][:, :, 1].T), arrays["conv4.bias"])
        # The gates' order is torch's: input, forget, cell, output.
        self._from_input = np.ascontiguousarray(arrays["lstm_cell.weight_ih"].T)
        self._from_state = np.ascontiguousarray(arrays["lstm_cell.weight_hh"].T)
        self._gate_bias = arrays["lstm_cell.bias_ih"] + arrays["lstm_cell.bias_hh"]
        self._out = (arrays["final_conv.weight"][0, :, 0], float(arrays["final_conv.bias"][0]))

    def score_speech(self, mono: Floats) -> Floats:
        """Probability of speech in each 32 ms of ``mono`` (n,) at 16 kHz: (ceil(n / 512),)."""
        count = -(-len(mono) // STEP)
        if not count:
            return np.zeros(0, dtype=np.float32)
        padded = np.zeros(_CONTEXT + count * STEP, dtype=np.float32)
        padded[_CONTEXT : _CONTEXT + len(mono)] = mono
        steps = np.lib.stride_tricks.sliding_window_view(padded, _CONTEXT + STEP)[::STEP]
        gates = [self._encode_steps(steps[at : at + _BLOCK]) for at in range(0, count, _BLOCK)]
        return self._run_lstm(np.concatenate(gates))

    def _encode_steps(self, steps: Floats) -> Floats:
        """What each of ``steps`` (k, 576) adds to the gates of the LSTM, (k, 512)."""
        widened = np.pad(steps, ((0, 0), (0, _CONTEXT)), mode="reflect")
        cut = np.lib.stride_tricks.sliding_window_view(widened, _TRANSFORM, axis=1)[:, ::_STRIDE]
        both = cut.reshape(-1, _TRANSFORM) @ self._basis
        half = both.shape[1] // 2
        found = np.hypot(both[:, :half], both[:, half:]).reshape(len(steps), -1, half)
        for kernel, bias, stride in self._layers:
            found = _convolve_steps(found, kernel, bias, stride)
        kernel, bias = self._last
        encoded = np.maximum(found[:, 0] @ kernel + bias, 0.0)
        return np.asarray(encoded @ self._from_input + self._gate_bias, dtype=np.float32)

    def _run_lstm(self, gates: Floats) -> Floats:
        """Probabilities (k,) from the gates' inputs (k, 512)."""
        size = gates.shape[1] // 4
        hidden, cell = np.zeros(size, np.float32), np.zeros(size, np.float32)
        states = np.empty((len(gates), size), np.float32)
        # A sigmoid is a tanh of half its input: one call computes all four gates.
        halves = np.full(4 * size, 0.5, np.float32)
        halves[2 * size : 3 * size] = 1.0
        scaled, recurrent = gates * halves, self._from_state * halves
        for at in range(len(gates)):
            gate = np.tanh(scaled[at] + hidden @ recurrent)
            opened = 0.5 + 0.5 * gate
            cell = opened[size : 2 * size] * cell + opened[:size] * gate[2 * size : 3 * size]
            hidden = opened[3 * size :] * np.tanh(cell)
            states[at] = hidden
        weights, bias = self._out
        return np.asarray(0.5 + 0.5 * np.tanh(0.5 * (np.maximum(states, 0.0) @ weights + bias)), dtype=np.float32)


def _fold_kernel(kernel: Floats) -> Floats:
    """A kernel (out, in, 3) as the matrix (3 * in, out) that unfolded input is multiplied by."""
    return np.ascontiguousarray(kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0]))


def _convolve_steps(found: Floats, kernel: Floats, bias: Floats, stride: int) -> Floats:
    """One convolution of width 3, padded, with ReLU: (k, t, in) to (k, ceil(t / stride), out)."""
    padded = np.pad(found, ((0, 0), (1, 1), (0, 0)))
    width = found.shape[1]
    taps = [padded[:, tap : tap + width : stride] for tap in range(3)]
    return np.asarray(np.maximum(np.concatenate(taps, axis=2) @ kernel + bias, 0.0), dtype=np.float32)


@lru_cache(maxsize=1)
def load_speech_detector() -> SpeechDetector | None:
    """The detector, loaded once per process; None where its package is missing or its file is not the known one."""
    path = find_weights_file()
    if path is None:
        return None
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
            log.warning("%s is not the known file; speech in clips is found by signal alone", path)
            return None
        return SpeechDetector(load_file(path))
    except (OSError, SafetensorError):
        log.warning("%s cannot be read; speech in clips is found by signal alone", path, exc_info=True)
        return None


def find_weights_file() -> Path | None:
    """The weights in the installed package; None where it is not installed."""
    # find_spec looks the package up without running its code, which would import torch.
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / FILE
    return path if path.is_file() else None
