"""Ground truth of the demo material, known because it was composed: the side file ``truth.json`` of each folder."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

TRUTH_FILE = "truth.json"


@dataclass(frozen=True, slots=True)
class DemoSection:
    """A section as composed; ``energy`` is what was meant, 0..1."""

    label: str
    start_s: float
    end_s: float
    energy: float


@dataclass(frozen=True, slots=True)
class DemoTrack:
    """A composed track and the truth about it."""

    file: str  # name within the folder
    sha256: str
    title: str
    artist: str
    album: str
    genre: str
    style: str
    seed: int
    duration_s: float
    tempo_bpm: float
    meter: int  # quarters in a bar
    first_beat_s: float
    key: str
    mode: str  # "major" | "minor"
    scale: str  # "dorian", "mixolydian", ... where it is not plain
    energy: float  # intended, 0..1
    moods: tuple[str, ...]
    instruments: tuple[str, ...]
    vocals: bool  # wordless voices sound
    loudness_lufs: float
    sections: tuple[DemoSection, ...]
    version: str


@dataclass(frozen=True, slots=True)
class DemoClip:
    """A drawn clip and the truth about it."""

    file: str
    sha256: str
    title: str
    description: str
    duration_s: float
    width: int
    height: int
    fps: int
    cuts_s: tuple[float, ...]
    pace: float  # intended energy of the picture, 0..1
    warmth: float  # 0 cold .. 0.5 neutral .. 1 warm
    brightness: float  # mean luma, 0..1
    sound: str  # what is heard; empty for a silent clip
    moods: tuple[str, ...]
    fitting_styles: tuple[str, ...]
    version: str


def _to_plain_row(row: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}


def _parse_track(row: dict[str, Any]) -> DemoTrack:
    sections = tuple(DemoSection(**s) for s in row["sections"])
    return DemoTrack(**{**_to_plain_row(row), "sections": sections})


def load_truth(folder: Path) -> tuple[tuple[DemoTrack, ...], tuple[DemoClip, ...]]:
    """Tracks and clips that a folder's side file describes; empty without one."""
    path = folder / TRUTH_FILE
    if not path.is_file():
        return (), ()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        tracks = tuple(_parse_track(row) for row in data.get("tracks", ()))
        clips = tuple(DemoClip(**_to_plain_row(row)) for row in data.get("clips", ()))
    except (ValueError, TypeError, KeyError, AttributeError):
        return (), ()  # written by another version or cut short: what it describes is made again
    return tracks, clips


def save_truth(folder: Path, tracks: tuple[DemoTrack, ...] = (), clips: tuple[DemoClip, ...] = ()) -> None:
    """Write the side file, all at once; keeps the other kind's entries where the folder holds both."""
    old_tracks, old_clips = load_truth(folder)
    data = {
        "about": "Truth about the MuseChat demo material: it was composed and drawn by a program. CC0-1.0.",
        "tracks": [asdict(t) for t in (tracks or old_tracks)],
        "clips": [asdict(c) for c in (clips or old_clips)],
    }
    part = folder / f".{TRUTH_FILE}.{os.getpid()}.part"
    part.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(folder / TRUTH_FILE)
