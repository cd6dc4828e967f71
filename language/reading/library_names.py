"""The names a library holds, so that an artist or a title is recognised when somebody says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

from language.reading.lexicon import STOP, split_words
from language.vocabulary import COMPARATIVES, PACE_WORDS, names_of
from musechat.concepts import ALL_TERMS, fold_name
from musechat.nobody import list_artists
from musechat.track import Track

LONGEST_NAME = 7  # words
LEAST_EXPECTED, LEAST_BARE = 5, 9  # letters from which a misspelt name is recognised after "by" or "like", and bare
CLOSE = 85  # similarity of spellings, 0..100, from which one is taken for the other: "McLeod" for "MacLeod"
_ALIKE = {"c": "ck", "k": "kc", "f": "fp", "p": "pf", "j": "jy", "y": "yj", "i": "iy", "s": "szc", "z": "zs"}
_COMMON = split_words(
    "the a an and or of to in on for with by it this that one music song songs track tracks sound sounds voice "
    "voices something anything nothing love good great new old best like more less my your me you various unknown "
    "artist night day summer winter home life time world dream dreams fire water light"
)


def _load_vocabulary() -> frozenset[str]:
    said = (fold_name(name) for concept in ALL_TERMS.values() for name in names_of(concept))
    return frozenset({*said, *COMPARATIVES, *PACE_WORDS, *_COMMON})


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
            whole = fold_name(credit)
            for name in list_artists(credit):
                artists.setdefault(name, credit if name == whole else name)
            if "&" in credit:
                artists.setdefault(fold_name(credit.replace("&", " and ")), credit)
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
        names = [name for letter in letters for name in self._by_start.get((letter, count), ())]
        best = process.extractOne(said, names, scorer=fuzz.ratio, score_cutoff=CLOSE)
        return None if best is None else str(best[0])

    @cached_property
    def _by_start(self) -> dict[tuple[str, int], list[str]]:
        found: dict[tuple[str, int], list[str]] = {}
        for name in self.artists:
            if len(name) >= LEAST_EXPECTED and is_distinctive(name):
                found.setdefault((name[0], name.count(" ") + 1), []).append(name)
        return found

    def find_title(self, words: list[str]) -> tuple[int, str] | None:
        """The longest title that ``words`` begin with: (how many words, the track's id)."""
        return _find_longest(words, self.titles)


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
