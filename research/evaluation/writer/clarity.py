"""Readability and variety of texts, by measures that need no model.

Reading ease is Flesch's (A new readability yardstick, 1948): 206.835 - 1.015 words a sentence - 84.6 syllables a word;
60 to 70 is plain English. Names are left out, since the writer does not choose them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.writer.interface import count_words
from models.writer.text_cleanup import split_whole_sentences

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
OPENING = 4  # words
OTHERS = 40  # texts that each one is compared with


@dataclass(frozen=True)
class Clarity:
    """Readability and variety of a row of texts.

    Attributes:
        reading_ease: mean Flesch reading ease; higher is easier.
        words, sentences: mean number per text.
        longest: words of the longest text.
        sentence_words: mean words per sentence.
        variety: mean standard deviation of sentence lengths within a text, words.
        distinct_1, distinct_2: share of distinct words and word pairs among all.
        same_opening: share of texts with the most frequent four opening words.
        self_bleu: mean BLEU of each text against others of the row, 0..100; lower is more varied.

    """

    reading_ease: float
    words: float
    sentences: float
    longest: int
    sentence_words: float
    variety: float
    distinct_1: float
    distinct_2: float
    same_opening: float
    self_bleu: float


def measure_clarity(texts: Sequence[str], names: Sequence[tuple[str, str]], seed: int = 0) -> Clarity:
    """Measure texts; ``names`` holds the (title, artist) that each one contains."""
    plain = [_remove_names(text, *pair) for text, pair in zip(texts, names, strict=True)]
    cut = [[len(_WORD.findall(part)) for part in split_whole_sentences(text)] or [0] for text in plain]
    words = [[word.lower() for word in _WORD.findall(text)] for text in plain]
    pairs = [pair for row in words for pair in pairwise(row)]
    alone = [word for row in words for word in row]
    openings = Counter(tuple(row[:OPENING]) for row in words)
    lengths = [count_words(text) for text in texts]
    return Clarity(
        reading_ease=float(np.mean([compute_reading_ease(text) for text in plain])),
        words=float(np.mean(lengths)),
        sentences=float(np.mean([len(row) for row in cut])),
        longest=max(lengths),
        sentence_words=float(np.mean([n for row in cut for n in row])),
        variety=float(np.mean([np.std(row) for row in cut])),
        distinct_1=len(set(alone)) / max(1, len(alone)),
        distinct_2=len(set(pairs)) / max(1, len(pairs)),
        same_opening=max(openings.values()) / len(texts),
        self_bleu=_compute_self_bleu(plain, seed),
    )


def compute_reading_ease(text: str) -> float:
    """Return the Flesch reading ease of a text, 0 for one without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(split_whole_sentences(text)))
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * sum(map(count_syllables, words)) / len(words)


def count_syllables(word: str) -> int:
    """Estimate syllables: groups of vowels without a silent final e; at least one."""
    groups = len(_VOWELS.findall(word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le")
    return max(1, groups - silent)


def _remove_names(text: str, title: str, artist: str) -> str:
    for name in filter(None, (title, artist)):
        text = text.replace(name, "X")
    return text


def _compute_self_bleu(texts: Sequence[str], seed: int) -> float:
    """Return the mean BLEU of a sample of texts against at most :data:`OTHERS` others each."""
    from research.evaluation.writer.overlap import compute_sentence_bleu

    if len(texts) < 2:
        return 0.0
    rng = np.random.default_rng(seed)
    found = []
    for n, text in enumerate(texts[:: max(1, len(texts) // OTHERS)]):
        among = [other for at, other in enumerate(texts) if at != n * max(1, len(texts) // OTHERS)]
        # Sampled: the cost is quadratic in the number of texts, and BLEU rises with the number of references.
        rows = rng.permutation(len(among))[:OTHERS]
        found.append(compute_sentence_bleu(text, [among[row] for row in rows]))
    return float(np.mean(found))
