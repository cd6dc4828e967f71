"""``musechat evaluate seeing``: what watching says of clips, held against clips that a person looked at."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.table import Table

from cli.evaluate_inputs import AS_JSON, OUT, progress
from cli.setup import err, out
from musechat.errors import BadInput

if TYPE_CHECKING:
    from models.scenes.evidence import SceneCalibration
    from research.evaluation.seeing import ClaimCounts, SeeingFigures, SeenCase

DATA = typer.Option(..., "--data", help="Real material: a folder with videos/ and, of other projects, more/videos/.")


def seeing(data: Path = DATA, out_folder: Path | None = OUT, as_json: bool = AS_JSON) -> None:
    """Watch clips that a person looked at: people, places, things, cuts, speech, music and pace, by project."""
    from models.scenes.evidence import CALIBRATION
    from research.evaluation.seeing import measure_seeing

    cases = _watch_all(data)
    parts = {"all": cases} | {part: [c for c in cases if c.part == part] for part in sorted({c.part for c in cases})}
    figures = {name: measure_seeing(found) for name, found in parts.items()}
    crossed = _cross_calibrate(parts)
    report: dict[str, Any] = {
        "calibration": {"shipped": asdict(CALIBRATION)} | {name: asdict(found) for name, (found, _) in crossed.items()},
        "parts": {name: asdict(found) for name, found in figures.items()},
        "crossed": {name: asdict(found) for name, (_, found) in crossed.items() if found},
    }
    if out_folder:
        _write_report(out_folder, report, figures["all"])
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    _show_figures({**figures, **{name: found for name, (_, found) in crossed.items() if found}})
    _show_projects(figures["all"])
    for name, (found, _) in crossed.items():
        out.print(f"{name}: bias {found.bias}, score {found.score}, breadth {found.breadth}")


def _watch_all(data: Path) -> list[SeenCase]:
    """Watch every labelled clip; without the eyes' package, only what is measured is judged.

    Raises:
        BadInput: ``no-clips``.

    """
    import torch

    from media.watch import WarmProcesses, watch_clip
    from models.scenes.recogniser import SceneRecogniser
    from research.evaluation.seeing import see_clip
    from research.evaluation.seeing_cases import find_clips

    torch.set_num_threads(1)  # sums depend on the number of threads: figures must not depend on the machine
    clips = list(find_clips(data))
    if not clips:
        raise BadInput("no-clips", f"There are no labelled clips in {data}", "Name the folder that holds videos/")
    eyes = SceneRecogniser() if SceneRecogniser.is_installed() else None
    if eyes is None:
        err.print("Without eyes: the image classifier is not installed")
    with progress() as bar, WarmProcesses() as processes:
        watched = bar.track(clips, description="watching")
        return [see_clip(part, label, watch_clip(path, processes=processes), eyes) for part, path, label in watched]


def _cross_calibrate(parts: dict[str, list[SeenCase]]) -> dict[str, tuple[SceneCalibration, SeeingFigures | None]]:
    """Calibrate on each part and measure on the other; and on all, which is what ships."""
    from research.evaluation.seeing import measure_seeing, recalibrate_cases
    from research.evaluation.seeing_calibration import fit_calibration

    found: dict[str, tuple[SceneCalibration, SeeingFigures | None]] = {}
    halves = sorted(parts.keys() - {"all"})
    if any(case.evidence is None for case in parts["all"]) or len(halves) != 2:
        return found
    for learnt, judged in (halves, halves[::-1]):
        calibration = fit_calibration(parts[learnt])
        figures = measure_seeing(recalibrate_cases(parts[judged], calibration))
        found[f"{judged}, calibrated on {learnt}"] = (calibration, figures)
    return found | {"fitted on all": (fit_calibration(parts["all"]), None)}


def _write_report(folder: Path, report: dict[str, Any], figures: SeeingFigures) -> None:
    from research.evaluation.seeing_chart import draw_reliability

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "seeing.json").write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    draw_reliability(folder / "seeing.png", figures.bins)


def _show_figures(figures: dict[str, SeeingFigures]) -> None:
    table = Table(title="What is told of clips: right of told; told of what there is")
    table.add_column("")
    for name, found in figures.items():
        table.add_column(f"{name} ({found.clips})", justify="right")
    for kind in next(iter(figures.values())).claims:
        table.add_row(kind, *(_format_counts(found.claims[kind]) for found in figures.values()))
    table.add_row("first concept right", *(f"{f.first_right} of {f.with_scenes}" for f in figures.values()))
    table.add_row("among the first three", *(f"{f.three_right} of {f.with_scenes}" for f in figures.values()))
    table.add_row("average precision", *(_format_share(f.average_precision) for f in figures.values()))
    table.add_row("pace, rank correlation", *(_format_share(f.pace_agreement) for f in figures.values()))
    for place in range(max(len(found.bins) for found in figures.values())):
        cells = (_format_bin(found, place) for found in figures.values())
        table.add_row("probability: foretold, came true" if place == 0 else "", *cells)
    out.print(table)


def _show_projects(figures: SeeingFigures) -> None:
    table = Table("project", "scenes told", title="By project")
    for project, counts in figures.by_project.items():
        table.add_row(project, _format_counts(counts))
    out.print(table)


def _format_counts(counts: ClaimCounts) -> str:
    told, there = counts.right + counts.wrong, counts.right + counts.missed
    return f"{counts.right}/{told}; {counts.right}/{there}"


def _format_share(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def _format_bin(figures: SeeingFigures, place: int) -> str:
    if place >= len(figures.bins):
        return ""
    found = figures.bins[place]
    return f"{found.foretold:.2f} {found.true:.2f} ({found.count})"
