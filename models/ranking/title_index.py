"""Words that stand in titles, albums and genres: who says "waltz" expects what is called so to come first.

BM25 alone weighs a word of a title like any tag, and knows one form of it only. Here a word meets its other forms
(Snowball stemmers of four languages) and its names in other languages
(:mod:`language.vocabulary.title_words`), and a track's score is the share of what was said that its names hold, rare
words counting more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from language.vocabulary.title_words import LONGEST, list_equivalents, list_unspaced, load_title_words
from models.ranking.arrays.placed_words import PlacedWords
from models.ranking.arrays.postings import PostingsBuilder
from models.ranking.library_snapshot import DoubleArray, Rows
from models.ranking.title_words import TitleForms
from musechat.concepts import fold_name

# Words that say nothing about a track, though titles contain them.
_SILENT_TEXT = """
music musik musica musique song songs track tracks something like with and the for a an of in on to my me some der die
das ein eine und mit von fur im am el la los las un una de del y con para le les des du et avec pour en loop theme ost
feat vol no
"""
SHORTEST = 4  # letters of a part of a compound
SILENT = frozenset(_SILENT_TEXT.split())


class TitleIndex:
    """An inverted index over the names of one library revision; safe to share between threads.

    Args:
        texts: titles, albums and genres, plain, one text per row (:func:`musechat.concepts.fold_name`).

    """

    def __init__(self, texts: Sequence[str]) -> None:
        forms, builder = TitleForms(), PostingsBuilder()
        for row, text in enumerate(texts):
            builder.add(row, forms.list_forms(text))
        self._forms = PlacedWords.from_postings(builder.finish(), len(texts))

    @classmethod
    def from_forms(cls, forms: PlacedWords) -> TitleIndex:
        """Search forms that are indexed already."""
        index = cls(())
        index._forms = forms
        return index

    def score_query(self, said: str) -> DoubleArray:
        """Share of what is said that each row's names hold, rare words counting more: (n,) in 0..1."""
        scores = np.zeros(self._forms.row_count)
        units = list(_split_meanings(fold_name(said)))
        if not units or not len(scores):
            return scores
        forms, whole = TitleForms(), 0.0
        for names in units:
            rows = self._find_rows(names, forms)
            weight = math.log1p(len(scores) / max(1, len(rows)))
            whole += weight
            scores[rows] += weight
        return np.asarray(np.sqrt(scores / whole))

    def _find_rows(self, names: frozenset[str], forms: TitleForms) -> Rows:
        """Rows that hold any of the names of one meaning; a name of several words counts where all of them stand."""
        found = [self._find_name(name, forms) for name in sorted(names)]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.intp)

    def _find_name(self, name: str, forms: TitleForms) -> Rows:
        rows: Rows | None = None
        for word in name.split():
            here = np.unique(np.concatenate([self._forms.find_rows(form) for form in forms.list_word_forms(word)]))
            rows = here if rows is None else np.intersect1d(rows, here)
        return rows if rows is not None else np.zeros(0, np.intp)


def _split_meanings(said: str) -> Iterator[frozenset[str]]:
    """Split plain words into meanings, each with all its names: the longest names first, silent words left out."""
    for name in list_unspaced():
        if name in said:
            said = said.replace(name, " ")
            yield list_equivalents(name)
    words = said.split()
    at = 0
    while at < len(words):
        for count in range(min(LONGEST, len(words) - at), 0, -1):
            name = " ".join(words[at : at + count])
            names = list_equivalents(name)
            if count == 1 or len(names) > 1:
                break
        at += count
        if len(names) == 1 and (parts := _split_compound(name)):
            yield from (list_equivalents(part) for part in parts)
        elif name not in SILENT:
            yield names


def _split_compound(word: str) -> tuple[str, str] | None:
    """Split a compound of two known words, as German makes them ("Bosskampf", "Friedhofsgeist"); None for any other."""
    known = load_title_words()
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        first, second = word[:at], word[at:]
        stems = (first, *(first.removesuffix(link) for link in ("s", "n", "es", "en")))
        if second in known and (whole := next((stem for stem in stems if stem in known), None)):
            return whole, second
    return None
