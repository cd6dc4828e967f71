"""Overlap of texts with references: BERTScore over multilingual-e5-small, BLEU and ROUGE.

BERTScore (Zhang et al., ICLR 2020): each token's state is matched with the most similar one of the other text; the
states are those of multilingual-e5-small's last layer, sentence by sentence, neither weighted nor rescaled. It is
therefore not comparable with another back-end's, such as the paper's 0.9676.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoders.interface import WORD_TOKENS, TextEncoder
from models.writer.text_cleanup import split_whole_sentences
from musechat.errors import BadInput, install_remedy

BACK_END = "multilingual-e5-small, last layer, no idf, no rescaling; not comparable to the paper's 0.9676"
_WORDS = re.compile(r"[a-z0-9]+")

FloatArray = NDArray[np.float32]


@dataclass(frozen=True)
class Overlap:
    """Mean overlap of a row of texts with their references: BERTScore and ROUGE 0..1, BLEU 0..100."""

    bert_precision: float
    bert_recall: float
    bert_f1: float
    bleu: float
    rouge_1: float
    rouge_2: float
    rouge_l: float


class TokenStates:
    """Normalised token states of texts, cached by text."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self._known: dict[str, FloatArray] = {}

    def encode_sentences(self, text: str) -> FloatArray:
        """Return the states (T, dim) of all sentences, without their special tokens."""
        if text not in self._known:
            found = self._encoder.encode_tokens(split_whole_sentences(text) or [text])
            # A sentence cut at the encoder's limit has no end token to drop.
            rows = np.concatenate([row[1:-1] if len(row) < WORD_TOKENS else row[1:] for row in found])
            self._known[text] = np.asarray(
                rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32
            )
        return self._known[text]


def measure_overlap(texts: Sequence[str], references: Sequence[Sequence[str]], states: TokenStates) -> Overlap:
    """Compare each text with its references, equally many for each; for BERTScore and ROUGE the best one counts.

    Raises:
        BadInput: ``no-sacrebleu`` where that is not installed.

    """
    pairs = list(zip(texts, references, strict=True))
    bert = [
        max(
            (compute_bert_score(states.encode_sentences(t), states.encode_sentences(r)) for r in row),
            key=lambda found: found[2],
        )
        for t, row in pairs
    ]
    rouge = [[max(score(t, r) for r in row) for score in (_rouge_1, _rouge_2, compute_rouge_l)] for t, row in pairs]
    columns = [list(column) for column in zip(*references, strict=True)]
    bleu = float(_import_sacrebleu().corpus_bleu(list(texts), columns).score)
    (precision, recall, f1), (one, two, longest) = (np.mean(found, axis=0).tolist() for found in (bert, rouge))
    return Overlap(precision, recall, f1, bleu, one, two, longest)


def compute_bert_score(text: FloatArray, reference: FloatArray) -> tuple[float, float, float]:
    """Return precision, recall and F1 of greedy matching between normalised states (T, dim) and (R, dim)."""
    if not len(text) or not len(reference):
        return 0.0, 0.0, 0.0
    similarity = text @ reference.T
    precision, recall = float(similarity.max(1).mean()), float(similarity.max(0).mean())
    return precision, recall, _compute_f1(precision, recall)


def compute_rouge_n(text: str, reference: str, n: int) -> float:
    """Return the F1 of shared n-grams of words, 0..1; lower case, not stemmed."""
    said, wanted = (_count_ngrams(each, n) for each in (text, reference))
    shared = sum((said & wanted).values())
    return _compute_f1(shared / max(1, said.total()), shared / max(1, wanted.total()))


def compute_rouge_l(text: str, reference: str) -> float:
    """Return the F1 of the longest common subsequence of words, 0..1."""
    said, wanted = (_WORDS.findall(each.lower()) for each in (text, reference))
    row = [0] * (len(wanted) + 1)
    for word in said:
        before = row
        row = [0]
        for at, other in enumerate(wanted):
            row.append(before[at] + 1 if word == other else max(before[at + 1], row[at]))
    return _compute_f1(row[-1] / max(1, len(said)), row[-1] / max(1, len(wanted)))


def compute_sentence_bleu(text: str, references: Sequence[str]) -> float:
    """Return the smoothed BLEU of one text, 0..100."""
    return float(_import_sacrebleu().sentence_bleu(text, list(references)).score)


def _rouge_1(text: str, reference: str) -> float:
    return compute_rouge_n(text, reference, 1)


def _rouge_2(text: str, reference: str) -> float:
    return compute_rouge_n(text, reference, 2)


def _count_ngrams(text: str, n: int) -> Counter[tuple[str, ...]]:
    words = _WORDS.findall(text.lower())
    return Counter(zip(*(words[at:] for at in range(n)), strict=False))


def _compute_f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0


def _import_sacrebleu() -> Any:
    try:
        import sacrebleu
    except ImportError as error:
        raise BadInput(
            "no-sacrebleu",
            "BLEU needs sacrebleu, which is not installed",
            install_remedy("research.txt"),
        ) from error
    return sacrebleu
