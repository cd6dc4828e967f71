"""``musechat train clip-sound``: trains the network that hears speech and music in clips."""

from __future__ import annotations

from pathlib import Path

import typer

from cli.research_inputs import teller

SHIPPED = Path("media/watch/clip_sound.safetensors")
CARD_FOLDER = Path("models/weights")

DATA = typer.Option(..., "--data", help="Real material: a folder with LICENSES.csv and music/, perhaps more/.")
SOUNDS = typer.Option(
    ..., "--sounds", help="Recordings that may be learnt from: voices/ and effects/, without music (docs/training.md)."
)


def train_clip_sound(
    data: Path = DATA,
    sounds: Path = SOUNDS,
    out_file: Path = typer.Option(SHIPPED, "--out", help="The weights file."),
    examples: int = typer.Option(4500, min=1, help="Mixtures of six seconds to learn from."),
    epochs: int = typer.Option(3, min=1, help="Passes over them."),
    threads: int = typer.Option(1, "--threads", min=1, help="Processor threads to use."),
    seed: int = typer.Option(0, "--seed", help="Seed of all that is random."),
) -> None:
    """Teach the clip's listener speech and music, by mixtures of voices, music and other sounds."""
    import torch

    from research.training.clip_sound_run import ClipSoundConfig, train_clip_sound
    from research.training.model_card import write_card

    torch.set_num_threads(threads)
    config = ClipSoundConfig(examples=examples, epochs=epochs, seed=seed)
    result = train_clip_sound(data, sounds, out_file, config, teller())
    if out_file == SHIPPED:
        write_card(CARD_FOLDER)
    typer.echo(
        f"Wrote {result.path}, version {result.version}, after {result.seconds:.0f} s; last loss {result.loss:.4f}."
    )
