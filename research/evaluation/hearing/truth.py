"""Independent truth about tracks: scores behind renders, the composed library, and recordings of known sources.

None of it was made by a tagger or by listening. What a source does not settle stays unknown and judges nothing.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from musechat.errors import BadInput
from research.evaluation.hearing.families import COMPOSED, FAMILIES, is_instrument_there

SCORE_TABLE = "tables/midi_truth.csv"
COMPOSED_PROJECT = "demo"
OTHER_PROJECTS = "more"  # folder of the same layout with music of other projects
KEY_MARGIN = 0.05  # least lead of a key estimated from notes over the next one's
_FLATS = {"Db": "C#", "Eb": "D#", "Gb": "F#", "Ab": "G#", "Bb": "A#"}
_GLAD = frozenset({"happy", "cheerful", "playful", "funny", "fun", "sunny", "summer", "triumphant", "uplifting",
                   "festive", "cute", "upbeat", "euphoric", "hopeful", "light"})  # fmt: skip
_SAD = frozenset({"sad", "melancholy", "mournful", "dark", "solemn", "lonely", "tense", "moody", "suspenseful",
                  "cold", "longing", "wistful", "aggressive", "mysterious"})  # fmt: skip


@dataclass(frozen=True)
class TrackTruth:
    """What is certain of one file.

    Attributes:
        path: the sound file.
        project: who published it; figures are resampled by it.
        source: "score", "composed" or "known source".
        tempo_bpm: None where it is unknown or not constant.
        key: "C# minor"; None where it is unknown or not clear.
        families: share of the time in which each family sounds; None where the instruments are not known.
        unsure: families that may sound as well.
        voice: whether somebody sings.
        genres: right ones; None where the genre is not known.
        maybe: genres that are neither right nor wrong.
        moods: words that the piece was composed by.
        energy: that was intended, 0..1.

    """

    path: Path
    project: str
    source: str
    tempo_bpm: float | None = None
    key: str | None = None
    families: Mapping[str, float] | None = None
    unsure: frozenset[str] = frozenset()
    voice: bool | None = None
    genres: frozenset[str] | None = None
    maybe: frozenset[str] = frozenset()
    moods: frozenset[str] = frozenset()
    energy: float | None = field(default=None)

    def has_instrument(self, name: str) -> bool | None:
        """Whether an instrument sounds; None where that is not known."""
        return None if self.families is None else is_instrument_there(name, self.families, self.unsure)

    def has_genre(self, name: str) -> bool | None:
        """Whether a genre is right; None where that is not known or open."""
        if self.genres is None or name in self.maybe:
            return None
        return name in self.genres

    def is_glad(self) -> bool | None:
        """Whether it was composed as glad music (False: as sad or dark music); None for neither, or both."""
        glad, sad = bool(self.moods & _GLAD), bool(self.moods & _SAD)
        return None if glad == sad else glad

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it."""
        known = (self.tempo_bpm, self.key, self.families, self.voice, self.genres, self.energy)
        return any(value is not None for value in known)


def load_truths(data: Path) -> list[TrackTruth]:
    """Load what is known of the music in ``data``, and of that in its folder of other projects.

    Raises:
        BadInput: ``no-material`` where there is no table of the files.

    """
    if not (data / "LICENSES.csv").is_file():
        raise BadInput("no-material", f"There is no LICENSES.csv in {data}", "Give the folder that holds it")
    folders = [folder for folder in (data, data / OTHER_PROJECTS) if (folder / "LICENSES.csv").is_file()]
    scores = _read_scores(data)
    return [truth for folder in folders for truth in _iter_folder_truths(folder, scores) if truth.is_known]


def load_composed_truths(folder: Path) -> list[TrackTruth]:
    """Load what is known of the composed library, made by :func:`demo.compose_library`."""
    from demo.ground_truth import load_truth

    styles = _load_sources()["style"]
    found = []
    for track in load_truth(folder)[0]:
        families = _fold_families(dict.fromkeys(track.instruments, 1.0))
        style = styles.get(track.style, {})
        found.append(
            TrackTruth(
                folder / track.file,
                COMPOSED_PROJECT,
                "composed",
                tempo_bpm=track.tempo_bpm,
                # Of modal pieces listeners may hear another tonic.
                key=f"{track.key} {track.mode}" if track.scale in ("major", "minor") else None,
                families=families,
                voice=track.vocals,
                genres=frozenset(style["genres"]) if style else None,
                maybe=frozenset(style.get("maybe", ())),
                moods=frozenset(track.moods),
                energy=track.energy,
            )
        )
    return found


def _fold_families(instruments: Mapping[str, float]) -> dict[str, float]:
    """Fold the composer's instruments into families, each with its longest share."""
    found: dict[str, float] = {}
    for name, share in instruments.items():
        family = COMPOSED.get(name)
        if family is not None:
            found[family] = max(found.get(family, 0.0), share)
    return found


def _iter_folder_truths(folder: Path, scores: Mapping[str, dict[str, str]]) -> Iterator[TrackTruth]:
    with (folder / "LICENSES.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"].startswith("music-")]
    for row in rows:
        path = folder / row["file"]
        known = _find_source(path.stem)
        if path.is_file() and row["file"] in scores:
            yield _make_score_truth(path, row["source_repo"], scores[row["file"]], known)
        elif path.is_file() and known:
            yield _make_source_truth(path, row["source_repo"], known)


def _read_scores(data: Path) -> dict[str, dict[str, str]]:
    table = data / SCORE_TABLE
    if not table.is_file():
        return {}
    with table.open(newline="", encoding="utf-8") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def _make_score_truth(path: Path, project: str, row: Mapping[str, str], known: Mapping[str, Any]) -> TrackTruth:
    families = dict(_parse_share(part) for part in row["instruments"].split(";") if part.strip())
    # Voices of General MIDI stand in the family of ensembles, where string sections stand too.
    voice = None if families.get("ensemble") or families.get("synth lead") or families.get("synth pad") else False
    clear = float(row["key_margin"] or 0.0) >= KEY_MARGIN
    return TrackTruth(
        path,
        project,
        "score",
        tempo_bpm=float(row["tempo_bpm"]) if row["tempo_bpm"] and row["tempo_constant"] == "True" else None,
        key=_spell_key(row["key_from_notes"]) if clear else None,
        families=families,
        voice=voice,
        genres=_to_set(known.get("genres")),
        maybe=frozenset(known.get("maybe", ())),
    )


def _make_source_truth(path: Path, project: str, known: Mapping[str, Any]) -> TrackTruth:
    unsure = frozenset(known.get("unsure", ()))
    if "all" in unsure:
        unsure = frozenset(family for families in FAMILIES.values() for family in families)
    instruments = known.get("instruments")
    return TrackTruth(
        path,
        project,
        "known source",
        key=known.get("key"),
        families=None if instruments is None else dict.fromkeys(instruments, 1.0),
        unsure=unsure,
        voice=known.get("voice"),
        genres=_to_set(known.get("genres")),
        maybe=frozenset(known.get("maybe", ())),
    )


def _to_set(names: list[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


def _parse_share(part: str) -> tuple[str, float]:
    family, share = part.strip().rsplit(" ", 1)
    return family, float(share)


def _spell_key(name: str) -> str:
    """Spell a key with sharps, as listening does."""
    tonic, _, mode = name.partition(" ")
    return f"{_FLATS.get(tonic, tonic)} {mode}"


def _find_source(stem: str) -> Mapping[str, Any]:
    """Find the first entry that fits a file's stem; empty where there is none."""
    entries: list[dict[str, Any]] = _load_sources()["source"]
    return next((e for e in entries if any(fnmatchcase(stem, pattern) for pattern in e["files"])), {})


@cache
def _load_sources() -> dict[str, Any]:
    text = files("research.evaluation.hearing").joinpath("known_sources.toml").read_text("utf-8")
    return tomllib.loads(text)
