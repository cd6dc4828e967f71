"""The table of scenes: what each is called, as each language has it, and the music that suits it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from language.languages import list_languages
from language.sound_tables import parse_sound
from musechat.json_types import JsonObject
from musechat.sound_profile import SoundProfile

KINDS = frozenset({"place", "subject", "picture", "event", "activity", "use", "story"})


@dataclass(frozen=True, slots=True)
class SceneMusic:
    """A scene or use, and the music that suits it.

    Attributes:
        id: hyphenated, as in ``musechat.clip.SceneScore.name``.
        kind: one of :data:`KINDS`.
        group: the file that it stands in.
        phrases: by language, what people call it; its name comes first.
        sound: the music, in the closed vocabulary.
        caption: what a picture of it shows, in English, for encoders of pictures and words; "" where none shows it.

    """

    id: str
    kind: str
    group: str
    phrases: Mapping[str, tuple[str, ...]]
    sound: SoundProfile
    caption: str = ""


@cache
def list_scenes() -> tuple[SceneMusic, ...]:
    """All scenes, in the order of the files."""
    return tuple(_iter_scenes())


def find_scene(scene_id: str) -> SceneMusic | None:
    """Find a scene by its id, however its words are joined; None where the table lacks it."""
    return _index_scenes().get(_join_words(scene_id))


def find_scene_sound(scene_id: str) -> SoundProfile | None:
    """Find the music that suits a scene by the scene's id; None where the table lacks it."""
    scene = find_scene(scene_id)
    return scene.sound if scene else None


def name_scene(scene_id: str, language: str) -> str:
    """Give a scene's name in a language; its id in plain words where the table lacks it."""
    scene = find_scene(scene_id)
    return scene.phrases[language][0] if scene else _join_words(scene_id).replace("-", " ")


@cache
def _index_scenes() -> Mapping[str, SceneMusic]:
    return {scene.id: scene for scene in list_scenes()}


def _join_words(scene_id: str) -> str:
    return scene_id.strip().lower().replace(" ", "-").replace("_", "-")


def _iter_scenes() -> Iterator[SceneMusic]:
    for file in sorted(files("language.scenes").joinpath("tables").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            group = file.name.removesuffix(".toml")
            for scene_id, entry in tomllib.loads(file.read_text("utf-8")).items():
                phrases = {language.code: language.scenes.get(scene_id, ()) for language in list_languages()}
                yield _parse_scene(scene_id, group, entry, phrases)


def _parse_scene(scene_id: str, group: str, entry: JsonObject, phrases: Mapping[str, tuple[str, ...]]) -> SceneMusic:
    """Read one entry.

    Raises:
        ValueError: it is not valid; the text names the scene and what is wrong.

    """
    plain = dict(entry)
    kind, caption = str(plain.pop("kind", "")), str(plain.pop("caption", ""))
    if kind not in KINDS:
        raise ValueError(f"scene {scene_id}: {kind!r} is no kind of scene")
    if missing := [language for language, said in phrases.items() if not said]:
        raise ValueError(f"scene {scene_id}: no phrase in {', '.join(missing)}")
    try:
        sound = parse_sound(plain)
    except ValueError as error:
        raise ValueError(f"scene {scene_id}: {error}") from error
    return SceneMusic(scene_id, kind, group, phrases, sound, caption)
