"""Corrections of false claims, one sentence each, for the writer's next attempt."""

from __future__ import annotations

from language.claims.extraction import About, Claim
from language.claims.meanings import Trait
from language.descriptions import (
    describe_sure_key,
    describe_sure_tempo,
    describe_track_qualities,
    describe_vocals,
    find_sure_vocals,
    format_clock,
)
from models.writer.interface import ReasonFacts


def describe_error(claim: Claim, true: bool | None, facts: ReasonFacts) -> str:
    """Say what is wrong with a claim that is false (or, ``true`` being None, not known): "It says violin; …"."""
    said = f"It says “{claim.words}”"
    if claim.about is About.CLIP:
        return f"{said} of the clip; that {'was not measured' if true is None else 'is not so'}."
    if claim.about is About.LAST or claim.changed or claim.trait in (Trait.CHANGE, Trait.TWICE):
        return f"{said}; beside the last pick that is {'not known' if true is None else 'not so'}."
    return f"{said}; {_describe_truth(claim, true, facts)}."


def _describe_truth(claim: Claim, true: bool | None, facts: ReasonFacts) -> str:
    """Describe the true fact, where it is known."""
    traits = facts.track.traits
    known = {
        Trait.BPM: describe_sure_tempo(traits),
        Trait.TEMPO: describe_sure_tempo(traits),
        Trait.KEY: describe_sure_key(traits),
        Trait.VOCALS: describe_vocals(traits) if find_sure_vocals(traits) is not None else "",
        Trait.LEVEL: " and ".join(describe_track_qualities(traits)),
        Trait.TIME: f"a start at {format_clock(facts.moment.start_s)}",
        Trait.LICENCE: facts.track.licence.id,
        Trait.YEAR: str(facts.track.year or ""),
    }.get(claim.trait, "")
    if known and not (claim.denied and claim.trait is not Trait.VOCALS):
        return f"measured was: {known}"
    if claim.trait in (Trait.INSTRUMENT, Trait.GENRE, Trait.MOOD) and not claim.denied:
        return "that was not heard"
    return "that was not measured, leave it out" if true is None else "that is not so"
