"""Inputs of evaluations on real material: a library, its judges, and analysed clips."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from cli.setup import err, load_settings, open_database
from musechat.errors import BadInput
from musechat.settings import Settings
from store.database import Database

if TYPE_CHECKING:
    from models.scenes.recogniser import SceneRecogniser
    from research.evaluation.judges import Judges
    from research.evaluation.scripted_conversation import ScriptedLibrary
    from research.training.synthetic_clips import ClipTokens

DATA = typer.Option(..., "--data", help="Real material: a folder with music/, videos/, tables/ and weights/.")
OWN = typer.Option(False, "--library", help="Choose from the installed library instead of the music in the folder.")
OUT = typer.Option(None, "--out", help="Also write the figures as JSON and as a picture into this folder.")
AS_JSON = typer.Option(False, "--json", help="Print JSON.")


@contextmanager
def opened(data: Path, *, own: bool) -> Iterator[tuple[Settings, ScriptedLibrary]]:
    """Open the settings and a library to choose from: the installed one if ``own``, else one made of ``data``/music.

    A library that was made is kept in the data folder under a hash of the music, so that the next run reuses it.

    Raises:
        BadInput: ``no-material``.

    """
    import torch

    from models.profiles import ProfileCache
    from research.evaluation.scripted_conversation import ScriptedLibrary
    from worker.snapshot.serving_snapshot import build_serving_snapshot

    torch.set_num_threads(1)  # sums depend on the number of threads: figures must not depend on the machine
    settings = load_settings(quiet=True)
    chosen = settings if own else _apart(settings, data / "music")
    with open_database(chosen) as db:
        if not own:
            _listen(data / "music", chosen, db)
        yield settings, ScriptedLibrary.from_chooser(build_serving_snapshot(db, chosen, ProfileCache()).chooser)


def judges_for(data: Path, settings: Settings) -> Judges:
    """Load the judges, with a cache of the files that they have scored before."""
    from research.evaluation.judges import Judges

    return Judges(data / "weights", settings.data_dir / "evaluation" / "judges")


def watched(folder: Path, profile: str, recogniser: SceneRecogniser | None = None) -> list[ClipTokens]:
    """Analyse every clip of a folder, in the order of their names; what they show too where a recogniser is given.

    Raises:
        BadInput: ``no-clips``.

    """
    from media.watch import WarmProcesses, watch_clip
    from models.profiles import load_profile
    from research.training.synthetic_clips import ClipTokens

    files = sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []
    if not files:
        raise BadInput("no-clips", f"There are no clips in {folder}", "Name a folder of clips with --clips")
    frames = load_profile(profile).frames
    clips = []
    # Clips are decoded in child processes, kept warm: a damaged file must not end an evaluation of hours.
    with progress() as bar, WarmProcesses() as processes:
        for path in bar.track(files, description="watching"):
            analysed = watch_clip(path, processes=processes)
            scenes = recogniser.recognise_clip(analysed.frames).scenes if recogniser else ()
            traits = replace(analysed.traits, scenes=scenes)
            tokens = frames.encode_frames(analysed.frames, analysed.frame_times_s, traits)
            clips.append(ClipTokens(tokens, traits, path.name))
    return clips


def progress() -> Progress:
    """Make a progress bar on standard error that disappears when done; standard output stays clean for ``--json``."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True)


def _listen(music: Path, settings: Settings, db: Database) -> None:
    """Add the music to the library; tracks that it has already are skipped."""
    from worker.library import add_files

    with progress() as bar:
        task = bar.add_task("listening", total=None)
        report = add_files([music], db, settings, lambda file: bar.update(task, completed=file.done, total=file.total))
    for path, reason in report.broken:
        err.print(f"Left out {path.name}: {reason}", markup=False)


def _apart(settings: Settings, music: Path) -> Settings:
    """Build settings with a data folder of their own, named by a hash of the music's names and content."""
    if not music.is_dir():
        raise BadInput("no-material", f"There is no folder {music}", "Give the folder that holds music/ with --data")
    content = hashlib.sha256()
    for path in sorted(path for path in music.rglob("*") if path.is_file()):
        content.update(path.name.encode() + path.read_bytes())
    folder = settings.data_dir / "evaluation" / f"library-{content.hexdigest()[:12]}"
    # Without the URLs: an evaluation must never write to the installation's database.
    return settings.model_copy(update={"data_dir": folder, "database_url": "", "blob_url": ""})
