"""``musechat evaluate picks``: first picks for real clips, and free words, against truth from outside."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from cli.evaluate_inputs import AS_JSON, judges_for, opened, progress, watched
from cli.setup import out
from musechat.errors import BadInput

if TYPE_CHECKING:
    from research.evaluation.first_picks import FirstPickFigures
    from research.evaluation.free_words import FreeWordFigures, TitleWordFigures
    from research.training.synthetic_clips import ClipTokens

CLIPS = ("videos", "videos/containers")


def picks(
    data: Path = typer.Option(..., "--data", help="Real material: a folder with music/, videos/, tables/, weights/."),
    clips: list[Path] = typer.Option([], "--clips", help="Choose for the clips in these folders instead of all."),  # noqa: B008
    show: bool = typer.Option(False, "--show", help="Also list each clip with its first pick, and each word."),
    as_json: bool = AS_JSON,
) -> None:
    """Choose for real clips and for words: liveliness against the clip's, different picks, free words, titles."""
    from research.evaluation.first_picks import place_values

    libraries = [folder for folder in (data, data / "more") if (folder / "music").is_dir()]
    if not libraries:
        raise BadInput("no-material", f"There is no folder {data / 'music'}", "Give the folder that holds music/")
    report: dict[str, dict[str, object]] = {}
    analysed: list[ClipTokens] = []
    for folder in libraries:
        with opened(folder, own=False) as (settings, library):
            if not analysed:
                analysed = _watch_all(clips or [each / name for each in libraries for name in CLIPS], settings.profile)
                places = place_values(_list_energies(analysed))
            paths = [Path(library.tracks[track_id].path) for track_id in library.chooser.library.ids]
            with progress() as bar:
                judging = bar.add_task("judging", total=1.0)
                scores = judges_for(data, settings).judge_files(
                    paths, lambda share: bar.update(judging, completed=share)
                )
            report[folder.name] = _measure_library(folder, library, scores, analysed, places)
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False, default=asdict))
        return
    for name, found in report.items():
        _show(name, found, show=show)


def _watch_all(folders: list[Path], profile: str) -> list[ClipTokens]:
    return [clip for folder in folders if folder.is_dir() for clip in watched(folder, profile)]


def _list_energies(clips):  # type: ignore[no-untyped-def]
    import numpy as np

    return np.array([clip.traits.energy for clip in clips])


def _measure_library(folder, library, scores, clips, places):  # type: ignore[no-untyped-def]
    from research.evaluation.first_picks import judge_liveliness, measure_first_picks
    from research.evaluation.free_words import (
        LANGUAGES,
        load_free_words,
        load_track_facts,
        measure_free_words,
        measure_title_words,
    )

    kinds, titles = load_free_words()
    known = load_track_facts(folder)
    facts = [known[Path(library.tracks[track_id].path).name] for track_id in library.chooser.library.ids]
    return {
        "picks": measure_first_picks(library, judge_liveliness(scores), clips, places),
        "words": [measure_free_words(library, facts, kinds, language) for language in LANGUAGES],
        "titles": [measure_title_words(library, facts, titles, language) for language in LANGUAGES],
    }
