"""A library of the tests' own: short pieces from slow and soft to quick and loud, each with its name in the file."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

RATE = 22050
SECONDS = 16.0
ARTISTS = ("Mira Voss", "Tarn", "The Idle Hours", "Aske Lindqvist", "Junipero", "Oda Field", "Night Post", "Kestrel")
FIRST = ("Low", "Paper", "Night", "Slow", "Glass", "Copper")
SECOND = ("Tide", "Lanterns", "Ferry", "Bloom")
COUNT = len(FIRST) * len(SECOND)
CHORDS = ((0, 4, 7), (-3, 0, 4), (-7, -3, 0), (-5, -1, 2))


def compose_all(folder: Path) -> None:
    """Write ``COUNT`` pieces."""
    folder.mkdir(parents=True)
    for n in range(COUNT):
        title = f"{FIRST[n % len(FIRST)]} {SECOND[n // len(FIRST)]}"
        compose(folder / f"{n:02}.flac", n, title, ARTISTS[n % len(ARTISTS)])


def compose(path: Path, n: int, title: str, artist: str) -> Path:
    """Write the ``n``-th piece: the higher the number, the quicker, brighter and louder."""
    drive = n / (COUNT - 1)
    with av.open(str(path), "w") as box:
        box.metadata.update(title=title, artist=artist, genre="electronic" if n % 2 else "ambient")
        box.metadata["copyright"] = "CC BY 4.0"
        stream = box.add_stream("flac", rate=RATE)
        frame = av.AudioFrame.from_ndarray((_wave(n, drive) * 32767).astype(np.int16)[None], "s16", "mono")
        frame.sample_rate, frame.pts = RATE, 0
        for part in (frame, None):
            box.mux(stream.encode(part))
    return path


def _wave(n: int, drive: float) -> np.ndarray:
    t = np.arange(int(SECONDS * RATE)) / RATE
    beat = (60 + 90 * drive) / 60
    root = 110 * 2 ** ((n * 5 % 12) / 12)
    bar = (t // 2 % len(CHORDS)).astype(int)
    pitches = root * 2 ** (np.array(CHORDS)[bar].T / 12)
    pad = np.tanh((1 + 4 * drive) * np.sin(2 * np.pi * pitches * t)).sum(axis=0)  # the more drive, the more overtones
    phase = t * beat % 1
    noise = np.random.default_rng(n).standard_normal(len(t))
    hits = np.exp(-18 * phase) * (np.sin(2 * np.pi * 60 * t) + 0.6 * drive * noise)
    swell = 0.7 + 0.3 * np.sin(2 * np.pi * t / 10)
    wave = (0.12 * pad * swell + 0.7 * drive * hits) * (0.25 + 0.75 * drive)
    return np.clip(wave, -0.95, 0.95)
