"""Scenes as requests and as wishes of clips: the table of scenes in terms of the aspects that pairs are made by.

A request names a scene ("music for a wedding") and asks for what its entry in :mod:`language.scenes` says; a clip that
is known to show a scene wishes for the same. So made pairs, the bridge and the reading of words use one vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from language.scenes import SceneMusic, find_scene, list_scenes
from musechat.clip import SceneScore
from musechat.concepts import MOODS
from musechat.sound_profile import SoundProfile
from research.training.aspects import ASPECTS, COLUMN
from research.training.request_grammar import GrammarRequest, GrammarTerm, split_cell

FloatArray = NDArray[np.float32]

MOST_TERMS = 5  # of one scene: its strongest
STRONG = 0.35  # size of an aspect from which a request is about it
FRAMES = "{}; for {}; music for {}; something for {}; {} music; my clip shows {}; it is about {}"
HELD_OUT_FRAMES = "I am cutting {}; what fits {}?; a soundtrack to {}"

# Concepts of the closed vocabulary as aspects, with their signs. What is not here has no measure of its own.
_GENRES = {
    **dict.fromkeys(("rock", "classic rock", "alternative", "hard rock"), ("rock", 1)),
    **dict.fromkeys(("metal", "heavy metal"), ("metal", 1)),
    **dict.fromkeys(("indie", "indie pop"), ("indie", 1)),
    **dict.fromkeys(("jazz", "swing", "bossa nova"), ("jazz", 1)),
    **dict.fromkeys(("soul", "funk", "rnb"), ("soul", 1)),
    **dict.fromkeys(("hip-hop", "trap", "lo-fi"), ("hip hop", 1)),
    **dict.fromkeys(("house", "dance"), ("dance", 1)),
    **dict.fromkeys(("techno", "trance"), ("techno", 1)),
    **dict.fromkeys(("classical", "soundtrack", "opera"), ("classical", 1)),
    **dict.fromkeys(("electronic", "synthwave", "chiptune", "dubstep", "drum and bass"), ("electronic", 1)),
    **dict.fromkeys(("acoustic", "folk"), ("folk", 1)),
    **dict.fromkeys(("ambient", "chillout"), ("ambient", 1)),
    **{name: (name, 1) for name in ("punk", "pop", "blues", "country", "new age", "experimental")},
}
_INSTRUMENTS = {
    **dict.fromkeys(("guitar", "acoustic guitar", "electric guitar", "ukulele", "banjo"), ("guitar", 1)),
    **dict.fromkeys(("strings", "violin", "cello", "orchestra"), ("strings", 1)),
    **dict.fromkeys(("drums", "beat"), ("drums", 1)),
    **dict.fromkeys(("harp", "bells"), ("harp", 1)),
    **{name: (name, 1) for name in ("piano", "flute", "harpsichord", "synth", "sitar", "choir")},
}
_MOODS = {
    **dict.fromkeys(("calm", "soft", "quiet", "mellow", "romantic"), ("soft", 1)),
    **dict.fromkeys(("heavy", "loud", "aggressive"), ("soft", -1)),
    **dict.fromkeys(("happy", "upbeat", "playful", "uplifting", "party"), ("happy", 1)),
    **dict.fromkeys(("dark", "tense", "mysterious"), ("happy", -1)),
    "sad": ("sad", 1),
    "nostalgic": ("sad", 1),
    "dreamy": ("ambient", 1),
    "weird": ("experimental", 1),
    "groovy": ("steady", 1),
    "bright": ("bright", 1),
    "warm": ("bright", -1),
    "sexy": ("sexy", 1),
}


CONCEPT_ASPECTS: Mapping[str, tuple[str, int]] = _GENRES | _INSTRUMENTS | _MOODS


def measure_sound(sound: SoundProfile) -> FloatArray:
    """Say a profile as aspects, -1..1, zero where it says nothing: (A,)."""
    found = np.zeros(len(ASPECTS), np.float32)
    for table, weights in ((_GENRES, sound.genres), (_INSTRUMENTS, sound.instruments), (_MOODS, sound.moods)):
        for name, weight in weights:
            if name in table:
                aspect, sign = table[name]
                column = COLUMN[aspect]
                found[column] = max(found[column], sign * weight, key=abs)
    if sound.energy is not None:
        found[COLUMN["energy"]] = np.clip(2.4 * (np.mean(sound.energy) - 0.45), -1, 1)
    if sound.tempo is not None:
        found[COLUMN["tempo"]] = np.clip((np.mean(sound.tempo) - 105) / 45, -1, 1)
    if sound.voice is not None:
        found[COLUMN["vocals"]] = -1.0 if sound.voice == "none" else 0.5
    gladness = [mood.valence for name, _ in sound.moods if (mood := MOODS[name]).valence is not None]
    if gladness and not found[COLUMN["happy"]]:
        found[COLUMN["happy"]] = np.clip(2 * (np.mean(gladness) - 0.5), -1, 1)
    return found


@cache
def measure_scene(scene_id: str) -> FloatArray:
    """The aspects of the music that suits a scene, (A,); zeros for one that the table lacks."""
    scene = find_scene(scene_id)
    return measure_sound(scene.sound) if scene else np.zeros(len(ASPECTS), np.float32)


def infer_scene_wishes(scenes: Sequence[SceneScore]) -> tuple[FloatArray, float]:
    """The aspects that what a clip shows wishes for, (A,), and how sure of them one may be, 0..1."""
    if not scenes:
        return np.zeros(len(ASPECTS), np.float32), 0.0
    weights = np.array([scene.probability for scene in scenes], np.float32)
    wished = np.stack([measure_scene(scene.name) for scene in scenes])
    mean: FloatArray = (weights @ wished / max(float(weights.sum()), 1e-6)).astype(np.float32)
    return mean, float(weights.max())


def make_scene_requests(held_out: bool = False, languages: Iterable[str] = ("en",)) -> list[GrammarRequest]:
    """Make requests that name scenes.

    Of each scene's phrases the last one, where it has several, and some frames are only used where ``held_out``.
    """
    frames = split_cell(HELD_OUT_FRAMES if held_out else FRAMES)
    spoken = tuple(languages)
    return [
        GrammarRequest(frame.replace("{}", phrase), terms)
        for scene in list_scenes()
        if (terms := _list_terms(scene))
        for language in spoken
        for phrase in _choose_phrases(scene, language, held_out=held_out)
        # Frames are English; phrases of other languages stand alone.
        for frame in (frames if language == "en" else ["{}"])
    ]


def _choose_phrases(scene: SceneMusic, language: str, *, held_out: bool) -> Iterator[str]:
    phrases = scene.phrases[language]
    if len(phrases) == 1:
        yield from () if held_out else phrases
    else:
        yield from phrases[-1:] if held_out else phrases[:-1]


def _list_terms(scene: SceneMusic) -> tuple[GrammarTerm, ...]:
    levels = measure_scene(scene.id)
    strongest = sorted(ASPECTS, key=lambda aspect: -abs(levels[COLUMN[aspect]]))[:MOST_TERMS]
    return tuple(
        GrammarTerm(aspect, 1 if levels[COLUMN[aspect]] > 0 else -1, relative=False)
        for aspect in strongest
        if abs(levels[COLUMN[aspect]]) >= STRONG
    )
