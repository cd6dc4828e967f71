"""Inverted indexes over the names of tracks: whom a credit names, which works there are, what can be asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from language.claims.catalogue_names import list_catalogue_names, write_catalogue_name
from language.reading.library_names import list_spoken_artists
from models.ranking.arrays.postings import Postings, PostingsBuilder
from models.ranking.title_words import TitleForms, list_title_words
from musechat.concepts import fold_name
from musechat.credits import list_credited_in_line, list_credited_in_title
from musechat.nobody import list_artists
from musechat.works import list_work_names, strip_version

NAMES = ("artists", "credits", "works", "forms", "spoken", "named", "catalogue")
Numbers = frozenset[int]


@dataclass(frozen=True, slots=True)
class CreditNames:
    """What one credit line comes to, which all tracks with that line share.

    Attributes:
        folded: the line, plain.
        artists: everyone it names, plain.
        numbers: the terms that it adds to each index, as numbers.

    """

    folded: str
    artists: frozenset[str]
    numbers: dict[str, Numbers]


class NamePostings:
    """Collects the names of one track after the other. Credits and words come often, and are worked out once each."""

    def __init__(self) -> None:
        self._builders = {name: PostingsBuilder() for name in NAMES}
        self._forms = TitleForms()
        self._credits: dict[str, CreditNames] = {}
        self._forms_of: dict[str, tuple[int, ...]] = {}

    def get_credit(self, line: str) -> CreditNames:
        """What a credit line comes to."""
        known = self._credits.get(line)
        if known is None:
            artists = list_artists(line)
            terms = {
                "artists": artists,
                "credits": list_credited_in_line(line),
                "spoken": list_spoken_artists(line),
                "catalogue": list_catalogue_names("", line),
            }
            numbers = {name: self._number(name, listed) for name, listed in terms.items()}
            known = self._credits[line] = CreditNames(fold_name(line), artists, numbers)
        return known

    def add(self, slot: int, title: str, folded: str, credit: CreditNames, words: str) -> None:
        """Add a track.

        Args:
            slot: its place, in ascending order.
            title: as it is written.
            folded: the title, plain.
            credit: from :meth:`get_credit`.
            words: what the forms of words are taken from, plain.

        """
        builders, of_credit = self._builders, credit.numbers
        builders["artists"].add_numbers(slot, of_credit["artists"])
        builders["spoken"].add_numbers(slot, of_credit["spoken"])
        guests = self._number("credits", list_credited_in_title(title))
        builders["credits"].add_numbers(slot, of_credit["credits"] | guests)
        name = write_catalogue_name(title)
        named = self._number("catalogue", (name,)) if name else frozenset()
        builders["catalogue"].add_numbers(slot, of_credit["catalogue"] | named)
        work = strip_version(title)
        builders["works"].add(slot, list_work_names(work, credit.artists) if work else ())
        builders["named"].add(slot, (folded,) if folded else ())
        builders["forms"].add_numbers(slot, set().union(*map(self._number_forms, list_title_words(words))))

    def finish(self) -> dict[str, Postings]:
        """Lay out what was collected, by the names of :data:`NAMES`."""
        self._credits, self._forms_of = {}, {}
        # One after the other, each giving its memory back before the next one is laid out.
        return {name: self._builders.pop(name).finish() for name in NAMES}

    def _number(self, name: str, terms: Iterable[str]) -> Numbers:
        return frozenset(self._builders[name].number_terms(terms))

    def _number_forms(self, word: str) -> tuple[int, ...]:
        known = self._forms_of.get(word)
        if known is None:
            known = self._forms_of[word] = self._builders["forms"].number_terms(self._forms.list_word_forms(word))
        return known
