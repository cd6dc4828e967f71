"""``musechat demo``: makes a library and clips, prints a whole conversation about one, then serves the page."""

from __future__ import annotations

import asyncio
from pathlib import Path

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cli.ask import converse
from cli.library import add_paths
from cli.setup import load_settings, open_database, out
from cli.up import up
from musechat.settings import Settings
from musechat.turn import ClipSource, SourceKind
from store.database import Database

WORDS = ("calmer, and piano if you have it", "no vocals, and a bit darker")


def demo(
    serve: bool = typer.Option(True, help="Serve the page afterwards, until Ctrl-C."),
) -> None:
    """Show the whole thing on music and clips that MuseChat makes itself (CC0)."""
    settings = load_settings(quiet=True)
    with open_database(settings) as db:
        clips = prepare(settings, db)
        clip = clips[0]
        # As a file of this machine: nothing is uploaded or copied for the printed conversation.
        source = ClipSource(SourceKind.PATH, str(clip), clip.name)
        asyncio.run(converse(settings, db, source, list(WORDS), quiet=False))
    out.print(f"\n[dim]All of this lies in {settings.data_dir}; delete the folder and nothing is left.[/]\n")
    if serve:
        up()


def prepare(settings: Settings, db: Database) -> list[Path]:
    """Make the demo library and clips where they are missing, and add the music to the library.

    Returns:
        Paths of the clips, the one for the printed conversation first.

    """
    from demo import compose_library, draw_clips  # numpy, scipy and PyAV: only where needed

    music, clips = settings.data_dir / "demo" / "music", settings.data_dir / "demo" / "clips"
    columns = (
        TextColumn("Composing"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[title]}", style="dim"),
    )
    with Progress(*columns, console=out, transient=True) as progress:
        task = progress.add_task("", total=None, title="")

        def composed(done: int, total: int, title: str) -> None:
            progress.update(task, completed=done, total=total, title=title)

        compose_library(music, progress=composed)
    # Both keep what an earlier run finished, so a demo that was stopped goes on where it was.
    with out.status("Drawing clips…"):
        drawn = draw_clips(clips)
    add_paths([music], settings, db)
    return [clips / clip.file for clip in drawn]
