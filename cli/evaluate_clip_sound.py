"""``musechat evaluate clip-sound``: how well speech and music in clips are found."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from cli.research_inputs import teller
from cli.setup import out

if TYPE_CHECKING:
    from research.evaluation.clip_sound import SoundRow


def clip_sound(
    data: Path = typer.Option(..., "--data", help="Real material: a folder with LICENSES.csv and music/."),
    sounds: Path = typer.Option(
        ..., "--sounds", help="Recordings that nothing learnt from: voices/ and effects/, without music."
    ),
    every_project: bool = typer.Option(
        False, "--every-project", help="Also music of the projects that the network learnt from, or was set on."
    ),
    seed: int = typer.Option(0, "--seed", help="Seed of the mixtures."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Mix voices, music and effects whose truth is known, and judge what is claimed of the mixtures."""
    from research.evaluation.clip_sound import judge_clip_sound
    from research.training.clip_sound_run import ClipSoundConfig, load_music, load_sounds

    pieces = load_music(data, () if every_project else ClipSoundConfig().held_out)
    rows = judge_clip_sound(load_sounds(sounds / "voices"), load_sounds(sounds / "effects"), pieces, teller(), seed)
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], indent=2))
    else:
        _print_rows(rows)


def _print_rows(rows: list[SoundRow]) -> None:
    table = Table("what", "of", "level", "sounds", "claimed", "share of time", box=None, header_style="bold")
    for row in rows:
        level = "" if row.level_db is None else f"{row.level_db:+d} dB"
        table.add_row(row.what, row.of, level, str(row.sounds), f"{row.claimed:.3f}", f"{row.time:.3f}")
    out.print(table)
    out.print("Level: integrated loudness of the voice over the music's.")
