"""Single findings of listening, each with its score and whether it is true: what calibration is fitted to."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from musechat.concepts import GENRES, INSTRUMENTS
from musechat.errors import BadInput
from musechat.track import Track
from research.evaluation.hearing.truth import TrackTruth
from research.evaluation.hearing.verdicts import is_octave_right, is_tempo_right

COLUMNS = ("source", "kind", "name", "project", "score", "right")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes:
        source: who found it: "tagger", "analyser" or "analysis".
        kind: "instrument", "genre", "tempo", "key" or "vocals".
        name: "piano"; for a tempo "exact" or "octave", for a key "exact", for vocals "any" or "none".
        project: who published the track.
        score: 0..1; a tag's probability where it carries one.
        right: whether it is true.

    """

    source: str
    kind: str
    name: str
    project: str
    score: float
    right: bool

    @property
    def concept(self) -> tuple[str, str, str]:
        """What is calibrated together."""
        return self.source, self.kind, self.name


def iter_findings(track: Track, truth: TrackTruth) -> Iterator[Finding]:
    """Iterate over the findings about a track whose truth is known."""
    yield from _iter_tag_findings(track, truth)
    yield from _iter_trait_findings(track, truth)


def _iter_tag_findings(track: Track, truth: TrackTruth) -> Iterator[Finding]:
    for tag in track.tags:
        if tag.source in ("file", "analysis"):
            continue  # known, or a second word for a measured trait
        score = tag.score if tag.probability is None else tag.probability
        for kind, names, judge in (
            ("instrument", INSTRUMENTS, truth.has_instrument),
            ("genre", GENRES, truth.has_genre),
        ):
            right = judge(tag.name) if tag.name in names else None
            if right is not None:
                yield Finding(tag.source, kind, tag.name, truth.project, score, right)


def _iter_trait_findings(track: Track, truth: TrackTruth) -> Iterator[Finding]:
    traits = track.traits
    if truth.tempo_bpm is not None and traits.tempo_bpm is not None:
        for name, judge in (("exact", is_tempo_right), ("octave", is_octave_right)):
            right = judge(traits.tempo_bpm, truth.tempo_bpm)
            yield Finding("analysis", "tempo", name, truth.project, traits.tempo_confidence, right)
    if truth.key is not None and traits.key is not None:
        right = f"{traits.key} {traits.mode}" == truth.key
        yield Finding("analysis", "key", "exact", truth.project, traits.key_confidence, right)
    if truth.voice is not None:
        yield Finding("analysis", "vocals", "any", truth.project, traits.vocal_score, truth.voice)
        yield Finding("analysis", "vocals", "none", truth.project, 1 - traits.vocal_score, not truth.voice)


def read_findings(path: Path) -> list[Finding]:
    """Read findings of another run, such as those of a training that held projects out, from a CSV file.

    Raises:
        BadInput: ``findings`` where a column is missing.

    """
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if rows and not set(COLUMNS) <= rows[0].keys():
        raise BadInput("findings", f"{path} lacks one of the columns {', '.join(COLUMNS)}", "Write all of them")
    return [
        Finding(
            row["source"], row["kind"], row["name"], row["project"], float(row["score"]), row["right"] in ("1", "True")
        )
        for row in rows
    ]


def write_findings(path: Path, findings: Sequence[Finding]) -> None:
    """Write findings as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows((f.source, f.kind, f.name, f.project, f"{f.score:.4f}", int(f.right)) for f in findings)
