"""Inputs of ``musechat evaluate writer``: the writer and its base without adapter, a library, clips, judges."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import Progress

from cli.evaluate_inputs import judges_for, opened, watched
from cli.evaluate_taste import some_chooser
from cli.writer_place import find_writer_place
from musechat.errors import BadInput
from musechat.settings import Settings

if TYPE_CHECKING:
    from models.writer.writer_loading import LoadedWriter
    from research.evaluation.scripted_conversation import ScriptedLibrary
    from research.evaluation.writer.judge_tags import JudgedTrack
    from research.training.synthetic_clips import ClipTokens

DRAWN_CLIPS = 24  # without real material; drawn from a fixed seed, so that runs compare
Ears = dict[str, "JudgedTrack"]


def voices(settings: Settings, weights: Path | None) -> tuple[LoadedWriter | None, LoadedWriter | None]:
    """Load the writer, and its base alone where the writer takes audio tokens; None where there is none.

    Raises:
        BadInput: ``no-writer``; those of loading.

    """
    from models.profiles import ProfileCache
    from models.writer.spec import BASE
    from models.writer.writer_loading import EMBEDDED, load_writer
    from research.evaluation.writer.written_reasons import load_bare_base
    from worker.snapshot.serving_snapshot import load_wanted_models

    place = find_writer_place(settings, weights)
    if place is None:
        return None, None  # its rows are written in any case
    base, folder, server = place.base, place.folder, place.server
    if base == EMBEDDED and not (folder / BASE).is_dir():
        raise BadInput("no-writer", f"There is no writer in {folder}", "Train one with `musechat train writer`")
    loaded = load_writer(base, folder, "/".join(load_wanted_models(settings, ProfileCache()).music), server)
    return loaded, load_bare_base(base, folder) if loaded.spec.soft_tokens and server is None else None


@contextmanager
def material(
    data: Path | None, settings: Settings, *, own: bool
) -> Iterator[tuple[Settings, ScriptedLibrary, list[ClipTokens]]]:
    """Open the library's settings, the library, and clips: real ones with ``data``, else drawn ones."""
    from research.evaluation.scripted_conversation import ScriptedLibrary

    if data is not None:
        with opened(data, own=own) as (used, library):
            yield used, library, watched(data / "videos", used.profile)
    else:
        with some_chooser(settings) as chooser:
            yield settings, ScriptedLibrary.from_chooser(chooser), _drawn(settings)


def _drawn(settings: Settings) -> list[ClipTokens]:
    import numpy as np

    from models.profiles import load_profile
    from research.training.synthetic_clips import HARD_STRIPES, draw_clip

    rng, frames = np.random.default_rng(0), load_profile(settings.profile).frames
    return [replace(draw_clip(rng, frames, HARD_STRIPES), name=f"drawn {n}") for n in range(1, DRAWN_CLIPS + 1)]


def heard_tracks(data: Path | None, settings: Settings, library: ScriptedLibrary, bar: Progress) -> tuple[Ears, Ears]:
    """Judge every track: the judges' findings, and their guesses where they are unsure, by track id.

    Both are empty without real material, which is where the taggers' weights are.
    """
    from research.evaluation.writer.judge_signal import SignalJudge
    from research.evaluation.writer.judge_tags import combine_judges

    if data is None:
        return {}, {}
    tagging, listening = (bar.add_task(what, total=1.0) for what in ("judging", "listening"))
    ids = library.chooser.library.ids
    paths = [Path(library.tracks[track_id].path) for track_id in ids]
    evidence = judges_for(data, settings).judge_files(paths, lambda share: bar.update(tagging, completed=share))
    cache = settings.data_dir / "evaluation" / "judges"
    listened = SignalJudge(cache).judge_files(paths, lambda share: bar.update(listening, completed=share))
    return combine_judges(ids, evidence, listened), combine_judges(ids, evidence, listened, guess=True)
