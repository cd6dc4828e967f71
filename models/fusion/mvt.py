"""MVT fusion: a small transformer over the tokens of the clip, the words and the previous pick.

After the tri-modal fusion of MuseChat (CVPR 2024, section 3): video alone on the first turn; video, words and the
previous pick later. A part that is missing is replaced by a learned null token, so one network serves every turn. The
music-video pretrained baseline (MVP) is the same network with the clip as its only part.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from models.encoders.interface import WORD_TOKENS
from models.weight_files import read_weights

FloatArray = NDArray[np.float32]

VIDEO_ROWS = 8
PARTS = ("video", "words", "previous")


@dataclass(frozen=True)
class MvtConfig:
    """Sizes of a network; the defaults fit the ``embedded`` profile's encoders."""

    video_dim: int = 122
    words_dim: int = 384
    music_dim: int = 240
    width: int = 128
    layers: int = 2
    heads: int = 4
    music_tokens: int = 4  # into how many tokens the previous pick's vector is unfolded
    dropout: float = 0.1
    parts: tuple[str, ...] = PARTS  # MVP: ("video",)

    @classmethod
    def from_json(cls, text: str) -> MvtConfig:
        """Parse the sizes stored in a weights file."""
        sizes = json.loads(text)
        return cls(**sizes | {"parts": tuple(sizes["parts"])})


@dataclass(frozen=True)
class FusionInputs:
    """A batch of requests; a part that no request of the batch has may be None.

    Attributes:
        video: (B, 8, video_dim).
        words: (B, T, words_dim), padded.
        words_mask: (B, T) bool, true where there is a token.
        previous: (B, music_dim).
        present: (B, 3) bool, which of video, words, previous a request has; the others' values are ignored.

    """

    video: Tensor | None
    words: Tensor | None
    words_mask: Tensor | None
    previous: Tensor | None
    present: Tensor


class MvtNet(nn.Module):
    """Query tower and music tower; 0.6 M parameters at the default sizes, 0.4 M for MVP."""

    video_centre: Tensor
    video_spread: Tensor

    def __init__(self, config: MvtConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or MvtConfig()
        width = config.width
        self.see = _make_mlp(config.video_dim, width, width)
        self.place = nn.Parameter(torch.randn(VIDEO_ROWS, width) * 0.02)
        if "words" in config.parts:
            self.read = nn.Sequential(nn.LayerNorm(config.words_dim), nn.Linear(config.words_dim, width))
            self.word_place = nn.Parameter(torch.randn(WORD_TOKENS, width) * 0.02)
        if "previous" in config.parts:
            self.recall = _make_mlp(config.music_dim, width, config.music_tokens * width)
        self.kinds = nn.Parameter(torch.randn(len(PARTS), width) * 0.02)
        self.nulls = nn.Parameter(torch.randn(len(PARTS), width) * 0.02)
        self.ask = nn.Parameter(torch.randn(width) * 0.02)
        layer = nn.TransformerEncoderLayer(
            width, config.heads, 2 * width, config.dropout, "gelu", batch_first=True, norm_first=True
        )
        self.fuse = nn.TransformerEncoder(layer, config.layers, enable_nested_tensor=False)
        self.out = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width))
        self.hear = nn.Sequential(
            nn.Linear(config.music_dim, 2 * width), nn.GELU(), nn.Dropout(config.dropout), nn.Linear(2 * width, width)
        )
        self.hear_straight = nn.Linear(config.music_dim, width)
        self.log_temperature = nn.Parameter(torch.tensor(0.07).log())
        self.register_buffer("video_centre", torch.zeros(config.video_dim))
        self.register_buffer("video_spread", torch.ones(config.video_dim))

    def encode_query(self, parts: FusionInputs) -> Tensor:
        """Fuse a batch of requests into unit vectors (B, width), from the state of the query token."""
        known = [self._embed_part(n, parts) for n, part in enumerate(PARTS) if part in self.config.parts]
        asking = self.ask.expand(len(parts.present), 1, -1)
        tokens = torch.cat([asking, *(tokens for tokens, _ in known)], 1)  # (B, 1 + tokens, width)
        hidden = torch.cat([asking.new_zeros(asking.shape[:2], dtype=torch.bool), *(~mask for _, mask in known)], 1)
        fused = self.fuse(tokens, src_key_padding_mask=hidden)
        return F.normalize(self.out(fused[:, 0]), dim=1)

    def encode_music(self, vectors: Tensor) -> Tensor:
        """Project music vectors (B, music_dim) into the space of the queries: unit vectors (B, width)."""
        # A unit vector's values shrink with its size; scaled they have about unit variance, as layers expect.
        scaled = vectors * self.config.music_dim**0.5
        return F.normalize(self.hear(scaled) + self.hear_straight(scaled), dim=1)

    def _embed_part(self, number: int, parts: FusionInputs) -> tuple[Tensor, Tensor]:
        """The tokens of one part (B, T, width) and which of them count (B, T); the null token where it is missing."""
        present = parts.present[:, number]
        null = self.nulls[number].expand(len(present), 1, -1)
        tokens, mask = self._project_tokens(PARTS[number], parts)
        if tokens is None or mask is None:
            return null, torch.ones_like(present)[:, None]
        # One batch may mix requests with and without the part: where it is missing, its first token is the null token.
        first = torch.where(present[:, None, None], tokens[:, :1] + self.kinds[number], null)
        tokens = torch.cat([first, tokens[:, 1:] + self.kinds[number]], 1)
        counted = mask & present[:, None]
        return tokens, torch.cat([torch.ones_like(counted[:, :1]), counted[:, 1:]], 1)

    def _project_tokens(self, part: str, parts: FusionInputs) -> tuple[Tensor | None, Tensor | None]:
        if part == "video" and parts.video is not None:
            tokens = self.see((parts.video - self.video_centre) / self.video_spread) + self.place
        elif part == "words" and parts.words is not None:
            tokens = self.read(parts.words) + self.word_place[: parts.words.shape[1]]
            return tokens, parts.words_mask
        elif part == "previous" and parts.previous is not None:
            scaled = parts.previous * self.config.music_dim**0.5
            tokens = self.recall(scaled).unflatten(1, (self.config.music_tokens, self.config.width))
        else:
            return None, None
        return tokens, torch.ones(tokens.shape[:2], dtype=torch.bool, device=tokens.device)


class MvtFusion:
    """A trained fusion, or the MVP baseline; safe to use from several threads."""

    name = "mvt"

    def __init__(self, net: MvtNet, version: str) -> None:
        self.net = net.eval()
        self.version = version
        self.dim = net.config.width

    @classmethod
    def load_weights(cls, path: Path) -> MvtFusion:
        """Read weights that ``musechat train fusion`` wrote (fp16 safetensors).

        Raises:
            MuseChatError: ``no-weights`` where the file is missing.

        """
        arrays, about = read_weights(path, "The fusion's", "Run musechat train fusion")
        net = MvtNet(MvtConfig.from_json(about["net"]))
        net.load_state_dict(arrays)
        return cls(net, about["version"])

    def save_weights(self, path: Path) -> None:
        """Write an exact copy that :meth:`load_weights` reads, atomically."""
        about = {"version": self.version, "net": json.dumps(asdict(self.net.config))}
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".partial")
        save_file({name: value.contiguous() for name, value in self.net.state_dict().items()}, temporary, about)
        temporary.replace(path)

    def encode_query(
        self, video: FloatArray | None, words: FloatArray | None, previous: FloatArray | None
    ) -> FloatArray:
        """Fuse one request, see :class:`models.fusion.interface.Fusion`; any number of video rows."""
        found: FloatArray = self.encode_queries(
            None if video is None else resample_to_eight_rows(video)[None],
            None if words is None else [np.atleast_2d(words)],
            None if previous is None else previous[None],
        )[0]
        return found

    @torch.inference_mode()
    def encode_queries(
        self, video: FloatArray | None, words: Sequence[FloatArray] | None, previous: FloatArray | None
    ) -> FloatArray:
        """Fuse a batch of requests that have the same parts: unit vectors (B, dim).

        Args:
            video: (B, 8, video_dim), or None.
            words: token states (T, words_dim) of each text, or None.
            previous: (B, music_dim), or None.

        """
        given = (video, words, previous)
        present = torch.tensor([part is not None for part in given])
        count = next((len(part) for part in given if part is not None), 1)
        tokens, mask = (None, None) if words is None else pad_tokens(words)
        parts = FusionInputs(_to_tensor(video), tokens, mask, _to_tensor(previous), present.expand(count, -1))
        found: FloatArray = self.net.encode_query(parts).numpy()
        return found

    @torch.inference_mode()
    def encode_music(self, vectors: FloatArray) -> FloatArray:
        """Project music vectors (B, music_dim) to unit vectors (B, dim)."""
        projected: FloatArray = self.net.encode_music(torch.from_numpy(np.array(vectors, np.float32))).numpy()
        return projected


def pad_tokens(words: Sequence[NDArray[np.floating]]) -> tuple[Tensor, Tensor]:
    """Pad texts' token states (T, dim) to one array (B, longest, dim), with a mask of the tokens (B, longest)."""
    cut = [states[:WORD_TOKENS] for states in words]
    longest = max(len(states) for states in cut)
    tokens = np.zeros((len(cut), longest, cut[0].shape[1]), np.float32)
    mask = np.zeros((len(cut), longest), np.bool_)
    for row, states in enumerate(cut):
        tokens[row, : len(states)] = states
        mask[row, : len(states)] = True
    return torch.from_numpy(tokens), torch.from_numpy(mask)


def resample_to_eight_rows(video: FloatArray) -> FloatArray:
    """Repeat or drop video tokens (rows, dim) to the eight that the network expects, evenly over time."""
    if len(video) == VIDEO_ROWS:
        return video
    rows = np.linspace(0, len(video) - 1, VIDEO_ROWS).round().astype(int)
    stretched: FloatArray = video[rows]
    return stretched


def _make_mlp(inside: int, hidden: int, outside: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inside, hidden), nn.GELU(), nn.Linear(hidden, outside))


def _to_tensor(values: FloatArray | None) -> Tensor | None:
    return None if values is None else torch.from_numpy(np.array(values, np.float32))
