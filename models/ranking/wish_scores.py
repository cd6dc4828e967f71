"""Agreement of tracks with soft wishes and with a clip's traits, in 0 (none) .. 1 (full)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from language.vocabulary import find_named_concept
from language.wish_sounds import find_sound, list_sound_wishes
from models.ranking.energy_swings import SWINGS
from models.ranking.library_snapshot import BoolArray, DoubleArray, LibrarySnapshot, Rows
from models.ranking.rule_mask import detect_singing
from musechat.brief import StandingWish, is_replacing
from musechat.clip import ClipTraits
from musechat.concepts import NamedConcept, fold_name
from musechat.reference_scales import place_clip_brightness, place_clip_energy, place_clip_gladness
from musechat.sound_profile import SoundProfile
from musechat.wish import Facet, Wish
from musechat.wish_values import ExplicitValue, LicenceValue, LikeValue, NamedValue, RangeValue, VocalsValue

KEPT = 0.5  # agreement from which a wish counts as kept
FAR_OFF = 0.1  # agreement below which not even its direction is kept
FULL_SWING = 0.35  # change of energy within a track that counts as full agreement with a course over time
FULL_TAG = 0.6  # tag score that counts as full agreement
HINT_WEIGHT = 0.6  # of a tag that only makes an instrument or genre likely
# What a title or an album that names a genre or an instrument is worth as a tag score. "Steel and Brass" need not have
# any; but what is called "8-bit" is meant to be that, and no tag that only makes it likely says more.
NAMED_SCORE = {Facet.GENRE: FULL_TAG, Facet.INSTRUMENT: 0.35}
OCTAVE_WEIGHT = 0.7  # of half or double the tempo that is wished for
UNKNOWN = 0.1  # agreement where nothing was measured
CLIP_WEIGHTS = {Facet.ENERGY: 0.6, Facet.VALENCE: 0.25, Facet.BRIGHTNESS: 0.15}  # of a clip's agreement
BEST_SHARE = 0.7  # of the best of several genres that would suit, in their joint score
# Under a talker: weights of no singing and of calm in a track's agreement with the clip, and the places among music
# between which a track goes from calm enough to too busy.
_UNSUNG_WEIGHT, _CALM_WEIGHT = 0.3, 0.2
_CALM, _TOO_BUSY = 0.4, 0.8
# How far outside a range agreement falls to 0, as a share of the bound, or in the facet's own unit.
_REACH_SHARE = {Facet.TEMPO: 0.15, Facet.LENGTH: 0.3}
_REACH = {Facet.ENERGY: 0.2, Facet.BRIGHTNESS: 0.2, Facet.VALENCE: 0.2, Facet.ERA: 10.0}
_MOOD_REACH = 0.5


def score_agreement(
    wish: Wish, library: LibrarySnapshot, rows: Rows, beside: Sequence[StandingWish] = ()
) -> DoubleArray | None:
    """Agreement of ``rows`` (r,) with one wish, (r,); None where no measurement applies (words, similarity).

    ``beside``: the wishes that stand beside it. What a scene or a reference only implies gives way to them: "Daft Punk
    but sad" is not asked to be happy.
    """
    sound = find_sound(wish)
    found = _score_value(wish, library, rows) if sound is None else _score_sound(wish, sound, library, rows, beside)
    if found is None:
        return None
    return 1 - found if wish.less else found


def mean_agreement(wishes: Iterable[StandingWish], library: LibrarySnapshot, rows: Rows) -> DoubleArray | None:
    """Mean agreement with the soft wishes among ``wishes``, (r,); None where no measurement applies to any."""
    listed = list(wishes)
    soft = [standing.wish for standing in listed if not standing.wish.hard]
    known = [found for wish in soft if (found := score_agreement(wish, library, rows, listed)) is not None]
    return np.mean(known, axis=0) if known else None


def is_comparative(wish: Wish) -> bool:
    """Whether a wish is relative to a pick ("calmer")."""
    return wish.range.than is not None


def _score_value(wish: Wish, library: LibrarySnapshot, rows: Rows) -> DoubleArray | None:
    """Agreement with a wish's value, (r,), as if all of it were wanted."""
    match wish.value:
        case RangeValue() if wish.facet is Facet.TEMPO:
            return _score_tempo(wish.value, library, rows)
        case RangeValue():
            return _score_range(wish.facet, wish.value, library.values[wish.facet][rows])
        case VocalsValue():
            return _score_vocals(wish.value, library, rows)
        case NamedValue(name):
            return _score_named(wish.facet, name, library, rows)
        case LicenceValue(use):
            return np.asarray(library.licence[use][rows], np.float64)
        case ExplicitValue(present):
            return np.asarray(library.explicit[rows] == present, np.float64)
        case LikeValue(track_id=str() as track_id, less=True):
            return _score_nearness(library, rows, track_id)
        case LikeValue(missing=missing, name=name, artist=artist) if missing or (name and not artist):
            return np.zeros(len(rows))  # somebody whom neither the library nor the table of references knows
        case _:
            return None


def _score_named(facet: Facet, name: str, library: LibrarySnapshot, rows: Rows) -> DoubleArray:
    if facet is Facet.ARTIST:
        hits = np.zeros(len(library))
        hits[library.rows_of_artist.get(fold_name(name), [])] = 1.0
        return np.asarray(hits[rows])
    if facet is Facet.SHAPE:
        return np.asarray(np.clip(library.swings[rows, SWINGS.index(name)] / FULL_SWING, 0.0, 1.0), np.float64)
    term = find_named_concept(facet, name)
    return (_score_mood if facet is Facet.MOOD else _score_term)(term, library, rows)


def _score_nearness(library: LibrarySnapshot, rows: Rows, track_id: str) -> DoubleArray | None:
    """How near tracks sound to one, (r,): 0 at the median of the library and beyond, 1 for the nearest there are."""
    row = library.row_of.get(track_id)
    if row is None:
        return None
    near = library.music @ library.music[row]
    middle, nearest = np.quantile(near, (0.5, 0.98))
    return np.asarray(np.clip((near[rows] - middle) / max(float(nearest - middle), 1e-6), 0.0, 1.0), np.float64)


def _score_tempo(wanted: RangeValue, library: LibrarySnapshot, rows: Rows) -> DoubleArray:
    """As for any range; of a tempo between two bounds the octaves count too, for less."""
    found = _score_range(Facet.TEMPO, wanted, library.values[Facet.TEMPO][rows])
    if wanted.min is None or wanted.max is None:
        return found
    for others in library.tempo_alternatives[rows].T:
        octave = _score_range(Facet.TEMPO, wanted, others)
        found = np.maximum(found, np.where(np.isnan(others), 0.0, OCTAVE_WEIGHT * octave))
    return found


def _score_sound(
    wish: Wish, sound: SoundProfile, library: LibrarySnapshot, rows: Rows, beside: Sequence[StandingWish]
) -> DoubleArray:
    """Mean agreement with the parts of a profile by their shares, without those that other wishes replace."""
    groups: dict[tuple[Facet, bool], list[tuple[DoubleArray, float]]] = {}
    for part, share in list_sound_wishes(sound):
        agreed = None if _is_overruled(part, beside) else _score_value(part, library, rows)
        if agreed is not None:
            groups.setdefault((part.facet, part.less), []).append((1 - agreed if part.less else agreed, share))
    shares = [sum(share for _, share in group) for group in groups.values()]
    kinds = [_join_alternatives(group) for group in groups.values()]
    found = np.average(kinds, axis=0, weights=shares) if kinds else np.full(len(rows), KEPT)
    if wish.facet is Facet.GENRE:  # a tag or a title that names the genre says it outright
        found = np.maximum(found, _score_term(find_named_concept(Facet.GENRE, wish.name), library, rows))
    if isinstance(wish.value, LikeValue) and not wish.less:
        if wish.value.artist is not None:  # who is in the library is what was asked for
            hits = np.isin(rows, library.rows_of_artist.get(fold_name(wish.value.artist), []))
            found = np.where(hits, 1.0, found)
        elif wish.value.missing:  # as near as can be, yet not what was asked for
            found = np.minimum(found, 0.49)
    return np.asarray(found)


def _join_alternatives(group: list[tuple[DoubleArray, float]]) -> DoubleArray:
    """Join what suits of one kind: the best of it says most, since nothing has every genre that a scene may have."""
    scores, shares = np.array([each for each, _ in group]), np.array([share for _, share in group])
    best = (scores * (shares / shares.max())[:, None]).max(axis=0)
    return np.asarray(BEST_SHARE * best + (1 - BEST_SHARE) * np.average(scores, axis=0, weights=shares))


def _is_overruled(part: Wish, beside: Sequence[StandingWish]) -> bool:
    """Whether a wish that somebody said takes the place of an implied one."""
    implied = StandingWish(0, -1, 0, part)
    return any(find_sound(said.wish) is None and is_replacing(said, implied) for said in beside)


def _score_range(facet: Facet, wanted: RangeValue, found: DoubleArray) -> DoubleArray:
    """1 inside; outside it falls linearly to 0 over the facet's reach."""
    outside = np.zeros(len(found))
    for bound, sign in ((wanted.min, -1.0), (wanted.max, 1.0)):
        if bound is not None:
            reach = abs(bound) * _REACH_SHARE[facet] if facet in _REACH_SHARE else _REACH[facet]
            outside = np.maximum(outside, sign * (found - bound) / max(reach, 1e-6))
    kept = np.clip(1 - outside, 0.0, 1.0)
    # Just outside is still broken: "nearly as loud" is not "calmer". 0.49 is just under KEPT.
    return np.where(np.isnan(found), UNKNOWN, np.where(outside > 0, np.minimum(kept, 0.49), 1.0))


def _score_vocals(wanted: VocalsValue, library: LibrarySnapshot, rows: Rows) -> DoubleArray:
    voiced: BoolArray = detect_singing(library)[rows]
    score = library.vocal_score[rows]
    sure = np.where(voiced, np.maximum(score, 0.6), np.minimum(score, 0.4))
    if not wanted.present:
        return np.asarray(1 - sure)
    if wanted.voice is None:
        return sure
    return np.asarray(sure * (0.4 + 0.6 * np.clip(library.terms.score_voice(wanted.voice)[rows] / 0.3, 0, 1)))


def _score_term(term: NamedConcept, library: LibrarySnapshot, rows: Rows) -> DoubleArray:
    direct = library.terms.score_term(term)[rows].astype(np.float64)
    hinted = HINT_WEIGHT * library.terms.score_hints(term.concept)[rows].astype(np.float64)
    titled = NAMED_SCORE.get(term.concept.facet, 0.0) * library.mask_named_in_title(term)[rows]
    return np.asarray(np.sqrt(np.clip(np.maximum.reduce([direct, hinted, titled]) / FULL_TAG, 0, 1)))


def _score_mood(term: NamedConcept, library: LibrarySnapshot, rows: Rows) -> DoubleArray:
    tagged = _score_term(term, library, rows)
    mood = term.concept
    targets = ((mood.energy, Facet.ENERGY), (mood.valence, Facet.VALENCE), (mood.brightness, Facet.BRIGHTNESS))
    scales = [_score_target(target, library.values[facet][rows]) for target, facet in targets if target is not None]
    if not scales:
        return tagged
    # Measurements limit a mood: a tagger's "happy" cannot outweigh a track that measures sad on any scale.
    measured = np.minimum.reduce(scales)
    return np.asarray(np.where(tagged > measured, 0.75 * measured + 0.25 * tagged, measured))


def _score_target(target: float, found: DoubleArray) -> DoubleArray:
    """1 at a target, and also beyond it where the target is near an end of the scale."""
    if target >= 0.65:
        distance = np.maximum(target - found, 0.0)
    elif target <= 0.35:
        distance = np.maximum(found - target, 0.0)
    else:
        distance = np.abs(found - target)
    return np.clip(1 - distance / _MOOD_REACH, 0.0, 1.0)


def score_clip_agreement(clip: ClipTraits, library: LibrarySnapshot, rows: Rows) -> DoubleArray:
    """Agreement of tracks' traits with those of a clip, (r,).

    Both are compared by their places (:mod:`musechat.reference_scales`): a clip faster than most clips needs a track
    more energetic than most music. Light and colour have small weights, for mood and timbre; a clip with speech needs
    no singing over it, and nothing busy.
    """
    wanted = {
        Facet.ENERGY: place_clip_energy(clip.energy),
        Facet.VALENCE: place_clip_gladness(clip.gladness),
        Facet.BRIGHTNESS: place_clip_brightness(clip.brightness),
    }
    found = np.zeros(len(rows))
    for facet, weight in CLIP_WEIGHTS.items():
        found += weight * (1 - np.abs(library.places[facet][rows] - wanted[facet]))
    return _score_under_speech(found, library, rows) if clip.has_speech else np.asarray(found)


def _score_under_speech(found: DoubleArray, library: LibrarySnapshot, rows: Rows) -> DoubleArray:
    """Agreement ``found`` (r,) with a clip in which somebody speaks: no singing over it, and nothing busy."""
    calm = np.clip((_TOO_BUSY - library.places[Facet.ENERGY][rows]) / (_TOO_BUSY - _CALM), 0.0, 1.0)
    unsung = _score_vocals(VocalsValue(present=False), library, rows)
    kept = 1 - _UNSUNG_WEIGHT - _CALM_WEIGHT
    return np.asarray(kept * found + _UNSUNG_WEIGHT * unsung + _CALM_WEIGHT * calm)


def mean_clip_agreement(library: LibrarySnapshot, rows: Rows) -> DoubleArray:
    """Mean agreement of tracks with clips of all places, (r,).

    It is higher in the middle of a scale than at its ends: a track there is near more clips, and would be the first
    pick for too many of them. Clips are even over the places by their definition, so that the mean is known.
    """
    found = np.zeros(len(rows))
    for facet, weight in CLIP_WEIGHTS.items():
        here = library.places[facet][rows]
        found += weight * (1 - (here**2 + (1 - here) ** 2) / 2)
    return found
