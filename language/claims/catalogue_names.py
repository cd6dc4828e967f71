"""Names in a reason: shortening long ones, and finding other names of the library."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from language.claims.claim_lexicon import Lexicon
from language.claims.claim_tokens import ARTIST_MARK, TITLE_MARK, is_unspaced, split_words
from musechat.concepts import split_artist_names

MAX_TITLE_WORDS = 8
MAX_TITLE = 60  # characters
MAX_NAME_WORDS = 12  # of a name that is looked for; longer ones are looked for by their beginning
MIN_LONE_LETTERS = 4  # letters from which a name of one word is looked for where it stands alone
MIN_UNSPACED = 5  # characters, in scripts without spaces
_NO_MARKS = dict.fromkeys(map(ord, TITLE_MARK + ARTIST_MARK))
_OPENING, _CLOSING = "“„«「『\"‘'‹", "”“»」』\"’'›"


def shorten_name(name: str) -> str:
    """Shorten a title or an artist as reasons do: whole where it is short, else its beginning and "…"."""
    words = name.split()
    text = " ".join(words[:MAX_TITLE_WORDS])[:MAX_TITLE]
    return text if text == " ".join(words) else text.rstrip() + "…"


def list_spellings(name: str) -> tuple[str, ...]:
    """List the spellings of a stored name in a reason, longest first; empty where there is none."""
    found = {name.strip(), " ".join(name.split()), shorten_name(name)} - {""}
    return tuple(sorted(found, key=lambda each: (-len(each), each)))


class Catalogue(Protocol):
    """Index of every title and artist of the library."""

    def iter_name_lengths(self, words: Sequence[str], at: int) -> Iterator[int]:
        """The length in words of every name that the folded ``words`` spell from ``at`` on, longest first."""
        ...


class CatalogueNames:
    """The titles and credits of a library, looked up by their first words; built once per revision."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take (title, credit) pairs, as ``models.ranking.library_snapshot.LibrarySnapshot.names`` has them."""
        self._by_first: dict[str, set[tuple[str, ...]]] = {}
        for title, credit in names:
            for name in list_catalogue_names(title, credit):
                words = tuple(name.split(" "))
                self._by_first.setdefault(words[0], set()).add(words)

    def iter_name_lengths(self, words: Sequence[str], at: int) -> Iterator[int]:
        """The length in words of every name that the folded ``words`` spell from ``at`` on, longest first."""
        # By first word: a library may have a million titles, and is consulted at every word of every reason.
        known = self._by_first.get(words[at], set())
        for length in range(min(MAX_NAME_WORDS, len(words) - at), 0, -1) if known else ():
            if tuple(words[at : at + length]) in known:
                yield length


def list_catalogue_names(title: str, credit: str) -> frozenset[str]:
    """The names of a track that a reason of another may not hold: their folded words, with single spaces between."""
    found = map(write_catalogue_name, {title, credit, *split_artist_names(credit)})
    return frozenset(filter(None, found))


def write_catalogue_name(name: str) -> str:
    """The folded words of one name, with single spaces between; "" where it cannot be told from ordinary words."""
    words = split_name(name)
    return " ".join(words) if words and _is_distinctive(words) else ""


NO_CATALOGUE = CatalogueNames(())


def split_name(name: str) -> tuple[str, ...]:
    """Split a name into folded words without punctuation, at most :data:`MAX_NAME_WORDS`, as names are compared."""
    return split_words(name)[:MAX_NAME_WORDS]


def _is_distinctive(words: Collection[str]) -> bool:
    """Whether a name is long enough to be distinguished from ordinary words."""
    text = "".join(words)
    return len(text) >= (MIN_UNSPACED if is_unspaced(text) else MIN_LONE_LETTERS)


def mask_names(text: str, title: str, artist: str, lexicon: Lexicon) -> str:
    """Replace the pick's own names by marks, so that nothing in them counts as a claim.

    A title or artist of nothing but ordinary words ("Calm", "Piano") counts as named only within quotes, or beside the
    other name; everything else wherever it stands as it is stored.
    """
    text, title, artist = (each.translate(_NO_MARKS) for each in (text, title, artist))
    for name in list_spellings(title):
        # Within quotes or beside the artist even a title of ordinary words is meant as a title.
        text = re.sub(rf"(?<=[{_OPENING}])\s*{re.escape(name)}\s*(?=[{_CLOSING}])", TITLE_MARK, text)
        text = re.sub(
            rf"(?<!\w){re.escape(name)}(?!\w)(?=\W{{0,3}}\w{{0,4}}\W{{1,3}}{_artist_pattern(artist)})", TITLE_MARK, text
        )
    for name in list_spellings(artist):
        beside = rf"(?<={TITLE_MARK})(\W{{0,3}}\w{{0,4}}\W{{0,3}}){re.escape(name)}(?!\w)"
        text = re.sub(beside, rf"\1{ARTIST_MARK}", text)
    for names, mark in ((list_spellings(title), TITLE_MARK), (list_spellings(artist), ARTIST_MARK)):
        for name in names:
            if not set(split_name(name)) <= lexicon.ordinary:
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", mark, text)
    return text


def _artist_pattern(artist: str) -> str:
    """Make a pattern for an artist as it may stand in a reason; one that never matches where there is none."""
    names = list_spellings(artist)
    return f"(?:{'|'.join(re.escape(name) for name in names)})(?!\\w)" if names else "(?!)"
