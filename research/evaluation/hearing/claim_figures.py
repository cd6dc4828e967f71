"""Figures of what is claimed: precision, recall and abstention by kind, with intervals over projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from language.claims.extraction import Claim
from language.claims.meanings import Trait
from research.evaluation.hearing.families import CLEAR, FAMILIES
from research.evaluation.hearing.spoken_claims import SaidClaims
from research.evaluation.hearing.truth import TrackTruth
from research.evaluation.hearing.verdicts import is_octave_right, is_tempo_right, judge_claim, score_key
from research.evaluation.intervals import Interval, bootstrap_interval

KINDS = {
    "instruments": Trait.INSTRUMENT,
    "genres": Trait.GENRE,
    "vocals": Trait.VOCALS,
    "tempo": Trait.BPM,
    "key": Trait.KEY,
    "mood and drive": Trait.LEVEL,
}


@dataclass(frozen=True)
class HearingCase:
    """One track with what is certain of it, what is said of it, and what listening found."""

    truth: TrackTruth
    said: SaidClaims
    tempo_bpm: float | None
    key: str | None


@dataclass(frozen=True)
class SaidFigures:
    """Figures of one kind of claim at one place.

    Attributes:
        kind: see :data:`KINDS`.
        said: claims made plainly.
        judged: those that truth settles.
        right: of the judged, how many are true.
        precision: their share; None where nothing was judged.
        hedged: hedged claims that truth settles, and how many of them are true.
        known: tracks of which the truth of the kind is known and there is something to name.
        named: the share of those of which something true was said plainly.
        silent: the share of those of which nothing was said plainly.

    """

    kind: str
    said: int
    judged: int
    right: int
    precision: Interval | None
    hedged: tuple[int, int]
    known: int
    named: Interval | None
    silent: float | None


def measure_claims(cases: Sequence[HearingCase], place: str, seed: int = 0) -> list[SaidFigures]:
    """Measure every kind of claim at one place, see :data:`spoken_claims.ABOUT`."""
    return [_measure_kind(cases, place, kind, trait, seed) for kind, trait in KINDS.items()]


def _measure_kind(cases: Sequence[HearingCase], place: str, kind: str, trait: Trait, seed: int) -> SaidFigures:
    rows = [_judge_case(case, place, trait) for case in cases]
    projects = [case.truth.project for case in cases]
    plain = [(sum(v is True for _, v in row.plain), sum(v is not None for _, v in row.plain)) for row in rows]
    known = [(int(row.named), 1) if row.known else (0, 0) for row in rows]
    hedged = [verdict for row in rows for _, verdict in row.hedged if verdict is not None]
    silent = [not row.plain for row in rows if row.known]
    return SaidFigures(
        kind,
        said=sum(len(row.plain) for row in rows),
        judged=sum(count for _, count in plain),
        right=sum(right for right, _ in plain),
        precision=measure_share(plain, projects, seed),
        hedged=(len(hedged), sum(hedged)),
        known=sum(count for _, count in known),
        named=measure_share(known, projects, seed),
        silent=float(np.mean(silent)) if silent else None,
    )


@dataclass(frozen=True)
class _JudgedRow:
    plain: list[tuple[Claim, bool | None]]
    hedged: list[tuple[Claim, bool | None]]
    known: bool
    named: bool


def _judge_case(case: HearingCase, place: str, trait: Trait) -> _JudgedRow:
    claims = [claim for claim in case.said.by_place.get(place, ()) if claim.trait is trait]
    # One claim made twice is one claim.
    distinct = list({(*claim.same_as, is_hedged(claim)): claim for claim in claims}.values())
    judged = [(claim, judge_claim(claim, case.truth)) for claim in distinct]
    plain = [each for each in judged if not is_hedged(each[0])]
    named = any(verdict and not claim.denied for claim, verdict in plain)
    return _JudgedRow(plain, [each for each in judged if is_hedged(each[0])], _KNOWN[trait](case.truth), named)


def is_hedged(claim: Claim) -> bool:
    """Whether a claim is made as a guess."""
    return bool(getattr(claim, "hedged", False))


_KNOWN: Mapping[Trait, Callable[[TrackTruth], bool]] = {
    Trait.INSTRUMENT: lambda truth: any(share >= CLEAR for share in (truth.families or {}).values()),
    Trait.GENRE: lambda truth: bool(truth.genres),
    Trait.VOCALS: lambda truth: truth.voice is not None,
    Trait.BPM: lambda truth: truth.tempo_bpm is not None,
    Trait.KEY: lambda truth: truth.key is not None,
    Trait.LEVEL: lambda truth: truth.energy is not None,
}


def measure_share(pairs: Sequence[tuple[int, int]], projects: Sequence[str], seed: int) -> Interval | None:
    """Share of (part, whole) pairs, with its interval over resampled projects; None where there is no whole."""
    _, place = np.unique(projects, return_inverse=True)
    parts, wholes = (np.bincount(place, [pair[n] for pair in pairs]) for n in (0, 1))
    kept = wholes > 0
    if not kept.any():
        return None
    parts, wholes = parts[kept], wholes[kept]
    share = lambda rows: float(parts[rows].sum() / wholes[rows].sum())  # noqa: E731
    return bootstrap_interval(share, len(wholes), np.random.default_rng(seed))


def count_by_concept(cases: Sequence[HearingCase], place: str, trait: Trait) -> dict[str, tuple[int, int, int]]:
    """Right, wrong and open plain claims by what they name."""
    found: dict[str, list[int]] = {}
    for case in cases:
        for claim, verdict in _judge_case(case, place, trait).plain:
            counts = found.setdefault(("no " if claim.denied else "") + claim.value, [0, 0, 0])
            counts[(True, False, None).index(verdict)] += 1
    return {name: (right, wrong, unsettled) for name, (right, wrong, unsettled) in sorted(found.items())}


def measure_family_recall(cases: Sequence[HearingCase], place: str) -> dict[str, tuple[int, int]]:
    """How often each clear family of instruments is named plainly: (named, clear)."""
    found: dict[str, list[int]] = {}
    for case in cases:
        said = [claim for claim, _ in _judge_case(case, place, Trait.INSTRUMENT).plain if not claim.denied]
        families = {family for claim in said for family in FAMILIES.get(claim.value, ())}
        for family, share in (case.truth.families or {}).items():
            if share >= CLEAR:
                counts = found.setdefault(family, [0, 0])
                counts[0] += family in families
                counts[1] += 1
    return {name: (named, clear) for name, (named, clear) in sorted(found.items())}


@dataclass(frozen=True)
class MeasureFigures:
    """How right the measured tempo and key are, said or not; what was not found counts as wrong."""

    tempo: Interval | None
    octave: Interval | None
    key_exact: Interval | None
    key_mirex: Interval | None


def measure_traits_found(cases: Sequence[HearingCase], seed: int = 0) -> MeasureFigures:
    """Measure tempo (within 4 %, and with octaves) and key (exact, and by MIREX's score)."""
    projects = [case.truth.project for case in cases]
    tempos = [(case.tempo_bpm, case.truth.tempo_bpm) for case in cases]
    keys = [(case.key, case.truth.key) for case in cases]

    def share(found: list[tuple[float, int]]) -> Interval | None:
        # In hundredths: counts are whole, MIREX's scores are not.
        pairs = [(round(100 * part), 100 * whole) for part, whole in found]
        return measure_share(pairs, projects, seed)

    return MeasureFigures(
        share([(float(bool(a) and is_tempo_right(a or 0.0, t)), 1) if t else (0.0, 0) for a, t in tempos]),
        share([(float(bool(a) and is_octave_right(a or 0.0, t)), 1) if t else (0.0, 0) for a, t in tempos]),
        share([(float(a == t), 1) if t else (0.0, 0) for a, t in keys]),
        share([(score_key(a, t) if a else 0.0, 1) if t else (0.0, 0) for a, t in keys]),
    )
