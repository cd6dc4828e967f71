"""``musechat train``: trains the audio encoder and the fusion; registers the reader's and the writer's commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli.research_inputs import (
    composed_library,
    encoders_for,
    experiment_for,
    material,
    pair_set_in,
    require,
    teller,
    weights_folder,
)
from cli.setup import load_settings
from cli.train_reader import reader
from cli.train_writer import writer
from cli.train_writer_export import export_writer

if TYPE_CHECKING:
    from research.training.distillation import Agreement

SHIPPED = Path("models/weights")

app = typer.Typer(help="Train the models.", no_args_is_help=True)
app.command()(reader)
app.command()(writer)
app.command("export-writer")(export_writer)

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
    threads: int = THREADS,
    seed: int = SEED,
) -> None:
    """Teach the ear what two music taggers hear; without --data, what the composed library says of itself."""
    import torch

    from research.training.audio_encoder_run import AudioEncoderConfig, train_audio_encoder
    from research.training.distillation import DistilConfig
    from research.training.model_card import write_card

    torch.set_num_threads(threads)
    settings = load_settings(quiet=True)
    composed = composed_library(settings)
    config = AudioEncoderConfig(altered=altered, composed=with_composed, distil=DistilConfig(epochs=epochs, seed=seed))
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
