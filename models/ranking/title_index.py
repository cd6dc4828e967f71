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
import Stemmer

from language.vocabulary.title_words import LONGEST, list_equivalents, list_unspaced, load_title_words
from models.ranking.library_snapshot import DoubleArray, Rows
from musechat.concepts import fold_name

_LANGUAGES = ("english", "german", "spanish", "french")
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
        self._texts = texts
        found: dict[str, list[int]] = {}
        forms: dict[str, tuple[str, ...]] = {}
        stemmers = _make_stemmers()
        for row, text in enumerate(texts):
            for word in {*text.split(), *_list_hidden(text)}:
                if word not in forms:
                    forms[word] = tuple(_iter_forms(word, stemmers))
                for form in forms[word]:
                    found.setdefault(form, []).append(row)
        self._rows: dict[str, Rows] = {form: np.unique(np.array(rows, np.intp)) for form, rows in found.items()}

    def score_query(self, said: str) -> DoubleArray:
        """Share of what is said that each row's names hold, rare words counting more: (n,) in 0..1."""
        scores = np.zeros(len(self._texts))
        units = list(_split_meanings(fold_name(said)))
        if not units or not len(scores):
            return scores
        stemmers, whole = _make_stemmers(), 0.0
        for names in units:
            rows = self._find_rows(names, stemmers)
            weight = math.log1p(len(scores) / max(1, len(rows)))
            whole += weight
            scores[rows] += weight
        return np.asarray(np.sqrt(scores / whole))

    def _find_rows(self, names: frozenset[str], stemmers: Sequence[Stemmer.Stemmer]) -> Rows:
        """Rows that hold any of the names of one meaning; a name of several words counts where all of them stand."""
        found = [self._find_name(name, stemmers) for name in sorted(names)]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.intp)

    def _find_name(self, name: str, stemmers: Sequence[Stemmer.Stemmer]) -> Rows:
        rows: Rows | None = None
        for word in name.split():
            known = [self._rows[form] for form in _iter_forms(word, stemmers) if form in self._rows]
            here = np.unique(np.concatenate(known)) if known else np.zeros(0, np.intp)
            rows = here if rows is None else np.intersect1d(rows, here)
        return rows if rows is not None else np.zeros(0, np.intp)


def _make_stemmers() -> list[Stemmer.Stemmer]:
    return [Stemmer.Stemmer(language) for language in _LANGUAGES]


def _iter_forms(word: str, stemmers: Sequence[Stemmer.Stemmer]) -> Iterator[str]:
    """The word itself, and its stem in each language, marked with it: stems of two languages must not meet."""
    yield word
    for language, stemmer in zip(_LANGUAGES, stemmers, strict=True):
        yield f"{language}:{stemmer.stemWord(word)}"


def _list_hidden(text: str) -> list[str]:
    """Known words that do not stand alone in a plain text: in Japanese, and after "d'" or "l'" ("d'hiver")."""
    known = load_title_words()
    elided = [word[1:] for word in text.split() if word[0] in "dl" and word[1:] in known]
    return elided if text.isascii() else [*elided, *(name for name in list_unspaced() if name in text)]


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
