"""Whether a track meets one hard rule, from what was measured in it and what is known of it.

What is not known counts against a track where a rule asks for it: an unknown licence is not allowed, an unknown tempo
meets no tempo rule, an unknown year no era. A ban (``never``) needs something known to act on. Vocals are a matter of
degree: under "no vocals" a track passes when it was found to have none, or when it is unsure
(``vocals is None``) and the estimated probability of singing lies below :data:`UNSURE_VOCALS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from musechat.concepts import NamedConcept
from musechat.credits import list_credited
from musechat.track import Licence, Track
from musechat.wish import Facet

UNSURE_VOCALS = 0.35
TAG_PRESENT = 0.2  # score from which a track counts as carrying a tag
MOOD_REACH = 0.3  # how far from a mood's target a track may lie on each scale and still have that mood


@dataclass(frozen=True, slots=True)
class RangeTest:
    """A measured level lies inside a range, or outside it; see :func:`get_measured`."""

    facet: Facet
    min: float | None
    max: float | None
    inside: bool


@dataclass(frozen=True, slots=True)
class VocalsTest:
    """Singing (of a "female" or "male" voice, None: any) is there; with ``want`` False that it is not so."""

    present: bool
    voice: str | None
    want: bool


@dataclass(frozen=True, slots=True)
class TermTest:
    """A genre, instrument or mood is in it, or is not."""

    term: NamedConcept
    want: bool


@dataclass(frozen=True, slots=True)
class ArtistTest:
    """One of these people, by plain name, has a hand in it, or none has."""

    names: frozenset[str]
    want: bool


@dataclass(frozen=True, slots=True)
class TracksTest:
    """It is one of these tracks, or none of them."""

    ids: frozenset[str]
    want: bool


@dataclass(frozen=True, slots=True)
class LicenceTest:
    """Its licence is known to allow a use: "commercial", "derivatives" or "no-attribution"."""

    use: str


@dataclass(frozen=True, slots=True)
class ExplicitTest:
    """It is marked as explicit, or is not."""

    present: bool


RuleTest: TypeAlias = RangeTest | VocalsTest | TermTest | ArtistTest | TracksTest | LicenceTest | ExplicitTest


def meets_rule(test: RuleTest, track: Track) -> bool:
    """Whether a track passes the test of a rule."""
    match test:
        case RangeTest():
            return _meets_range(test, track)
        case VocalsTest():
            return _meets_vocals(test, track)
        case TermTest():
            return _meets_term(test, track)
        case ArtistTest():
            return bool(list_credited(track.artist, track.title) & test.names) == test.want
        case TracksTest():
            return (track.id in test.ids) == test.want
        case LicenceTest():
            return allows_use(track.licence, test.use)
        case ExplicitTest():
            return track.explicit == test.present


def get_measured(track: Track, facet: Facet) -> float | None:
    """The value that a range rule looks at, None where it is not known."""
    traits = track.traits
    return {
        Facet.TEMPO: traits.tempo_bpm,
        Facet.ENERGY: traits.energy,
        Facet.BRIGHTNESS: traits.brightness,
        Facet.VALENCE: traits.valence,
        Facet.LENGTH: traits.duration_s,
        Facet.ERA: track.year,
    }[facet]


def _meets_range(test: RangeTest, track: Track) -> bool:
    found = get_measured(track, test.facet)
    if found is None:
        return not test.inside
    inside = _lies_inside(found, test) or (
        counts_octaves(test) and any(_lies_inside(bpm, test) for bpm in track.traits.tempo_alternatives_bpm)
    )
    return inside == test.inside


def counts_octaves(test: RangeTest) -> bool:
    """Whether half or double the tempo meets a rule too: "around 165" does, "under 100" and "not 165" do not.

    Nearly every track's half lies under 100, so that an open range would refuse nothing.
    """
    return test.facet is Facet.TEMPO and test.inside and test.min is not None and test.max is not None


def _lies_inside(value: float, test: RangeTest) -> bool:
    return (test.min is None or value >= test.min) and (test.max is None or value <= test.max)


def has_vocals(track: Track) -> bool:
    """Whether singing has to be reckoned with."""
    traits = track.traits
    return traits.vocals if traits.vocals is not None else traits.vocal_score >= UNSURE_VOCALS


VOICE_TAGS = {
    "female": (
        "female vocals",
        "female vocal",
        "female voice",
        "female vocalists",
        "female vocalist",
        "female",
        "woman",
    ),
    "male": ("male vocals", "male vocal", "male voice", "male vocalists", "male vocalist", "male", "man"),
}


def score_voice(track: Track, voice: str) -> float:
    """How sure the tags are of a female or male voice, 0..1."""
    return max((track.get_tag_score(tag) for tag in VOICE_TAGS.get(voice, ())), default=0.0)


def _meets_vocals(test: VocalsTest, track: Track) -> bool:
    sung = has_vocals(track)
    if not test.present:
        return sung != test.want
    fits = sung and (test.voice is None or score_voice(track, test.voice) >= TAG_PRESENT)
    return fits == test.want


def score_term(track: Track, term: NamedConcept) -> float:
    """How sure tags and the file's genre are that a term is in a track, 0..1; only tags that name it outright count."""
    scores = [tag.score for tag in track.tags if term.is_named_in(tag.name)]
    if term.concept.facet is Facet.GENRE and track.genre and term.is_named_in(track.genre):
        scores.append(1.0)
    return max(scores, default=0.0)


def _meets_term(test: TermTest, track: Track) -> bool:
    concept = test.term.concept
    present = score_term(track, test.term) >= TAG_PRESENT
    if concept.facet is Facet.MOOD and not present:
        # Few tracks are tagged with a mood; what was measured may have it all the same, on every scale it names.
        pairs = (
            (concept.energy, track.traits.energy),
            (concept.valence, track.traits.valence),
            (concept.brightness, track.traits.brightness),
        )
        known = [abs(target - found) <= MOOD_REACH for target, found in pairs if target is not None]
        present = bool(known) and all(known)
    return present == test.want


def allows_use(licence: Licence, use: str) -> bool:
    """Whether a licence is known to allow a use; what is not known is not allowed."""
    if use == "commercial":
        return licence.commercial is True
    if use == "derivatives":
        return licence.derivatives is True
    return licence.attribution is False
