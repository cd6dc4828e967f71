"""Recognise references in a line: "like Hans Zimmer", "Stranger Things vibe", ジブリ風, "phonk".

A name that is an ordinary word, too, counts only where a name is expected; a misspelt one only where somebody likens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from language.languages import gather_words, join_patterns, list_languages
from language.languages.phrase_kinds import PhraseKind
from language.languages.registry import DEFAULT
from language.languages.vocabulary_table import split_phrases, split_words
from language.reading.library_names import is_sayable
from language.reading.line_languages import is_small_word_of
from language.reading.name_recognition import NameContext, find_lead_in
from language.reading.phrase_table import find_phrase
from language.reading.spelling import is_known_word
from language.references.lookup import NamedReference, look_up_name
from language.references.table import Reference, ReferenceTable, load_references
from language.scenes import match_phrases
from language.vocabulary import STOP, STOP_ELSEWHERE
from musechat.concepts import fold_name

MOST_WORDS = 7  # of a name
MOST_MISSPELT = 4  # words of a name that is looked for as misspelt
LEAST_BARE = 4  # letters of a name that is said without anything that leads up to it
# What makes a likeness of the name before it; the words are taken up with the name.
_VIBES = gather_words(lambda language: language.reading.likeness.vibes if language.profile.spaced else "")
# The same in languages without spaces, longest first.
_VIBES_UNSPACED = tuple(
    vibe
    for language in list_languages()
    if not language.profile.spaced
    for vibe in language.reading.likeness.vibes.split()
)
# Words after which a name is no name: "kiss the rain", "queen of the night".
_EDGES = split_words(". , ! ? ; : ) - / & +") | gather_words(lambda language: language.reading.likeness.edges)
_OFFERS = gather_words(lambda language: language.reading.likeness.offers)
_WEAK_LEADS = tuple(lead for language in list_languages() for lead in language.reading.likeness.weak_leads)
_STRONG_LEADS = gather_words(lambda language: language.reading.likeness.strong_leads)
# Said by those who write every noun with a capital, so that it is no sign of a name.
_LEADS_OF_NOUNS = frozenset(
    said
    for language in list_languages()
    if language.profile.capital_nouns
    for said in split_phrases(language.vocabulary.said.get(PhraseKind.LIKE, ""))
)
_REFUSED_AFTER = re.compile(join_patterns(lambda language: language.reading.likeness.refused_after))
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_ELISION = re.compile(rf"^(?:{join_patterns(lambda language: language.reading.likeness.elision)})'(?=\w)")
_LATIN = r"(?![\u3040-\u30ff\u4e00-\u9fff])"
_WORD = re.compile(rf"{_LATIN}[^\W_](?:{_LATIN}[\w'’-])*")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What something is to be like.

    Attributes:
        name: as the table writes it, or as it was said.
        reference: None where the table does not know it.
        against: whether the words after it refuse it, as Japanese does.
        too_much: whether they only complain of too much of it ("っぽすぎる").

    """

    name: str
    reference: Reference | None = None
    against: bool = False
    too_much: bool = False


@dataclass(frozen=True, slots=True)
class RecognisedLikeness:
    """A likeness that begins at some word, of how many words, and how many of them are the name."""

    count: int
    named: int
    via: PhraseKind | None
    likeness: Likeness
    certain: bool = False  # likened to and written as a name, so that no mood or genre of that word is meant


@dataclass(frozen=True)
class ReferenceNames:
    """Where references are looked up for one message.

    Attributes:
        said: the member's own words, which show what is written as a name.
        table: the references.

    """

    said: str
    table: ReferenceTable = field(default_factory=load_references)

    def find_at(self, words: Sequence[str], before: Sequence[NameContext], rest: str) -> RecognisedLikeness | None:
        """Find the reference that ``words`` begin with, given the items before them and the line after their start."""
        if not words[0][0].isalnum() or not self.table.by_name:
            return None
        lead = _find_likening_lead(before)
        found = self._find_exact(words, before, lead) or self._find_misspelt(words, before, lead)
        if found is None:
            return self._read_unknown(words, before, lead)
        count, named = found
        extra = 1 if count < len(words) and _is_vibe(words[count]) else 0
        end = _find_end(rest, words[: count + extra])
        refused = _REFUSED_AFTER.match(rest, end) if _UNSPACED.search(rest) else None
        while refused and count + extra < len(words) and _find_end(rest, words[: count + extra + 1]) <= refused.end():
            extra += 1  # the words that refuse it are read with it
        too_much = refused is not None and refused["much"] is not None
        likeness = Likeness(
            named.reference.list_names()[0], named.reference, refused is not None and not too_much, too_much
        )
        certain = lead is PhraseKind.LIKE and not named.reference.is_genre and self._is_written_so(named)
        return RecognisedLikeness(count + extra, count, PhraseKind.LIKE if extra else lead, likeness, certain)

    def _find_exact(
        self, words: Sequence[str], before: Sequence[NameContext], lead: PhraseKind | None
    ) -> tuple[int, NamedReference] | None:
        for count in range(min(MOST_WORDS, len(words)), 0, -1):
            if not words[count - 1][-1].isalnum():
                continue
            said = _ELISION.sub("", " ".join(words[:count]))
            named = look_up_name(said, self.table, fuzzy=False)
            if named is not None and self._is_meant(named, words, count, before, lead):
                return count, named
        return None

    def _is_meant(
        self,
        named: NamedReference,
        words: Sequence[str],
        count: int,
        before: Sequence[NameContext],
        lead: PhraseKind | None,
    ) -> bool:
        following = words[count] if count < len(words) else "."
        likened = lead is not None or _is_vibe(following)
        if named.reference.is_ambiguous(named.name):
            if likened and (_is_vibe(following) or following in _EDGES):
                return self._is_written_so(named) or _is_name_only(" ".join(words[:count]))
            offered = bool(before) and before[-1].text.split()[-1] in _OFFERS
            return offered and following in _EDGES and self._is_written_so(named)
        word = words[0]
        unspaced = bool(_UNSPACED.search(word))
        small = word in STOP or word in STOP_ELSEWHERE
        borrowed = small and named.reference.is_genre and not is_small_word_of(word, self.said)
        if count > 1 or (likened and (borrowed or not (small and named.reference.is_genre))):
            return True
        return unspaced or (len(named.name) >= LEAST_BARE and is_sayable(word) and (not small or borrowed))

    def _is_written_so(self, named: NamedReference) -> bool:
        """Whether the message writes the name as names are written, and is not written in capitals as a whole."""
        written = (name for name in named.reference.list_names() if fold_name(name) == named.name)
        return self.said != self.said.upper() and any(
            re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self.said) for name in written
        )

    def _find_misspelt(
        self, words: Sequence[str], before: Sequence[NameContext], lead: PhraseKind | None
    ) -> tuple[int, NamedReference] | None:
        for count in range(min(MOST_MISSPELT, len(words)), 0, -1):
            span = words[:count]
            following = words[count] if count < len(words) else "."
            alone = not before and count == len(words) and count > 1
            if not (alone or _is_vibe(following) or (lead is not None and following in _EDGES)):
                continue
            if all(word[0].isalnum() for word in span) and any(_is_unknown(word) for word in span):
                named = look_up_name(_ELISION.sub("", " ".join(span)), self.table)
                if named is not None and _keeps_known_words(span, named):
                    return count, named
        return None

    def _read_unknown(
        self, words: Sequence[str], before: Sequence[NameContext], lead: PhraseKind | None
    ) -> RecognisedLikeness | None:
        """Read "in the style of Zorbo Quill" as a name that nobody here knows; it has to be written as one."""
        if lead is PhraseKind.LIKE and before[-1].text.startswith(_WEAK_LEADS):
            return None
        count = 0
        while count < min(4, len(words)) and words[count] in self._written_names and _is_unknown(words[count]):
            count += 1
        following = words[count] if count < len(words) else "."
        if lead is not PhraseKind.LIKE and not _is_vibe(following):
            return None
        if count < self._count_least(words, before, lead) or not (following in _EDGES or _is_vibe(following)):
            return None
        spelt = re.search(r"\W+".join(map(re.escape, words[:count])), self.said, re.IGNORECASE)
        name = spelt.group() if spelt else " ".join(words[:count])
        extra = 1 if lead is not PhraseKind.LIKE else 0  # what likens is taken up with the name
        return RecognisedLikeness(count + extra, count, PhraseKind.LIKE, Likeness(name))

    def _count_least(self, words: Sequence[str], before: Sequence[NameContext], lead: PhraseKind | None) -> int:
        """How many words an unknown name has at least: a single one may be a noun, or anything the rules know."""
        if lead is not PhraseKind.LIKE:
            return 1 if _UNSPACED.search(self.said) else 2
        if set(before[-1].text.split()) & _STRONG_LEADS:
            return 1
        likened = before[-1].kind is PhraseKind.LIKE and before[-1].text not in _LEADS_OF_NOUNS
        return 1 if likened and not is_known_word(words[0]) else 2

    @property
    def _written_names(self) -> frozenset[str]:
        """The words that stand with a capital, and never without one."""
        words = _WORD.findall(self.said)
        capital = {word.casefold() for word in words if word[0].isupper() and not (len(word) > 1 and word.isupper())}
        return frozenset(capital - {word.casefold() for word in words if not word[0].isupper()})


def _find_likening_lead(before: Sequence[NameContext]) -> PhraseKind | None:
    """As :func:`find_lead_in`; "nothing like" and "kein" lead up to a name as well."""
    lead = find_lead_in(before)
    if lead is None and before and before[-1].kind in (PhraseKind.NO, PhraseKind.LESS, PhraseKind.SWAP):
        return PhraseKind.LIKE
    return lead


def _is_name_only(said: str) -> bool:
    """Whether an ordinary word is at least none that we would read as a mood or a scene ("dark", "friends")."""
    return is_sayable(said) and said not in STOP_ELSEWHERE and not match_phrases(said, DEFAULT)


def _keeps_known_words(span: Sequence[str], named: NamedReference) -> bool:
    """Whether words that mean something themselves stand in the name, too: "nur Jazz" is no slip of "nu jazz"."""
    said = set(named.name.split())
    return all(fold_name(word) in said for word in span if find_phrase(span, span.index(word)) is not None)


def _is_unknown(word: str) -> bool:
    return is_sayable(word) and word not in STOP and word not in STOP_ELSEWHERE


def is_refused_after(line: str, end: int) -> bool:
    """Whether a Japanese line refuses what was said up to ``end``, as it does in the words after it."""
    return bool(_UNSPACED.search(line) and _REFUSED_AFTER.match(line, end))


def _is_vibe(word: str) -> bool:
    return word in _VIBES or word in _VIBES_UNSPACED


def _find_end(rest: str, words: Sequence[str]) -> int:
    """Where ``words``, with which ``rest`` begins, end in it."""
    at = 0
    for word in words:
        at = rest.index(word, at) + len(word)
    return at


def space_names(line: str, table: ReferenceTable, phrases: re.Pattern[str]) -> str:
    """Put spaces around names, what likens to them, and ``phrases`` in a line of a language that has none."""
    if not _UNSPACED.search(line):
        return line
    return _compile_names(table, phrases).sub(_set_apart, line)


def _set_apart(match: re.Match[str]) -> str:
    return f" {match['name']} {match['vibe'] or ''} " if match["name"] else f" {match.group()} "


@lru_cache(maxsize=4)
def _compile_names(table: ReferenceTable, phrases: re.Pattern[str]) -> re.Pattern[str]:
    kana, vibes = "[ァ-ヶー]", "|".join(_VIBES_UNSPACED)
    # Names of two letters stand in other words by chance, but for those of genres.
    listed = [(name, 1 if each.is_genre else 2) for each in table.list_references() for name in each.list_names()]
    unspaced = {name.casefold() for name, least in listed if _UNSPACED.search(name) and len(name) > least}
    names = "|".join(map(re.escape, sorted(unspaced, key=len, reverse=True)))
    # A name in katakana ends where the katakana ends: it is no part of a longer word. Latin names are likened to, too.
    return re.compile(
        rf"(?<!{kana})(?P<name>{names})(?!{kana})(?P<vibe>{vibes})?|(?<=[a-z0-9])(?:{vibes})|{phrases.pattern}"
    )
