"""``musechat data``: builds a data set of conversations, imports the released one, and shows what a set holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli.data_cost import agree_to, tell_plan
from cli.data_media import open_features
from cli.data_show import BuildProgress, print_built, print_imported, print_summary
from cli.setup import load_settings, out
from musechat.errors import BadInput
from musechat.settings import Settings

if TYPE_CHECKING:
    from research.datasets.dialogue import GrammarAuthor
    from research.datasets.features import FeatureStore
    from research.datasets.pairs import Pair
    from research.datasets.tuple_facts import Author

app = typer.Typer(help="Data sets of videos, music and conversations.", no_args_is_help=True)

OUT = typer.Option(..., "--out", help="Folder that receives the data set.")
PROFILE = typer.Option(None, "--profile", help="Encoders to use instead of MUSECHAT_PROFILE's.")
JOBS = typer.Option(2, "--jobs", min=1, help="Files watched and heard at a time.")
BY_ARTIST = typer.Option(False, "--by-artist", help="Keep each artist in one part of the split.")
TAGGERS = typer.Option(None, "--taggers", help="Folder with the weights of the two musicnn taggers.")


@app.command()
def build(
    out_folder: Path = OUT,
    pairs: Path | None = typer.Option(None, "--pairs", help="CSV table: video, music, title, artist, album, …"),
    videos: Path | None = typer.Option(
        None, "--videos", help="Folder with videos; alone, their own sound is the music."
    ),
    music: Path | None = typer.Option(None, "--music", help="Folder with music, matched to --videos by file name."),
    taggers: Path | None = TAGGERS,
    profile: str | None = PROFILE,
    llm: str | None = typer.Option(None, "--llm", help="Address of an OpenAI-compatible API; without it the grammar."),
    model: str | None = typer.Option(None, "--model", help="The model's name there."),
    concurrency: int = typer.Option(4, "--concurrency", min=1, help="Calls of the model at a time."),
    price_in: float | None = typer.Option(None, "--price-in", min=0, help="Price of a million prompt tokens."),
    price_out: float | None = typer.Option(None, "--price-out", min=0, help="Price of a million completion tokens."),
    limit: int | None = typer.Option(None, "--limit", min=1, help="Take the first so many pairs only."),
    made: bool = typer.Option(False, "--made", help="The pairs are made by rule, not real: every item will say so."),
    by_artist: bool = BY_ARTIST,
    leaks: float = typer.Option(0.0, "--leaks", min=0, max=1, help="Share of the grammar's users who name the artist."),
    jobs: int = JOBS,
    seed: int = typer.Option(0, "--seed", help="Seed of drawn tags and of the grammar's words."),
    yes: bool = typer.Option(False, "--yes", help="Do not ask before a language model is called."),
) -> None:
    """Build quartets of video, music, candidate and conversation; go on where an earlier build stopped."""
    from research.datasets.dataset_builder import BuildConfig, build_items
    from research.datasets.dialogue import GrammarAuthor

    settings = load_settings(quiet=True)
    chosen = _pairs(pairs, videos, music)[:limit]
    grammar = GrammarAuthor(seed, leaks)
    # The grammar is passed beside the author: it replaces texts of a language model that fail their checks.
    author = _author(llm, model, settings, grammar)
    features = open_features(out_folder, settings, profile, taggers)
    # Said before hours are spent: changing the tagger later means building again.
    if taggers is None:
        out.print("Tags are heard by the ear that ships; name the two taggers' weights with --taggers for theirs.")
    plan = tell_plan(chosen, out_folder, features, jobs, llm, concurrency, price_in, price_out)
    if plan.calls:  # calls of a model may cost money
        agree_to(yes)
    try:
        report = build_items(
            chosen, out_folder, features, author, grammar, BuildConfig(made, jobs, concurrency, seed), BuildProgress()
        )
    except KeyboardInterrupt:
        out.print("Stopped. What was finished is kept; give the same command again to go on.")
        raise
    print_built(report, author)
    # Items kept from an earlier build are a result: only a build without any is an error.
    if not report.finished and not report.kept:
        raise BadInput("nothing-built", "None of these pairs became an item", "See above why")
    _finish(out_folder, features, by_artist)


@app.command("import")
def import_(
    root: Path = typer.Argument(..., metavar="DIR", help="Folder with <video_id>/top1_music.json."),
    out_folder: Path = OUT,
    features: Path | None = typer.Option(None, "--features", help="Folder with features computed before, by id."),
    videos: Path | None = typer.Option(None, "--videos", help="Without --features: folder with videos named by id."),
    music: Path | None = typer.Option(None, "--music", help="Folder with music named as the videos; else their sound."),
    metadata: Path | None = typer.Option(None, "--metadata", help="CSV table: id, title, artist, album, …"),
    profile: str | None = PROFILE,
    by_artist: bool = BY_ARTIST,
    jobs: int = JOBS,
) -> None:
    """Bring the released data set, or any in its layout, to the pair set that training reads."""
    from research.datasets.import_set import collect_media_files, import_features, import_media, read_set
    from research.datasets.precomputed import Precomputed

    settings = load_settings(quiet=True)
    if (features is None) == (videos is None):
        raise BadInput("import-from", "An import needs features or files to encode", "Give --features or --videos")
    quartets, broken = read_set(root, metadata, by_artist)
    if features is not None:
        imported = import_features(quartets, broken, Precomputed(features), out_folder)
    else:
        files = collect_media_files(_pairs(None, videos, music))
        store = open_features(out_folder, settings, profile, None)
        imported = import_media(quartets, broken, files, store, out_folder, jobs, BuildProgress())
    print_imported(imported, out_folder)
    if imported.pairs is None:
        raise BadInput(
            "nothing-imported",
            "No item has all its features",
            "See that the files are named by the items' ids",
        )


@app.command()
def show(
    root: Path = typer.Argument(..., metavar="DIR", help="Folder with <video_id>/top1_music.json."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Show what a data set holds: counts, split, leaks, lengths, samples."""
    from research.datasets.released_layout import read_all
    from research.datasets.summary import choose_samples, summarise_quartets

    load_settings(quiet=True)
    quartets, broken = read_all(root)
    if not quartets:  # the first error stands for all; ``read_all`` gives at least one where nothing was read
        raise broken[0]
    summary = summarise_quartets(quartets)
    if as_json:
        typer.echo(json.dumps(summary.to_json() | {"broken": len(broken)}, ensure_ascii=False))
    else:
        print_summary(summary, broken, choose_samples(quartets, 3))


def _pairs(table: Path | None, videos: Path | None, music: Path | None) -> list[Pair]:
    """Read the pairs of a table, of two folders, or of videos with their own sound.

    Raises:
        BadInput: ``build-from``: none or two of these are given; those of the files.

    """
    from research.datasets.pairs import match_pairs, pair_with_own_sound, read_pair_table

    if table is not None and videos is None and music is None:
        return read_pair_table(table)
    if table is None and videos is not None:
        return match_pairs(videos, music) if music else pair_with_own_sound(videos)
    raise BadInput("build-from", "It is not clear what to build from", "Give --pairs, or --videos (and --music)")


def _author(llm: str | None, model: str | None, settings: Settings, grammar: GrammarAuthor) -> Author:
    from research.datasets.chat_model import LlmAuthor, LlmConfig

    if llm is None:
        return grammar
    if not model:
        raise BadInput("no-model", f"The API at {llm} needs a model's name", "Give it with --model")
    return LlmAuthor(LlmConfig(llm, model, settings.llm_key.get_secret_value()))


def _finish(out_folder: Path, features: FeatureStore, by_artist: bool) -> None:
    """Split all items in the folder and write their pair set."""
    from research.datasets.finalisation import PAIRS_FOLDER, gather_pairs, write_split
    from research.datasets.released_layout import read_all
    from research.datasets.summary import summarise_quartets

    # Read back from the disk: the split covers items of earlier builds as well.
    quartets, broken = read_all(out_folder)
    settled = write_split(out_folder, quartets, by_artist)
    found, missing = gather_pairs(settled, features.reload_video, features.reload_music, features.encoder_versions)
    if found is not None:
        found.save(out_folder / PAIRS_FOLDER)
    print_summary(summarise_quartets(settled), broken, [])
    if missing:
        out.print(f"{len(missing)} items were encoded otherwise and are not in the pair set: build them again.")
    out.print(f"Pair set: {out_folder / PAIRS_FOLDER}", markup=False)
