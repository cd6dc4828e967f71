"""Verdicts on claims by independent truth."""

from __future__ import annotations

from collections.abc import Callable

from language.claims.extraction import Claim
from language.claims.meanings import Trait
from research.evaluation.hearing.truth import TrackTruth

TEMPO_TOLERANCE = 0.04  # share of the true tempo, as in MIREX
OCTAVES = (1.0, 2.0, 0.5, 3.0, 1 / 3)  # multiples at which people tap
NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
ENERGY_SLACK = 0.2  # how far a composed energy may lie from a word's range
_GLAD_WORDS = frozenset({"cheerful", "happy", "hopeful", "upbeat"})
_SAD_WORDS = frozenset({"sombre", "sad", "wistful"})


def judge_claim(claim: Claim, truth: TrackTruth) -> bool | None:
    """Whether a claim is true; None where the truth is not known, or the claim says nothing that truth settles."""
    judge = _JUDGES.get(claim.trait)
    true = None if judge is None else judge(claim, truth)
    if true is None or claim.trait is Trait.VOCALS:
        return true
    return true != claim.denied


def is_tempo_right(bpm: float, truth_bpm: float) -> bool:
    """Whether a tempo lies within 4 % of the true one."""
    return abs(bpm / truth_bpm - 1) <= TEMPO_TOLERANCE


def is_octave_right(bpm: float, truth_bpm: float) -> bool:
    """Whether a tempo is right, or a half, a third, the double or the triple of the true one."""
    return any(is_tempo_right(bpm, truth_bpm * factor) for factor in OCTAVES)


def score_key(said: str, true: str) -> float:
    """Score a key as MIREX does: 1 exact, .5 a fifth off, .3 the relative, .2 the parallel key, else 0."""
    (said_tonic, said_mode), (tonic, mode) = (name.split() for name in (said, true))
    step = (NAMES.index(said_tonic) - NAMES.index(tonic)) % 12
    if said_mode == mode:
        return {0: 1.0, 7: 0.5, 5: 0.5}.get(step, 0.0)
    relative = 9 if mode == "major" else 3
    return 0.2 if step == 0 else 0.3 if step == relative else 0.0


def _judge_instrument(claim: Claim, truth: TrackTruth) -> bool | None:
    return truth.has_instrument(claim.value)


def _judge_genre(claim: Claim, truth: TrackTruth) -> bool | None:
    return truth.has_genre(claim.value)


def _judge_vocals(claim: Claim, truth: TrackTruth) -> bool | None:
    if truth.voice is None or claim.value not in ("any", "none"):
        return None
    return truth.voice == ((claim.value == "any") != claim.denied)


def _judge_bpm(claim: Claim, truth: TrackTruth) -> bool | None:
    said = claim.value.replace(",", ".")
    if truth.tempo_bpm is None or not said.replace(".", "", 1).isdigit():
        return None
    return is_tempo_right(float(said), truth.tempo_bpm)


def _judge_key(claim: Claim, truth: TrackTruth) -> bool | None:
    if truth.key is None or " " not in claim.value:
        return None
    return claim.value == truth.key


def _judge_level(claim: Claim, truth: TrackTruth) -> bool | None:
    """A word for gladness by the moods it was composed by, one for drive by the intended energy."""
    if claim.value in _GLAD_WORDS | _SAD_WORDS:
        glad = truth.is_glad()
        return None if glad is None else glad == (claim.value in _GLAD_WORDS)
    ranges = [bounds for bounds in claim.meaning.ranges if bounds[0] == "energy"]
    if truth.energy is None or not ranges or len(ranges) < len(claim.meaning.ranges):
        return None
    return any(low - ENERGY_SLACK <= truth.energy < high + ENERGY_SLACK for _, low, high in ranges)


_JUDGES: dict[Trait, Callable[[Claim, TrackTruth], bool | None]] = {
    Trait.INSTRUMENT: _judge_instrument,
    Trait.GENRE: _judge_genre,
    Trait.VOCALS: _judge_vocals,
    Trait.BPM: _judge_bpm,
    Trait.KEY: _judge_key,
    Trait.LEVEL: _judge_level,
}
