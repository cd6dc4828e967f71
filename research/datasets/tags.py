"""Tags: what the two taggers hear, five drawn of it, and how people say each.

After MuseChat (CVPR 2024, data set section): of each tagger's scores those of at least 0.10, at most ten; five tags are
drawn of both together. Tags that mean one thing ("female vocal", "woman") count once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from musechat.concepts import fold_name
from research.datasets.name_masking import split_tokens
from research.training.exact_examples import MSD, MTT

FloatArray = NDArray[np.float32]

TAGS = (*MTT, *MSD)
LEAST_SCORE = 0.10
MOST_EACH = 10
DRAWN = 5


@dataclass(frozen=True)
class TagFamily:
    """Tags that mean one thing. ``axis`` is a scale and its end ("tempo+"), or empty."""

    name: str
    kind: str  # quality, style or sound
    say: tuple[str, ...]
    tags: tuple[str, ...]
    axis: str = ""

    def is_opposite_of(self, axis: str) -> bool:
        """Whether it sits at the other end of a scale."""
        return bool(axis and self.axis) and self.axis[:-1] == axis[:-1] and self.axis[-1] != axis[-1]


@cache
def load_families() -> dict[str, TagFamily]:
    """All families by each of their tags."""
    table = tomllib.loads(files("research.datasets").joinpath("tags.toml").read_text("utf-8"))
    found = [
        TagFamily(name, row["kind"], tuple(row["say"]), tuple(row["tags"]), row.get("axis", ""))
        for name, row in table.items()
    ]
    return {tag: family for family in found for tag in family.tags}


def select_heard_tags(scores: FloatArray) -> dict[str, float]:
    """What scores (100,) of the two taggers, MTT's first, say is in a piece: a tag of each family -> score, best first.

    Of families at two ends of one scale the weaker is left out. Never empty.
    """
    kept: dict[str, float] = {}
    for names, part in ((MTT, scores[: len(MTT)]), (MSD, scores[len(MTT) :])):
        best = np.argsort(-part, kind="stable")[:MOST_EACH]
        for place in best:
            if part[place] >= LEAST_SCORE:
                kept[names[place]] = max(kept.get(names[place], 0.0), float(part[place]))
    if not kept:
        top = int(scores.argmax())
        kept = {TAGS[top]: float(scores[top])}
    chosen: dict[str, float] = {}
    for tag, score in sorted(kept.items(), key=lambda item: (-item[1], item[0])):
        family = load_families()[tag]
        others = [load_families()[other] for other in chosen]
        if family not in others and not any(family.is_opposite_of(other.axis) for other in others):
            chosen[tag] = score
    return chosen


def draw_tags(scores: FloatArray, rng: Generator) -> tuple[str, ...]:
    """Draw five tags of what is heard, likelier ones more often; fewer where fewer are heard. Best first."""
    found = select_heard_tags(scores)
    weights = np.maximum(list(found.values()), 1e-6)
    count = min(DRAWN, len(found))
    places = rng.choice(len(found), count, replace=False, p=weights / weights.sum())
    return tuple(tag for place, tag in enumerate(found) if place in places)


def find_said_tags(text: str, tags: Iterable[str]) -> list[str]:
    """Which of ``tags`` a text says, by any word of their families."""
    words = " ".join(token.word for token in split_tokens(text))
    return [tag for tag in tags if any(f" {way} " in f" {words} " for way in _list_ways(tag))]


@cache
def _list_ways(tag: str) -> tuple[str, ...]:
    family = load_families().get(tag)
    said: Sequence[str] = (tag, *family.say, *family.tags) if family else (tag,)
    return tuple(fold_name(way) for way in said)
