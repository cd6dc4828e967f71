"""Read words that nothing knows as the vocabulary's word that was meant: typos, chat spelling, German compounds.

Guarded: a single word of five letters or more, one slip (two from nine letters), never another first letter but those
that sound alike, and never a word that means something itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from language.languages import find_language, gather_words, join_patterns, list_languages
from language.languages.phrase_kinds import PhraseKind
from language.languages.vocabulary_table import split_words
from language.reading.phrase_table import Phrase, find_phrase, list_leading_words, list_single_words
from language.reading.tokens import drop_accents
from language.scenes import list_scenes
from language.vocabulary import STOP, STOP_ELSEWHERE

SHORTEST, LONG = 5, 9  # letters from which one slip, and two, are forgiven
_CHAT = {said: (meant, language) for language in list_languages() for said, meant in language.reading.chat.items()}
_ALIKE = ({"b", "v"}, {"k", "c", "q"}, {"s", "c", "z"}, {"f", "v"}, {"g", "j"}, {"i", "y"})
_COMPOUND = re.compile(rf"(?:{join_patterns(lambda language: language.reading.compounds)})$")
_ELISION = re.compile(rf"^(?:{join_patterns(lambda language: language.reading.elision)})'(?=\w{{3}})")
_GUARDED = gather_words(lambda language: language.reading.guarded)


def is_known_word(word: str) -> bool:
    """Whether a word means something itself: a phrase's, a scene's, a small one's, or one guarded from slips."""
    return word in _list_known_words() or find_phrase([word], 0) is not None


def find_misspelt_phrase(words: Sequence[str], at: int) -> tuple[int, Phrase] | None:
    """Find the phrase meant by ``words[at]``, which nothing knows as it stands."""
    whole = _ELISION.sub("", words[at])
    if whole != words[at]:
        return find_phrase([whole, *words[at + 1 : at + 8]], 0)
    if _is_borrowed(words, at):
        return None
    meant = _find_meant_word(words[at])
    return find_phrase([meant, *words[at + 1 : at + 8]], 0) if meant is not None else None


@lru_cache(maxsize=1 << 12)
def _find_meant_word(word: str) -> str | None:
    if word in _CHAT:
        return _CHAT[word][0]
    if len(word) < SHORTEST or not word.isalpha() or word in _list_known_words() or not word[0] < "\u0250":
        return None
    return _split_compound(word) or _find_nearest(word)


def _is_borrowed(words: Sequence[str], at: int) -> bool:
    """Whether a chat spelling is another language's small word: "les" is "less" before "drums", not before "voix"."""
    if words[at] not in _CHAT:
        return False
    language = _CHAT[words[at]][1]
    elsewhere = any(words[at] in _list_small(other.code) for other in list_languages() if other is not language)
    following = words[at + 1] if at + 1 < len(words) else ""
    return elsewhere and following not in list_leading_words(language.code)


@cache
def _list_small(code: str) -> frozenset[str]:
    table = find_language(code).vocabulary
    return split_words(f"{table.stop} {table.small}")


def _split_compound(word: str) -> str | None:
    """Take "Geigenklänge" as the violin that it is made of."""
    head = _COMPOUND.sub("", word)
    if head == word or len(head) < 3:
        return None
    for stem in (head, head.removesuffix("s"), head.removesuffix("n"), head.removesuffix("en"), head + "e"):
        found = find_phrase([stem], 0)
        if found is not None and found[1].kind in (PhraseKind.TERM, PhraseKind.TRAIT, PhraseKind.VOCALS):
            return stem
    return None


def _find_nearest(word: str) -> str | None:
    plain = drop_accents(word)
    allowed = 2 if len(word) >= LONG else 1
    best: tuple[int, str] | None = None
    for first in _list_first_letters(plain[0]):
        for other in _group_by_letter().get(first, ()):
            if abs(len(other) - len(plain)) > allowed:
                continue
            distance = OSA.distance(plain, other, score_cutoff=allowed)
            # In a word of five letters another letter makes another word too often.
            replaced = len(plain) == len(other) == SHORTEST and sorted(plain) != sorted(other)
            if distance <= allowed and not replaced and (best is None or distance < best[0]):
                best = (distance, other)
    return best[1] if best else None


def _list_first_letters(letter: str) -> set[str]:
    return {letter}.union(*(group for group in _ALIKE if letter in group))


@cache
def _group_by_letter() -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for word in sorted(list_single_words()):  # of words equally near, the same one always
        plain = drop_accents(word)
        # The plain form is a phrase of its own, so that it is found in its turn.
        if len(word) >= SHORTEST and word.isalpha() and word[0] < "\u0250" and plain == word:
            groups.setdefault(word[0], []).append(word)
    return {letter: tuple(words) for letter, words in groups.items()}


@cache
def _list_known_words() -> frozenset[str]:
    said = (
        word for scene in list_scenes() for names in scene.phrases.values() for name in names for word in name.split()
    )
    return STOP | STOP_ELSEWHERE | _GUARDED | frozenset(word.casefold() for word in said)
