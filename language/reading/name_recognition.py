"""Recognise names in a line: artists and titles of the library, and artists that it does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from language.reading.lexicon import PhraseKind, split_words
from language.reading.library_names import LibraryWords, is_distinctive, is_sayable
from musechat.concepts import fold_name

_SUBJECTS = split_words("something anything nothing song songs music track tracks stuff one tune tunes more piece")
_CREDIT_STOPS = split_words(
    "but and or with please instead again that which for who in on if when because as too also then maybe now at like"
)
_ENDS = frozenset({".", "!", "?", ";"})
_LISTS = frozenset({",", "&", "/", "+"})
_POINTERS = split_words("this that it these those last previous before one ones song track")
_OFFERS = split_words("anything some add more get play about any with try want hear")
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
        if items[n].text in ("to", "as", "than"):
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
    back = [item for item in before[-3:] if item.text not in ("the", '"', "'", "also", "maybe")][::-1]
    if not back:
        return None
    first = back[0]
    if first.kind in (PhraseKind.AND, PhraseKind.OR) or first.text in _LISTS:
        return back[1].via if len(back) > 1 and back[1].is_name else None
    if first.text in ("to", "as", "than") and any(_is_weak(item) for item in before[-_REACH:]):
        return PhraseKind.LIKE
    if first.kind in (PhraseKind.BY, PhraseKind.LIKE):
        return first.kind
    return PhraseKind.BY if first.text == "from" else None


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
    if words[0] in ("a", "an", "my") or by.text == "from" or by.kind is not PhraseKind.BY:
        return None
    # "a house by the sea" is a place: only what names music ("something by …") leads to an unknown artist.
    if not (whole and whole[-1] in _SUBJECTS) and not by.text.startswith("nothing"):
        return None
    count = 0
    for word in words[:5]:
        if not fold_name(word) or word in _CREDIT_STOPS:
            break
        count += 1
    return RecognisedName(count, PhraseKind.BY, artist=" ".join(words[:count]), known=False) if count else None
