"""Metrics of the writer's texts: correct names, correct claims, recall of the track's tags, readability."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language.claims.catalogue_names import shorten_name
from research.evaluation.intervals import Interval, bootstrap_interval
from research.evaluation.writer.assertion_scoring import FACTS, ClaimedText, ScoredClaim, score_claims
from research.evaluation.writer.cases import WriterCase
from research.evaluation.writer.clarity import Clarity, measure_clarity
from research.evaluation.writer.judge_tags import JudgedTrack
from research.evaluation.writer.name_accuracy import KnownNames
from research.evaluation.writer.written_reasons import WrittenReason, count_outcomes

Counts = NDArray[np.float64]
BY_EAR = frozenset({"instrument", "genre", "mood", "vocals"})  # kinds of claim that only the sound can support


@dataclass(frozen=True)
class JudgedText:
    """One judged text; ``wanted`` is the number of the track's top tags that could be named."""

    text: WrittenReason
    named_right: bool
    read: ClaimedText
    wanted: int
    track: str


@dataclass(frozen=True)
class ClaimFigures:
    """Claims of one kind: their number, the number judged, and the share of those that are right."""

    kind: str
    claims: int
    judged: int
    precision: float | None
    stored: float  # share that agrees with the stored metadata
    strict: float | None  # tempo only: share right without octave tolerance


@dataclass(frozen=True)
class RowFigures:
    """Figures of one method. Intervals by bootstrap over tracks; None if nothing could be judged.

    Attributes:
        correctness: share of texts that name the exact title and artist and no other.
        musicality: share of claims about the music that taggers or signal analysis confirm.
        guessed: the same, with verdicts where the judges are not sure.
        by_ear: as musicality, for instruments, genres, moods and singing alone.
        recall: share of each track's five top tags that are named.
        f1: harmonic mean of musicality and recall.
        truth: share of all judged claims that are right, including clip, times and changes.
        stored: share of all claims that agree with the stored metadata, the criterion of the fact check.
        passes: share of texts that pass the fact check.
        outcomes: number of shown texts by outcome of the check.

    """

    name: str
    texts: int
    claims_a_text: float
    correctness: Interval
    musicality: Interval | None
    guessed: Interval | None
    by_ear: Interval | None
    recall: Interval | None
    f1: Interval | None
    truth: Interval | None
    stored: Interval | None
    passes: float
    outcomes: Mapping[str, int]
    clarity: Clarity
    kinds: Sequence[ClaimFigures]


@dataclass(frozen=True)
class Gain:
    """Difference in one measure between two methods on the same cases."""

    what: str
    than: str
    gain: Interval


def judge_texts(
    cases: Sequence[WriterCase], texts: Sequence[WrittenReason], names: KnownNames, heard: Mapping[str, JudgedTrack]
) -> list[JudgedText]:
    """Judge a row of texts, one per case; ``heard`` is by track id, and empty without judges."""
    found = []
    for case, text in zip(cases, texts, strict=True):
        track = case.facts.track
        judged = heard.get(track.id)
        claims = score_claims(text.text, case.facts, judged)
        found.append(
            JudgedText(
                text, names.names_correctly(text.text, track), claims, len(judged.top) if judged else 0, track.id
            )
        )
    return found


def compute_figures(
    name: str,
    cases: Sequence[WriterCase],
    row: Sequence[JudgedText],
    guessed: Sequence[JudgedText],
    seed: int = 0,
) -> RowFigures:
    """Compute the figures of a row; ``guessed`` is the same row with verdicts where the judges are not sure."""
    rng = np.random.default_rng(seed)
    tally = _ClaimCounts(row)

    def share(measure: Callable[[Counts], float], sums: Counts = tally.sums) -> Interval | None:
        if np.isnan(measure(sums.sum(0))):
            return None
        return bootstrap_interval(lambda rows: measure(sums[rows].sum(0)), len(sums), rng)

    of_names = [(shorten_name(case.facts.track.title), shorten_name(case.facts.track.artist)) for case in cases]
    return RowFigures(
        name=name,
        texts=len(row),
        claims_a_text=float(np.mean([len(each.read.claims) for each in row])),
        correctness=share(_correctness) or Interval(0.0, 0.0, 0.0),
        musicality=share(_musicality),
        guessed=share(_musicality, _ClaimCounts(guessed).sums),
        by_ear=share(_by_ear),
        recall=share(_recall),
        f1=share(_compute_f1),
        truth=share(_truth),
        stored=share(_stored),
        passes=float(np.mean([each.text.passed for each in row])),
        outcomes=count_outcomes(each.text for each in row),
        clarity=measure_clarity([each.text.text for each in row], of_names, seed),
        kinds=_count_kinds([claim for each in row for claim in each.read.claims]),
    )


def compute_gain(
    what: str, than: str, better: Sequence[JudgedText], worse: Sequence[JudgedText], seed: int = 0
) -> Gain | None:
    """Return the gain in a measure of :data:`MEASURES` from one row to another; None if it cannot be measured."""
    rng = np.random.default_rng(seed)
    first, second, measure = _ClaimCounts(better).sums, _ClaimCounts(worse).sums, MEASURES[what]

    def difference(rows: NDArray[np.intp]) -> float:
        return measure(first[rows].sum(0)) - measure(second[rows].sum(0))

    if np.isnan(difference(np.arange(len(first)))):
        return None
    return Gain(what, than, bootstrap_interval(difference, len(first), rng))


class _ClaimCounts:
    """Counts of a row, summed by track: (tracks, 12)."""

    def __init__(self, row: Sequence[JudgedText]) -> None:
        _, places = np.unique([each.track for each in row], return_inverse=True)
        counts = np.array([_count_claims(each) for each in row], np.float64)
        # Summed by track, the unit of the bootstrap: texts about one track share its errors.
        self.sums: Counts = np.stack([np.bincount(places, column) for column in counts.T], axis=1)


def _count_claims(each: JudgedText) -> list[int]:
    claims = each.read.claims
    outside = [claim for claim in claims if claim.judge != FACTS and claim.right is not None]
    by_ear = [claim for claim in outside if claim.kind in BY_EAR]
    judged = [claim for claim in claims if claim.right is not None]
    pairs = [(sum(claim.right is True for claim in among), len(among)) for among in (outside, by_ear, judged)]
    return [
        int(each.named_right),
        1,
        *(number for pair in pairs for number in pair),
        sum(claim.stored is True for claim in claims),
        len(claims),
        len(each.read.named),
        each.wanted,
    ]


def _share_of_next(above: int) -> Callable[[Counts], float]:
    """Return a function for the ratio of column ``above`` to the next one; NaN if that is zero."""
    return lambda sums: float(sums[above] / sums[above + 1]) if sums[above + 1] else float("nan")


_correctness, _musicality, _by_ear, _truth, _stored, _recall = (_share_of_next(2 * place) for place in range(6))


def _compute_f1(sums: Counts) -> float:
    precision, recall = _musicality(sums), _recall(sums)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


MEASURES: dict[str, Callable[[Counts], float]] = {
    "musicality": _musicality,
    "by ear": _by_ear,
    "recall": _recall,
    "F1": _compute_f1,
}


def _count_kinds(claims: Sequence[ScoredClaim]) -> list[ClaimFigures]:
    found = []
    for kind in sorted({claim.kind for claim in claims}):
        of_kind = [claim for claim in claims if claim.kind == kind]
        rights = [claim.right for claim in of_kind if claim.right is not None]
        stricts = [claim.strict for claim in of_kind if claim.strict is not None]
        found.append(
            ClaimFigures(
                kind,
                len(of_kind),
                len(rights),
                float(np.mean(rights)) if rights else None,
                float(np.mean([claim.stored is True for claim in of_kind])),
                float(np.mean(stricts)) if stricts else None,
            )
        )
    return found
