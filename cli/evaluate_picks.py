"""``musechat evaluate picks``: first picks for real clips, and free words, against truth from outside."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from cli.evaluate_inputs import AS_JSON, judges_for, opened, progress, watched
from cli.setup import out
from musechat.errors import BadInput

if TYPE_CHECKING:
    from musechat.settings import Settings
    from research.evaluation.first_picks import FirstPickFigures, PaceDifference
    from research.evaluation.free_words import FreeWordFigures, TitleWordFigures
    from research.evaluation.judges import DoubleArray, JudgeScores
    from research.evaluation.scripted_conversation import ScriptedLibrary
    from research.training.synthetic_clips import ClipTokens

CLIPS = ("videos", "videos/containers")


@dataclass(frozen=True)
class PicksReport:
    """The figures of one library, as ``--json`` prints them."""

    library: str
    picks: FirstPickFigures
    without_scenes: FirstPickFigures
    words: list[FreeWordFigures]
    titles: list[TitleWordFigures]


def picks(
    data: Path = typer.Option(..., "--data", help="Real material: a folder with music/, videos/, tables/, weights/."),
    clips: list[Path] = typer.Option([], "--clips", help="Choose for the clips in these folders instead of all."),
    show: bool = typer.Option(False, "--show", help="Also list each clip with its first pick, and each word."),
    as_json: bool = AS_JSON,
) -> None:
    """Choose for real clips and for words: liveliness against the clip's, different picks, free words, titles.

    Both the folder and the folder ``more`` in it are used where they hold music: each is a library of its own.
    """
    from research.evaluation.first_picks import place_clips

    folders = [folder for folder in (data, data / "more") if (folder / "music").is_dir()]
    if not folders:
        raise BadInput("no-material", f"There is no folder {data / 'music'}", "Give the folder that holds music/")
    analysed: list[ClipTokens] = []
    reports = []
    for folder in folders:
        with opened(folder, own=False) as (settings, library):
            analysed = analysed or _watch_all(clips or [each / name for each in folders for name in CLIPS], settings)
            scores = _judge_library(data, settings, library)
            reports.append(_measure_library(folder, library, scores, analysed, place_clips(analysed)))
    if as_json:
        typer.echo(json.dumps([asdict(report) for report in reports], ensure_ascii=False))
        return
    for report in reports:
        _show_report(report, details=show)


def _watch_all(folders: list[Path], settings: Settings) -> list[ClipTokens]:
    from models.scenes.recogniser import SceneRecogniser

    recogniser = SceneRecogniser()
    return [clip for folder in folders if folder.is_dir() for clip in watched(folder, settings.profile, recogniser)]


def _judge_library(data: Path, settings: Settings, library: ScriptedLibrary) -> JudgeScores:
    paths = [Path(library.tracks[track_id].path) for track_id in library.chooser.library.ids]
    with progress() as bar:
        judging = bar.add_task("judging", total=1.0)
        return judges_for(data, settings).judge_files(paths, lambda share: bar.update(judging, completed=share))


def _measure_library(
    folder: Path, library: ScriptedLibrary, scores: JudgeScores, clips: list[ClipTokens], places: DoubleArray
) -> PicksReport:
    from research.evaluation.first_picks import judge_liveliness, measure_first_picks
    from research.evaluation.free_words import (
        LANGUAGES,
        AnnotatedLibrary,
        load_free_words,
        load_track_facts,
        measure_free_words,
        measure_title_words,
    )

    kinds, titles = load_free_words()
    annotated = AnnotatedLibrary(library, load_track_facts(folder))
    liveliness = judge_liveliness(scores)
    unseen = [replace(clip, traits=replace(clip.traits, scenes=())) for clip in clips]
    return PicksReport(
        str(folder),
        measure_first_picks(library, liveliness, clips, places),
        measure_first_picks(library, liveliness, unseen, places),
        [measure_free_words(annotated, kinds, language) for language in LANGUAGES],
        [measure_title_words(annotated, titles, language) for language in LANGUAGES],
    )


def _show_report(report: PicksReport, *, details: bool) -> None:
    found = report.picks
    out.print(f"\n{report.library}: {found.tracks} tracks, first picks for {found.clips} clips", style="bold")
    _show_picks(found)
    same = sum(one.track == other.track for one, other in zip(found.picks, report.without_scenes.picks, strict=True))
    out.print(f"  Without what the clips show ({same} picks are the same):")
    _show_picks(report.without_scenes)
    table = Table("language", "precision@4", "95 %", "BM25", "chance", "best", "words", "titles right", "of", "missed")
    for words, titles in zip(report.words, report.titles, strict=True):
        spread = f"{words.chosen.low:.2f} to {words.chosen.high:.2f}"
        shares = (f"{share:.2f}" for share in (words.lexical, words.chance, words.best))
        missed = ", ".join(titles.missed)
        named = (str(words.requests), f"{titles.right:.2f}", str(titles.requests), missed)
        table.add_row(words.language, f"{words.chosen.mean:.3f}", spread, *shares, *named)
    out.print(table)
    if details:
        _show_details(report)


def _show_picks(found: FirstPickFigures) -> None:
    out.print(f"  by two taggers and librosa's onsets: {_describe_pace(found.by_judges)}")
    out.print(f"  by the energy that the chooser weighs: {_describe_pace(found.by_traits)}")
    chance, most = found.distinct_chance, f"{found.most_frequent} x {found.most_frequent_track}"
    out.print(f"  {found.distinct} different first picks (at random {chance:.0f}), most frequent {most}", markup=False)


def _describe_pace(found: PaceDifference) -> str:
    mean = f"{found.mean.mean:+.3f} [{found.mean.low:+.2f}, {found.mean.high:+.2f}]"
    sides = f"{found.calmer} calmer, {found.livelier} livelier by a tenth"
    apart = f"{found.distance:.2f} apart (at random {found.chance:.2f})"
    return f"mean difference {mean}, {sides}, {apart}, rank correlation {found.followed:.2f}"


def _show_details(report: PicksReport) -> None:
    for pick in report.picks.picks:
        out.print(f"  {pick.clip}: {pick.clip_place:.2f} -> {pick.pick_place:.2f} {pick.track}", markup=False)
    for words in report.words:
        said = ", ".join(f"{word} {share:.2f}" for word, share in words.by_word.items())
        out.print(f"  {words.language}: {said}", markup=False)
