"""The table of references: artists, composers, films, series, games and genres, each with how it sounds.

The entries are facts written for this project. An operator's own file (``MUSECHAT_REFERENCES``) is read in the same
form and goes before them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from language.sound_tables import blend_sounds, parse_sound
from musechat.concepts import fold_name
from musechat.errors import BadInput
from musechat.json_types import JsonObject
from musechat.sound_profile import SoundProfile

ARTIST_KINDS = frozenset({"artist", "band", "composer"})
KINDS = ARTIST_KINDS | {"film", "series", "game", "studio", "genre"}
_NOTE = re.compile(r"\s*\([^)]*\)$")  # "Up (film)": what tells it from others of that name


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody or something that music can be likened to.

    Attributes:
        name: as it is written.
        kind: one of :data:`KINDS`.
        sound: what it sounds like.
        aliases: other names and spellings in other languages; misspellings are the lookup's affair.
        ambiguous: those of its names, folded, that are ordinary words too ("queen", "air").

    """

    name: str
    kind: str
    sound: SoundProfile
    aliases: tuple[str, ...] = ()
    ambiguous: frozenset[str] = frozenset()

    @property
    def is_artist(self) -> bool:
        """Whether a library can hold tracks by it."""
        return self.kind in ARTIST_KINDS

    @property
    def is_genre(self) -> bool:
        """Whether it is a kind of music, and not somebody's."""
        return self.kind == "genre"

    def is_ambiguous(self, name: str) -> bool:
        """Whether a name of its is an ordinary word, too, so that it has to stand where a name is expected."""
        return fold_name(name) in self.ambiguous

    def list_names(self) -> tuple[str, ...]:
        """All its names, without notes in brackets."""
        return tuple(dict.fromkeys((_NOTE.sub("", self.name), *self.aliases)))


@dataclass(frozen=True, eq=False)
class ReferenceTable:
    """References by their folded names."""

    by_name: Mapping[str, Reference]

    @classmethod
    def from_references(cls, references: Iterable[Reference]) -> ReferenceTable:
        """Index references; of two that share a name, the first keeps it."""
        by_name: dict[str, Reference] = {}
        for reference in references:
            for name in reference.list_names():
                by_name.setdefault(fold_name(name), reference)
        return cls(by_name)

    def list_references(self) -> tuple[Reference, ...]:
        """All references, each once."""
        return tuple({id(reference): reference for reference in self.by_name.values()}.values())


@cache
def load_references(extra: Path | None = None) -> ReferenceTable:
    """Load the table, with an operator's file before it.

    Raises:
        BadInput: the operator's file cannot be read, or an entry of it is not valid.

    """
    ours: dict[str, JsonObject] = {}
    for file in sorted(files("language.references").joinpath("tables").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            ours |= tomllib.loads(file.read_text("utf-8"))
    if extra is None:
        return ReferenceTable.from_references(parse_references(ours))
    theirs = _read_file(extra)
    try:
        # Theirs stand first and replace ours of the same name.
        return ReferenceTable.from_references(parse_references({**theirs, **ours} | theirs))
    except ValueError as error:
        fix = "docs/references.md says how an entry reads"
        raise BadInput("bad-references", f"The references in {extra}: {error}", fix) from error


def _read_file(path: Path) -> dict[str, JsonObject]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        fix = "Set MUSECHAT_REFERENCES to a TOML file that MuseChat may read"
        raise BadInput("bad-references", f"The references in {path} cannot be read: {error}", fix) from error


def parse_references(entries: Mapping[str, JsonObject]) -> list[Reference]:
    """Read entries by their names; ``styles`` of one are genres among them, by any of their names.

    Raises:
        ValueError: an entry is not valid; the text names it and says what is wrong.

    """
    genres: dict[str, SoundProfile] = {}
    found: dict[str, Reference] = {}
    # Genres first: the others are said in terms of them.
    for name, entry in sorted(entries.items(), key=lambda pair: pair[1].get("kind") != "genre"):
        try:
            reference = _parse_reference(name, entry, genres)
        except (ValueError, TypeError) as error:
            raise ValueError(f"{name}: {error}") from error
        if reference.is_genre:
            genres |= dict.fromkeys((name, *reference.aliases), reference.sound)
        found[name] = reference
    return [found[name] for name in entries]


def _parse_reference(name: str, entry: JsonObject, genres: Mapping[str, SoundProfile]) -> Reference:
    kind = str(entry.get("kind", ""))
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is none of {', '.join(sorted(KINDS))}")
    styles = [str(style) for style in entry.get("styles", [])]
    if missing := [style for style in styles if style not in genres]:
        raise ValueError(f"styles: no such genre: {', '.join(missing)}")
    sound = blend_sounds([genres[style] for style in styles], parse_sound(_keep_sound(entry)))
    if sound.is_empty:
        raise ValueError("nothing says what it sounds like")
    aliases = tuple(str(alias) for alias in entry.get("aliases", []))
    marked = entry.get("ambiguous", False)
    plain = _NOTE.sub("", name)
    said = [plain, *aliases] if marked is True else list(marked or ())
    # "Up (film)" is said "Up", which is a word; the note is there because the name alone is not enough.
    said += [plain] if plain != name else []
    return Reference(name, kind, sound, aliases, frozenset(fold_name(each) for each in said))


def _keep_sound(entry: JsonObject) -> JsonObject:
    return {key: value for key, value in entry.items() if key not in ("kind", "aliases", "styles", "ambiguous")}
