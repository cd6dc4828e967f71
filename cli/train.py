"""``musechat train``: train the weights that the embedded profile ships with."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli.common import err, load_settings, require_data_folder
from musechat.settings import Settings

if TYPE_CHECKING:
    from models.train.distil import Agreement

app = typer.Typer(help="Train the models.", no_args_is_help=True)

DATA = typer.Option(None, "--data", help="Real material: a folder with LICENSES.csv, music/, tables/ and weights/.")
OUT = typer.Option(Path("models/weights"), "--out", help="Folder that receives the trained weights.")
THREADS = typer.Option(2, "--threads", min=1, help="Processor threads to use.")
SEED = typer.Option(0, "--seed", help="Seed of all that is random.")


@app.command()
def encoders(
    data: Path | None = DATA,
    out_folder: Path = OUT,
    epochs: int = typer.Option(10, min=1, help="Passes over the lessons."),
    altered: int = typer.Option(4000, min=0, help="Windows of altered music to learn from."),
    with_composed: bool = typer.Option(True, "--composed/--no-composed", help="Learn from the composed library too."),
    threads: int = THREADS,
    seed: int = SEED,
) -> None:
    """Teach the ear what two music taggers hear; without --data, what the composed library says of itself."""
    import torch

    from models.train.card import write_card
    from models.train.distil import DistilConfig
    from models.train.ear_course import EarConfig, train_ear

    torch.set_num_threads(threads)
    settings = load_settings(quiet=True)
    composed = _composed(settings)
    config = EarConfig(altered=altered, composed=with_composed, distil=DistilConfig(epochs=epochs, seed=seed))
    result = train_ear(data, composed, out_folder, settings.data_dir / "training", config, _Teller())
    write_card(out_folder)
    typer.echo(f"Wrote {result.path}, version {result.version}, after {result.seconds:.0f} s.")
    _print_agreement(result.agreement)


@app.command()
def fusion(
    data: Path | None = DATA,
    out_folder: Path = OUT,
    steps: int = typer.Option(320, min=1, help="Batches to learn from."),
    threads: int = THREADS,
    seed: int = SEED,
) -> None:
    """Teach the fusion on pairs made by correspondence of measured traits and tags."""
    import torch

    from models.train.card import write_card
    from models.train.fusion_course import train_fusion
    from models.train.learn_fusion import FusionConfig

    torch.set_num_threads(threads)
    settings = load_settings(quiet=True)
    result = train_fusion(
        data, _composed(settings), out_folder, out_folder, FusionConfig(steps=steps, seed=seed), _Teller()
    )
    write_card(out_folder)
    typer.echo(f"Wrote {result.path}, version {result.version}, after {result.seconds:.0f} s.")
    typer.echo(f"Loss on made pairs {result.loss:.3f}. The pairs are made: no real pair of clip and music was seen.")


def _print_agreement(found: Agreement | None) -> None:
    if found is None:
        typer.echo("No teachers without --data: learnt from the composed library's own truth, compared with nobody.")
        return
    typer.echo(
        f"On {found.tracks} tracks of projects kept out of training: top-5 tag overlap {found.top5:.3f}, "
        f"mean per-tag Spearman {found.spearman:.3f} against the teachers."
    )


def _composed(settings: Settings) -> Path:
    """Make the composed library where it is missing."""
    from media.demo import compose_library

    require_data_folder(settings)
    folder = settings.data_dir / "demo" / "music"
    compose_library(folder, progress=lambda done, total, title: _say(f"composing {title}", done / total))
    return folder


class _Teller:
    """Says what is being done: a line at the start of each thing, then one every few seconds."""

    def __init__(self, every_s: float = 5.0) -> None:
        self._every = every_s
        self._last = 0.0

    def __call__(self, what: str, share: float) -> None:
        now = time.monotonic()
        if share >= 1.0 or now - self._last >= self._every:
            self._last = now
            _say(what, share)


def _say(what: str, share: float) -> None:
    err.print(f"{100 * min(1.0, share):3.0f} % {what}", markup=False)
