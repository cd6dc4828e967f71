"""The names of a library as tables over its snapshot: what can be asked for by name, and what reasons must not name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from language.claims.catalogue_names import MAX_NAME_WORDS
from language.reading.library_names import is_recognisable, write_artist
from models.ranking.arrays.library_part import LibraryPart
from models.ranking.arrays.placed_words import list_first_rows
from models.ranking.library_snapshot import BoolArray, LibrarySnapshot


class HeldArtists(Mapping[str, str]):
    """How the library writes each plain artist name, of the tracks that are visible, (n,)."""

    def __init__(self, library: LibrarySnapshot, visible: BoolArray) -> None:
        self._library = library
        self._words = library.find_words("spoken")
        self._visible = visible

    def __getitem__(self, name: str) -> str:
        row = self._words.find_first(name, self._visible)
        if row < 0:
            raise KeyError(name)
        return write_artist(name, self._library.names[row][1])

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._words.terms if self._words.find_first(name, self._visible) >= 0)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def list_alike(self, letter: str, count: int) -> Sequence[str]:
        """List the long distinctive names of so many words that begin with a letter, in the order of their tracks."""
        first: dict[str, int] = {}
        for part, rows_of in zip(self._library.parts, self._library.rows_of, strict=True):
            spoken = part.words["spoken"]
            low, high = spoken.terms.find_prefix(letter)
            rows = list_first_rows(spoken, rows_of, low, high, self._visible)
            fitting = (_count_words(part)[low:high] == count) & (rows < len(self._visible))
            for number in np.flatnonzero(fitting).tolist():
                name = spoken.terms[low + number]
                first[name] = min(int(rows[number]), first.get(name, len(self._visible)))
        return sorted(first, key=lambda name: first[name])


class HeldTitles(Mapping[str, str]):
    """The id of the first visible track of each plain title."""

    def __init__(self, library: LibrarySnapshot, visible: BoolArray) -> None:
        self._library = library
        self._words = library.find_words("named")
        self._visible = visible

    def __getitem__(self, title: str) -> str:
        row = self._words.find_first(title, self._visible)
        if row < 0:
            raise KeyError(title)
        return self._library.ids[row]

    def __iter__(self) -> Iterator[str]:
        return (title for title in self._words.terms if self._words.find_first(title, self._visible) >= 0)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class HeldCatalogue:
    """The titles and credits of a library, as :class:`language.claims.catalogue_names.CatalogueNames` has them."""

    def __init__(self, library: LibrarySnapshot) -> None:
        self._words = library.find_words("catalogue")

    def iter_name_lengths(self, words: Sequence[str], at: int) -> Iterator[int]:
        """The length in words of every name that the folded ``words`` spell from ``at`` on, longest first."""
        first = words[at]
        begun = any(low < high for low, high in (part.terms.find_prefix(first) for part in self._words.parts))
        for length in range(min(MAX_NAME_WORDS, len(words) - at), 0, -1) if begun else ():
            if self._words.find_first(" ".join(words[at : at + length])) >= 0:
                yield length


def warm_names(library: LibrarySnapshot) -> None:
    """Make what finding misspelt names needs, once for each part of a library."""
    for part in library.parts:
        _count_words(part)


def _count_words(part: LibraryPart) -> NDArray[np.uint8]:
    """The number of words of each artist's name, (t,); 0 for one that is not recognised where it is misspelt."""

    def count() -> NDArray[np.uint8]:
        names = part.words["spoken"].terms
        counts = (min(name.count(" ") + 1, 255) if is_recognisable(name) else 0 for name in names)
        return np.fromiter(counts, np.uint8, len(names))

    return part.derive("spoken words", count)
