"""Picks compared blind: under the same stretch of the clip, by letters alone, and voted on before they are named."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from musechat.clip import ClipTraits

FEWEST, MOST = 2, 4  # candidates
LONGEST_S = 20.0  # of the clip that each is heard under
NONE_OF_THESE = -1  # the place that is voted for by who likes none
_VERSION = 1  # part of the files' names: raise it whenever the same comparison comes out different


class ComparisonState(StrEnum):
    """How a comparison stands."""

    OPEN = "open"  # votes are taken
    REVEALED = "revealed"
    LOST = "lost"  # its mixes were deleted before anybody could see them


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pick in a comparison. ``place`` counts from 0, in the drawn order; people see its letter."""

    place: int
    pick_id: int
    track_id: str
    title: str
    artist: str
    blob: str  # its file

    @property
    def letter(self) -> str:
        """What it is called until the reveal."""
        return name_place(self.place)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison as clients see it.

    Attributes:
        id: of the comparison.
        state: whether it may be voted on.
        from_s, to_s: the stretch of the clip.
        candidates: by place.
        votes: number of votes by place; :data:`NONE_OF_THESE` has those for none.
        owner: the thread's owner as their platform names them.

    """

    id: int
    state: ComparisonState
    from_s: float
    to_s: float
    candidates: tuple[Candidate, ...]
    votes: Mapping[int, int] = field(default_factory=dict)
    owner: str = ""

    @property
    def winners(self) -> tuple[Candidate, ...]:
        """The candidates with most votes: none where nobody voted, or most voted for none of them."""
        best = find_winners(self.votes)
        return tuple(each for each in self.candidates if each.place in best)


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """A candidate of a comparison that has no row yet."""

    pick_id: int
    blob: str
    loudness_lufs: float  # measured on the finished file


@dataclass(frozen=True, slots=True)
class NewComparison:
    """A comparison that has no row yet; ``candidates`` are in the order that ``seed`` has drawn."""

    seed: int
    from_s: float
    to_s: float
    candidates: tuple[NewCandidate, ...]


def name_place(place: int) -> str:
    """The letter of a place: A for 0."""
    return chr(ord("A") + place)


def draw_order(seed: int, count: int) -> tuple[int, ...]:
    """The order in which ``count`` candidates stand, drawn by a seed."""
    order = list(range(count))
    random.Random(seed).shuffle(order)
    return tuple(order)


def name_compared_mix(video_hash: str, turn_id: int, attempt: int, place: int, suffix: str = "mp4") -> str:
    """The blob of a candidate's mix; a name as those of other mixes, with which it is deleted."""
    return f"{video_hash}.mix-c{turn_id:x}-{attempt:x}-{place:x}-{_VERSION}.{suffix}"


def find_winners(votes: Mapping[int, int]) -> frozenset[int]:
    """The places with most votes; none where nobody voted, or more voted for none of them than for any."""
    most = max((count for place, count in votes.items() if place != NONE_OF_THESE), default=0)
    if not most or votes.get(NONE_OF_THESE, 0) > most:
        return frozenset()
    return frozenset(place for place, count in votes.items() if place != NONE_OF_THESE and count == most)


def weigh_votes(places: Sequence[int], votes: Mapping[int, int]) -> dict[int, float]:
    """What votes say of each place, -1..1: a winner counts by its share of the votes, others by what they lack to it.

    Where most voted for none of them, each lacks what that has more. Without votes nothing is said.
    """
    total = sum(votes.values())
    if not total:
        return dict.fromkeys(places, 0.0)
    winners = find_winners(votes)
    best = max(votes.values())
    return {
        place: votes.get(place, 0) / total if place in winners else (votes.get(place, 0) - best) / total
        for place in places
    }


def choose_stretch(clip: ClipTraits, most_s: float = LONGEST_S) -> tuple[float, float]:
    """The liveliest stretch of a clip that is at most so long: where its energy is highest on average; seconds."""
    if clip.duration_s <= most_s or not clip.energy_curve:
        return 0.0, round(min(clip.duration_s, most_s), 3)
    starts = _list_starts(clip.duration_s, most_s)
    best = max(starts, key=lambda start: (round(_sum_energy(clip, start, start + most_s), 6), -start))
    return round(best, 3), round(best + most_s, 3)


def _list_starts(length_s: float, most_s: float) -> list[float]:
    """Where a stretch may start: every half second, and as late as it can."""
    steps = int((length_s - most_s) / 0.5)
    return [0.5 * n for n in range(steps + 1)] + [length_s - most_s]


def _sum_energy(clip: ClipTraits, from_s: float, to_s: float) -> float:
    """Energy of the clip between two times, in seconds of full energy."""
    step = clip.duration_s / len(clip.energy_curve)
    parts = ((n * step, (n + 1) * step, energy) for n, energy in enumerate(clip.energy_curve))
    return sum(energy * max(0.0, min(end, to_s) - max(start, from_s)) for start, end, energy in parts)
