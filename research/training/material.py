"""Training music: real excerpts whose licences allow training, and the project's composed library."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from media.listen.levelling import level_wave
from models.encoders.mel import RATE
from musechat.errors import BadInput

FloatArray = NDArray[np.float32]

TRAINABLE = frozenset("AB")  # reuse classes that may be trained on; class C may only be used for evaluation
DEMO_PROJECT = "demo"
SOUND_SUFFIXES = frozenset({".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav"})


@dataclass(frozen=True)
class TrainingPiece:
    """One piece of music: ``wave`` (n,) mono at 16 kHz and -18 LUFS, with the project that published it."""

    name: str
    project: str
    licence: str
    wave: FloatArray


def load_real_pieces(data: Path, only: Collection[str] = ()) -> list[TrainingPiece]:
    """Read the music of ``data`` whose row in ``LICENSES.csv`` is of class A or B, of all or ``only`` some projects.

    Raises:
        BadInput: ``no-material`` where there is no such table or no such music.

    """
    table = data / "LICENSES.csv"
    if not table.is_file():
        raise BadInput(
            "no-material", f"There is no LICENSES.csv in {data}", "Give the folder that holds it with --data"
        )
    with table.open(newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["kind"].startswith("music-") and r["reuse_class"] in TRAINABLE]
    if not rows:
        raise BadInput("no-material", f"{table} names no music that may be learnt from", "Check its reuse_class column")
    wanted = [r for r in rows if not only or r["source_repo"] in only]
    return [TrainingPiece(r["file"], r["source_repo"], r["licence"], load_levelled(data / r["file"])) for r in wanted]


def load_composed_pieces(folder: Path) -> list[TrainingPiece]:
    """Read the composed library in ``folder``."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix in SOUND_SUFFIXES)
    return [TrainingPiece(p.stem, DEMO_PROJECT, "CC0-1.0", load_levelled(p)) for p in paths]


def load_levelled(path: Path) -> FloatArray:
    """Decode a sound file to 16 kHz at the one loudness that encoders are given, (n,)."""
    return level_wave(decode_file(path), RATE)


def decode_file(path: Path) -> FloatArray:
    """Decode a sound file to mono float32 at 16 kHz, (n,)."""
    resampler = av.AudioResampler("flt", "mono", RATE)
    with av.open(str(path)) as container:
        parts = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    # Flushes what the resampler still holds; otherwise the last milliseconds are lost.
    parts += resampler.resample(None)
    return np.concatenate([part.to_ndarray()[0] for part in parts])


def split_by_project(
    pieces: Iterable[TrainingPiece], held_out: Sequence[str]
) -> tuple[list[TrainingPiece], list[TrainingPiece]]:
    """Split ``pieces`` into those for training and those of the ``held_out`` projects."""
    learn: list[TrainingPiece] = []
    judge: list[TrainingPiece] = []
    for piece in pieces:
        (judge if piece.project in held_out else learn).append(piece)
    return learn, judge
