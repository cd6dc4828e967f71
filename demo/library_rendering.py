"""Compose the whole demo library into a folder: in parallel, resumable, the same bytes every time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from demo.catalogue import genre_of, load_catalogue, spread_over_styles
from demo.ground_truth import DemoSection, DemoTrack, load_truth, save_truth
from demo.instruments import SUNG, TEXTURES
from demo.mixdown import render_song
from demo.mp3_files import write_mp3, write_tags
from demo.score import CataloguePiece, Song
from demo.styles import compose_song
from demo.synth.effects import measure_loudness_lufs
from demo.version import DEMO_VERSION
from musechat.children import spawn_context

Progress = Callable[[int, int, str], None]  # done, total, title
UNPLAYED = {"riser", "dust", "rain", "wind", "drums"}


def name_file(piece: CataloguePiece) -> str:
    """Name of a piece's file."""
    return f"{piece.slug}.mp3"


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _describe_track(song: Song, path: Path, lufs: float) -> DemoTrack:
    piece = song.piece
    heard = [p.instrument for p in song.parts.values() if p.notes]
    instruments = sorted({name for name in heard if name not in TEXTURES and name != "drums"})
    if "drums" in heard:
        instruments.append("drums")
    ends = [song.to_seconds(stop) for _, _, stop in song.sections]
    # The sections cover the whole file, its tail included.
    ends[-1] = song.duration_s
    return DemoTrack(
        file=path.name,
        sha256=_hash_file(path),
        title=piece.title,
        artist=piece.artist,
        album=piece.album,
        genre=genre_of(piece.style),
        style=piece.style,
        seed=piece.seed,
        duration_s=round(song.duration_s, 3),
        tempo_bpm=piece.tempo,
        meter=song.meter,
        first_beat_s=round(song.to_seconds(0), 3),
        key=piece.key,
        mode="minor" if song.is_minor else "major",
        scale=piece.mode,
        energy=piece.energy,
        moods=piece.moods,
        instruments=tuple(instruments),
        vocals=any(name in SUNG for name in heard),
        loudness_lufs=round(lufs, 1),
        sections=tuple(
            DemoSection(plan.label, round(0.0 if i == 0 else song.to_seconds(start), 3), round(ends[i], 3), plan.energy)
            for i, (plan, start, _) in enumerate(song.sections)
        ),
        version=DEMO_VERSION,
    )


def compose_track(piece: CataloguePiece, folder: Path) -> DemoTrack:
    """Compose, render, encode and tag one piece; the file appears under its name only when it is whole."""
    song = compose_song(piece)
    mix = render_song(song)
    path = folder / name_file(piece)
    # The process id keeps two runs in one folder apart.
    part = folder / f".{path.name}.{os.getpid()}.part"
    try:
        write_mp3(part, mix)
        write_tags(part, piece, genre_of(piece.style), DEMO_VERSION)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return _describe_track(song, path, measure_loudness_lufs(mix))


def _find_finished(folder: Path, wanted: tuple[CataloguePiece, ...]) -> dict[str, DemoTrack]:
    """Tracks that are already there, whole, and of this version."""
    files = {name_file(p) for p in wanted}
    known, _ = load_truth(folder)
    return {
        t.file: t
        for t in known
        if t.file in files
        and t.version == DEMO_VERSION
        and (folder / t.file).is_file()
        and _hash_file(folder / t.file) == t.sha256
    }


def compose_library(
    folder: Path, *, count: int | None = None, progress: Progress | None = None, workers: int | None = None
) -> list[DemoTrack]:
    """Compose the demo library into a folder.

    Files that stand there whole and of this version are kept, so an interrupted run goes on where it was.

    Args:
        folder: made if missing.
        count: only so many pieces, one of each style in turn; all by default.
        progress: called with (done, total, title) as pieces are finished.
        workers: processes; all cores by default, 1 renders in this process.

    Returns:
        The tracks in the catalogue's order.

    """
    folder.mkdir(parents=True, exist_ok=True)
    pieces = load_catalogue() if count is None else spread_over_styles(load_catalogue(), count)
    done = _find_finished(folder, pieces)
    missing = [p for p in pieces if name_file(p) not in done]
    report = progress or (lambda *_: None)

    def keep(track: DemoTrack) -> None:
        done[track.file] = track
        # A run that is stopped loses at most eight pieces, and the side file is not rewritten for each one.
        if len(done) % 8 == 0 or len(done) == len(pieces):
            save_truth(folder, tracks=_sort_by_catalogue(pieces, done))
        report(len(done), len(pieces), track.title)

    # More processes than pieces would only cost their start.
    workers = min(workers or os.cpu_count() or 1, max(1, len(missing)))
    if workers == 1:
        for piece in missing:
            keep(compose_track(piece, folder))
    elif missing:
        with ProcessPoolExecutor(workers, mp_context=spawn_context(), initializer=_limit_to_one_thread) as pool:
            for future in as_completed([pool.submit(compose_track, p, folder) for p in missing]):
                keep(future.result())
    ordered = _sort_by_catalogue(pieces, done)
    save_truth(folder, tracks=ordered)
    return list(ordered)


def _sort_by_catalogue(pieces: tuple[CataloguePiece, ...], done: dict[str, DemoTrack]) -> tuple[DemoTrack, ...]:
    return tuple(done[name_file(p)] for p in pieces if name_file(p) in done)


def _limit_to_one_thread() -> None:
    """A worker process keeps to its own core."""
    os.environ["OMP_NUM_THREADS"] = "1"
