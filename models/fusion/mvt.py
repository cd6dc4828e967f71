"""MVT fusion: one small transformer over the clip's tokens, the words and the previous pick.

After the tri-modal fusion of MuseChat (CVPR 2024, section 3): video alone on the first turn, video with words and the
previous pick later. A part that is missing is replaced by a learned null token, so one network serves every turn.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from musechat.errors import MuseChatError

FloatArray = NDArray[np.float32]

VIDEO_DIM = 36
VIDEO_ROWS = 8
WORDS_DIM = 384
MUSIC_DIM = 240
WIDTH = 128
WORD_TOKENS = 2


class MvtNet(nn.Module):
    """Query tower and music tower, 0.6 M parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.see = nn.Sequential(nn.Linear(VIDEO_DIM, WIDTH), nn.GELU(), nn.Linear(WIDTH, WIDTH))
        self.read = nn.Sequential(nn.Linear(WORDS_DIM, WIDTH), nn.GELU(), nn.Linear(WIDTH, WORD_TOKENS * WIDTH))
        self.recall = nn.Sequential(nn.Linear(MUSIC_DIM, WIDTH), nn.GELU(), nn.Linear(WIDTH, WIDTH))
        self.place = nn.Parameter(torch.randn(VIDEO_ROWS + WORD_TOKENS + 1, WIDTH) * 0.02)
        self.nulls = nn.Parameter(torch.randn(3, WIDTH) * 0.02)  # for a missing clip, words, previous pick
        self.ask = nn.Parameter(torch.randn(WIDTH) * 0.02)
        layer = nn.TransformerEncoderLayer(WIDTH, 4, 2 * WIDTH, 0.1, "gelu", batch_first=True, norm_first=True)
        self.fuse = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.out = nn.Sequential(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, WIDTH))
        self.hear = nn.Sequential(
            nn.Linear(MUSIC_DIM, 2 * WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(2 * WIDTH, WIDTH)
        )
        self.hear_straight = nn.Linear(MUSIC_DIM, WIDTH)
        self.log_temperature = nn.Parameter(torch.tensor(0.07).log())

    def query(self, video: Tensor, words: Tensor, previous: Tensor, present: Tensor) -> Tensor:
        """Fuse a batch of requests into unit vectors (B, 128).

        Args:
            video: (B, 8, 36).
            words: (B, 384).
            previous: (B, 240).
            present: (B, 3) bool, which of the three parts are there; the others' values are ignored.

        """
        parts = [
            self.see(video),
            self.read(words).unflatten(1, (WORD_TOKENS, WIDTH)),
            self.recall(previous).unsqueeze(1),
        ]
        filled = [
            torch.where(present[:, i, None, None], part, self.nulls[i].expand_as(part)) for i, part in enumerate(parts)
        ]
        tokens = torch.cat(filled, 1) + self.place  # (B, 11, 128)
        asking = self.ask.expand(len(video), 1, WIDTH)
        fused = self.fuse(torch.cat([asking, tokens], 1))
        return F.normalize(self.out(fused[:, 0]), dim=1)

    def music(self, vectors: Tensor) -> Tensor:
        """Bring music vectors (B, 240) into the queries' space: unit vectors (B, 128)."""
        scaled = vectors * MUSIC_DIM**0.5
        return F.normalize(self.hear(scaled) + self.hear_straight(scaled), dim=1)


class MvtFusion:
    """The trained fusion of the ``embedded`` profile; safe to use from several threads."""

    name = "mvt"
    dim = WIDTH

    def __init__(self, net: MvtNet, version: str) -> None:
        self.net = net.eval()
        self.version = version

    @classmethod
    def load(cls, path: Path) -> MvtFusion:
        """Read weights that ``musechat train fusion`` wrote (fp16 safetensors).

        Raises:
            MuseChatError: ``no-weights`` where the file is missing.

        """
        if not path.is_file():
            raise MuseChatError("no-weights", f"The fusion's weights are missing: {path}", "Run musechat train fusion")
        with safe_open(path, "pt") as file:
            arrays = {key: file.get_tensor(key).float() for key in file.keys()}  # noqa: SIM118 (not a mapping)
            version = file.metadata()["version"]
        net = MvtNet()
        net.load_state_dict(arrays)
        return cls(net, version)

    @torch.inference_mode()
    def query(self, video: FloatArray | None, words: FloatArray | None, previous: FloatArray | None) -> FloatArray:
        """Fuse one request, see :class:`models.fusion.base.Fusion`; any number of video rows."""
        present = torch.tensor([[part is not None for part in (video, words, previous)]])
        rows = torch.zeros(1, VIDEO_ROWS, VIDEO_DIM) if video is None else _rows(video)
        vector: FloatArray = self.net.query(rows, _row(words, WORDS_DIM), _row(previous, MUSIC_DIM), present)[0].numpy()
        return vector

    @torch.inference_mode()
    def music(self, vectors: FloatArray) -> FloatArray:
        """Project music vectors (B, 240) to unit vectors (B, 128)."""
        projected: FloatArray = self.net.music(torch.from_numpy(np.array(vectors, np.float32))).numpy()
        return projected


def _row(vector: FloatArray | None, dim: int) -> Tensor:
    return torch.zeros(1, dim) if vector is None else torch.from_numpy(np.array(vector, np.float32))[None]


def _rows(video: FloatArray) -> Tensor:
    """Stretch or shrink video tokens (rows, 36) to the eight that the network expects: (1, 8, 36)."""
    tokens = torch.from_numpy(np.array(video, np.float32))
    if len(tokens) != VIDEO_ROWS:
        tokens = tokens[torch.linspace(0, len(tokens) - 1, VIDEO_ROWS).round().long()]
    return tokens[None]
