"""The network that hears speech and music in a clip's sound, in torch, for training.

:mod:`media.watch.sound_network` computes the same from the weights that :meth:`ClipSoundNetwork.export_arrays` gives.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn

from media.watch.log_mel import BANDS
from media.watch.sound_network import CENTRE, CLASSES, DILATIONS, SPREAD, STRIDES

WIDTHS = (16, 24, 32, 48)
HIDDEN = 64


class ClipSoundNetwork(nn.Module):
    """Log-mel (batch, t, 64) to logits of speech and music (batch, ceil(t / 4), 2)."""

    def __init__(self) -> None:
        super().__init__()
        pairs = zip((1, *WIDTHS[:-1]), WIDTHS, STRIDES, strict=True)
        self.planes = nn.ModuleList(
            nn.Conv2d(before, after, 3, stride, padding=1, bias=False) for before, after, stride in pairs
        )
        self.plane_norms = nn.ModuleList(nn.BatchNorm2d(width) for width in WIDTHS)
        bands = BANDS
        for _, over_bands in STRIDES:
            bands = -(-bands // over_bands)
        self.narrow = nn.Linear(bands * WIDTHS[-1], HIDDEN)
        self.times = nn.ModuleList(
            nn.Conv1d(HIDDEN, HIDDEN, 3, padding=dilation, dilation=dilation, bias=False) for dilation in DILATIONS
        )
        self.time_norms = nn.ModuleList(nn.BatchNorm1d(HIDDEN) for _ in DILATIONS)
        self.drop = nn.Dropout(0.15)
        self.out = nn.Linear(HIDDEN, len(CLASSES))

    def forward(self, frames: Tensor) -> Tensor:
        """Logits for a batch."""
        found = ((frames - CENTRE) / SPREAD).unsqueeze(1)
        for plane, norm in zip(self.planes, self.plane_norms, strict=True):
            found = torch.relu(norm(plane(found)))  # (batch, channels, t, bands)
        found = torch.relu(self.narrow(found.permute(0, 2, 3, 1).flatten(2))).transpose(1, 2)
        for conv, norm in zip(self.times, self.time_norms, strict=True):
            found = found + self.drop(torch.relu(norm(conv(found))))
        out: Tensor = self.out(found.transpose(1, 2))
        return out

    def export_arrays(self) -> dict[str, Tensor]:
        """The weights with each normalisation folded into the convolution before it."""
        arrays = {
            "narrow.weight": self.narrow.weight,
            "narrow.bias": self.narrow.bias,
            "out.weight": self.out.weight,
            "out.bias": self.out.bias,
        }
        for name, convs, norms in (
            ("planes", self.planes, self.plane_norms),
            ("times", self.times, self.time_norms),
        ):
            for number, (conv, norm) in enumerate(zip(convs, norms, strict=True)):
                weight, bias = _fold_norm(cast(Tensor, conv.weight), norm)
                arrays[f"{name}.{number}.weight"], arrays[f"{name}.{number}.bias"] = weight, bias
        return arrays


def _fold_norm(weight: Tensor, norm: nn.Module) -> tuple[Tensor, Tensor]:
    """Kernel and bias that do what a convolution without bias and its batch normalisation do."""
    if not isinstance(norm, nn.BatchNorm1d | nn.BatchNorm2d) or norm.running_mean is None or norm.running_var is None:
        raise TypeError(f"{norm} has no running statistics")
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return weight * scale.reshape(-1, *[1] * (weight.dim() - 1)), norm.bias - norm.running_mean * scale
