"""Prints the figures of ``musechat evaluate writer``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypedDict

from rich.table import Table

from cli.setup import out

if TYPE_CHECKING:
    from research.evaluation.intervals import Interval
    from research.evaluation.writer.metrics import RowFigures
    from research.evaluation.writer.report import CaseSubset

_SHARES = ("names", "music", "guessed", "by ear", "recall", "F1", "all claims", "by store", "passes")


class OverlapReport(TypedDict):
    """Overlap of texts with those of the template and the grammar, by row."""

    back_end: str
    rows: dict[str, dict[str, float]]


class ReaderReport(TypedDict):
    """A language model's judgement of the texts."""

    model: str
    name: str
    than: str
    marks: dict[str, float]
    wins: float
    losses: float
    swayed: float
    unread: int


class WriterReport(TypedDict):
    """The parts of ``writer.json`` that are shown."""

    writer: str
    overlap: OverlapReport
    reader: ReaderReport | None


def show(report: WriterReport, parts: Sequence[CaseSubset]) -> None:
    """Print all figures; the first part holds all cases, and alone is shown in full."""
    from research.evaluation.writer.report import check_targets

    for part in parts:
        out.print(_build_shares(part, report["writer"]))
    out.print(
        "names: exact title and artist and nobody else's. music: claims about the music that two taggers or librosa "
        "find right; guessed: the same where those who are not sure must guess; by ear: instruments, genres, moods and "
        "singing alone. recall: of each track's five surest tags. all claims: those about clip, times and changes too, "
        "by the facts. by store: what the check goes by. passes: texts that the check lets pass. 95 % intervals by "
        "bootstrap over tracks."
    )
    out.print(_build_kinds(parts[0].rows))
    out.print(_build_clarity(parts[0].rows, report["overlap"]["rows"]))
    out.print(f"BERTScore by {report['overlap']['back_end']}.")
    for row in parts[0].rows:
        if any(row.outcomes.values()):
            out.print(f"{row.name}: {', '.join(f'{n} {name}' for name, n in row.outcomes.items() if n)}")
    if report["reader"]:
        _show_reader(report["reader"])
    for demand in check_targets(parts[0]):
        mark = {True: "met   ", False: "MISSED", None: "–     "}[demand.met]
        out.print(f"{mark} {demand.what}: {demand.found}", markup=False)


def _build_shares(part: CaseSubset, writer: str) -> Table:
    what = "all tracks" if part.name == "all" else "tracks of projects that nothing learnt from"
    table = Table(title=f"{part.cases} reasons for {part.tracks} tracks, {what}; writer: {writer}")
    table.add_column("row")
    for name in _SHARES:
        table.add_column(name, justify="right")
    for row in part.rows:
        found = (row.correctness, row.musicality, row.guessed, row.by_ear, row.recall, row.f1, row.truth, row.stored)
        table.add_row(row.name, *map(_cell, found), f"{row.passes:.2f}")
    return table


def _cell(found: Interval | None) -> str:
    return "–" if found is None else f"{found.mean:.3f} [{found.low:.2f}, {found.high:.2f}]"


def _build_kinds(rows: Sequence[RowFigures]) -> Table:
    """Build a table of the share of right claims by kind; where no judge can tell, by the stored facts."""
    table = Table(title="Claims by kind: right of judged, share right by the store")
    table.add_column("kind")
    for row in rows:
        table.add_column(row.name, justify="right")
    for kind in sorted({found.kind for row in rows for found in row.kinds}):
        cells = []
        for row in rows:
            found = next((each for each in row.kinds if each.kind == kind), None)
            right = "–" if found is None or found.precision is None else f"{found.precision:.2f}"
            cells.append("" if found is None else f"{right} of {found.judged}/{found.claims}, {found.stored:.2f}")
        table.add_row(kind, *cells)
    return table


def _build_clarity(rows: Sequence[RowFigures], overlaps: Mapping[str, Mapping[str, float]]) -> Table:
    table = Table(title="How they read, and how far they go along with the template and the grammar")
    names = ("row", "ease", "words", "longest", "sentences", "words a sentence", "distinct 1/2", "one opening")
    for name in (*names, "self-BLEU", "BERTScore P/R/F1", "BLEU", "ROUGE 1/2/L"):
        table.add_column(name, justify="left" if name == "row" else "right")
    for row in rows:
        plain, near = row.clarity, overlaps[row.name]
        table.add_row(
            row.name,
            f"{plain.reading_ease:.0f}",
            f"{plain.words:.1f}",
            str(plain.longest),
            f"{plain.sentences:.1f}",
            f"{plain.sentence_words:.1f} ± {plain.variety:.1f}",
            f"{plain.distinct_1:.2f} {plain.distinct_2:.2f}",
            f"{plain.same_opening:.2f}",
            f"{plain.self_bleu:.1f}",
            " ".join(f"{near[f'bert_{name}']:.3f}" for name in ("precision", "recall", "f1")),
            f"{near['bleu']:.1f}",
            " ".join(f"{near[f'rouge_{name}']:.2f}" for name in ("1", "2", "l")),
        )
    return table


def _show_reader(reader: ReaderReport) -> None:
    marks = ", ".join(f"{name} {mark:.2f}" for name, mark in reader["marks"].items()) or "none that could be read"
    out.print(
        f"{reader['model']} of {reader['name']}, 1 to 5: {marks}. Beside {reader['than']} it reads better in "
        f"{reader['wins']:.0%} and worse in {reader['losses']:.0%} of pairs; in {reader['swayed']:.0%} the order alone "
        f"decided. {reader['unread']} answers could not be read.",
        markup=False,
    )
