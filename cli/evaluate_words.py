"""``musechat evaluate words``: text-to-music retrieval on real music, with two public taggers as judges."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import typer
from rich.table import Table

from cli.evaluate_inputs import AS_JSON, DATA, OUT, OWN, judges_for, opened, progress
from cli.setup import out
from musechat.errors import BadInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from research.evaluation.judges import JudgeScores
    from research.evaluation.scripted_conversation import ScriptedLibrary
    from research.evaluation.text_retrieval import WordFigures

TARGET = 4.0  # times chance


class PartReport(TypedDict):
    """The figures of one part of the library, as printed."""

    tracks: int
    kinds: list[dict[str, object]]


def words(data: Path = DATA, own: bool = OWN, out_folder: Path | None = OUT, as_json: bool = AS_JSON) -> None:
    """Ask for real music in tag words, paraphrases and real requests: precision@5 beside chance, BM25 and others."""
    from research.evaluation.text_requests import find_relevant, load_paraphrases
    from research.training.audio_encoder_run import AudioEncoderConfig

    with opened(data, own=own) as (settings, library), progress() as bar:
        ids = library.chooser.library.ids
        judging = bar.add_task("judging", total=1.0)
        paths = [Path(library.tracks[track_id].path) for track_id in ids]
        scores = judges_for(data, settings).judge_files(paths, lambda share: bar.update(judging, completed=share))
        answers = find_relevant(scores, load_paraphrases())
        if not answers:
            raise BadInput("too-little-music", f"{len(ids)} tracks are too few to ask for", "Give a larger library")
        # The audio encoder was trained on the other projects: on these it cannot merely remember.
        unheard = _of_projects(data / "LICENSES.csv", AudioEncoderConfig().held_out)
        rows = [row for row, path in enumerate(paths) if path.name in unheard]
        parts = {"all": _judge(data, library, scores, answers, list(range(len(ids))))}
        if rows:
            parts["unheard"] = _judge(data, library, scores, answers, rows)
    sizes = {"all": len(ids), "unheard": len(rows)}
    report: dict[str, PartReport] = {
        part: {"tracks": sizes[part], "kinds": [asdict(f) for f in found]} for part, found in parts.items()
    }
    if out_folder:
        _write(out_folder, report, parts["all"])
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    _show("all tracks", len(ids), parts["all"])
    if parts.get("unheard"):
        _show("tracks of projects that the ear never heard", len(rows), parts["unheard"])
    out.print(f"Intervals by bootstrap over tags. Target: the fusion at least {TARGET:g} times random.")


def _judge(
    data: Path, library: ScriptedLibrary, scores: JudgeScores, answers: dict[str, NDArray[np.bool_]], rows: list[int]
) -> list[WordFigures]:
    """Measure retrieval among these rows of the library, by all tags that enough of them have."""
    from research.evaluation import text_requests
    from research.evaluation.judges import JudgeScores
    from research.evaluation.text_requests import load_table_requests, make_own_requests
    from research.evaluation.text_retrieval import measure_text_retrieval, restrict_library

    ids = [library.chooser.library.ids[row] for row in rows]
    there = {tag: found[rows] for tag, found in answers.items() if found[rows].sum() >= text_requests.LEAST_LEFT}
    if not there:
        return []
    requests = make_own_requests(there) + load_table_requests(data / "tables", there)
    evidence = JudgeScores(scores.scores[rows], scores.signals[rows])
    return measure_text_retrieval(restrict_library(library, ids), evidence, there, requests)


def _of_projects(table: Path, projects: Collection[str]) -> frozenset[str]:
    """Read the names of the files of some projects; empty where there is no table."""
    if not table.is_file():
        return frozenset()
    with table.open(newline="", encoding="utf-8") as file:
        return frozenset(Path(row["file"]).name for row in csv.DictReader(file) if row["source_repo"] in projects)


def _write(folder: Path, report: dict[str, PartReport], figures: list[WordFigures]) -> None:
    from research.evaluation.charts import ChartBar, draw_bars

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.json").write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    bars = [
        ChartBar(f"{found.kind}: {way}", share, found.ways["random"].mean)
        for found in figures
        for way, share in found.ways.items()
        if way not in ("random", "as good as can be")
    ]
    draw_bars(folder / "words.png", "Precision among the first five, judged by two public taggers", bars)


def _show(what: str, tracks: int, figures: list[WordFigures]) -> None:
    table = Table(title=f"Precision@5, {tracks} {what}")
    table.add_column("way")
    for found in figures:
        table.add_column(f"{found.kind} ({found.requests}, {found.tags} tags)", justify="right")
    for way in figures[0].ways:
        table.add_row(way, *(_cell(found, way) for found in figures))
    out.print(table)


def _cell(found: WordFigures, way: str) -> str:
    share = found.ways[way]
    if way in ("random", "as good as can be"):
        return f"{share.mean:.3f}"
    times = share.mean / max(found.ways["random"].mean, 1e-9)  # by chance nothing may be found in a small library
    return f"{share.mean:.3f} [{share.low:.2f}, {share.high:.2f}] {times:.1f} x"
