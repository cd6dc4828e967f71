"""``musechat evaluate taste``: whether a learnt taste helps members who have one, and leaves others' picks alone."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from cli.setup import err, load_settings, open_database, out
from musechat.settings import Settings
from store.track_library import list_tracks

if TYPE_CHECKING:
    from models.ranking.chooser import Chooser
    from research.evaluation.taste_benefit import Interval, TasteFigures


def taste(
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
    members: int = typer.Option(400, min=10, help="Simulated members of each kind."),
    sessions: int = typer.Option(5, min=2, max=50, help="How often each asks."),
    seed: int = typer.Option(0, help="Seed of all that is random."),
) -> None:
    """Simulate members with and without a lasting taste, over the library or, where that is empty, a composed one."""
    import torch

    from research.evaluation.taste_benefit import compute_chance, measure_taste_benefit

    torch.set_num_threads(1)  # sums depend on the number of threads: figures must not depend on the machine
    settings = load_settings(quiet=True)
    with some_chooser(settings) as chooser, _progress() as progress:
        task = progress.add_task("asking", total=1.0)
        figures = measure_taste_benefit(
            chooser,
            members=members,
            sessions=sessions,
            seed=seed,
            told=lambda share: progress.update(task, completed=share),
        )
        tracks, by_chance = len(chooser.library), compute_chance(chooser.library)
    if as_json:
        report = {"tracks": tracks, "chance": by_chance, "kinds": [asdict(f) for f in figures]}
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        _show(figures, tracks, by_chance)


@contextmanager
def some_chooser(settings: Settings) -> Iterator[Chooser]:
    """Build the chooser of the installed library; where that is empty, of a composed one that is deleted afterwards."""
    from models.profiles import ProfileCache
    from worker.snapshot.serving_snapshot import build_serving_snapshot

    with open_database(settings) as db:
        with db.read() as session:
            filled = bool(list_tracks(session))
        if filled:
            yield build_serving_snapshot(db, settings, ProfileCache()).chooser
            return
    from cli.demo import prepare

    err.print("The library is empty: composing one for this measurement alone.")
    with tempfile.TemporaryDirectory(prefix="musechat-evaluate-") as folder:
        # Without the URLs: composed tracks must not reach the installation's database.
        own = settings.model_copy(update={"data_dir": Path(folder), "database_url": "", "blob_url": ""})
        with open_database(own) as db:
            prepare(own, db)
            yield build_serving_snapshot(db, own, ProfileCache()).chooser


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True)


def _show(figures: list[TasteFigures], tracks: int, by_chance: float) -> None:
    last = len(figures[0].with_taste)
    table = Table(title=f"hit@10 of simulated members, {tracks} tracks (by chance {by_chance:.2f})")
    for column in ("members", "session 1", f"session {last}, without", f"session {last}, with", "gain", "growth"):
        table.add_column(column, justify="left" if column == "members" else "right")
    for found in figures:
        shares = (found.with_taste[0], found.without[-1], found.with_taste[-1])
        table.add_row(
            f"{found.members} with {found.kind}",
            *(f"{share[0]:.3f}" for share in shares),
            _interval(found.gain),
            _interval(found.growth),
        )
    out.print(table)
    out.print(
        f"gain: session {last} with a learnt taste less the same requests without. growth: session {last} less session "
        "1, with taste; other requests, so it holds their luck too. 95 % intervals, bootstrap over members."
    )
    out.print(
        "Members are made up: each likes a direction over measured traits and tags or over the ear's vectors, never "
        "the fusion's space; it comes from five tracks that are held out. They take the best of sixteen that are shown."
    )


def _interval(found: Interval) -> str:
    mean, low, high = found
    return f"{mean:+.3f} [{low:+.3f}, {high:+.3f}]"
