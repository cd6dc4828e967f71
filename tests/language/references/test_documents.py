"""What docs/references.md and docs/scenes.md say of the tables is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from language.references import load_references
from language.references.lookup import CLOSE_ENOUGH, CLOSE_SHORT, find_reference
from language.scenes import list_scenes
from language.scenes.table import _parse_scene
from language.texts import LANGUAGES

DOCS = Path(__file__).resolve().parents[3] / "docs"


def example_of(name: str) -> str:
    found = re.search(r"```toml\n(.*?)```", (DOCS / name).read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_example_of_an_operators_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "references.toml"
    file.write_text(example_of("references.md"), "utf-8")
    found = find_reference("Hafenchor", load_references(file))
    assert found is not None
    assert found.name == "The Harbour Choir"
    assert found.sound.moods[0] == ("warm", 1.0)


def test_the_example_of_a_scene_is_read() -> None:
    ((name, entry),) = tomllib.loads(example_of("scenes.md")).items()
    scene = _parse_scene(name, "documents", entry, dict.fromkeys(LANGUAGES, (name,)))
    assert scene.sound.voice == "none"


def test_the_counts_are_those_of_the_tables() -> None:
    references = load_references().list_references()
    genres = sum(reference.is_genre for reference in references)
    said = (DOCS / "references.md").read_text("utf-8")
    assert f"{len(references) - genres} artists" in said
    assert f"{genres} genres" in said
    assert f"of {CLOSE_ENOUGH:g}" in said.replace("\n", " ").replace("  ", " ")
    assert f"({CLOSE_SHORT:g} below" in said
    assert f"{len(list_scenes())} scenes and uses" in (DOCS / "scenes.md").read_text("utf-8")
