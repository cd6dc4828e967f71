"""How sure the tags and genre texts of each track are of a genre, an instrument, a mood or a voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.ranking.arrays.row_lookups import FloatArray, Rows, TagScores
from models.ranking.arrays.text_pool import TextPool
from musechat.concepts import Concept, NamedConcept, fold_name
from musechat.matching import VOICE_TAGS
from musechat.wish import Facet


class TermScores:
    """Scores of terms over the rows of one snapshot; safe to share between threads.

    Args:
        tags: the score of each tag.
        genres: the distinct genre texts.
        genre_of: which of them each row has, (n,).

    """

    def __init__(self, tags: TagScores, genres: Sequence[str], genre_of: Rows) -> None:
        self._tags = tags
        self._tag_names = _pad_texts(tags)
        self._genre_names = _pad_texts(genres)
        self._genre_of = genre_of

    def score_term(self, term: NamedConcept) -> FloatArray:
        """How sure tags and genre texts that name a term outright are of it, (n,); as ``matching.score_term``."""
        numbers = find_named(self._tag_names, term).tolist()
        best = self._score_best(self._tags.names[number] for number in numbers)
        if term.concept.facet is Facet.GENRE:
            named = np.zeros(len(self._genre_names), np.bool_)
            named[find_named(self._genre_names, term)] = True
            best = np.maximum(best, named[self._genre_of])
        return best

    def score_hints(self, concept: Concept) -> FloatArray:
        """Best score among the tags that only make a term likely, (n,)."""
        return self._score_best(concept.hints)

    def score_voice(self, voice: str) -> FloatArray:
        """How sure the tags are of a female or male voice, (n,)."""
        return self._score_best(VOICE_TAGS.get(voice, ()))

    def _score_best(self, names: Iterable[str]) -> FloatArray:
        best = np.zeros(len(self._genre_of), np.float32)
        for name in names:
            rows, scores = self._tags.find_scores(name)
            best[rows] = np.maximum(best[rows], scores)
        return best


def find_named(pool: TextPool, term: NamedConcept) -> NDArray[np.signedinteger[Any]]:
    """Which texts of a pool name a term, as :meth:`NamedConcept.is_named_in`; each has a space on either side."""
    return pool.find_phrases(f" {name} " for name in term.names)


def _pad_texts(texts: Iterable[str]) -> TextPool:
    return TextPool.from_texts(map(_pad_text, texts))


# Kept, since a library's tags and genres hardly change from one revision to the next.
@lru_cache(maxsize=1 << 13)
def _pad_text(text: str) -> str:
    return f" {fold_name(text)} "
