"""Evaluation of the reader: precision and recall per facet, on the project's own cases and on real requests.

Everything is compared as :class:`ReadWish`: force, facet and a short value. Free words match if they contain all
labelled words; a comparative is compared by its direction alone.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from language.reading import LastPick, LibraryWords, Reading, read_words
from musechat.brief import Brief, BriefChange
from musechat.concepts import fold_name
from musechat.wish import RANGES, Facet, Force, Wish
from musechat.wish_values import LikeValue

# The last pick that every case refers to; fixed, so that the labels of comparatives are.
LAST = LastPick("t1", "Mira Sol", tempo_bpm=120, energy=0.6, brightness=0.5, valence=0.5, length_s=150, year=2005)


class ReadWish(NamedTuple):
    """One labelled or read wish: ``("prefer", "tempo", "84..96")``, ``("", "smalltalk", "")``."""

    force: str
    facet: str
    value: str = ""

    @classmethod
    def parse_text(cls, text: str) -> ReadWish:
        """Parse "prefer tempo 84..96", "drop vocals" or a bare "smalltalk"."""
        force, _, rest = text.partition(" ")
        if force in ("must", "never", "prefer", "drop"):
            facet, _, value = rest.partition(" ")
            return cls(force, facet, value)
        return cls("", force, rest)


@dataclass(frozen=True, slots=True)
class ReadingCase:
    """A message, its labels, and the brief that it is read against."""

    words: str
    meant: tuple[ReadWish, ...]
    brief: Brief = field(default_factory=Brief)


@dataclass(frozen=True, slots=True)
class CaseSource:
    """Cases that are measured together; ``short`` reduces a reading to the wishes that are compared."""

    name: str
    cases: Sequence[ReadingCase]
    names: LibraryWords
    short: Callable[[Reading, ReadingCase], list[ReadWish]]


@dataclass(slots=True)
class FacetCounts:
    """Counts of one facet: labelled, found, and both."""

    meant: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float | None:
        """Share of found wishes that are labelled; None if nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of labelled wishes that were found; None if nothing is labelled."""
        return self.right / self.meant if self.meant else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None without any wish."""
        return 2 * self.right / (self.meant + self.found) if self.meant + self.found else None

    def to_json(self) -> dict[str, Any]:
        """Return counts and rounded shares."""
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {k: None if v is None else round(v, 3) for k, v in shares.items()} | {
            "meant": self.meant,
            "found": self.found,
            "right": self.right,
        }


class MisreadCase(NamedTuple):
    """A case whose reading differs from its labels."""

    words: str
    missed: tuple[ReadWish, ...]
    extra: tuple[ReadWish, ...]


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """Result of one source."""

    name: str
    cases: int
    facets: dict[str, FacetCounts]
    misses: tuple[MisreadCase, ...]
    ms_per_case: float

    @property
    def sum_facets(self) -> FacetCounts:
        """Counts over all facets."""
        counts = self.facets.values()
        return FacetCounts(sum(t.meant for t in counts), sum(t.found for t in counts), sum(t.right for t in counts))

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON types."""
        return {
            "cases": self.cases,
            "wholly_right": self.cases - len(self.misses),
            "ms_per_case": round(self.ms_per_case, 3),
            "all": self.sum_facets.to_json(),
            "facets": {name: tally.to_json() for name, tally in sorted(self.facets.items())},
        }


def measure_source(source: CaseSource) -> SourceFigures:
    """Read every case of a source and compare it with its labels."""
    facets: dict[str, FacetCounts] = defaultdict(FacetCounts)
    misses = []
    spent = 0.0
    for case in source.cases:
        # Only the reader is timed, not the comparison.
        begun = time.perf_counter()
        reading = read_words(case.words, LAST, case.brief, source.names)
        spent += time.perf_counter() - begun
        found = source.short(reading, case)
        missed, extra = _compare_readings(case.meant, found, facets)
        if missed or extra:
            misses.append(MisreadCase(case.words, missed, extra))
    count = len(source.cases)
    return SourceFigures(source.name, count, dict(facets), tuple(misses), 1000 * spent / max(1, count))


def _compare_readings(
    meant: Iterable[ReadWish], found: Iterable[ReadWish], facets: dict[str, FacetCounts]
) -> tuple[tuple[ReadWish, ...], tuple[ReadWish, ...]]:
    left = list(found)
    missed = []
    for said in left:
        facets[said.facet].found += 1
    for said in meant:
        facets[said.facet].meant += 1
        match = next((f for f in left if _is_same_wish(said, f)), None)
        if match is None:
            missed.append(said)
        else:
            facets[said.facet].right += 1
            # Each reading answers one label: a wish read twice is one hit and one false alarm.
            left.remove(match)
    return tuple(missed), tuple(left)


def _is_same_wish(meant: ReadWish, found: ReadWish) -> bool:
    if meant.facet != "words":
        return meant == found
    wanted, read = Counter(meant.value.split()), Counter(found.value.split())
    return meant.force == found.force and ("avoid" in wanted) == ("avoid" in read) and wanted <= read


def shorten_reading(reading: Reading, case: ReadingCase) -> list[ReadWish]:
    """Reduce a whole reading to a list of wishes."""
    said = _join_words([shorten_change(change, case.brief) for change in reading.events])
    flags = {
        "smalltalk": reading.smalltalk,
        "another": reading.another and not (reading.rejected or reading.events),  # those ask for a new pick themselves
        "rejected": reading.rejected,
        "praised": reading.praised,
    }
    said += [ReadWish("", name) for name, holds in flags.items() if holds]
    if reading.back:
        said.append(ReadWish("", "back", "" if reading.back_to is None else str(reading.back_to)))
    return said


def _join_words(said: list[ReadWish]) -> list[ReadWish]:
    """Join scenes with the free words: the labels know no scenes, and have the words of one as free words."""
    words: dict[bool, list[str]] = {}
    for wish in (each for each in said if each.facet in ("scene", "words")):
        against = wish.value.startswith("avoid ")
        words.setdefault(against, []).append(wish.value.removeprefix("avoid "))
    joined = [
        ReadWish(Force.PREFER.value, "words", ("avoid " if against else "") + " ".join(texts))
        for against, texts in words.items()
    ]
    return [each for each in said if each.facet not in ("scene", "words")] + joined


def shorten_change(change: BriefChange, brief: Brief) -> ReadWish:
    """Reduce one change of the brief to a wish."""
    if change.wish is None:
        gone = next((s for s in brief.standing if s.event_seq == change.ref), None)
        return ReadWish("drop", gone.wish.facet.value if gone else "nothing")
    wish = change.wish
    if isinstance(wish.value, LikeValue) and wish.value.missing:  # "by X": asked for as an artist
        return ReadWish(wish.force.value, Facet.ARTIST.value, fold_name(wish.value.name or ""))
    return ReadWish(wish.force.value, wish.facet.value, shorten_value(wish))


def shorten_value(wish: Wish) -> str:
    """Format the value of a wish as in the labels."""
    value = wish.value.to_json()
    less = " less" if value.get("less") else ""
    if wish.facet in RANGES:
        return _shorten_range(value) + less
    if wish.facet is Facet.VOCALS:
        return str(value.get("voice") or ("yes" if value.get("present") else "no"))
    if wish.facet is Facet.EXPLICIT:
        return "yes" if value.get("present") else "no"
    if wish.facet is Facet.LIKE:
        track = value.get("track_id")
        return "last" if track == LAST.track_id else str(track or value.get("artist") or value.get("name"))
    if wish.facet is Facet.SCENE:
        return ("avoid " if wish.less else "") + fold_name(wish.said)
    if wish.facet is Facet.WORDS:
        return ("avoid " if value.get("avoid") else "") + fold_name(str(value.get("text")))
    return str(value.get("name") or value.get("use") or value.get("track_id")) + less


def _shorten_range(value: dict[str, Any]) -> str:
    low, high = value.get("min"), value.get("max")
    if value.get("than") is None:
        return "..".join("" if v is None else f"{round(v, 1):g}" for v in (low, high))
    upward = (low if low is not None else value["than"]) >= value["than"] and low is not None
    return ("up" if upward else "down") + (" a bit" if low is not None and high is not None else "")
