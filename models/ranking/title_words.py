"""The forms in which a word of a title is looked for: as it stands, and by its stems (Snowball) in four languages."""

from __future__ import annotations

from collections.abc import Iterator

import Stemmer

from language.languages import list_languages
from language.vocabulary.title_words import list_unspaced, load_title_words

_LANGUAGES = tuple(each.profile.stemmer for each in list_languages() if each.profile.stemmer)  # of Snowball


class TitleForms:
    """Finds the forms of words; each thread needs one of its own."""

    def __init__(self) -> None:
        self._stemmers = [Stemmer.Stemmer(language) for language in _LANGUAGES]
        self._known: dict[str, tuple[str, ...]] = {}

    def list_forms(self, text: str) -> set[str]:
        """All forms of the words that stand in a plain text, hidden ones included."""
        return {form for word in list_title_words(text) for form in self.list_word_forms(word)}

    def list_word_forms(self, word: str) -> tuple[str, ...]:
        """The word itself, and its stem in each language, marked with it: stems of two languages must not meet."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = (word, *self._iter_stems(word))
        return known

    def _iter_stems(self, word: str) -> Iterator[str]:
        for language, stemmer in zip(_LANGUAGES, self._stemmers, strict=True):
            yield f"{language}:{stemmer.stemWord(word)}"


def list_title_words(text: str) -> set[str]:
    """The words that stand in a plain text, hidden ones included."""
    return {*text.split(), *_list_hidden(text)}


def _list_hidden(text: str) -> list[str]:
    """Known words that do not stand alone in a plain text: in Japanese, and after "d'" or "l'" ("d'hiver")."""
    known = load_title_words()
    elided = [word[1:] for word in text.split() if word[0] in "dl" and word[1:] in known]
    return elided if text.isascii() else [*elided, *(name for name in list_unspaced() if name in text)]
