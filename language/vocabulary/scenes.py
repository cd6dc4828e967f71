"""What a clip's pictures can show: the closed list in ``scenes.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from language.languages import Language, list_languages


class SceneKind(StrEnum):
    """What sort of thing a concept is."""

    PLACE = "place"  # where it is
    SUBJECT = "subject"  # who or what is seen
    PICTURE = "picture"  # what sort of picture it is


@dataclass(frozen=True, slots=True)
class SceneConcept:
    """A concept of the list.

    Attributes:
        id: as in :class:`musechat.clip.SceneScore`.
        kind: what sort of thing it is.
        names: its plain name by language: "coast", "Küste".
        of_clip: by language, what a reason says of a clip that shows it, as it stands beside "clip": "of a coast".

    """

    id: str
    kind: SceneKind
    names: Mapping[str, str]
    of_clip: Mapping[str, str]


def _load_scenes() -> dict[str, SceneConcept]:
    rows = tomllib.loads(files("language.vocabulary").joinpath("scenes.toml").read_text("utf-8"))
    return {name: _make_scene(name, row) for name, row in rows.items()}


def _make_scene(name: str, row: Mapping[str, Any]) -> SceneConcept:
    shown = {language.code: _load_shown(language)[name] for language in list_languages()}
    names = {
        language.code: shown[language.code].get("name") or language.scenes[name][0] for language in list_languages()
    }
    return SceneConcept(name, SceneKind(row["kind"]), names, {code: each["of-clip"] for code, each in shown.items()})


@cache
def _load_shown(language: Language) -> Mapping[str, Mapping[str, str]]:
    return language.read_table("shown.toml")


SCENES: Mapping[str, SceneConcept] = _load_scenes()
