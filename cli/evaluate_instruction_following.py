"""``musechat evaluate obedience``: instruction following of picks, judged by models that have no part in choosing."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import typer
from rich.table import Table

from cli.evaluate_inputs import AS_JSON, DATA, OUT, OWN, judges_for, opened, progress, watched
from cli.setup import out

if TYPE_CHECKING:
    from research.evaluation.hard_rules import RuleFigures
    from research.evaluation.instruction_following import PaceFigures, RefinementCase, RefinementFigures
    from research.evaluation.intervals import Interval

TARGET = 0.85  # share of refinements that move the right way
_PACES = {"calm": 0.0, "medium": 0.5, "fast": 1.0}


class InstructionFollowingReport(TypedDict):
    """What ``--json`` prints."""

    tracks: int
    target: float
    kinds: list[dict[str, object]]
    rules: list[dict[str, object]]
    pace: dict[str, object]
    cases: list[dict[str, object]]
    agreements: dict[str, dict[str, float]]


def obedience(
    data: Path = DATA,
    own: bool = OWN,
    clips: Path | None = typer.Option(None, "--clips", help="Clips to choose for; default: videos/ in the folder."),
    out_folder: Path | None = OUT,
    misses: bool = typer.Option(False, "--misses", help="Also list the refinements that went the wrong way."),
    as_json: bool = AS_JSON,
) -> None:
    """Refine picks for real clips in twelve ways; judged by two public taggers and by librosa, not by our own ear."""
    from research.evaluation.hard_rules import count_rule_breaks
    from research.evaluation.instruction_following import Panel, correlate_pace, run_refinements, summarise_cases

    with opened(data, own=own) as (settings, library), progress() as bar:
        analysed = watched(clips or data / "videos", settings.profile)
        judging, refining, checking = (
            bar.add_task(what, total=1.0) for what in ("judging", "refining", "holding to rules")
        )
        paths = [Path(library.tracks[track_id].path) for track_id in library.chooser.library.ids]
        scores = judges_for(data, settings).judge_files(paths, lambda share: bar.update(judging, completed=share))
        panel = Panel(library.chooser.library, scores)
        cases = run_refinements(library, panel, analysed, lambda share: bar.update(refining, completed=share))
        rules = count_rule_breaks(library, analysed, lambda share: bar.update(checking, completed=share))
        followed = correlate_pace(library, panel, analysed, _read_paces(data / "tables" / "video_auto_tags.csv"))
    kinds, agreed = summarise_cases(cases), panel.measure_agreement()
    report = _build_report(len(paths), kinds, rules, followed, cases, agreed)
    if out_folder:
        _write(out_folder, report, kinds)
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    _show(kinds, followed, len(paths))
    _show_agreements(agreed)
    _show_rules(rules)
    _show_pace(followed)
    if misses:
        _show_misses(cases, {i: f"{t.title} ({t.artist})" for i, t in library.tracks.items()})


def _read_paces(table: Path) -> dict[str, dict[str, float]]:
    """Read each clip's pace from the table of clips: a person's label and measured motion, by source and file name."""
    if not table.is_file():
        return {}
    with table.open(newline="", encoding="utf-8") as file:
        rows = {Path(row["file"]).name: row for row in csv.DictReader(file)}
    return {
        "a person's word": {name: _PACES[row["pace"]] for name, row in rows.items() if row["pace"] in _PACES},
        "the table's motion": {name: float(row["motion"]) for name, row in rows.items()},
    }


def _build_report(
    tracks: int,
    kinds: list[RefinementFigures],
    rules: list[RuleFigures],
    followed: PaceFigures,
    cases: list[RefinementCase],
    agreements: dict[str, dict[str, float]],
) -> InstructionFollowingReport:
    return {
        "tracks": tracks,
        "target": TARGET,
        "kinds": [asdict(kind) for kind in kinds],
        "rules": [asdict(rule) for rule in rules],
        "pace": asdict(followed),
        "cases": [asdict(case) for case in cases],
        "agreements": agreements,
    }


def _write(folder: Path, report: InstructionFollowingReport, kinds: list[RefinementFigures]) -> None:
    from research.evaluation.charts import ChartBar, draw_bars

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "obedience.json").write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    bars = [ChartBar(f"{kind.kind} ({kind.cases})", kind.right, kind.chance) for kind in kinds]
    draw_bars(folder / "obedience.png", "Refinements that moved the named trait the right way", bars, TARGET)


def _show(kinds: list[RefinementFigures], followed: PaceFigures, tracks: int) -> None:
    table = Table(title=f"Refinements that moved the right way, {followed.clips} clips, {tracks} tracks")
    for name in ("kind", "n", "right", "95 %", "chance", "taggers", "signal", "own", "stayed"):
        table.add_column(name, justify="left" if name == "kind" else "right")
    for kind in kinds:
        shares = (kind.chance, kind.taggers, kind.signal, kind.own, kind.stayed)
        cells = ("" if share is None else f"{share:.2f}" for share in shares)
        right = (f"{kind.right.mean:.3f}", f"[{kind.right.low:.2f}, {kind.right.high:.2f}]")
        table.add_row(kind.kind, str(kind.cases), *right, *cells, style="bold" if kind.kind == "all" else "")
    out.print(table)
    out.print(
        "right: by two public taggers and librosa together; taggers, signal: by either alone. chance: of a random next "
        "track. own: by the traits that the chooser weighs. stayed: right because there was no need to move."
    )


def _show_agreements(agreed: dict[str, dict[str, float]]) -> None:
    out.print("\nHow far the judges can be trusted, by rank correlation over the library:")
    for scale, found in agreed.items():
        halves = f"taggers with librosa {found['halves']:.2f}, " if "halves" in found else ""
        out.print(f"  {scale}: {halves}judges with the chooser's own traits {found['own']:.2f}")


def _show_rules(rules: list[RuleFigures]) -> None:
    broken, looks = sum(rule.broken for rule in rules), sum(rule.picks for rule in rules)
    out.print(f"\nHard rules: {broken} broken in {looks} looks at picks and alternates.")
    for rule in rules:
        out.print(f"  {rule.rule}: {rule.broken} of {rule.picks}, {rule.without} answers without a pick")


def _show_pace(followed: PaceFigures) -> None:
    out.print(f"\nPace of a clip against judged energy of its first pick ({followed.picks} different), Spearman:")
    for source, found in followed.by.items():
        out.print(f"  by {source}: {_interval(found)}")


def _interval(found: Interval) -> str:
    return f"{found.mean:.2f} [{found.low:.2f}, {found.high:.2f}]"


def _show_misses(cases: list[RefinementCase], names: dict[str, str]) -> None:
    for case in cases:
        if not case.by["all"]:
            after = names[case.after] if case.after else "nothing"
            judges = ", ".join(f"{judge} {'yes' if good else 'no'}" for judge, good in case.by.items())
            out.print(f"{case.words} ({case.clip}): {names[case.before]} -> {after}; {judges}", markup=False)
