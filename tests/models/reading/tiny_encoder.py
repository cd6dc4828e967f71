"""A text encoder as small as can be, with layers that a reader can go on from."""

from __future__ import annotations

import zlib

import torch

from models.encoders.bert import BertEncoder, BertSizes
from models.encoders.e5 import CutText, MultilingualE5

WORDS = 64
SIZES = BertSizes(
    vocab_size=WORDS,
    hidden_size=16,
    num_hidden_layers=3,
    num_attention_heads=2,
    intermediate_size=32,
    max_position_embeddings=300,
    type_vocab_size=1,
    layer_norm_eps=1e-12,
)


class WordCutter:
    """A token for each word, between a start and an end."""

    padding = 0

    def cut_text(self, text: str) -> CutText:
        ids = [1, *(4 + zlib.crc32(word.encode(errors="replace")) % (WORDS - 4) for word in text.split()[:40]), 2]
        return CutText(ids, list(range(len(ids))))


def make_encoder(seed: int = 0) -> MultilingualE5:
    """Make an encoder of three layers with random weights."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return MultilingualE5(WordCutter(), BertEncoder(SIZES).eval(), "tiny")
