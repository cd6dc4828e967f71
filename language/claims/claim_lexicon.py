"""The words of a language that claim something in a reason, found in a text longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from language.claims.claim_languages import load_claim_words
from language.claims.claim_tokens import ClaimToken, is_katakana, tokenise
from language.claims.meanings import OF_CLIP, ClaimMeaning, Trait, parse_idea
from language.claims.musical_keys import iter_key_phrases, iter_tonic_phrases
from language.claims.vocabulary_phrases import (
    iter_catalogue_phrases,
    iter_scene_phrases,
    iter_vocabulary_phrases,
)
from language.languages import list_languages
from language.texts import load_texts

Words = tuple[str, ...]

_FUNCTION_ROLES = frozenset({"role.stop", "role.link", "role.and", "role.or", "role.no", "role.than"})
LANGUAGES = tuple(language.code for language in list_languages() if language.claims is not None)
_PLACEHOLDER = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """What a phrase may mean: of the track, of the clip, and how the words around it are to be read."""

    track: ClaimMeaning | None = None
    clip: ClaimMeaning | None = None
    roles: frozenset[str] = frozenset()

    @property
    def claims(self) -> bool:
        """Whether it claims anything."""
        return self.track is not None or self.clip is not None


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase found in a sentence, from token ``first`` up to but not including token ``end``."""

    first: int
    end: int
    entry: LexiconEntry

    def has_role(self, *roles: str) -> bool:
        """Whether it has one of the roles."""
        return not self.entry.roles.isdisjoint(roles)


@dataclass(frozen=True)
class Lexicon:
    """All phrases of a language.

    Attributes:
        language: "en", "de", …
        phrases: by their first word, longest first.
        ordinary: every folded word of the language's own catalogue and table: no sign of a name.
        function_words: folded words by which a text's language is recognised.

    """

    language: str
    phrases: Mapping[str, Sequence[tuple[Words, LexiconEntry]]]
    ordinary: frozenset[str] = field(repr=False)
    function_words: frozenset[str] = field(repr=False)

    def find_phrases(self, tokens: Sequence[ClaimToken]) -> list[PhraseMatch]:
        """Find the phrases of a sentence, from left to right, the longest at each place."""
        words = [token.text for token in tokens]
        found: list[PhraseMatch] = []
        at = 0
        while at < len(words):
            hit = self._match_at(tokens, words, at, found[-1].end if found else -1)
            if hit is None:
                at += 1
            else:
                found.append(hit)
                at = hit.end
        return found

    def _match_at(
        self, tokens: Sequence[ClaimToken], words: Sequence[str], at: int, last_end: int
    ) -> PhraseMatch | None:
        for phrase, entry in self.phrases.get(words[at], ()):
            end = at + len(phrase)
            if tuple(words[at:end]) == phrase and self._is_match(tokens, at, end, last_end, entry):
                return PhraseMatch(at, end, entry)
        return None

    def _is_match(self, tokens: Sequence[ClaimToken], at: int, end: int, last_end: int, entry: LexiconEntry) -> bool:
        """Whether what looks like a phrase is one: a word within a longer katakana word, or an article, is not."""
        # Katakana words are written together: "ロック" within a longer one is not rock, unless a phrase ends right
        # before it.
        if at and at != last_end and is_katakana(tokens[at].text) and is_katakana(tokens[at - 1].text):
            return False
        if entry.track is not None and entry.track.trait is Trait.KEY and load_claim_words(self.language).capital_keys:
            return all(t.raw[0].isupper() for t in tokens[at:end] if re.fullmatch("[a-g]b?", t.text))
        return True


def supports_language(language: str) -> bool:
    """Whether reasons in a language can be checked."""
    return language in LANGUAGES


@cache
def get_lexicon(language: str) -> Lexicon:
    """The lexicon of a language.

    Raises:
        KeyError: there is none, see :func:`supports_language`.

    """
    found: dict[Words, list[str]] = {}
    for idea, phrase in _iter_phrases(language):
        words = tuple(token.text for token in tokenise(phrase))
        if words:
            ideas = found.setdefault(words, [])
            ideas.extend([idea] if idea not in ideas else [])
    by_first: dict[str, list[tuple[Words, LexiconEntry]]] = {}
    for words, ideas in found.items():
        by_first.setdefault(words[0], []).append((words, _make_entry(ideas)))
    for entries in by_first.values():
        # Longest first, so that "no vocals" is not found as "no".
        entries.sort(key=lambda each: -len(each[0]))
    function_words = frozenset(
        word for idea, phrase in _iter_own_phrases(language) if idea in _FUNCTION_ROLES for word in _iter_folded(phrase)
    )
    # The many things that clips show stand in names of artists, too ("The Room", "Coast").
    ordinary = (words for words, ideas in found.items() if not all(idea.startswith("shown.") for idea in ideas))
    return Lexicon(language, by_first, _list_ordinary_words(language, ordinary), function_words)


def _iter_phrases(language: str) -> Iterator[tuple[str, str]]:
    """Every (idea, phrase), what counts first where two are one phrase standing first."""
    yield from _iter_own_phrases(language)
    yield from (
        (f"key.{name}", phrase) for phrase, name in (*iter_key_phrases(language), *iter_tonic_phrases(language))
    )
    yield from iter_catalogue_phrases(language)
    yield from iter_vocabulary_phrases(language)
    yield from iter_scene_phrases(language)


def _iter_own_phrases(language: str) -> Iterator[tuple[str, str]]:
    for ideas, phrases in load_claim_words(language).phrases.items():
        for idea in ideas.split(" + "):
            yield from ((idea, phrase) for phrase in phrases.split(",") if phrase.strip())


def _make_entry(ideas: Iterable[str]) -> LexiconEntry:
    """Put a phrase's ideas together: the first for the track, the first for the clip, and its roles."""
    track: ClaimMeaning | None = None
    clip: ClaimMeaning | None = None
    roles = set[str]()
    for idea in ideas:
        area, _, name = idea.partition(".")
        if area == "role":
            roles.add(name)
            continue
        meant = parse_idea(idea)
        if meant.trait in OF_CLIP:
            clip = clip or meant
        else:
            track = track or meant
    # Neutral phrases exist to keep their words from claiming anything ("soft spot", "house style").
    if "neutral" in roles:
        return LexiconEntry(roles=frozenset(roles))
    return LexiconEntry(track, clip, frozenset(roles))


def _list_ordinary_words(language: str, phrases: Iterable[Words]) -> frozenset[str]:
    """Words that name nobody: those of the catalogue and of the lexicon."""
    texts = load_texts(language).catalogue.values()
    said = (word for text in texts for word in _iter_folded(_PLACEHOLDER.sub(" ", text)))
    return frozenset(said) | {word for phrase in phrases for word in phrase}


def _iter_folded(text: str) -> Iterator[str]:
    return (token.text for token in tokenise(text) if token.is_word)
