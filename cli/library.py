"""``musechat library add``, ``list``, ``show``, ``remove``: the tracks of the library."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cli.import_view import list_left_out
from cli.library_view import show_table, show_track, track_json
from cli.setup import err, load_settings, open_database, out
from musechat.errors import BadInput
from musechat.library_paths import show_path
from musechat.settings import Settings
from musechat.track import Track
from store import track_library
from store.database import Database
from store.source_tracks import find_evidence
from worker.library import AddReport, FileDone, add_files

_LEAST_PREFIX = 4  # of an id; fewer digits would name too many tracks to be meant


def add(
    paths: list[Path] = typer.Argument(..., metavar="PATH...", help="Files, and folders with all that is in them."),
) -> None:
    """Listen to music files and bring them into the library; what is known is skipped."""
    settings = load_settings(quiet=True)
    with open_database(settings) as db:
        report = add_paths(paths, settings, db)
    if report.usable == 0:
        raise BadInput("nothing-usable", "None of these files could be used", "Give files that play as music")


def list_tracks(as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """List all tracks."""
    with open_database(load_settings(quiet=True)) as db, db.read() as session:
        tracks = sorted(track_library.list_tracks(session), key=lambda t: (t.artist.lower(), t.title.lower(), t.id))
    if as_json:
        typer.echo(json.dumps([track_json(t) for t in tracks], ensure_ascii=False))
    elif tracks:
        show_table(tracks)
    else:
        out.print("The library is empty. Bring music in: musechat library add PATH")


def show(
    track_id: str = typer.Argument(..., metavar="ID", help="A track's id, or its beginning."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Show what is known of a track."""
    with open_database(load_settings(quiet=True)) as db:
        track = find_one(db, track_id)
        with db.read() as session:
            stated = [stored.track.evidence for stored in find_evidence(session, track.id)]
    if as_json:
        typer.echo(json.dumps(track_json(track), ensure_ascii=False))
    else:
        show_track(track, [evidence for evidence in stated if evidence], _read_gain(Path(track.path)))


def _read_gain(path: Path) -> float | None:
    try:
        from media.listen import read_file_tags
    except ImportError:  # an installation without what a worker needs
        return None
    return read_file_tags(path).gain_db if path.is_file() else None


def remove(track_id: str = typer.Argument(..., metavar="ID", help="A track's id, or its beginning.")) -> None:
    """Take a track out of the library; the file itself stays."""
    with open_database(load_settings(quiet=True)) as db:
        track = find_one(db, track_id)
        with db.write() as session:
            # The row is only marked as removed: turns that picked the track still refer to it.
            track_library.remove_track(session, track.id)
    out.print(f"Removed {track.title} by {track.artist} ({track.id}). The file stays.", markup=False, soft_wrap=True)


def add_paths(paths: Iterable[Path], settings: Settings, db: Database) -> AddReport:
    """Add files to the library, with a progress bar where standard error is a terminal, and print a summary.

    Args:
        paths: files, and folders that are searched.
        settings: of the installation.
        db: the library's database.

    Raises:
        KeyboardInterrupt: it was stopped; finished files stay in the library.

    """
    started = time.monotonic()
    columns = (
        TextColumn("Listening"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False, style="dim"),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None, rate="", name="")
        sound = 0.0

        def progress(event: FileDone) -> None:
            nonlocal sound
            sound += event.sound_s
            # The first files finish within milliseconds of each other: without a least time the rate would be absurd.
            rate = f"{sound / max(0.1, time.monotonic() - started):.0f}× real time" if sound else ""
            bar.update(task, completed=event.done, total=event.total, rate=rate, name=show_path(event.path.name)[:40])
            if event.outcome == "broken":
                bar.console.print(f"[yellow]skipped[/] {escape(show_path(event.path))}: {escape(event.reason)}")

        try:
            report = add_files(paths, db, settings, progress)
        except KeyboardInterrupt:
            bar.stop()
            err.print("Stopped. What was finished is in the library; run it again to go on.")
            raise
    _summarise(report, time.monotonic() - started)
    return report


def find_one(db: Database, prefix: str) -> Track:
    """Find the one track whose id begins with ``prefix``.

    Raises:
        BadInput: ``no-such-track``, ``ambiguous-track``.

    """
    with db.read() as session:
        found = track_library.find_tracks(session, prefix) if len(prefix) >= _LEAST_PREFIX else []
    if not found:
        remedy = f"Give at least {_LEAST_PREFIX} digits of an id that `musechat library list` shows"
        raise BadInput("no-such-track", f"There is no track with id {prefix}", remedy)
    if len(found) > 1:
        raise BadInput(
            "ambiguous-track", f"{len(found)} tracks have an id that begins with {prefix}", "Give more digits"
        )
    return found[0]


def _summarise(report: AddReport, seconds: float) -> None:
    counts = {
        "added": len(report.added),
        "heard again": len(report.renewed),
        "retagged or moved": len(report.retagged),
        "known": len(report.known),
        "twice": len(report.twice),
        "broken": len(report.broken),
    }
    words = ", ".join(f"{n} {name}" for name, n in counts.items() if n or name in ("added", "known", "broken"))
    speed = (
        f", {report.sound_s / 60:.1f} min of music at {report.sound_s / seconds:.0f}× real time"
        if report.sound_s
        else ""
    )
    out.print(f"Library: {words} in {seconds:.1f} s{speed}.", soft_wrap=True)
    # By reason: a folder of pictures would otherwise print a line for each.
    for reason, number in Counter(reason for _, reason in report.broken).items():
        paths = [show_path(path.name) for path, other in report.broken if other == reason]
        out.print(
            f"  broken: {', '.join(paths) if number < 4 else f'{number} files'}: {reason}", markup=False, soft_wrap=True
        )
    for path, reason in report.twice:
        out.print(f"  twice: {show_path(path.name)}: {reason}", markup=False, soft_wrap=True)
    for line in list_left_out(report):
        out.print(f"  {line}", markup=False, soft_wrap=True)
