"""``musechat evaluate writer``: whether reasons name the right track, state true facts about it, and read well."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer
from rich.progress import Progress

from cli.evaluate_inputs import AS_JSON, OUT, OWN, progress
from cli.evaluate_writer_inputs import Ears, heard_tracks, material, voices
from cli.evaluate_writer_view import WriterReport, show
from cli.setup import err, load_settings
from musechat.errors import BadInput
from musechat.settings import Settings

if TYPE_CHECKING:
    from models.writer.writer_loading import LoadedWriter
    from research.evaluation.scripted_conversation import ScriptedLibrary
    from research.evaluation.writer.evaluation_run import WriterRun
    from research.evaluation.writer.language_model_judge import ReaderFigures
    from research.training.synthetic_clips import ClipTokens

LEAST = 4  # fewer reasons give no interval


@dataclass(frozen=True)
class ReaderOptions:
    """The language model that reads the texts, and how many it reads."""

    url: str
    model: str
    count: int


def writer(
    data: Path | None = typer.Option(None, "--data", help="Real material: a folder with music/, videos/ and weights/."),
    own: bool = OWN,
    which: str = typer.Option("", "--writer", help="auto, template, embedded or a model's id, as MUSECHAT_WRITER."),
    weights: Path | None = typer.Option(None, "--weights", help="Folder with the writer's base and adapter."),
    count: int = typer.Option(240, "--count", min=LEAST, help="How many reasons."),
    seed: int = typer.Option(0, "--seed", help="Seed of all that is random."),
    judge_url: str = typer.Option("", "--judge-url", help="OpenAI-compatible API of a model that reads the texts."),
    judge_model: str = typer.Option("", "--judge-model", help="Its name there."),
    judge_count: int = typer.Option(40, "--judge-count", min=1, help="How many texts it reads."),
    samples: Path | None = typer.Option(None, "--samples", help="Also write reasons for people to read: Markdown."),
    out_folder: Path | None = OUT,
    as_json: bool = AS_JSON,
) -> None:
    """Write reasons for real turns in several ways: right names, claims against taggers and signal, clarity.

    Without --data for drawn clips over the installed library or a composed one; there only the store's facts judge.
    """
    import torch

    torch.set_num_threads(1)  # sums depend on the number of threads: figures must not depend on the machine
    settings = load_settings(quiet=True)
    if judge_url and not judge_model:
        raise BadInput("no-model", f"The API at {judge_url} needs a model's name", "Give it with --judge-model")
    loaded, bare_base = voices(_with(settings, which), weights)
    with material(data, settings, own=own) as (used, library, clips), progress() as bar:
        judged = heard_tracks(data, used, library, bar)
        run = _run(data, library, clips, judged, (loaded, bare_base), (count, seed), bar)
        reader = (
            _read(run, loaded, settings, ReaderOptions(judge_url, judge_model, judge_count), bar) if judge_url else None
        )
        about = {"writer": loaded.name if loaded else "template", "seed": seed, "real": data is not None}
        report = run.make_report(library.chooser.text, reader, about | {"library": len(library.tracks)})
    if out_folder:
        _write(out_folder, json.dumps(report, ensure_ascii=False, indent=1), run)
    if samples:
        _write_samples(samples, data, run)
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        show(cast("WriterReport", report), run.case_subsets)


def _with(settings: Settings, which: str) -> Settings:
    return settings.model_copy(update={"writer": which}) if which else settings


def _run(
    data: Path | None,
    library: ScriptedLibrary,
    clips: list[ClipTokens],
    judged: tuple[Ears, Ears],
    voices: tuple[LoadedWriter | None, LoadedWriter | None],
    wanted: tuple[int, int],
    bar: Progress,
) -> WriterRun:
    """Choose cases, write their reasons in several ways, and gather both.

    Args:
        data: folder with real material, if any.
        library: the library to choose from.
        clips: analysed clips.
        judged: what the judges found in each track, and what they would guess.
        voices: the writer, and its base without the adapter.
        wanted: number of reasons, and the seed.
        bar: for progress.

    """
    from language.claims.catalogue_names import CatalogueNames
    from research.evaluation.writer.cases import make_cases
    from research.evaluation.writer.evaluation_run import WriterRun
    from research.evaluation.writer.name_accuracy import KnownNames
    from research.evaluation.writer.samples import read_credits
    from research.evaluation.writer.written_reasons import write_rows
    from research.training.audio_encoder_run import AudioEncoderConfig

    count, seed = wanted
    names = library.chooser.library.names
    choosing, writing = bar.add_task("choosing", total=1.0), bar.add_task("writing", total=1.0)
    cases = make_cases(library, clips, count, seed, lambda share: bar.update(choosing, completed=share))
    rows = write_rows(
        cases,
        *voices,
        CatalogueNames(names),
        lambda row, share: bar.update(writing, completed=share, description=f"writing: {row}"),
        seed,
    )
    known = read_credits(data / "LICENSES.csv") if data else {}
    unheard = {name for name, credit in known.items() if credit.project in AudioEncoderConfig().held_out}
    return WriterRun(cases, rows, *judged, KnownNames(names), unheard, seed)


def _read(
    run: WriterRun, loaded: LoadedWriter | None, settings: Settings, reader: ReaderOptions, bar: Progress
) -> ReaderFigures:
    """Have a language model compare some of the shown texts with the template's."""
    from research.datasets.chat_model import LlmConfig
    from research.evaluation.writer.language_model_judge import find_model_family, read_by_model
    from research.evaluation.writer.written_reasons import SHOWN, TEMPLATE

    if loaded and find_model_family(loaded.name) == find_model_family(reader.model):
        err.print(f"{reader.model} judges a writer of its own family, and may like its own words best.", markup=False)
    row = SHOWN if SHOWN in run.rows else TEMPLATE
    texts, others = ([text.text for text in run.rows[name][: reader.count]] for name in (row, TEMPLATE))
    task = bar.add_task("reading", total=1.0)
    # Temperature 0: the same texts get the same marks in the next run, as far as the server allows.
    config = LlmConfig(
        reader.url,
        reader.model,
        settings.llm_key.get_secret_value(),
        temperature=0.0,
        options=("--judge-url", "--judge-model"),
    )
    return asyncio.run(
        read_by_model(
            run.cases[: reader.count],
            texts,
            others,
            (row, TEMPLATE),
            config,
            lambda share: bar.update(task, completed=share),
        )
    )


def _write(folder: Path, report: str, run: WriterRun) -> None:
    from research.evaluation.writer.report import draw_figures

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "writer.json").write_text(report, "utf-8")
    draw_figures(run.case_subsets[0], folder / "writer.png")


def _write_samples(path: Path, data: Path | None, run: WriterRun) -> None:
    from research.evaluation.writer.samples import read_credits, write_samples
    from research.evaluation.writer.written_reasons import SHOWN, TEMPLATE

    shown = run.rows.get(SHOWN) or run.rows[TEMPLATE]
    known = read_credits(data / "LICENSES.csv") if data else {}
    command = f"musechat evaluate writer{f' --data {data}' if data else ''} --samples {path}"
    path.write_text(write_samples(run.cases, shown, run.heard, known, command, run.seed), "utf-8")
