"""Clips that were looked at by hand: who and what they show, their cuts, their sound and their pace.

One line of ``seeing_labels.jsonl`` for each. ``scenes`` is what a person would say of the clip, ``maybe`` what could
be said by one and not by another: neither right nor wrong. Null is what looking could not tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from language.vocabulary.scenes import SCENES

PEOPLE = "people"
TRAINABLE = frozenset({"A", "B"})  # reuse classes that a calibration may learn from
# Folders of clips under a folder of material; a calibration learnt from one is judged on the other.
FOLDERS: Mapping[str, tuple[str, ...]] = {"first": ("videos", "videos/containers"), "more": ("more/videos",)}


@dataclass(frozen=True, slots=True)
class LabelledClip:
    """What a person saw and heard in a clip."""

    name: str  # of its file, without suffix
    project: str
    reuse: str  # class A, B or C of the material
    people: bool | None
    scenes: frozenset[str]
    maybe: frozenset[str]
    cuts_s: tuple[float, ...] | None
    dissolves_s: tuple[float, ...]  # the middle of each dissolve or fade
    speech: bool | None
    music: bool | None
    pace: int  # 1 still .. 5 frantic

    def judge_concept(self, concept: str) -> bool | None:
        """Whether a concept is in the clip; None where that cannot be said."""
        if concept in self.maybe or (concept == PEOPLE and self.people is None):
            return None
        return concept in self.scenes


def load_labelled_clips() -> dict[str, LabelledClip]:
    """Load all labels by the clips' names.

    Raises:
        ValueError: a label names an unknown concept.

    """
    text = files("research.evaluation").joinpath("seeing_labels.jsonl").read_text("utf-8")
    return {clip.name: clip for clip in map(_parse_label, text.splitlines())}


def find_clips(data: Path) -> Iterator[tuple[str, Path, LabelledClip]]:
    """Find the labelled clips of a folder of material, each with the name of its part; in the order of their paths."""
    labelled = load_labelled_clips()
    for part, folders in FOLDERS.items():
        for folder in folders:
            found = sorted(path for path in (data / folder).glob("*") if path.is_file())
            yield from ((part, path, labelled[path.stem]) for path in found if path.stem in labelled)


def _parse_label(line: str) -> LabelledClip:
    row = json.loads(line)
    unknown = {*row["scenes"], *row["maybe"]} - SCENES.keys()
    if unknown:
        raise ValueError(f"unknown concepts of {row['clip']}: {', '.join(sorted(unknown))}")
    return LabelledClip(
        name=row["clip"],
        project=row["project"],
        reuse=row["reuse"],
        people=row["people"],
        scenes=frozenset(row["scenes"]),
        maybe=frozenset(row["maybe"]),
        cuts_s=None if row["cuts_s"] is None else tuple(row["cuts_s"]),
        dissolves_s=tuple(row["dissolves_s"]),
        speech=row["speech"],
        music=row["music"],
        pace=row["pace"],
    )
