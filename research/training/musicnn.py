"""The teacher networks: the two musicnn taggers by Jordi Pons (ISC licence) in torch, weights read from a path.

Architecture and front end as published with the taggers ("musicnn: pre-trained convolutional neural networks for music
audio tagging", 2019): vertical "timbral" and horizontal "temporal" filters, three residual layers, pooled over three
seconds. Never shipped; the audio encoder is distilled from their scores and embeddings.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

# TensorFlow's default for batch normalisation, with which the weights were trained.
EPSILON = 1e-3
TEMPORAL = (128, 64, 32)


class Musicnn(nn.Module):
    """One tagger in evaluation mode.

    Args:
        weights: ``.npz`` whose keys are ``layer|layer|array``.

    """

    def __init__(self, weights: Path) -> None:
        super().__init__()
        with np.load(weights) as file:
            self.arrays = {key.split("|", 1)[0] + "|" + _parse_field(key): file[key] for key in file.files}
        self.input_norm = self._make_norm("batch_normalization")
        self.signs: list[Tensor] = []
        self.timbral = nn.ModuleList(self._make_conv(i) for i in (0, 1))
        self.temporal = nn.ModuleList(self._make_conv(i) for i in (2, 3, 4))
        self.front_norms = nn.ModuleList(self._make_norm(f"batch_normalization_{i}") for i in range(1, 6))
        self.middle = nn.ModuleList(self._make_middle(i) for i in (1, 2, 3))
        self.middle_norms = nn.ModuleList(self._make_norm(f"bn_midend_conv{i}") for i in (1, 2, 3))
        self.pool_norm = self._make_norm("bn_flatpool")
        self.dense = self._make_dense("dense")
        self.embedding_norm = self._make_norm("bn_dense")
        self.output = self._make_dense("dense_1")
        self.eval()

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """Compute logits (B, 50) and embeddings (B, 200) of log-mel windows (B, 187, 96)."""
        image = self.input_norm(mel.unsqueeze(1))  # (B, 1, T, 96)
        with torch.autocast("cpu", torch.bfloat16):  # half the time; moves a score by less than 0.01
            found = self._apply_front_end(image)
        features = [norm(part.float()) for norm, part in zip(self.front_norms, found, strict=True)]
        front = torch.cat(features, 1)  # (B, 561, T)
        layers = [front]
        residual: Tensor | None = None
        for conv, norm in zip(self.middle, self.middle_norms, strict=True):
            out = norm(F.relu(conv(layers[-1])))
            residual = out if residual is None else out + residual
            layers.append(residual)
        pooled = torch.cat(layers, 1)  # (B, 753, T)
        flat = torch.stack([pooled.amax(2), pooled.mean(2)], 2).flatten(1)  # (B, 1506) interleaved
        embedding = self.embedding_norm(F.relu(self.dense(self.pool_norm(flat))))
        return self.output(embedding), embedding

    def _apply_front_end(self, image: Tensor) -> list[Tensor]:
        padded = F.pad(image, (0, 0, 3, 3))
        timbral = [conv(padded) for conv in self.timbral]
        temporal = []
        for conv, length in zip(self.temporal, TEMPORAL, strict=True):
            temporal.append(conv(F.pad(image, (0, 0, (length - 1) // 2, length // 2))))
        # The published order is convolution, ReLU, norm, maximum over mel. Taking the maximum first is many times
        # cheaper, and equal once channels whose norm has a negative scale are computed with the opposite sign.
        highest = [features.amax(3) for features in timbral + temporal]
        return [F.relu(h * sign) for h, sign in zip(highest, self.signs, strict=True)]

    def _get_parameter(self, layer: str, field: str) -> Tensor:
        return torch.from_numpy(self.arrays[f"{layer}|{field}"].astype(np.float32))

    def _make_norm(self, layer: str) -> nn.BatchNorm1d | nn.BatchNorm2d:
        gamma = self._get_parameter(layer, "gamma")
        norm: nn.BatchNorm1d | nn.BatchNorm2d
        norm = nn.BatchNorm2d(1, EPSILON) if len(gamma) == 1 else nn.BatchNorm1d(len(gamma), EPSILON)
        norm.weight.data, norm.bias.data = gamma, self._get_parameter(layer, "beta")
        norm.running_mean = self._get_parameter(layer, "moving_mean")
        norm.running_var = self._get_parameter(layer, "moving_variance")
        return norm

    def _make_conv(self, index: int) -> nn.Conv2d:
        layer = f"conv2d_{index}" if index else "conv2d"
        kernel = self._get_parameter(layer, "kernel").permute(3, 2, 0, 1).contiguous()  # (out, 1, time, mel)
        conv = nn.Conv2d(1, kernel.shape[0], (kernel.shape[2], kernel.shape[3]))
        sign = torch.where(self._get_parameter(f"batch_normalization_{index + 1}", "gamma") < 0, -1.0, 1.0)
        conv.weight.data, conv.bias = (
            kernel * sign[:, None, None, None],
            nn.Parameter(self._get_parameter(layer, "bias") * sign),
        )
        self.signs.append(sign[:, None])
        return conv

    def _make_middle(self, index: int) -> nn.Conv1d:
        kernel = (
            self._get_parameter(f"midend_conv{index}", "kernel")[:, :, 0].permute(2, 1, 0).contiguous()
        )  # (out, in, time)
        conv = nn.Conv1d(kernel.shape[1], kernel.shape[0], kernel.shape[2], padding=3)
        conv.weight.data, conv.bias = kernel, nn.Parameter(self._get_parameter(f"midend_conv{index}", "bias"))
        return conv

    def _make_dense(self, layer: str) -> nn.Linear:
        kernel = self._get_parameter(layer, "kernel")
        dense = nn.Linear(*kernel.shape)
        dense.weight.data, dense.bias.data = kernel.T.contiguous(), self._get_parameter(layer, "bias")
        return dense


class Teachers:
    """Both taggers with joint outputs.

    Args:
        folder: holds ``musicnn_mtt_pons2019.npz`` and ``musicnn_msd_pons2019.npz``.

    """

    def __init__(self, folder: Path) -> None:
        self.taggers = [Musicnn(folder / f"musicnn_{name}_pons2019.npz") for name in ("mtt", "msd")]

    @torch.inference_mode()
    def label_windows(self, mel: Tensor, batch: int = 16) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
        """Label log-mel windows (N, 187, 96): logits (N, 100), MTT before MSD, and embeddings (N, 400)."""
        logits, embeddings = [], []
        for start in range(0, len(mel), batch):
            outputs = [tagger(mel[start : start + batch]) for tagger in self.taggers]
            logits.append(torch.cat([h[0] for h in outputs], 1))
            embeddings.append(torch.cat([h[1] for h in outputs], 1))
        return torch.cat(logits).half().numpy(), torch.cat(embeddings).half().numpy()


def _parse_field(key: str) -> str:
    """Name of an array within its layer, without TensorFlow's counters: ``kernel_1:0`` is ``kernel``."""
    return key.rsplit("|", 1)[1].split(":")[0].removesuffix("_1")
