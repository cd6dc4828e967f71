"""The audio encoder's network: a small residual CNN over three seconds of log-mel."""

from __future__ import annotations

import torch
from torch import Tensor, nn

TAGS = 100  # MagnaTagATune's fifty, then the Million Song Dataset's
EMBEDDING = 128
HIDDEN = 256


class Residual(nn.Module):
    """Two 3x3 convolutions around a shortcut; ``channels`` (in, out), halves the image where they differ."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = _make_conv(channels, channels)
        self.second = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1, groups=channels, bias=False),
            nn.Conv2d(channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, image: Tensor) -> Tensor:
        """(B, C, mel, T) to the same shape."""
        return torch.relu(image + self.second(self.first(image)))


class AudioNetwork(nn.Module):
    """Log-mel windows to tag logits and an embedding, 0.9 M parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(96)
        self.body = nn.Sequential(
            _make_conv(1, 32, kernel=5, stride=2),  # (B, 32, 48, 94)
            _make_conv(32, 48, stride=2),  # (B, 48, 24, 47)
            Residual(48),
            _make_conv(48, 96, stride=2),  # (B, 96, 12, 24)
            Residual(96),
            _make_conv(96, 160, stride=2),  # (B, 160, 6, 12)
            Residual(160),
        )
        self.fold = nn.Sequential(nn.Conv2d(160, HIDDEN, (6, 1), bias=False), nn.BatchNorm2d(HIDDEN), nn.ReLU())
        self.dense = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(2 * HIDDEN, HIDDEN, bias=False), nn.BatchNorm1d(HIDDEN), nn.ReLU()
        )
        self.tags = nn.Linear(HIDDEN, TAGS)
        self.embedding = nn.Linear(HIDDEN, EMBEDDING)

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """Listen to windows (B, 187, 96); returns tag logits (B, 100) and embeddings (B, 128)."""
        image = self.norm(mel.transpose(1, 2)).unsqueeze(1)  # (B, 1, 96, T)
        image = image.to(memory_format=torch.channels_last)
        over_time = self.fold(self.body(image)).squeeze(2)  # (B, 256, 12)
        hidden = self.dense(torch.cat([over_time.mean(2), over_time.amax(2)], 1))
        return self.tags(hidden), self.embedding(hidden)


def _make_conv(inside: int, outside: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, outside, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outside), nn.ReLU()
    )
