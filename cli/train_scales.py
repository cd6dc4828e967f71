"""``musechat train scales``: measures what clips and music are like, and writes the tables to compare both by."""

from __future__ import annotations

import csv
from pathlib import Path

import typer

from cli.evaluate_inputs import opened, watched

CLIPS = ("videos", "videos/containers")


def scales(
    data: list[Path] = typer.Option(..., "--data", help="Real material: folders with LICENSES.csv, music/, videos/."),
    out_file: Path | None = typer.Option(None, "--out", help="File that receives the tables; default: the shipped."),
) -> None:
    """Measure the energy of clips and of music, and the light of clips, so that both are compared by place.

    To be run again whenever watching or listening measures energy otherwise. A folder ``more`` in a folder counts too.
    """
    from research.training.reference_quantiles import TABLE, compute_tables, write_tables

    clips, tracks = [], []
    for folder in [each for path in data for each in (path, path / "more") if (each / "music").is_dir()]:
        usable = _list_usable(folder / "LICENSES.csv")
        with opened(folder, own=False) as (settings, library):
            tracks += [track.traits for track in library.tracks.values() if Path(track.path).name in usable]
            for name in CLIPS:
                if (folder / name).is_dir():
                    found = watched(folder / name, settings.profile)
                    clips += [clip.traits for clip in found if clip.name in usable]
    path = out_file or TABLE
    write_tables(path, compute_tables(clips, tracks), len(clips), len(tracks))
    typer.echo(f"Wrote {path}, from {len(clips)} clips and {len(tracks)} tracks.")


def _list_usable(table: Path) -> frozenset[str]:
    """Names of the files whose licences allow what is learnt from them to ship."""
    from research.training.material import TRAINABLE

    with table.open(newline="", encoding="utf-8") as file:
        return frozenset(Path(row["file"]).name for row in csv.DictReader(file) if row["reuse_class"] in TRAINABLE)
