"""What the writer's texts are worth: right names, claims that hold, traits of the music that are named, plain words."""

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
BY_EAR = frozenset({"instrument", "genre", "mood", "vocals"})  # of these kinds only the music itself can tell


@dataclass(frozen=True)
class JudgedText:
    """One text and what was made of it; ``wanted`` is how many of the track's surest tags could be named."""

    text: WrittenReason
    named_right: bool
    read: ClaimedText
    wanted: int
    track: str


@dataclass(frozen=True)
class ClaimFigures:
    """Claims of one kind: how many, how many a judge could judge, and the share of those that are right."""

    kind: str
    claims: int
    judged: int
    precision: float | None
    stored: float  # share that the store's own facts hold
    strict: float | None  # tempo alone: right without an octave's grace


@dataclass(frozen=True)
class RowFigures:
    """One way of writing. Intervals by bootstrap over tracks; None where nothing could be judged.

    Attributes:
        correctness: share of texts that name the exact title and artist and nobody else.
        musicality: share of the claims about the music that taggers or signal analysis find right.
        guessed: the same with judges that also speak where they are not sure.
        by_ear: as musicality, of instruments, genres, moods and singing alone.
        recall: share of each track's five surest tags that are named.
        f1: of musicality and recall.
        truth: share of all judged claims that are right, those about clip, times and changes included.
        stored: share of all claims that the store's own facts hold, which is what the check goes by.
        passes: share of texts that the check lets pass.
        outcomes: how shown texts came to be.

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
    """How much better one way is than another on the same cases."""

    what: str
    than: str
    gain: Interval


def judge_texts(
    cases: Sequence[WriterCase], texts: Sequence[WrittenReason], names: KnownNames, heard: Mapping[str, JudgedTrack]
) -> list[JudgedText]:
    """Judge a row of texts, one for each case; ``heard`` is by track id, and empty without judges."""
    found = []
    for case, text in zip(cases, texts, strict=True):
        track = case.facts.track
        ears = heard.get(track.id)
        claims = score_claims(text.text, case.facts, ears)
        found.append(
            JudgedText(text, names.names_correctly(text.text, track), claims, len(ears.top) if ears else 0, track.id)
        )
    return found


def compute_figures(
    name: str,
    cases: Sequence[WriterCase],
    row: Sequence[JudgedText],
    guessed: Sequence[JudgedText],
    seed: int = 0,
) -> RowFigures:
    """Sum a row up; ``guessed`` is the same row judged by those who also speak where they are not sure."""
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
    """How much a measure (of :data:`MEASURES`) gains from one row to another; None where it cannot be measured."""
    rng = np.random.default_rng(seed)
    first, second, measure = _ClaimCounts(better).sums, _ClaimCounts(worse).sums, MEASURES[what]

    def difference(rows: NDArray[np.intp]) -> float:
        return measure(first[rows].sum(0)) - measure(second[rows].sum(0))

    if np.isnan(difference(np.arange(len(first)))):
        return None
    return Gain(what, than, bootstrap_interval(difference, len(first), rng))


class _ClaimCounts:
    """What a row counts, summed by track: (tracks, 12)."""

    def __init__(self, row: Sequence[JudgedText]) -> None:
        _, places = np.unique([each.track for each in row], return_inverse=True)
        counts = np.array([_count_claims(each) for each in row], np.float64)
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
    """The share of column ``above`` in the column after it; nan where there is nothing."""
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
        mine = [claim for claim in claims if claim.kind == kind]
        rights = [claim.right for claim in mine if claim.right is not None]
        stricts = [claim.strict for claim in mine if claim.strict is not None]
        found.append(
            ClaimFigures(
                kind,
                len(mine),
                len(rights),
                float(np.mean(rights)) if rights else None,
                float(np.mean([claim.stored is True for claim in mine])),
                float(np.mean(stricts)) if stricts else None,
            )
        )
    return found
