"""First picks for real clips: whether lively clips get lively music, and how many different tracks come first.

A clip's place is the share of the measured clips that are calmer, a pick's place the share of its library that is, by
judges that the chooser does not look at: the taggers' fast, loud and beat against slow, quiet and soft, and librosa's
onset strength. The judges' level is left out: it says how loud a file was mastered. A pick is called calmer or livelier
than its clip where the places differ by more than a tenth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from musechat.wish import Facet
from research.evaluation.intervals import Interval, bootstrap_interval
from research.evaluation.judges import DoubleArray, JudgeScores
from research.evaluation.scripted_conversation import ScriptedConversation, ScriptedLibrary
from research.training.synthetic_clips import ClipTokens

NOTABLE = 0.1  # difference of places from which a pick counts as calmer or livelier than its clip


@dataclass(frozen=True)
class FirstPick:
    """One clip's first pick, with both places, 0..1, the pick's by the judges."""

    clip: str
    track: str  # title and artist
    clip_place: float
    pick_place: float


@dataclass(frozen=True)
class PaceDifference:
    """How the places of picks differ from those of their clips.

    Attributes:
        mean: mean signed difference, pick's place minus clip's; 0 is right on average.
        distance: mean absolute difference; ``chance`` is that of a track drawn at random.
        calmer, livelier: picks whose place differs by more than :data:`NOTABLE`.
        followed: rank correlation of both places.

    """

    mean: Interval
    distance: float
    chance: float
    calmer: int
    livelier: int
    followed: float


@dataclass(frozen=True)
class FirstPickFigures:
    """Figures over the first picks of several clips.

    Attributes:
        clips: number of clips, each with one first pick.
        tracks: number of tracks of the library.
        by_judges: both places compared, the picks' by the judges.
        by_traits: the same with the picks' places by the energy that the chooser itself weighs.
        distinct: different first picks; ``distinct_chance`` is expected of tracks drawn at random.
        most_frequent: how often the most frequent first pick came first.

    """

    clips: int
    tracks: int
    by_judges: PaceDifference
    by_traits: PaceDifference
    distinct: int
    distinct_chance: float
    most_frequent: int
    most_frequent_track: str
    picks: tuple[FirstPick, ...]


def judge_liveliness(scores: JudgeScores) -> DoubleArray:
    """Place every track of a library between the calmest and the liveliest by the judges, (n,) in 0..1."""
    tagged = scores.balance_columns("mtt:fast mtt:loud mtt:beat", "mtt:slow mtt:quiet mtt:soft")
    return place_values(tagged + scores.balance_columns("onset", ""))


def place_values(values: DoubleArray) -> DoubleArray:
    """Share of the values below each, equal ones counting half, (n,)."""
    return np.asarray((rankdata(values) - 0.5) / len(values))


def place_clips(clips: Sequence[ClipTokens]) -> DoubleArray:
    """Place every clip between the calmest and the liveliest of these by the energy of our watching, (c,)."""
    return place_values(np.array([clip.traits.energy for clip in clips], np.float64))


def measure_first_picks(
    library: ScriptedLibrary, liveliness: DoubleArray, clips: Sequence[ClipTokens], places: DoubleArray, seed: int = 0
) -> FirstPickFigures:
    """Choose a first pick for each clip, each in a thread of its own, and compare both places.

    Args:
        library: the library that picks are chosen from.
        liveliness: place of each of its tracks, (n,), in the order of its rows.
        clips: the clips, (c,).
        places: place of each clip, (c,).
        seed: of the bootstrap over clips.

    """
    rows = [_find_first_row(library, clip, number) for number, clip in enumerate(clips)]
    energies = place_values(library.chooser.library.values[Facet.ENERGY])
    counts = Counter(rows)
    row, most = counts.most_common(1)[0]
    tracks = len(liveliness)
    return FirstPickFigures(
        clips=len(clips),
        tracks=tracks,
        by_judges=_compare_places(liveliness, rows, places, seed),
        by_traits=_compare_places(energies, rows, places, seed),
        distinct=len(counts),
        distinct_chance=tracks * (1 - (1 - 1 / tracks) ** len(clips)),
        most_frequent=most,
        most_frequent_track=_format_track(library, row),
        picks=tuple(
            FirstPick(clip.name, _format_track(library, at), float(place), float(liveliness[at]))
            for clip, at, place in zip(clips, rows, places, strict=True)
        ),
    )


def _compare_places(tracks: DoubleArray, rows: Sequence[int], places: DoubleArray, seed: int) -> PaceDifference:
    found = tracks[list(rows)]
    difference = found - places
    mean = bootstrap_interval(lambda at: float(difference[at].mean()), len(rows), np.random.default_rng(seed))
    return PaceDifference(
        mean=mean,
        distance=float(np.abs(difference).mean()),
        chance=float(np.abs(tracks[None] - places[:, None]).mean()),
        calmer=int((difference < -NOTABLE).sum()),
        livelier=int((difference > NOTABLE).sum()),
        followed=_correlate_ranks(places, found),
    )


def _find_first_row(library: ScriptedLibrary, clip: ClipTokens, seed: int) -> int:
    first = ScriptedConversation(library, clip, seed).take_turn().picks[0]
    return library.chooser.library.row_of[first.track_id]


def _format_track(library: ScriptedLibrary, row: int) -> str:
    return " – ".join(library.chooser.library.names[row])


def _correlate_ranks(first: DoubleArray, second: DoubleArray) -> float:
    """Spearman's rank correlation, 0 where one side does not vary."""
    if not (np.ptp(first) and np.ptp(second)):
        return 0.0
    return float(np.corrcoef(rankdata(first), rankdata(second))[0, 1])
