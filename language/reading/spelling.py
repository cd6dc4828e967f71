"""Read words that nothing knows as the vocabulary's word that was meant: typos, chat spelling, German compounds.

Guarded: a single word of five letters or more, one slip (two from nine letters), never another first letter but those
that sound alike, and never a word that means something itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from language.reading.lexicon import STOP, PhraseKind, split_words
from language.reading.phrase_table import Phrase, find_phrase, list_single_words
from language.reading.tokens import drop_accents
from language.scenes import list_scenes
from language.vocabulary import STOP_ELSEWHERE

SHORTEST, LONG = 5, 9  # letters from which one slip, and two, are forgiven
_CHAT = {
    "sum": "some",
    "pa": "pas",
    "avc": "avec",
    "avk": "avec",
    "tro": "trop",
    "mor": "more",
    "les": "less",
    "nd": "and",
    "w": "with",
    "wit": "with",
    "wout": "without",
    "kein": "kein",
    "nich": "nicht",
    "ned": "nicht",
    "net": "nicht",
    "mas": "más",
    "musica": "música",
}
_ALIKE = ({"b", "v"}, {"k", "c", "q"}, {"s", "c", "z"}, {"f", "v"}, {"g", "j"}, {"i", "y"})
_COMPOUND = re.compile(
    r"(?:musik|klänge[ns]?|klang|sounds?|töne[n]?|melodien?|soli?|solo|riffs?|beats?|vibes?|feeling|stimmung|lied|song|"
    r"stücke?|track|teppich|begleitung|atmosphäre)$"
)
_ELISION = re.compile(r"^(?:d|l|qu|j|n)'(?=\w{3})")
# Words a slip away from the vocabulary that mean something themselves.
_GUARDED = split_words(
    "horse mouse medal grass glass class place peace piece light night fight sight right might trail train brain brave "
    "string spring clash clasp choice voices flight drunk drink dream dreams danger dancer dances pretty party parts "
    "street sweet soldier weeding loving living lovely having raving sunny funny money honey heaven haven heavens "
    "walking talking bounce motivate bitterness build taking making waking rocky festival fasting cooking looking brighten sadness happiness calming farther cooler cooling colder golden metallic"
)


def find_misspelt_phrase(words: Sequence[str], at: int) -> tuple[int, Phrase] | None:
    """Find the phrase meant by ``words[at]``, which nothing knows as it stands."""
    whole = _ELISION.sub("", words[at])
    if whole != words[at]:
        return find_phrase([whole, *words[at + 1 : at + 8]], 0)
    meant = _find_meant_word(words[at])
    return find_phrase([meant, *words[at + 1 : at + 8]], 0) if meant is not None else None


@lru_cache(maxsize=1 << 12)
def _find_meant_word(word: str) -> str | None:
    if word in _CHAT:
        return _CHAT[word]
    if len(word) < SHORTEST or not word.isalpha() or word in _list_known_words() or not word[0] < "\u0250":
        return None
    return _split_compound(word) or _find_nearest(word)


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
    for word in list_single_words():
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
