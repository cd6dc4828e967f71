"""``musechat train writer``: trains the small base model, and the adapter that feeds a base with audio tokens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from cli.research_inputs import composed_library, encoders_for, pair_set_in, require, teller, weights_folder
from cli.setup import load_settings

if TYPE_CHECKING:
    from models.profiles import Profile
    from models.writer.spec import WriterSpec
    from musechat.settings import Settings
    from research.training.writer_domain import WriterDomain
    from research.training.writer_examples import WriterExamples
    from research.training.writer_run import WriterTrainingRun
    from research.training.writer_trainer import WriterConfig

BASE_LESSONS, LESSONS = 90_000, 40_000  # training examples of the small base and of an adapter


def writer(
    data: Path | None = typer.Option(None, "--data", help="Real material: a folder with LICENSES.csv, music/."),
    profile: str = typer.Option("embedded", "--profile", help="Through whose music encoder it hears."),
    base: bool = typer.Option(False, "--base", help="Train the small base too, before the adapter."),
    llm: str = typer.Option("auto", "--llm", help="The base: embedded, an id or a folder; else the profile's."),
    dataset: Path | None = typer.Option(None, "--dataset", help="Learn from the dialogues of a data set instead."),
    naming: str = typer.Option("auto", "--naming", help="Title and artist in training: slot, text or none."),
    lessons: int = typer.Option(LESSONS, "--lessons", min=1, help="Lessons for the adapter."),
    base_lessons: int = typer.Option(BASE_LESSONS, "--base-lessons", min=1, help="Lessons for the small base."),
    altered: int = typer.Option(2000, "--altered", min=0, help="Tracks of altered music to hear."),
    out_folder: Path | None = typer.Option(None, "--out", help="Folder that receives base and adapter."),
    resume: bool = typer.Option(True, "--resume/--fresh", help="Go on from the last checkpoint, or begin anew."),
    threads: int = typer.Option(2, "--threads", min=1, help="Processor threads to use."),
    seed: int = typer.Option(0, "--seed", help="Seed of all that is random."),
) -> None:
    """Train the writer: on reasons made from facts, or on a data set's dialogues; loss on the answer only."""
    require("accelerate", "peft", "transformers", "matplotlib")
    import torch

    from models.writer.known_words import collect_words, write_words
    from models.writer.writer_loading import EMBEDDED, find_writer_folder, resolve_base
    from research.training.model_card import write_card
    from research.training.writer_run import WriterTrainingRun
    from research.training.writer_trainer import WriterConfig

    torch.set_num_threads(threads)
    settings = load_settings(quiet=True)
    named = resolve_base(llm, profile)
    folder = out_folder or find_writer_folder(
        named, weights_folder(settings, "embedded"), weights_folder(settings, profile)
    )
    encoders = encoders_for(settings, profile)
    run = WriterTrainingRun(settings.data_dir / "training" / f"writer-{profile}", folder, teller(), seed, resume)
    spec = _spec(named, naming, encoders)
    # The base is trained on the synthetic domain even where the adapter learns from a data set.
    domain = None if dataset and not base else _world(settings, data, encoders, altered, seed)
    if base and domain is not None:
        _train_base(run, domain, WriterConfig(lessons=base_lessons), data)
    if dataset:
        learning = _dialogues(dataset, spec, seed)
    else:
        assert domain is not None  # noqa: S101 (for the type checker)
        learning = _made(domain, spec, lessons, seed)
    config = (WriterConfig if named == EMBEDDED else WriterConfig.large)(lessons=len(learning[0]))
    about = {"data": data is not None, "dataset": str(dataset or ""), **(domain.describe_domain if domain else {})}
    result = run.train_adapter(spec, learning, config, about)
    if dataset and named == EMBEDDED:
        # A data set's dialogues hold words that the base has not learnt.
        write_words(result.folder, collect_words(learning[0][n].answer for n in range(len(learning[0]))))
    _tell("adapter", result, run)
    # The card describes the published weights: not for a run into a folder of its own.
    if out_folder is None and (named, profile) == (EMBEDDED, "embedded"):
        write_card(folder.parent)


def _spec(named: str, naming: str, encoders: Profile) -> WriterSpec:
    from models.writer.prompt import NameStyle
    from models.writer.spec import BASE, WriterSpec
    from models.writer.writer_loading import ALL_LANGUAGES, EMBEDDED

    small = named == EMBEDDED
    # The small base cannot copy unseen names reliably: it writes a slot that is filled in afterwards.
    style = NameStyle(naming) if naming != "auto" else NameStyle.SLOT if small else NameStyle.TEXT
    return WriterSpec(
        base=BASE if small else named,
        encoder=f"{encoders.music.name}/{encoders.music.version}",
        music_dim=encoders.music.dim,
        soft_tokens=4,
        naming=style,
        styles=2,
        languages=("en",) if small else ALL_LANGUAGES,
    )


def _world(settings: Settings, data: Path | None, encoders: Profile, altered: int, seed: int) -> WriterDomain:
    from research.training.synthetic_domain import DomainSources
    from research.training.writer_domain import make_writer_domain

    music = DomainSources(data, composed_library(settings), (), settings.data_dir / "training")
    return make_writer_domain(music, encoders, teller(), altered=altered, seed=seed)


def _train_base(run: WriterTrainingRun, domain: WriterDomain, config: WriterConfig, data: Path | None) -> None:
    from models.writer.known_words import write_words
    from models.writer.prompt import PromptStyle
    from research.training.learnt_words import list_grammar_words
    from research.training.writer_examples import GrammarReasons

    style = PromptStyle(soft_tokens=0)  # the base learns from text alone; audio tokens come with the adapter
    examples = (
        GrammarReasons(domain.learning, config.lessons, run.seed, style),
        GrammarReasons(domain.validation, config.validation, run.seed + 1, style),
    )
    result = run.train_base(examples, config, {"data": data is not None, **domain.describe_domain})
    write_words(result.folder, list_grammar_words())
    _tell("base", result, run)


def _made(domain: WriterDomain, spec: WriterSpec, count: int, seed: int) -> tuple[WriterExamples, WriterExamples]:
    from language.certainty import load_calibration
    from research.fixed_thresholds import find_proved_names
    from research.training.writer_examples import GrammarReasons
    from research.training.writer_trainer import WriterConfig

    heard = find_proved_names(load_calibration())
    # Other seeds than the base's, so that the adapter does not meet the same examples again.
    return (
        GrammarReasons(domain.learning, count, seed + 2, spec.style, heard),
        GrammarReasons(domain.validation, WriterConfig.validation, seed + 3, spec.style, heard),
    )


def _dialogues(dataset: Path, spec: WriterSpec, seed: int) -> tuple[WriterExamples, WriterExamples]:
    from research.datasets.released_layout import read_all
    from research.training.writer_domain import load_dialogues

    quartets, problems = read_all(dataset)
    for problem in problems[:5]:
        typer.echo(f"Left out: {problem.line}", err=True)
    return load_dialogues(quartets, pair_set_in(dataset), spec.style, seed)


def _tell(what: str, result: Any, run: WriterTrainingRun) -> None:
    from research.training.writer_curves import draw_losses

    curves = draw_losses(what, result.history, run.work / f"{what}-curves.png")
    typer.echo(
        f"Wrote {result.folder} after {result.seconds:.0f} s, validation loss {result.loss:.3f}; curves in {curves}."
    )
