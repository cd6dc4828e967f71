"""The table of scenes: complete, valid, and found by what people say in five languages."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from language.scenes import find_scene, find_scene_sound, list_scenes, match_phrases, name_scene
from language.scenes.matching import UNSPACED, find_stem
from language.scenes.table import KINDS, _parse_scene
from language.texts import LANGUAGES
from musechat.concepts import GENRES, INSTRUMENTS, MOODS, are_contradictory
from musechat.sound_profile import SoundProfile

SOUND = {"moods": ["calm"], "energy": [0.1, 0.4]}


def test_there_are_scenes_and_uses_enough() -> None:
    kinds = Counter(scene.kind for scene in list_scenes())
    assert sum(kinds.values()) >= 300
    assert set(kinds) == KINDS
    assert sum(kinds[kind] for kind in ("use", "event", "activity", "story")) >= 120


def test_ids_are_unique_and_found_however_they_are_joined() -> None:
    ids = [scene.id for scene in list_scenes()]
    assert len(set(ids)) == len(ids)
    assert find_scene("Boss fight") is find_scene("boss_fight") is find_scene("boss-fight") is not None
    assert find_scene("no such scene") is None
    assert find_scene_sound("Boss fight") == find_scene("boss-fight").sound  # type: ignore[union-attr]
    assert find_scene_sound("no such scene") is None


def test_scenes_say_music_that_exists() -> None:
    for scene in list_scenes():
        check_sound(scene.sound)


def check_sound(sound: SoundProfile) -> None:
    assert 2 <= len(sound.moods) <= 5
    assert sound.genres
    assert sound.instruments
    assert sound.density is not None
    assert sound.energy is not None
    assert 0.1 <= sound.energy[1] - sound.energy[0] <= 0.75
    assert sound.tempo is not None
    assert 10 <= sound.tempo[1] - sound.tempo[0] <= 100
    wanted = {name for part in (sound.moods, sound.genres, sound.instruments) for name, _ in part}
    assert not wanted & set(sound.avoid)
    assert {name for name, _ in sound.moods} <= MOODS.keys()
    assert {name for name, _ in sound.genres} <= GENRES.keys()
    assert {name for name, _ in sound.instruments} <= INSTRUMENTS.keys()
    assert all(0 < weight <= 1 for part in (sound.moods, sound.genres, sound.instruments) for _, weight in part)


def test_the_moods_of_scenes_lie_in_their_range_of_energy() -> None:
    for scene in list_scenes():
        check_moods(scene.sound)


def check_moods(sound: SoundProfile) -> None:
    first = MOODS[sound.moods[0][0]]
    assert sound.energy is not None
    if first.energy is not None:
        assert sound.energy[0] - 0.2 <= first.energy <= sound.energy[1] + 0.2
    # Stories go from dread to fright, celebrations from quiet to loud: only the first mood has to hold throughout.
    assert not are_contradictory(sound.moods[0][0], sound.moods[1][0]) or sound.energy[1] - sound.energy[0] >= 0.2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_names_two_scenes(language: str) -> None:
    said: Counter[object] = Counter()
    for scene in list_scenes():
        phrases = scene.phrases[language]
        assert phrases, scene.id
        keys = phrases if language in UNSPACED else [tuple(find_stem(w, language) for w in p.split()) for p in phrases]
        said.update(keys)
    assert [phrase for phrase, count in said.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scene_is_found_by_each_of_its_phrases(language: str) -> None:
    lost = [
        (scene.id, phrase)
        for scene in list_scenes()
        for phrase in scene.phrases[language]
        if scene not in match_phrases(phrase, language)
    ]
    assert lost == []


def test_the_eyes_concepts_are_scenes() -> None:
    """What the eyes see has music; skipped in a tree that has no eyes."""
    file = files("language.vocabulary").joinpath("scenes.toml")
    if not file.is_file():
        pytest.skip("language/vocabulary/scenes.toml is not in this tree")
    assert [seen for seen in tomllib.loads(file.read_text("utf-8")) if find_scene(seen) is None] == []


@pytest.mark.parametrize(
    ("language", "text", "ids"),
    [
        ("en", "music for our wedding film at the beach", ["wedding", "beach"]),
        ("en", "boss fights", ["boss-fight"]),
        ("en", "a gym edit for my brother", ["gym"]),
        ("en", "drone footage of mountains", ["drone-footage", "mountains"]),
        ("de", "Hochzeitsvideo mit Drohnenaufnahmen", ["wedding", "drone-footage"]),
        ("de", "Musik für unsere Katzenvideos", ["cat"]),
        ("de", "ein Bosskampf im Schnee", ["boss-fight", "snow"]),
        ("es", "un vídeo de mi boda en la playa", ["wedding", "beach"]),
        ("es", "para un vlog de viaje", ["travel-vlog"]),
        ("fr", "un mariage à la plage", ["wedding", "beach"]),
        ("fr", "combats de boss", ["boss-fight"]),
        ("ja", "犬の動画に合う曲", ["dog"]),
        ("ja", "ボス戦で使います", ["boss-fight"]),
        ("en", "nothing of the kind", []),
    ],
)
def test_scenes_in_running_text(language: str, text: str, ids: list[str]) -> None:
    assert [scene.id for scene in match_phrases(text, language)] == ids


def test_a_longer_phrase_hides_a_shorter_one() -> None:
    assert [s.id for s in match_phrases("wedding dance", "en")] == ["first-dance"]
    assert [s.id for s in match_phrases("kids birthday party", "en")] == ["kids-birthday"]


def test_a_scene_has_a_name_in_each_language() -> None:
    names = [name_scene("boss-fight", language) for language in LANGUAGES]
    assert names == ["boss fight", "Bosskampf", "pelea contra el jefe", "combat de boss", "ボス戦"]
    assert name_scene("no-such_scene", "en") == "no such scene"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"kind": "place", **SOUND}, "scene x: no phrase in en, de, es, fr, ja"),
        ({"kind": "colour"}, "scene x: 'colour' is no kind of scene"),
        ({"moods": ["cosmic"]}, "scene x: moods: no such concept: cosmic"),
        ({"energy": [0.9, 0.2]}, "scene x: energy: 0.9 to 0.2 is no range within 0 to 1"),
        ({"avoid": ["cosmic"]}, "scene x: avoid: no such concept: cosmic"),
        ({"voice": "loud"}, "scene x: voice: loud is none of any, female, male, none"),
        ({"density": "dense"}, "scene x: density: dense is none of sparse, medium, full"),
        ({"mood": ["calm"]}, "scene x: unknown keys: mood"),
    ],
)
def test_an_entry_that_is_not_valid_says_what_is_wrong(entry: dict[str, object], message: str) -> None:
    phrases = dict.fromkeys(LANGUAGES, () if "no phrase" in message else ("x",))
    with pytest.raises(ValueError, match=message):
        _parse_scene("x", "made", {"kind": "place", **entry}, phrases)
