"""Recording what an installation answers, keeping its data folder, and opening one that was kept."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.behaviour.conversations import AGAIN, CONVERSATIONS, deal_clips
from benchmarks.behaviour.installation import CommandFailed, Installation
from benchmarks.behaviour.stored import count_late_reasons, describe_stored, list_picks

OPENED = "opened.json"
DATA = "data"
CLIP_SUFFIXES = (".mp4", ".mkv", ".mov", ".webm")

Tell = Callable[[str], None]


def record(command: Path, material: Path | None, kept: Path | None, tell: Tell) -> dict[str, Any]:
    """Fill a new data folder, hold all conversations, and give everything that was answered.

    Args:
        command: the ``musechat`` to run.
        material: folder with ``music`` and ``videos``; what it lacks, the demo makes.
        kept: where to keep the data folder, with what it answers when it is opened; None: it is deleted.
        tell: told of each step.

    Raises:
        CommandFailed: a command failed, or a reason was not written in time.
        FileExistsError: ``kept`` is there already.

    """
    if kept is not None and kept.exists():
        raise FileExistsError(f"{kept} is there already; name a folder that is not")
    with tempfile.TemporaryDirectory(prefix="musechat-behaviour-") as scratch:
        here = Installation(command, Path(scratch) / DATA)
        music, clips = find_material(here, material, tell)
        tell(f"analysing {music}")
        tell(here.run("library", "add", str(music)).strip())
        recorded: dict[str, Any] = {"version": here.run("--version").strip(), "library": here.list_library()}
        with here.worker():
            recorded["conversations"] = []
            for clip, words in deal_clips(clips):
                tell(f"{clip.name}: {' | '.join(words)}")
                recorded["conversations"].append(here.ask(clip, words))
        require_punctual(here)
        recorded["picks"] = list_picks(here.folder)
        if kept is not None:
            tell(f"keeping the data folder in {kept}")
            # Not the worker's socket or anything else that is no file: none is left once the worker has ended.
            shutil.copytree(here.folder, kept / DATA)
            opened = {"clip": str(clips[0]), **open_kept(command, kept, clips[0], tell)}
            (kept / OPENED).write_text(json.dumps(opened, ensure_ascii=False, indent=1), encoding="utf-8")
    return recorded


def find_material(here: Installation, material: Path | None, tell: Tell) -> tuple[Path, list[Path]]:
    """Find the folder of music and the clips, in the order of their names; the demo makes what is missing."""
    music = material / "music" if material else Path("-")
    videos = sorted((material / "videos").glob("*")) if material else []
    clips = [path for path in videos if path.suffix in CLIP_SUFFIXES][: len(CONVERSATIONS)]
    if not music.is_dir() or not clips:
        tell("making the demo's music and clips")
        here.run("demo", "--no-serve")
    if not music.is_dir():
        music = here.folder / "demo" / "music"
    if not clips:
        clips = sorted(path for path in (here.folder / "demo" / "clips").iterdir() if path.suffix in CLIP_SUFFIXES)
    return music.resolve(), [clip.resolve() for clip in clips]


def open_kept(command: Path, kept: Path, clip: Path, tell: Tell) -> dict[str, Any]:
    """Open a copy of a kept data folder and give what it lists, answers and holds afterwards.

    ``stored`` is what was analysed, as it stands in the database once all of this was done: another version of an
    analysis or an encoder would have gone through the library again.
    """
    with tempfile.TemporaryDirectory(prefix="musechat-behaviour-") as scratch:
        here = Installation(command, Path(scratch) / DATA)
        shutil.copytree(kept / DATA, here.folder)
        tell("listing its library and turns")
        opened: dict[str, Any] = {"library": here.list_library(), "turns": here.run("turns", "--limit", "1000").split()}
        with here.worker():
            tell(f"{clip.name}: {' | '.join(AGAIN)}")
            opened["conversation"] = here.ask(clip, AGAIN)
        require_punctual(here)
        return {**opened, "stored": describe_stored(here.folder)}


def require_punctual(here: Installation) -> None:
    """Refuse a recording that the machine's speed has decided on.

    Raises:
        CommandFailed: a reason was not written in time.

    """
    if late := count_late_reasons(here.folder):
        raise CommandFailed(f"{late} reasons were not written in time; run it on a machine that is less busy")
