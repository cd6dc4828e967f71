"""A document of sampled reasons with their facts and the judges' results: ``docs/samples.md``."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from language.descriptions import describe_clip, describe_track, format_clock
from musechat.pick import ReasonCheck
from musechat.track import Track
from research.evaluation.writer.cases import WriterCase
from research.evaluation.writer.judge_tags import JudgedTrack
from research.evaluation.writer.written_reasons import WrittenReason

COUNT = 30
SHOWN_TAG = 0.15  # score from which a tag stands in the list of what the encoder found, said or not
_OUTCOMES = {
    ReasonCheck.NONE: "told plainly, nothing to check",
    ReasonCheck.PASSED: "passed the check at the first try",
    ReasonCheck.RETRIED: "passed the check at the second try",
    ReasonCheck.REPLACED: "failed the check twice: the plain sentences stand here",
    ReasonCheck.LATE: "not written in time: the plain sentences stand here",
}


@dataclass(frozen=True)
class SourceCredit:
    """Author, licence and project of a file, from the table of material."""

    title: str
    author: str
    licence: str
    project: str


def read_credits(table: Path) -> dict[str, SourceCredit]:
    """Read the credits of a ``LICENSES.csv`` by file name; empty if there is no such file."""
    if not table.is_file():
        return {}
    with table.open(newline="", encoding="utf-8") as file:
        return {
            Path(row["file"]).name: SourceCredit(row["title"], row["author"], row["licence"], row["source_repo"])
            for row in csv.DictReader(file)
        }


def write_samples(
    cases: Sequence[WriterCase],
    shown: Sequence[WrittenReason],
    heard: Mapping[str, JudgedTrack],
    known: Mapping[str, SourceCredit],
    command: str,
    seed: int = 0,
) -> str:
    """Format :data:`COUNT` random cases, unedited, as a Markdown document.

    Args:
        cases: all cases.
        shown: the shown text of each case.
        heard: the judges' results by track id; may be empty.
        known: credits by file name.
        command: the command that makes the document.
        seed: of the sample.

    """
    rng = np.random.default_rng(seed)
    # In the order of the cases, so that a first turn stands before its refinement.
    rows = sorted(rng.permutation(len(cases))[:COUNT].tolist())
    parts = [_format_sample(n, cases[row], shown[row], heard, known) for n, row in enumerate(rows, 1)]
    return "\n".join([*_format_head(command, len(parts), len(cases)), *parts])


def _format_head(command: str, count: int, among: int) -> list[str]:
    return [
        "# Reasons, as members read them",
        "",
        f"{count} reasons at random (fixed seed) of {among} that the writer wrote for real clips over real music. "
        "Nothing was edited or left out; the file is written by",
        "",
        "```sh",
        command,
        "```",
        "",
        "*Measured* is the stored metadata that the writer is given; *two taggers hear* is the result of the judges, "
        "which the writer does not see. Excerpts of these pieces are in the data folder, each under its licence.",
        "",
    ]


def _format_sample(
    number: int,
    case: WriterCase,
    text: WrittenReason,
    heard: Mapping[str, JudgedTrack],
    known: Mapping[str, SourceCredit],
) -> str:
    facts, track = case.facts, case.facts.track
    lines = [
        f"## {number}. {_escape_markdown(track.title)}",
        "",
        f"> {_escape_markdown(text.text)}",
        "",
        f"* clip: `{case.clip}`" + (f", {format_clock(facts.clip.duration_s)}" if facts.clip else ""),
        *([f"* seen in it: {', '.join(describe_clip(facts.clip))}"] if facts.clip else []),
        f"* asked: {f'“{_escape_markdown(case.words)}”' if case.words else 'nothing, the first turn'}"
        + (
            f" (before: {_escape_markdown(facts.last.title)}; {', '.join(_format_measured(facts.last))})"
            if facts.last
            else ""
        ),
        f"* measured: {', '.join(_format_measured(track))}; starts at {format_clock(facts.moment.start_s)}",
        f"* tags: {_format_tags(track)}",
        *([f"* two taggers hear: {_format_judge_tags(heard[track.id])}"] if track.id in heard else []),
        f"* check: {_OUTCOMES[text.outcome]}",
        f"* credit: {_format_credit(track, known.get(Path(track.path).name))}",
        "",
    ]
    return "\n".join(lines)


def _format_measured(track: Track) -> tuple[str, ...]:
    return describe_track(track.traits, track.tags)


def _format_tags(track: Track) -> str:
    found = sorted((tag for tag in track.tags if tag.score >= SHOWN_TAG and tag.source != "analysis"), key=_tag_score)
    return ", ".join(f"{tag.name} {tag.score:.2f}" for tag in found) or "none"


def _tag_score(tag: object) -> float:
    return -float(getattr(tag, "score", 0.0))


def _format_judge_tags(heard: JudgedTrack) -> str:
    return ", ".join(f"{name} {heard.there[name]:.2f}" for name in heard.top) or "nothing for sure"


def _format_credit(track: Track, found: SourceCredit | None) -> str:
    if found is None:
        return f"{_escape_markdown(track.title)} by {_escape_markdown(track.artist)}, {track.licence.id}"
    return (
        f"“{_escape_markdown(found.title)}” by {_escape_markdown(found.author)}, {found.licence}, from {found.project}"
    )


def _escape_markdown(text: str) -> str:
    """Escape a text for Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in " ".join(text.split()))
