"""The image classifier: our forward pass against plain layers of torch, and what its weights know."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from models.scenes import efficientnet
from models.scenes.efficientnet import EPS, LABELS, SIDE, STAGES, VECTOR_DIM, EfficientNetLite0
from musechat.errors import MuseChatError

EXPANSION, WIDTHS = 6, (16, 24, 40, 80, 112, 192, 320)


def iter_blocks() -> Any:
    """(number, channels in, inside, out, kernel, stride) of each block of the published network."""
    number, before = 0, 32
    for stage, ((kernel, first, count), width) in enumerate(zip(STAGES, WIDTHS, strict=True)):
        for place in range(count):
            inside = before * (EXPANSION if stage else 1)
            yield number, before, inside, width, kernel, first if place == 0 else 1
            number, before = number + 1, width


@pytest.fixture(scope="module")
def arrays() -> dict[str, Tensor]:
    """Random weights under the published names."""
    torch.manual_seed(5)
    found: dict[str, Tensor] = {}

    def add(conv: str, norm: str, shape: tuple[int, ...]) -> None:
        found[f"{conv}.weight"] = torch.randn(shape) / float(np.sqrt(np.prod(shape[1:])))
        found[f"{norm}.weight"], found[f"{norm}.bias"] = torch.rand(shape[0]) + 0.5, torch.randn(shape[0]) / 4
        found[f"{norm}.running_mean"], found[f"{norm}.running_var"] = (
            torch.randn(shape[0]) / 4,
            torch.rand(shape[0]) + 0.5,
        )

    add("_conv_stem", "_bn0", (32, 3, 3, 3))
    for number, before, inside, width, kernel, _ in iter_blocks():
        name = f"_blocks.{number}"
        if inside != before:
            add(f"{name}._expand_conv", f"{name}._bn0", (inside, before, 1, 1))
        add(f"{name}._depthwise_conv", f"{name}._bn1", (inside, 1, kernel, kernel))
        add(f"{name}._project_conv", f"{name}._bn2", (width, inside, 1, 1))
    add("_conv_head", "_bn1", (VECTOR_DIM, 320, 1, 1))
    return found | {"_fc.weight": torch.randn(LABELS, VECTOR_DIM) / 30, "_fc.bias": torch.randn(LABELS) / 30}


def run_plainly(arrays: dict[str, Tensor], states: Tensor) -> Tensor:
    """The same network of nn.Conv2d and nn.BatchNorm2d, normalisation and padding apart."""

    def layer(states: Tensor, conv: str, norm: str, stride: int = 1, groups: int = 1) -> Tensor:
        weight = arrays[f"{conv}.weight"]
        kernel, side = weight.shape[-1], states.shape[-1]
        pad = max((-(-side // stride) - 1) * stride + kernel - side, 0)
        padded = nn.ZeroPad2d((pad // 2, pad - pad // 2, pad // 2, pad - pad // 2))(states)
        plain = nn.Conv2d(weight.shape[1] * groups, len(weight), kernel, stride, groups=groups, bias=False)
        plain.weight.data = weight
        normed = nn.BatchNorm2d(len(weight), EPS).eval()
        normed.load_state_dict(
            {key: arrays[f"{norm}.{key}"] for key in ("weight", "bias", "running_mean", "running_var")}, strict=False
        )
        found: Tensor = normed(plain(padded))
        return found

    relu6 = nn.ReLU6()
    states = relu6(layer(states, "_conv_stem", "_bn0", 2))
    for number, before, inside, width, _, stride in iter_blocks():
        name, inner = f"_blocks.{number}", states
        if inside != before:
            inner = relu6(layer(inner, f"{name}._expand_conv", f"{name}._bn0"))
        inner = relu6(layer(inner, f"{name}._depthwise_conv", f"{name}._bn1", stride, inside))
        inner = layer(inner, f"{name}._project_conv", f"{name}._bn2")
        states = inner + states if stride == 1 and before == width else inner
    pooled: Tensor = relu6(layer(states, "_conv_head", "_bn1")).mean((2, 3))
    return pooled


def test_equals_plain_layers(arrays: dict[str, Tensor]) -> None:
    frames = np.random.default_rng(1).integers(0, 256, (2, SIDE, SIDE, 3), np.uint8)
    vectors, labels = EfficientNetLite0(arrays).classify_frames(frames)
    with torch.no_grad():
        wanted = run_plainly(arrays, (torch.from_numpy(frames).permute(0, 3, 1, 2).float() - 127) / 128)
        scores = (wanted @ arrays["_fc.weight"].T + arrays["_fc.bias"]).softmax(1)
    assert np.allclose(vectors, wanted.numpy(), atol=1e-3 * float(wanted.abs().max()))
    assert np.allclose(labels, scores.numpy(), atol=1e-3)
    assert vectors.std() > 0.01


def test_nothing_and_any_size(arrays: dict[str, Tensor]) -> None:
    network = EfficientNetLite0(arrays)
    vectors, labels = network.classify_frames(np.empty((0, 8, 8, 3), np.uint8))
    assert (vectors.shape, labels.shape) == ((0, VECTOR_DIM), (0, LABELS))
    vectors, labels = network.classify_frames(np.zeros((1, 61, 400, 3), np.uint8))
    assert vectors.shape == (1, VECTOR_DIM)
    assert labels.sum() == pytest.approx(1, abs=1e-4)


def test_a_missing_package_and_foreign_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    if efficientnet.find_weights() is not None:
        monkeypatch.setattr(efficientnet, "SHA256", "0" * 64)
        with pytest.raises(MuseChatError, match="not the known file"):
            EfficientNetLite0.load()
    monkeypatch.setattr(efficientnet, "PACKAGE", "no_such_package_here")
    assert efficientnet.find_weights() is None
    with pytest.raises(MuseChatError, match="not installed") as missing:
        EfficientNetLite0.load()
    assert missing.value.code == "no-eyes"
