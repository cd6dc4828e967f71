"""``musechat evaluate hearing``: what listening says of tracks, judged by scores, compositions and known sources."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.progress import Progress, TaskID
from rich.table import Table

from cli.evaluate_inputs import AS_JSON, OUT, progress
from cli.research_inputs import composed_library
from cli.setup import err, load_settings, out
from cli.writer_place import find_writer_place
from musechat.errors import BadInput
from musechat.settings import Settings

if TYPE_CHECKING:
    from language.certainty import Concept
    from models.writer.interface import Writer
    from research.evaluation.hearing.hearing_run import HearingRun
    from research.evaluation.hearing.listening import HeardLibrary

DATA = typer.Option(..., "--data", help="Real material: a folder with LICENSES.csv, music/ and tables/midi_truth.csv.")
Json = dict[str, Any]


def hearing(
    data: Path = DATA,
    findings: list[Path] = typer.Option([], "--findings", help="CSV files with findings of other runs."),
    without: list[str] = typer.Option([], "--without", help="Projects that listening learnt from: not calibrated on."),
    calibrate: bool = typer.Option(False, "--calibrate", help="Write the table that decides what may be said."),
    keep: list[str] = typer.Option([], "--keep", help="Sources, or SOURCE.KIND, that stay when calibrating."),
    written: bool = typer.Option(False, "--writer", help="Let the configured writer write the reasons."),
    composed: bool = typer.Option(True, help="Also judge by the composed library, made first where it is missing."),
    variants: int = typer.Option(0, "--variants", help="Also hear so many files at other levels and through codecs."),
    out_folder: Path | None = OUT,
    as_json: bool = AS_JSON,
) -> None:
    """Whether what is said of tracks is true: precision, recall, calibration, by truth no tagger had a hand in."""
    import torch

    from research.evaluation.hearing.evidence import read_findings, write_findings
    from research.evaluation.hearing.hearing_run import APART, FIXED, SHIPPED, HearingRun, draw_reliability
    from research.evaluation.hearing.listening import HeardLibrary
    from research.evaluation.hearing.truth import load_composed_truths, load_truths
    from worker.library.analysis_job import load_listening_models, start_analysis

    torch.set_num_threads(1)  # sums depend on the number of threads
    settings = load_settings(quiet=True)
    own = load_composed_truths(composed_library(settings)) if composed else []
    truths = [*load_truths(data), *own]
    analyse, stamp = start_analysis(partial(load_listening_models, settings.profile))
    library = HeardLibrary(analyse, stamp, settings.data_dir / "evaluation" / "hearing")
    writer = _load_writer(settings, f"{stamp.name}/{stamp.version}") if written else _load_template()
    with progress() as bar:
        task = bar.add_task("listening", total=1.0)
        heard = library.hear_files([truth.path for truth in truths], lambda share: bar.update(task, completed=share))
        extra = [found for path in findings for found in read_findings(path)]
        run = HearingRun(truths, heard, extra, frozenset(without))
        if calibrate:
            err.print(f"Wrote {_write_calibration(run, library.version, frozenset(keep))}", markup=False)
        cases = {rule: run.make_cases(rule, writer, _tell(bar)) for rule in (FIXED, APART, SHIPPED)}
    about = {"listening": library.version, "reasons": "configured writer" if written else "template"}
    report = {"about": about, **run.make_report(cases), "variants": _hear_variants(library, run, variants, settings)}
    if out_folder:
        out_folder.mkdir(parents=True, exist_ok=True)
        (out_folder / "hearing.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
        write_findings(out_folder / "findings.csv", run.findings)
        err.print(f"Wrote {draw_reliability(run.state_probabilities(), out_folder / 'reliability.png')}", markup=False)
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        _show_report(report)


def _list_owners(concept: Concept) -> tuple[str, str]:
    return concept[0], f"{concept[0]}.{concept[1]}"


def _load_template() -> Writer:
    from models.writer.template import TemplateWriter

    return TemplateWriter()


def _load_writer(settings: Settings, encoder: str) -> Writer:
    """Load the configured writer, which hears the vectors of an encoder ("name/version").

    Raises:
        BadInput: ``no-writer`` where the template is configured; those of loading.

    """
    from language.claims.catalogue_names import NO_CATALOGUE
    from models.writer.model_writer import LanguageWriter
    from models.writer.writer_loading import load_writer

    place = find_writer_place(settings)
    if place is None:
        raise BadInput("no-writer", "The template is configured as the writer", "Leave --writer out")
    loaded = load_writer(place.base, place.folder, encoder, place.server)
    return LanguageWriter(loaded.writes, loaded.spec, loaded.name, NO_CATALOGUE, 600.0, loaded.words)


def _tell(bar: Progress) -> Callable[[str, float], None]:
    tasks: dict[str, TaskID] = {}

    def tell(what: str, share: float) -> None:
        if what not in tasks:
            tasks[what] = bar.add_task(what, total=1.0)
        bar.update(tasks[what], completed=share)

    return tell


def _write_calibration(run: HearingRun, version: str, keep: frozenset[str]) -> Path:
    """Fit the table to every finding, and write it where the installation reads it from.

    Entries of the sources to ``keep`` stay: those of the music analyser need the findings of its training run, in which
    each project was judged by a network that had not learnt from it.
    """
    import language
    from language.certainty import TABLE, Calibration, load_calibration
    from research.evaluation.hearing.calibration_fit import fit_calibration, format_table

    path = Path(language.__file__).parent / TABLE
    about = {
        "command": "musechat evaluate hearing --data PATH --calibrate",
        "listening": version,
        "tracks": str(len(run.truths)),
        "projects": ", ".join(sorted({found.project for found in run.findings})),
    }
    fitted = fit_calibration(found for found in run.findings if keep.isdisjoint(_list_owners(found.concept)))
    kept = {c: steps for c, steps in load_calibration().steps.items() if not keep.isdisjoint(_list_owners(c))}
    table = Calibration(dict(sorted({**fitted.steps, **kept}.items())))
    path.write_text(format_table(table, about), "utf-8")
    load_calibration.cache_clear()
    return path


def _hear_variants(library: HeardLibrary, run: HearingRun, count: int, settings: Settings) -> list[Json]:
    from research.evaluation.hearing.variants import measure_variants

    if count <= 0:
        return []
    # Evenly over the list, so that every project has a share.
    step = max(1, len(run.truths) // count)
    paths = [truth.path for truth in run.truths[::step]][:count]
    work = settings.data_dir / "evaluation" / "variants"
    return [asdict(row) for row in measure_variants(library, paths, work)]


def _show_report(report: Json) -> None:
    from research.evaluation.hearing.hearing_run import RULES
    from research.evaluation.hearing.spoken_claims import ABOUT

    out.print(f"{report['tracks']} tracks of {report['projects']} projects; {report['about']['listening']}")
    _show_found(report["found"])
    for rule, subsets in report["claims"].items():
        for subset, places in subsets.items():
            _show_claims(f"{rule}, {subset}", places)
    for name, words in {**RULES, **ABOUT}.items():
        out.print(f"{name}: {words}", markup=False)
    out.print(
        "Right of judged, with 95 % intervals by bootstrap over projects. Named: share of the tracks with something to "
        "name of which something true is said plainly; silent: nothing is said. Guesses: right of judged."
    )
    for name, kinds in report["calibration error"].items():
        errors = ", ".join(f"{kind} {error:.2f}" for kind, error in kinds.items())
        out.print(f"Expected calibration error, {name}: {errors}", markup=False)
    tagged = ", ".join(f"{name} ({count})" for name, count in report["only taggers judge"].items())
    out.print(f"Only the taggers judge (tracks tagged so): {tagged or 'nothing'}", markup=False)
    if report["variants"]:
        _show_variants(report["variants"])


def _show_found(found: Json) -> None:
    table = Table("found", "tempo ±4 %", "with octaves", "key exact", "key MIREX", box=None, header_style="bold")
    for source, figures in found.items():
        table.add_row(source, *(_cell(figures[name]) for name in ("tempo", "octave", "key_exact", "key_mirex")))
    out.print(table)


def _show_claims(title: str, places: Json) -> None:
    table = Table(title, "kind", "said", "right of judged", "precision", "named", "silent", "guesses", box=None)
    for place, rows in places.items():
        for row in rows:
            if row["said"] or row["known"] or row["hedged"][0]:
                table.add_row(
                    place,
                    row["kind"],
                    str(row["said"]),
                    f"{row['right']} of {row['judged']}",
                    _cell(row["precision"]),
                    _cell(row["named"]),
                    "–" if row["silent"] is None else f"{row['silent']:.2f}",
                    f"{row['hedged'][1]} of {row['hedged'][0]}",
                )
    out.print(table)


def _show_variants(rows: list[Json]) -> None:
    table = Table("variant", "files", "top 5 tags kept", "words kept", "energy ±", "tempo kept", "likeness", box=None)
    for row in rows:
        shares = (f"{row[name]:.3f}" for name in ("top", "said", "energy", "tempo", "likeness"))
        table.add_row(row["name"], str(row["files"]), *shares)
    out.print(table)


def _cell(found: Json | None) -> str:
    return "–" if found is None else f"{found['mean']:.2f} [{found['low']:.2f}, {found['high']:.2f}]"
