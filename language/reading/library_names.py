"""The names a library holds, so that an artist or a title is recognised when somebody says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, runtime_checkable

from rapidfuzz import fuzz, process

from language.languages import gather_words
from language.vocabulary import COMPARATIVES, PACE_WORDS, STOP, names_of
from musechat.concepts import ALL_TERMS, fold_name
from musechat.nobody import list_artists
from musechat.track import Track

LONGEST_NAME = 7  # words
LEAST_EXPECTED, LEAST_BARE = 5, 9  # letters from which a misspelt name is recognised after "by" or "like", and bare
CLOSE = 85  # similarity of spellings, 0..100, from which one is taken for the other: "McLeod" for "MacLeod"
_ALIKE = {"c": "ck", "k": "kc", "f": "fp", "p": "pf", "j": "jy", "y": "yj", "i": "iy", "s": "szc", "z": "zs"}
_COMMON = gather_words(lambda language: language.reading.naming.common_titles)


def _load_vocabulary() -> frozenset[str]:
    said = (fold_name(name) for concept in ALL_TERMS.values() for name in names_of(concept))
    return frozenset({*said, *COMPARATIVES, *PACE_WORDS, *_COMMON})


@runtime_checkable
class SpokenNames(Protocol):
    """A table of artists that finds those whose names begin alike by itself."""

    def list_alike(self, letter: str, count: int) -> Sequence[str]:
        """List the long distinctive names of so many words that begin with a letter, in the order of their tracks."""
        ...


@dataclass(frozen=True)
class LibraryWords:
    """What can be named: plain artist name -> how the library writes it, plain title -> track id."""

    artists: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_tracks(cls, tracks: Iterable[Track]) -> LibraryWords:
        """Collect the names of a library's tracks; musical words are recognised only after "by"."""
        return cls.from_names((t.id, t.title, t.artist) for t in tracks)

    @classmethod
    def from_names(cls, names: Iterable[tuple[str, str, str]]) -> LibraryWords:
        """As :meth:`from_tracks`, from (track id, title, artist)."""
        artists: dict[str, str] = {}
        titles: dict[str, str] = {}
        for track_id, title, credit in names:
            for name in list_spoken_artists(credit):
                artists.setdefault(name, write_artist(name, credit))
            if fold_name(title):
                titles.setdefault(fold_name(title), track_id)
        return cls(artists, titles)

    def find_artist(self, words: list[str]) -> tuple[int, str] | None:
        """The longest artist name that ``words`` begin with: (how many words, the name)."""
        return _find_longest(words, self.artists)

    def find_misspelt_artist(self, words: list[str], *, expected: bool) -> tuple[int, str] | None:
        """The artist whose name ``words`` begin with, spelt slightly otherwise: (how many words, the name).

        Where no name is ``expected``, only a long one counts: everyday words are near to many names.
        """
        for count in range(min(LONGEST_NAME, len(words)), 0, -1):
            if not (words[0][0].isalnum() and words[count - 1][-1].isalnum()):
                continue
            said = fold_name(" ".join(words[:count]))
            if len(said) < (LEAST_EXPECTED if expected else LEAST_BARE) or not is_distinctive(said):
                continue
            found = self._find_nearest(said, count)
            if found is not None and (expected or not _differ_by_ending(said, found)):
                return count, self.artists[found]
        return None

    def _find_nearest(self, said: str, count: int) -> str | None:
        # Who misspells a name mostly writes as many words, and begins it right or by a letter that sounds alike.
        letters = _ALIKE.get(said[0], said[0])
        names = [name for letter in letters for name in self._list_alike(letter, count)]
        best = process.extractOne(said, names, scorer=fuzz.ratio, score_cutoff=CLOSE)
        return None if best is None else str(best[0])

    def _list_alike(self, letter: str, count: int) -> Sequence[str]:
        if isinstance(self.artists, SpokenNames):
            return self.artists.list_alike(letter, count)
        return self._by_start.get((letter, count), ())

    @cached_property
    def _by_start(self) -> dict[tuple[str, int], list[str]]:
        found: dict[tuple[str, int], list[str]] = {}
        for name in self.artists:
            if is_recognisable(name):
                found.setdefault((name[0], name.count(" ") + 1), []).append(name)
        return found

    def find_title(self, words: list[str]) -> tuple[int, str] | None:
        """The longest title that ``words`` begin with: (how many words, the track's id)."""
        return _find_longest(words, self.titles)


def list_spoken_artists(credit: str) -> frozenset[str]:
    """Everyone whom a credit line names, plain, and the line with "and" in place of "&"."""
    whole = (fold_name(credit.replace("&", " and ")),) if "&" in credit else ()
    return list_artists(credit).union(whole)


def write_artist(name: str, credit: str) -> str:
    """How a credit line writes one of the plain names that :func:`list_spoken_artists` finds in it."""
    return name if name in list_artists(credit) and name != fold_name(credit) else credit


def is_recognisable(name: str) -> bool:
    """Whether a plain name is long and distinctive enough to be recognised where it is misspelt."""
    return len(name) >= LEAST_EXPECTED and is_distinctive(name)


def _find_longest(words: list[str], names: Mapping[str, str]) -> tuple[int, str] | None:
    for count in range(min(LONGEST_NAME, len(words)), 0, -1):
        if not (words[0][0].isalnum() and words[count - 1][-1].isalnum()):
            continue  # the comma after a name is not part of it
        said = " ".join(words[:count])
        found = names.get(fold_name(said)) or names.get(fold_name(said.removesuffix("'s")))
        if found is not None:
            return count, found
    return None


def _differ_by_ending(said: str, name: str) -> bool:
    """Whether one is the plural of the other: "green days" need not be a band's name."""
    return said.removesuffix("s") == name.removesuffix("s")


_VOCABULARY = _load_vocabulary()


def is_distinctive(name: str) -> bool:
    """Whether a name can be recognised bare, without a "by" before it: not an everyday or a musical word."""
    words = fold_name(name).split()
    if fold_name(name) in _VOCABULARY or all(word in _VOCABULARY for word in words):
        return False
    return len(words) >= 2 or len(fold_name(name)) >= 5


def is_sayable(name: str) -> bool:
    """Whether a short name is at least no everyday word, so that it counts where a name is expected."""
    return fold_name(name) not in _VOCABULARY and fold_name(name) not in STOP and len(fold_name(name)) >= 3
