"""Truth of single claims against the measurements; unmeasured or unsure facts may not be claimed."""

from __future__ import annotations

from collections.abc import Callable

from language.certainty import (
    Certainty,
    judge_key,
    judge_tag,
    judge_tempo,
    judge_tempo_octave,
    judge_vocals,
)
from language.claims.extraction import About, Claim
from language.claims.meanings import Trait
from language.descriptions import (
    find_sure_vocals,
    list_likely_instruments,
    list_sure_instruments,
)
from language.vocabulary import find_named_concept
from models.writer.fact_check.change_claims import has_changed_since, is_double_tempo
from models.writer.fact_check.clip_claims import is_clip_claim_true
from models.writer.fact_check.licence_claims import is_licence_claim_true
from models.writer.fact_check.moment_claims import is_section_true, is_time_true
from models.writer.fact_check.tag_evidence import TERMS, grade_absence, grade_presence
from models.writer.interface import ReasonFacts
from models.writer.tag_confidence import agrees_with_traits
from musechat.matching import TAG_PRESENT, VOICE_TAGS, score_term
from musechat.reference_scales import is_close_pace
from musechat.track import Track

BPM_ROUNDING = 1.0
SHORT_S, LONG_S = 120.0, 240.0
_MEASURED_TWICE = frozenset({"analysis"})  # sources of tags that are a second reading of a measured trait


def is_claim_true(claim: Claim, facts: ReasonFacts) -> bool | None:
    """Whether a claim is true of the facts; None where it was not measured, or is not sure."""
    if claim.about is About.CLIP:
        return is_clip_claim_true(claim, facts)
    track = facts.last if claim.about is About.LAST else facts.track
    if track is None:
        return None
    true = _check_track(claim, track, facts)
    if true and claim.changed and claim.trait in _HEARD:
        return _is_new(claim, facts)
    return true


def _is_new(claim: Claim, facts: ReasonFacts) -> bool | None:
    """Whether what holds for the pick does not hold for the last one: "now with piano"."""
    if facts.last is None:
        return None
    if claim.trait in TERMS:
        return score_term(facts.last, find_named_concept(TERMS[claim.trait], claim.value)) < TAG_PRESENT or claim.denied
    before = _HEARD[claim.trait](claim, facts.last)
    return None if before is None else not before


def _check_track(claim: Claim, track: Track, facts: ReasonFacts) -> bool | None:
    if claim.trait in _HEARD:
        return _HEARD[claim.trait](claim, track)
    if claim.trait in _MEASURED:
        true = _MEASURED[claim.trait](claim, track)
    elif claim.trait in _KNOWN:
        true = _KNOWN[claim.trait](claim.value, track)
    elif claim.trait in _BESIDE:
        true = _BESIDE[claim.trait](claim, facts)
    else:
        return is_licence_claim_true(claim, track.licence) if claim.trait in (Trait.LICENCE, Trait.USE) else None
    return true if true is None else true != claim.denied


# -- what is heard in a track ------------------------------------------------------------------------------------


def _may_say(claim: Claim, certainty: Certainty) -> bool:
    """Whether a finding is sure enough for a claim: one made as a guess needs less."""
    return certainty >= (Certainty.HEDGED if claim.hedged else Certainty.PLAIN)


def _check_vocals(claim: Claim, track: Track) -> bool | None:
    sung = track.traits.vocals
    if sung is None or not _may_say(claim, judge_vocals(track.traits)):
        return None
    if claim.value in ("any", "none"):
        return sung == ((claim.value == "any") != claim.denied)
    if claim.denied:
        return True if sung is False else None
    voices = (tag for tag in track.tags if tag.name in VOICE_TAGS[claim.value])
    return sung and _may_say(claim, max(map(judge_tag, voices), default=Certainty.SILENT))


def _check_term(claim: Claim, track: Track) -> bool | None:
    grade = grade_absence if claim.denied else grade_presence
    return _may_say(claim, grade(track, claim.trait, claim.value)) or None


def _check_level(claim: Claim, track: Track) -> bool | None:
    traits = track.traits
    inside = any(low <= getattr(traits, scale) < high for scale, low, high in claim.meaning.ranges)
    if claim.denied:
        return not inside
    return inside or _is_tagged_level(claim, track)


def _is_tagged_level(claim: Claim, track: Track) -> bool:
    """Whether a tagger's tag supports a mood and no measurement contradicts it."""
    mood = claim.meaning.term
    return bool(mood) and _has_mood_tag(claim, track, mood) and agrees_with_traits(mood, track)


def _has_mood_tag(claim: Claim, track: Track, name: str) -> bool:
    found = (judge_tag(tag) for tag in track.tags if tag.name == name and tag.source not in _MEASURED_TWICE)
    return _may_say(claim, max(found, default=Certainty.SILENT))


def _check_tempo_word(claim: Claim, track: Track) -> bool | None:
    bpm = _get_sayable_bpm(claim, track)
    if bpm is None:
        return True if not claim.denied and _has_mood_tag(claim, track, claim.value) else None
    (_, low, high), *_ = claim.meaning.ranges
    return (low <= bpm <= high) != claim.denied


_HEARD: dict[Trait, Callable[[Claim, Track], bool | None]] = {
    Trait.VOCALS: _check_vocals,
    Trait.INSTRUMENT: _check_term,
    Trait.GENRE: _check_term,
    Trait.MOOD: _check_term,
    Trait.LEVEL: _check_level,
    Trait.TEMPO: _check_tempo_word,
}


# -- what is known of a track ------------------------------------------------------------------------------------


def _get_sayable_bpm(claim: Claim, track: Track) -> float | None:
    return track.traits.tempo_bpm if _may_say(claim, judge_tempo(track.traits)) else None


def _check_bpm(claim: Claim, track: Track) -> bool | None:
    if claim.value == "?":
        return None
    said, sure = float(claim.value.replace(",", ".")), _get_sayable_bpm(claim, track)
    if sure is not None and abs(said - sure) <= BPM_ROUNDING:
        return True
    # "perhaps 84 or 168 bpm": an octave that people may tap as well may be guessed.
    if claim.hedged and judge_tempo_octave(track.traits):
        octaves = (track.traits.tempo_bpm, *track.traits.tempo_alternatives_bpm)
        if any(bpm is not None and abs(said - bpm) <= BPM_ROUNDING for bpm in octaves):
            return True
    return None if sure is None else False


def _check_key(claim: Claim, track: Track) -> bool | None:
    traits = track.traits
    if not _may_say(claim, judge_key(traits)):
        return None
    return claim.value in (traits.key, traits.mode, f"{traits.key} {traits.mode}")


def _check_beat(claim: Claim, track: Track) -> bool | None:
    return _get_sayable_bpm(claim, track) is not None


def _check_era(claim: Claim, track: Track) -> bool | None:
    year, value = track.year, claim.value
    if value in ("old", "new"):
        return None if year is None else year < 2000 if value == "old" else year >= 2015
    if year is not None:
        return f"{year % 100 // 10 * 10:02d}s" == value and (year >= 2000) == (value in ("00s", "10s", "20s"))
    return True if _has_mood_tag(claim, track, value) else None


def _check_solo(_: Claim, track: Track) -> bool | None:
    alone = len(list_sure_instruments(track.tags)) == 1 and find_sure_vocals(track.traits) is False
    # The list ends after two, so one that stands alone in it is the only one that is sure; nothing else may be likely.
    return True if alone and not list_likely_instruments(track.tags) else None


_MEASURED: dict[Trait, Callable[[Claim, Track], bool | None]] = {
    Trait.BPM: _check_bpm,
    Trait.KEY: _check_key,
    Trait.BEAT: _check_beat,
    Trait.ERA: _check_era,
    Trait.SOLO: _check_solo,
}


def _check_year(value: str, track: Track) -> bool | None:
    return None if track.year is None else track.year == int(value)


def _check_length(value: str, track: Track) -> bool:
    length = track.traits.duration_s
    return length < SHORT_S if value == "short" else length > LONG_S


_KNOWN: dict[Trait, Callable[[str, Track], bool | None]] = {
    Trait.YEAR: _check_year,
    Trait.EXPLICIT: lambda value, track: track.explicit == (value == "yes"),
}


# -- what pick, clip and moment are to each other ------------------------------------------------------------------


def _check_pace(claim: Claim, facts: ReasonFacts) -> bool | None:
    if facts.clip is None:
        return None
    close = is_close_pace(facts.clip.energy, facts.track.traits.energy)
    return close == (claim.value == "same")


def _check_longer_than_clip(_: Claim, facts: ReasonFacts) -> bool | None:
    return None if facts.clip is None else facts.track.traits.duration_s < facts.clip.duration_s


def _check_duration(claim: Claim, facts: ReasonFacts) -> bool | None:
    if claim.value in ("short", "long"):
        return _check_length(claim.value, facts.track)
    return is_time_true(claim.value, facts)


_BESIDE: dict[Trait, Callable[[Claim, ReasonFacts], bool | None]] = {
    Trait.PACE: _check_pace,
    Trait.OUTLASTED: _check_longer_than_clip,
    Trait.MEETS: lambda _, facts: facts.moment.hits_s is not None,
    Trait.CHANGE: lambda claim, facts: has_changed_since(claim.value, facts, beside_clip=False),
    Trait.TWICE: lambda claim, facts: is_double_tempo(claim.value, facts),
    Trait.TIME: lambda claim, facts: is_time_true(claim.value, facts),
    Trait.LENGTH: _check_duration,
    Trait.PLACE: lambda claim, facts: is_section_true(claim, facts),
    Trait.STARTS: lambda claim, facts: is_section_true(claim, facts),
    Trait.SECTION: lambda claim, facts: is_section_true(claim, facts),
}
