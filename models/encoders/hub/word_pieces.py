"""A checkpoint's own tokenizer, exactly as its ``tokenizer.json`` defines it.

transformers' tokenizer classes rebuild parts of that file by rules that changed between versions, among them whether a
text ends with its end token, which last-token pooling depends on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from models.encoders.hub.loading import choose_device


@dataclass(frozen=True)
class TokenBatch:
    """A batch of texts as token ids (B, T) and a mask (B, T), 1 where there is a token."""

    ids: Tensor
    mask: Tensor
    encodings: list[Encoding]


class WordPieces:
    """Maps texts to token ids. Thread-safe.

    Args:
        folder: the checkpoint's folder.
        longest: maximal number of tokens of a text, special ones included.
        side: side of the padding.
        full: whether every text is padded to ``longest``.

    """

    def __init__(
        self, folder: Path, longest: int, side: Literal["left", "right"] = "right", *, full: bool = False
    ) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(longest)
        token = _pad_token(folder)
        pad_id = self._tokenizer.token_to_id(token) or 0
        self._tokenizer.enable_padding(direction=side, pad_id=pad_id, pad_token=token, length=longest if full else None)

    def __call__(self, texts: Sequence[str]) -> TokenBatch:
        """Cut ``texts`` into tokens, padded to the longest of them."""
        encodings = self._tokenizer.encode_batch(list(texts))
        ids = torch.tensor([e.ids for e in encodings], device=choose_device())
        return TokenBatch(ids, torch.tensor([e.attention_mask for e in encodings], device=choose_device()), encodings)


def _pad_token(folder: Path) -> str:
    path = folder / "tokenizer_config.json"
    token = json.loads(path.read_text("utf-8")).get("pad_token") if path.is_file() else None
    return str(token["content"] if isinstance(token, dict) else token or "[PAD]")
