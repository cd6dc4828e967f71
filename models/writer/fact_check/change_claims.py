"""Truth of claimed changes: the pick against the last one, or against the clip."""

from __future__ import annotations

from language.certainty import Certainty, judge_tempo, judge_vocals
from language.claims.extraction import ASKED
from language.claims.meanings import Trait
from models.writer.changes import NOTABLE, NOTABLE_BPM, NOTABLE_S
from models.writer.fact_check.tag_evidence import grade_presence, score_presence
from models.writer.interface import ReasonFacts
from musechat.reference_scales import place_clip_energy, place_music_energy
from musechat.track import Track

NOTABLE_TAG = 0.05
DOUBLE = (1.7, 2.4)  # ratios that "twice as fast" covers


def has_changed_since(value: str, facts: ReasonFacts, *, beside_clip: bool) -> bool | None:
    """Whether a change ("tempo.less", "instrument:piano.more") took place; None where it cannot be known.

    Args:
        value: of the claim.
        facts: of the pick.
        beside_clip: whether it is said of the pick beside the clip, not beside the last pick.

    """
    what, way = value.removeprefix(ASKED).rsplit(".", 1)
    gap = _compare_with_clip(what, facts) if beside_clip else _compare_with_last(what, facts)
    if gap is None:
        return None
    return gap > 0 if way == "more" else gap < 0


def is_double_tempo(value: str, facts: ReasonFacts) -> bool | None:
    """Whether the pick's tempo is about double, or half, that of the last one."""
    if facts.last is None:
        return None
    new, old = _sure_tempo(facts.track), _sure_tempo(facts.last)
    if new is None or old is None:
        return None
    ratio = new / old if value == "double" else old / new
    return DOUBLE[0] <= ratio <= DOUBLE[1]


def _sure_tempo(track: Track) -> float | None:
    traits = track.traits
    return traits.tempo_bpm if judge_tempo(traits) is Certainty.PLAIN else None


def _compare_with_last(what: str, facts: ReasonFacts) -> float | None:
    """How far the pick lies above the last one; 0 where the two are alike."""
    last, track = facts.last, facts.track
    if last is None:
        return None
    if ":" in what:
        return _compare_presence(what, track, last)
    pairs = {
        "tempo": (_sure_tempo(track), _sure_tempo(last), NOTABLE_BPM),
        "energy": (track.traits.energy, last.traits.energy, NOTABLE),
        "brightness": (track.traits.brightness, last.traits.brightness, NOTABLE),
        "valence": (track.traits.valence, last.traits.valence, NOTABLE),
        "length": (track.traits.duration_s, last.traits.duration_s, NOTABLE_S),
        "era": (track.year, last.year, 1.0),
    }
    return _notable_gap(*pairs[what]) if what in pairs else None


def _compare_presence(what: str, track: Track, last: Track) -> float | None:
    """How much more of an instrument or a genre there is; None where neither is sure to have it."""
    trait, name = what.split(":", 1)
    if trait == Trait.VOCALS:
        sure = any(judge_vocals(each.traits) is Certainty.PLAIN for each in (track, last))
        return _notable_gap(track.traits.vocal_score, last.traits.vocal_score, NOTABLE_TAG) if sure else None
    if trait not in (Trait.INSTRUMENT, Trait.GENRE, Trait.MOOD):
        return None
    new, old = score_presence(track, Trait(trait), name), score_presence(last, Trait(trait), name)
    sure = any(grade_presence(each, Trait(trait), name) is Certainty.PLAIN for each in (track, last))
    return _notable_gap(new, old, NOTABLE_TAG) if sure else None


def _compare_with_clip(what: str, facts: ReasonFacts) -> float | None:
    clip, traits = facts.clip, facts.track.traits
    if clip is None or what not in ("tempo", "energy", "length"):
        return None
    if what == "length":
        return _notable_gap(traits.duration_s, clip.duration_s, NOTABLE_S)
    return _notable_gap(place_music_energy(traits.energy), place_clip_energy(clip.energy), NOTABLE)


def _notable_gap(new: float | None, old: float | None, least: float) -> float | None:
    if new is None or old is None:
        return None
    return new - old if abs(new - old) >= least else 0.0
