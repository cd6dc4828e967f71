"""What a clip's pictures can show: the closed list in ``scenes.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any

LANGUAGES_OF_SCENES = ("en", "de", "es", "fr", "ja")


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
    names = {language: str(row[language]) for language in LANGUAGES_OF_SCENES}
    # Japanese joins any noun to the next one alike.
    return SceneConcept(name, SceneKind(row["kind"]), names, {**row["of-clip"], "ja": f"{names['ja']}の"})


SCENES: Mapping[str, SceneConcept] = _load_scenes()
