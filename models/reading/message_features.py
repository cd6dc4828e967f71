"""What of a message's letters the intent classifier sees beside its sentence vector.

Character n-grams hashed to buckets, as in Weinberger et al., "Feature Hashing for Large Scale Multitask Learning",
2009: they see spelling, slang and emoji that a sentence vector blurs.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

BUCKETS = 2560
MARKS = 6
MAX_CHARACTERS = 400  # what a message does is said in its first lines; bounds the work on a long paste
GRAM_SCALE = 1.5  # of the n-grams' unit vector against the sentence vector's
_LENGTHS = (1, 2, 3, 4)
_REPEATED = re.compile(r"(.)\1{2,}")
_DIGIT = re.compile(r"\d")

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class HashedGrams:
    """The n-grams of a batch in the form of an embedding bag.

    Attributes:
        buckets: the bucket of each gram, all messages one after the other, (N,).
        weights: its weight, (N,).
        starts: where each message begins, (B,).

    """

    buckets: NDArray[np.int64]
    weights: FloatArray
    starts: NDArray[np.int64]


def fold_message(text: str) -> str:
    """Fold what does not tell messages apart: width, case, which digit, and how often a letter is drawn out."""
    folded = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).casefold()
    return " ".join(_DIGIT.sub("0", _REPEATED.sub(r"\1\1", folded)).split())


def hash_grams(texts: Sequence[str]) -> HashedGrams:
    """Hash the character n-grams and words of ``texts``; each message's weights have norm :data:`GRAM_SCALE`."""
    buckets: list[int] = []
    weights: list[FloatArray] = []
    starts: list[int] = []
    for text in texts:
        starts.append(len(buckets))
        counts = Counter(
            zlib.crc32(gram.encode(errors="replace")) % BUCKETS for gram in _list_grams(fold_message(text))
        )
        roots = np.sqrt(np.fromiter(counts.values(), np.float32, len(counts)))
        buckets.extend(counts)
        weights.append((GRAM_SCALE / max(float(np.linalg.norm(roots)), 1e-6) * roots).astype(np.float32))
    joined = np.concatenate(weights) if weights else np.empty(0, np.float32)
    return HashedGrams(np.array(buckets, np.int64), joined, np.array(starts, np.int64))


def describe_marks(texts: Sequence[str]) -> FloatArray:
    """Describe what stands out in ``texts``: question mark, digit, emoji, exclamation mark, length; (B, MARKS)."""
    return np.array([_list_marks(text[:MAX_CHARACTERS]) for text in texts], np.float32).reshape(-1, MARKS)


def split_bags(texts: Sequence[str]) -> list[tuple[Tensor, Tensor]]:
    """Hash each of ``texts`` for itself: the buckets of its n-grams and their weights."""
    hashed = hash_grams(texts)
    ends = [*hashed.starts[1:].tolist(), len(hashed.buckets)]
    pairs = zip(hashed.starts.tolist(), ends, strict=True)
    return [(torch.from_numpy(hashed.buckets[a:b]), torch.from_numpy(hashed.weights[a:b])) for a, b in pairs]


def _list_grams(folded: str) -> list[str]:
    padded = f" {folded} "
    grams = [padded[i : i + n] for n in _LENGTHS for i in range(len(padded) - n + 1)]
    # Marked, so that a word shares no bucket with the gram of its letters.
    return [*(gram for gram in grams if not gram.isspace()), *(f"\0{word}" for word in folded.split())]


def _list_marks(text: str) -> list[float]:
    return [
        float("?" in text or "？" in text),
        float(any(c.isdigit() for c in text)),
        float(any(unicodedata.category(c) == "So" for c in text)),
        float("!" in text or "！" in text),
        min(len(text) / 40, 3.0),
        min(len(text.split()) / 8, 3.0),
    ]
