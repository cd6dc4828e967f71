"""Scenes and uses with the music that suits them: a table of our own, in five languages.

A scene is what a clip shows ("coast", "dog") or what it is for ("wedding", "boss-fight"). The ids of
``language/vocabulary/scenes.toml``, which the eyes score, are among them. ``tables/`` has one file a group; each entry
says its music in the closed vocabulary of :mod:`musechat.concepts`, and what people call it.
"""

from __future__ import annotations

from language.scenes.matching import MatchedScene, find_scene_spans, match_phrases
from language.scenes.table import SceneMusic, find_scene, find_scene_sound, list_scenes, name_scene

__all__ = [
    "MatchedScene",
    "SceneMusic",
    "find_scene",
    "find_scene_sound",
    "find_scene_spans",
    "list_scenes",
    "match_phrases",
    "name_scene",
]
