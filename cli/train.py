"""``musechat train``: trains the audio encoder and the fusion; registers the commands of the other parts."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from cli.research_inputs import (
    composed_library,
    encoders_for,
    experiment_for,
    find_scores,
    material,
    pair_set_in,
    require,
    teller,
    weights_folder,
)
from cli.setup import load_settings
from cli.train_clip_sound import train_clip_sound
from cli.train_reader import reader
from cli.train_scales import scales
from cli.train_writer import writer
from cli.train_writer_export import export_writer
from cli.train_writer_words import write_writer_words

if TYPE_CHECKING:
    from musechat.settings import Settings
    from research.training.distillation import Agreement

SHIPPED = Path("models/weights")


class EncoderPart(StrEnum):
    """What `musechat train encoders` trains."""

    BOTH = "both"
    ENCODER = "encoder"
    ANALYSER = "analyser"


app = typer.Typer(help="Train the models.", no_args_is_help=True)
app.command()(reader)
app.command()(writer)
app.command()(scales)
app.command("export-writer")(export_writer)
app.command("writer-words")(write_writer_words)
app.command("clip-sound")(train_clip_sound)

DATA = typer.Option(None, "--data", help="Real material: a folder with LICENSES.csv, music/, tables/ and weights/.")
OUT = typer.Option(SHIPPED, "--out", help="Folder that receives the trained weights.")
THREADS = typer.Option(2, "--threads", min=1, help="Processor threads to use.")
SEED = typer.Option(0, "--seed", help="Seed of all that is random.")


@app.command()
def encoders(
    data: Path | None = DATA,
    out_folder: Path = OUT,
    epochs: int = typer.Option(8, min=1, help="Passes over the lessons."),
    altered: int = typer.Option(12000, min=0, help="Windows of altered music to learn from."),
    with_composed: bool = typer.Option(True, "--composed/--no-composed", help="Learn from the composed library too."),
    part: EncoderPart = typer.Option(EncoderPart.BOTH, "--part", help="Which of the two to train."),
    rendered: int = typer.Option(2600, "--rendered", min=100, help="Rendered excerpts the analyser learns from."),
    swap: bool = typer.Option(True, "--swap/--no-swap", help="Judge each project by a network taught by the others."),
    threads: int = THREADS,
    seed: int = SEED,
) -> None:
    """Train the audio encoder on what two music taggers hear, and the music analyser on rendered scores.

    Without --data, on what the composed library says of itself, and on scores of the project's own composer. The music
    analyser needs fluidsynth and four sound fonts of Debian. A stopped run goes on where it was.
    """
    import torch

    torch.set_num_threads(threads)
    settings = load_settings(quiet=True)
    if part is not EncoderPart.ENCODER:
        _train_analyser(settings, data, out_folder, rendered, swap, seed)
    if part is not EncoderPart.ANALYSER:
        _train_audio_encoder(settings, data, out_folder, AudioEncoderOptions(epochs, altered, with_composed, seed))


def _train_analyser(
    settings: Settings, data: Path | None, out_folder: Path, rendered: int, swap: bool, seed: int
) -> None:
    from research.training.analyser_run import AnalyserRunConfig, train_music_analyser
    from research.training.model_card import write_card

    config = AnalyserRunConfig(examples=rendered, seed=seed, swap=swap)
    cache = settings.data_dir / "training" / f"analyser-{seed}-{rendered}"
    result = train_music_analyser(find_scores(data), out_folder, cache, config, teller())
    write_card(out_folder)
    typer.echo(f"Wrote {result.path}, version {result.version}, after {result.seconds:.0f} s.")
    for project, scores in result.scores.items():
        typer.echo(
            f"{project}, not learnt from: tempo {scores.tempo:.2f} ({scores.tempo_with_octaves:.2f} with octaves), "
            f"beats {scores.beats:.2f}, bar lines {scores.downbeats:.2f}, key {scores.key:.2f}."
        )


class AudioEncoderOptions(NamedTuple):
    """Options of the audio encoder's training."""

    epochs: int
    altered: int
    with_composed: bool
    seed: int


def _train_audio_encoder(settings: Settings, data: Path | None, out_folder: Path, options: AudioEncoderOptions) -> None:
    from research.training.audio_encoder_run import AudioEncoderConfig, train_audio_encoder
    from research.training.distillation import DistilConfig
    from research.training.model_card import write_card

    distil = DistilConfig(epochs=options.epochs, seed=options.seed)
    config = AudioEncoderConfig(altered=options.altered, composed=options.with_composed, distil=distil)
    composed = composed_library(settings)
    result = train_audio_encoder(data, composed, out_folder, settings.data_dir / "training", config, teller())
    write_card(out_folder)
    typer.echo(f"Wrote {result.path}, version {result.version}, after {result.seconds:.0f} s.")
    _print_agreement(result.agreement)


@app.command()
def fusion(
    data: Path | None = DATA,
    profile: str = typer.Option("embedded", "--profile", help="Whose vectors it is for."),
    config: Path | None = typer.Option(None, "--config", help="An experiment's TOML file; else the profile's own."),
    dataset: Path | None = typer.Option(None, "--dataset", help="Learn from a pair set of `musechat data`."),
    out_folder: Path | None = typer.Option(None, "--out", help="Folder that receives the weights."),
    resume: bool = typer.Option(True, "--resume/--fresh", help="Go on from the last checkpoint, or begin anew."),
    threads: int = THREADS,
    seed: int | None = typer.Option(None, "--seed", help="Seed of all that is random; else the experiment's."),
) -> None:
    """Train the baseline MVP and MVT-Fusion, on made pairs or on a data set of your own."""
    require("accelerate", "transformers", "matplotlib")
    import torch

    from research.training.curves import draw_curves
    from research.training.fusion_run import FusionRun
    from research.training.model_card import write_card

    torch.set_num_threads(threads)
    settings = load_settings(quiet=True)
    experiment = experiment_for(profile, config, seed)
    trained = weights_folder(settings, experiment.profile)
    run = FusionRun(
        experiment,
        encoders_for(settings, experiment.profile),
        settings.data_dir / "training" / f"fusion-{experiment.profile}",
        out_folder or trained,
        resume,
    )
    result = (
        run.train_on_pairs(pair_set_in(dataset), teller())
        if dataset
        else run.train_on_synthetic_pairs(material(settings, data, run.profile), teller())
    )
    curves = draw_curves(result.history, run.work / "curves.png")
    if experiment.profile == "embedded":  # the only weights that are published, and so need a model card
        write_card(run.out)
    typer.echo(f"Wrote {result.path}, version {result.version}, after {result.seconds:.0f} s; curves in {curves}.")
    typer.echo(f"Validation R@10: MVP {result.mvp_recall:.3f}, MVT-Fusion {result.fusion_recall:.3f}.")
    if not dataset:
        typer.echo("The pairs are made: no real pair of clip and music was seen.")


def _print_agreement(found: Agreement | None) -> None:
    if found is None:
        typer.echo("No teachers without --data: learnt from the composed library's own truth, compared with nobody.")
        return
    typer.echo(
        f"On {found.tracks} tracks of projects kept out of training: top-5 tag overlap {found.top5:.3f}, "
        f"mean per-tag Spearman {found.spearman:.3f} against the teachers."
    )
