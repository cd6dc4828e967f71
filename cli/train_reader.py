"""``musechat train reader``: trains the network that reads what a member's message does and wants."""

from __future__ import annotations

from pathlib import Path

import typer

from cli.research_inputs import SHIPPED, teller


def reader(
    out_folder: Path = typer.Option(SHIPPED, "--out", help="Folder that receives the trained weights."),
    check: Path | None = typer.Option(None, "--check", help="Labelled messages (JSON lines) to compare with, no more."),
    threads: int = typer.Option(2, "--threads", min=1, help="Processor threads to use."),
    epochs: int = typer.Option(4, "--epochs", min=1, help="Passes over the messages."),
    seed: int = typer.Option(0, "--seed", help="Seed of all that is random."),
) -> None:
    """Train the reader on most of the written messages, with figures on the others."""
    import torch

    from models.encoders.e5 import MultilingualE5
    from research.training.model_card import write_card
    from research.training.reader_run import format_figures, train_reader
    from research.training.reader_trainer import ReaderConfig

    torch.set_num_threads(threads)
    config = ReaderConfig(seed=seed, epochs=epochs)
    result = train_reader(MultilingualE5.load(), out_folder, config, teller(), check)
    if out_folder == SHIPPED:
        write_card(out_folder)
    typer.echo(f"Wrote {result.path}, version {result.version}, after {result.seconds:.0f} s. Held out:")
    typer.echo(format_figures(result.held_out))
    if result.check:
        typer.echo(f"On {check}, none of which was learnt from:")
        typer.echo(format_figures(result.check))
