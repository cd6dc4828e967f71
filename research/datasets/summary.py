"""Summary statistics of a data set."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from research.datasets.name_masking import split_tokens
from research.datasets.split import measure_artist_overlap, split_by_video
from research.datasets.tags import TAGS
from research.datasets.training_tuple import Quartet, Split

TURNS = ("t1", "t2", "t3", "t4")


@dataclass(frozen=True)
class Lengths:
    """Length of a turn in words, over all items."""

    least: int
    median: float
    mean: float
    most: int


@dataclass(frozen=True)
class Summary:
    """Summary of a data set.

    Attributes:
        items: number of items.
        made: number of items with synthetic pairs.
        split: number of items by split.
        split_noted: the split is stored in the items; else it is the documented one.
        generators: number of items by author of the conversation; an empty name is the released set's.
        leaks: items whose user names the target, by turn and kind ("t3 artist").
        targets: number of distinct targets.
        candidates: number of distinct candidates.
        busiest: number of items with the most frequent candidate.
        same: number of items whose candidate is the target.
        overlap: share of test items whose artist is in training too.
        known_artists: items with a known artist.
        lengths: words of the turns, by turn.
        tags_named: tags of both taggers that t3 names, on average.

    """

    items: int
    made: int
    split: dict[str, int]
    split_noted: bool
    generators: dict[str, int]
    leaks: dict[str, int]
    targets: int
    candidates: int
    busiest: int
    same: int
    overlap: float
    known_artists: int
    lengths: dict[str, Lengths]
    tags_named: float

    @property
    def hubness(self) -> float:
        """Distinct candidates per distinct target; low if few pieces are offered to many videos."""
        return self.candidates / self.targets

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON types."""
        return {
            **{name: value for name, value in vars(self).items() if name != "lengths"},
            "hubness": self.hubness,
            "lengths": {turn: vars(length) for turn, length in self.lengths.items()},
        }


def summarise_quartets(quartets: Sequence[Quartet]) -> Summary:
    """Summarise at least one training tuple."""
    noted = {q.video_id: q.split for q in quartets if q.split is not None}
    # A partly noted split is none: items without one would fall out of every share.
    split = noted if len(noted) == len(quartets) else split_by_video(q.video_id for q in quartets)
    candidates = Counter(q.candidate.id for q in quartets if q.candidate)
    leaks = Counter(
        f"{turn} {kind}" for q in quartets for turn, kinds in q.conversation.find_leaks.items() for kind in kinds
    )
    parts = Counter(split.values())
    return Summary(
        items=len(quartets),
        made=sum(q.made for q in quartets),
        split={part.name.lower(): parts[part] for part in Split},
        split_noted=split is noted,
        generators=dict(Counter(q.generator for q in quartets).most_common()),
        leaks=dict(sorted(leaks.items())),
        targets=len({q.target.id for q in quartets}),
        candidates=len(candidates),
        busiest=max(candidates.values(), default=0),
        same=sum(q.candidate is not None and q.candidate.id == q.target.id for q in quartets),
        overlap=measure_artist_overlap(quartets, split),
        known_artists=sum(bool(q.target.artist_key) for q in quartets),
        lengths={
            turn: _measure_lengths([q.conversation.turns[place] for q in quartets]) for place, turn in enumerate(TURNS)
        },
        tags_named=fmean(_count_named_tags(q.conversation.turns[2]) for q in quartets),
    )


def choose_samples(quartets: Sequence[Quartet], count: int) -> list[Quartet]:
    """Choose ``count`` items at random with a fixed seed."""
    return random.Random(0).sample(list(quartets), min(count, len(quartets)))


def _measure_lengths(texts: Sequence[str]) -> Lengths:
    words = [len(text.split()) for text in texts]
    return Lengths(min(words), median(words), fmean(words), max(words))


def _count_named_tags(text: str) -> int:
    """Count the taggers' tags that a text contains by name."""
    said = f" {' '.join(token.word for token in split_tokens(text))} "
    return sum(f" {tag.replace('-', ' ')} " in said for tag in set(TAGS))
