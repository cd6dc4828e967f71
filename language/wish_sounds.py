"""What a wish for a scene, a finer genre or a likeness comes to in the closed vocabulary: soft wishes with weights."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from language.references.table import Reference, load_references
from language.scenes.table import find_scene_sound
from musechat.concepts import GENRES, INSTRUMENTS, MOODS, fold_name
from musechat.sound_profile import SoundProfile
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LikeValue, NamedValue, PeriodValue, RangeValue, VocalsValue, WishValue

# Shares of the parts of a profile. Genres tell most of it; an era is of the artist, and says little of a recording.
_GENRE, _INSTRUMENT, _MOOD, _ENERGY, _TEMPO, _VOICE, _ERA, _AVOID = 1.0, 0.6, 0.8, 0.8, 0.5, 0.6, 0.3, 0.5
LONG_ERA = 35  # years from which an era no longer says when it sounds like
FIRST_RECORDINGS = 1920  # what was composed before was recorded at any time


def find_sound(wish: Wish) -> SoundProfile | None:
    """Find the profile that a wish stands for; None for a wish that stands for itself."""
    match wish.value:
        case LikeValue(sound=sound):
            return sound
        case NamedValue(name) if wish.facet is Facet.SCENE:
            return find_scene_sound(name)
        case NamedValue(name) if wish.facet is Facet.GENRE and name not in GENRES:
            genre = find_genre(name)
            return genre.sound if genre else None
        case _:
            return None


@cache
def find_genre(name: str) -> Reference | None:
    """Find a genre of our table of references by its name."""
    found = load_references().by_name.get(fold_name(name))
    return found if found is not None and found.is_genre else None


def list_sound_wishes(sound: SoundProfile) -> tuple[tuple[Wish, float], ...]:
    """Say a profile as soft wishes, each with its share of the whole."""
    return tuple((Wish(Force.PREFER, facet, value, ""), share) for facet, value, share in _iter_parts(sound))


def _iter_parts(sound: SoundProfile) -> Iterator[tuple[Facet, WishValue, float]]:
    kinds = ((Facet.GENRE, sound.genres, _GENRE), (Facet.INSTRUMENT, sound.instruments, _INSTRUMENT))
    for facet, weights, share in (*kinds, (Facet.MOOD, sound.moods, _MOOD)):
        total = sum(weight for _, weight in weights)
        for name, weight in weights:
            yield facet, NamedValue(name), share * weight / total
    if sound.energy is not None:
        yield Facet.ENERGY, RangeValue(*sound.energy), _ENERGY
    if sound.tempo is not None:
        yield Facet.TEMPO, RangeValue(*sound.tempo), _TEMPO
    if sound.voice is not None:
        voice = sound.voice if sound.voice in ("female", "male") else None
        yield Facet.VOCALS, VocalsValue(sound.voice != "none", voice), _VOICE
    if sound.era is not None and sound.era[0] >= FIRST_RECORDINGS and sound.era[1] - sound.era[0] <= LONG_ERA:
        yield Facet.ERA, PeriodValue(*sound.era), _ERA
    for name in sound.avoid:
        facets = ((Facet.GENRE, GENRES), (Facet.INSTRUMENT, INSTRUMENTS), (Facet.MOOD, MOODS))
        facet = next(facet for facet, table in facets if name in table)
        yield facet, NamedValue(name, less=True), _AVOID / len(sound.avoid)
