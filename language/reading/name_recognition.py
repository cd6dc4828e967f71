"""Recognise names in a line: artists and titles of the library, and artists that it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from language.languages import gather_words
from language.languages.naming_words import NamingWords
from language.languages.phrase_kinds import PhraseKind
from language.reading.library_names import LibraryWords, is_distinctive, is_sayable
from musechat.concepts import fold_name


def _gather(part: Callable[[NamingWords], str]) -> frozenset[str]:
    return gather_words(lambda language: part(language.reading.naming))


_SUBJECTS, _CREDIT_STOPS = _gather(lambda words: words.subjects), _gather(lambda words: words.ends)
_ENDS = frozenset({".", "!", "?", ";"})
_LISTS = frozenset({",", "&", "/", "+"})
_POINTERS, _OFFERS = _gather(lambda words: words.pointers), _gather(lambda words: words.offers)
_COMPARING, _ORIGINS = _gather(lambda words: words.comparing), _gather(lambda words: words.origins)
_BETWEEN = _gather(lambda words: words.fillers) | {'"', "'"}
_UNNAMED, _REFUSING = _gather(lambda words: words.common), _gather(lambda words: words.refusing)
_REACH = 6  # items between "similar" and the "to" that belongs to it


class NameContext(Protocol):
    """What of an item matters here."""

    @property
    def text(self) -> str:
        """The words themselves."""

    @property
    def via(self) -> PhraseKind | None:
        """What led up to a name."""

    @property
    def kind(self) -> PhraseKind | None:
        """The phrase's kind."""

    @property
    def is_name(self) -> bool:
        """Whether it names an artist or a track."""


@dataclass(frozen=True, slots=True)
class RecognisedName:
    """A name that begins at some word. ``via``: said after "by" or "like", or bare (None)."""

    count: int  # words
    via: PhraseKind | None
    artist: str | None = None  # the library's way of writing it, or what was said where the library has no such artist
    track_id: str | None = None
    known: bool = True


def find_name(words: list[str], before: Sequence[NameContext], names: LibraryWords) -> RecognisedName | None:
    """Find the name that ``words`` begin with, given the items before them."""
    # What leads up to a word decides whether it is a name: many titles and artists are ordinary words.
    near = find_lead_in(before)
    via = PhraseKind.LIKE if near is PhraseKind.BY and _is_likening(before) else near
    if near is PhraseKind.LIKE and (title := names.find_title(words)) and (title[0] > 1 or is_distinctive(words[0])):
        return RecognisedName(title[0], via, track_id=title[1])
    found = names.find_artist(words)
    if found is not None:
        said = " ".join(words[: found[0]])
        # After "by" any name of the library is meant; elsewhere it has to be distinctive or stand where a name is
        # expected.
        bidden = near is PhraseKind.BY or (near is PhraseKind.LIKE and (found[0] > 1 or is_sayable(said)))
        if bidden or is_distinctive(said) or (_is_expected(before, words, found[0]) and is_sayable(said)):
            return RecognisedName(found[0], via, artist=found[1])
    misspelt = names.find_misspelt_artist(words, expected=near in (PhraseKind.BY, PhraseKind.LIKE))
    if misspelt is not None:
        return RecognisedName(misspelt[0], via, artist=misspelt[1])
    return _read_unknown_artist(words, before) if near is PhraseKind.BY else None


def is_likening_to_other(items: Sequence[NameContext], at: int) -> bool:
    """Whether "similar", "same vibe" and the like at ``at`` speak of something else than the last pick ("as X")."""
    if not _is_weak(items[at]):
        return False
    for n in range(at + 1, min(at + 1 + _REACH, len(items))):
        if items[n].text in _ENDS or items[n].kind is PhraseKind.BREAK:
            return False
        if items[n].text in _COMPARING:
            following = items[n + 1 : n + 3]
            return bool(following) and not any(set(i.text.split()) & _POINTERS for i in following)
    return False


def follows_name(items: Sequence[NameContext], at: int) -> bool:
    """Whether "similar artists" at ``at`` follows a name in the same sentence."""
    if not _is_weak(items[at]):
        return False
    for item in reversed(items[:at]):
        if item.text in _ENDS or item.kind is PhraseKind.BREAK:
            return False
        if item.is_name:
            return True
    return False


def _is_weak(item: NameContext) -> bool:
    return item.kind is PhraseKind.LAST and not set(item.text.split()) & _POINTERS


def find_lead_in(before: Sequence[NameContext]) -> PhraseKind | None:
    """Find what introduces a name: BY, LIKE, or None; a list continues as it began."""
    # Articles, quotes and "maybe" do not come between "by" and its name.
    back = [item for item in before[-3:] if item.text not in _BETWEEN][::-1]
    if not back:
        return None
    first = back[0]
    if first.kind in (PhraseKind.AND, PhraseKind.OR) or first.text in _LISTS:
        return back[1].via if len(back) > 1 and back[1].is_name else None
    if first.text in _COMPARING and any(_is_weak(item) for item in before[-_REACH:]):
        return PhraseKind.LIKE
    if first.kind in (PhraseKind.BY, PhraseKind.LIKE):
        return first.kind
    return PhraseKind.BY if first.text in _ORIGINS else None


def _is_likening(before: Sequence[NameContext]) -> bool:
    """Whether the sentence likens: "like Blue Door by Mira Sol" wants nothing that must be by her."""
    for item in reversed(before):
        if item.text in _ENDS or item.kind is PhraseKind.BREAK:
            return False
        if item.kind is PhraseKind.LIKE or item.via is PhraseKind.LIKE or _is_weak(item):
            return True
    return False


def _is_expected(before: Sequence[NameContext], words: Sequence[str], count: int) -> bool:
    """Whether a short name stands where a name is expected: in a list of names, after "some", or all alone."""
    if not before:
        return len(words) == count or words[count] in _LISTS
    last = before[-1]
    if last.text in _LISTS or last.kind is PhraseKind.AND:
        return len(before) > 1 and before[-2].is_name
    return last.text.split()[-1] in _OFFERS


def _read_unknown_artist(words: list[str], before: Sequence[NameContext]) -> RecognisedName | None:
    """Read "something by the Xs" as an artist that the library does not hold, and not "a house by the sea"."""
    by, whole = before[-1], before[-2].text.split() if len(before) > 1 else []
    if words[0] in _UNNAMED or by.text in _ORIGINS or by.kind is not PhraseKind.BY:
        return None
    # "a house by the sea" is a place: only what names music ("something by …") leads to an unknown artist.
    if not (whole and whole[-1] in _SUBJECTS) and not by.text.startswith(tuple(_REFUSING)):
        return None
    count = 0
    for word in words[:5]:
        if not fold_name(word) or word in _CREDIT_STOPS:
            break
        count += 1
    return RecognisedName(count, PhraseKind.BY, artist=" ".join(words[:count]), known=False) if count else None
