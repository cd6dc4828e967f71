"""What cuts to length are measured on: composed tracks with their truth, and clips whose cuts and event are made up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from demo.catalogue import load_catalogue
from demo.ground_truth import load_truth
from demo.library_rendering import name_file
from demo.styles import compose_song
from media.listen import decode_track, measure_track
from models.encoders.music_analyser import MusicAnalyser
from models.profiles import load_music_analyser
from musechat.clip import ENERGY_POINTS, ClipTraits
from musechat.track import TrackTraits

TRAITS_FILE = "traits.json"
PLAIN_CLIP: dict[str, Any] = {
    "width": 640, "height": 360, "fps": 25.0, "container": "mp4", "has_picture": True, "has_sound": False,
    "speech": 0.0, "music": 0.0, "loudness_lufs": None, "motion": 0.4, "motion_peak": 0.8, "brightness": 0.5,
    "contrast": 0.5, "saturation": 0.5, "warmth": 0.5, "palette": (), "energy": 0.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class KnownTrack:
    """A composed track: what was heard in it, and what is true."""

    path: Path
    traits: TrackTraits
    bars_s: tuple[float, ...]
    beats_s: tuple[float, ...]
    rises_s: tuple[float, ...]  # where a section begins that was meant to be livelier than the one before it


def hear_tracks(folder: Path) -> Iterator[KnownTrack]:
    """The composed tracks of a folder; what is heard in them is kept in a file beside them."""
    pieces = {name_file(piece): piece for piece in load_catalogue()}
    kept = folder / TRAITS_FILE
    heard = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    tracks, _ = load_truth(folder)
    for track in tracks:
        if track.file not in heard:
            heard[track.file] = hear_track(folder / track.file).to_json()
            kept.write_text(json.dumps(heard), encoding="utf-8")
        song = compose_song(pieces[track.file])
        sections = track.sections
        yield KnownTrack(
            folder / track.file,
            TrackTraits.from_json(heard[track.file]),
            tuple(song.to_seconds(bar.start) for bar in song.bars),
            tuple(song.to_seconds(float(beat)) for beat in range(int(song.total_beats) + 1)),
            tuple(b.start_s for a, b in pairwise(sections) if b.energy > a.energy),
        )


def hear_track(path: Path) -> TrackTraits:
    """What listening finds in a file, as the library would have it but for its tags."""
    analyser, track = _load_analyser(), decode_track(path)
    return measure_track(track, analyser.analyse_wave(track.wave, track.rate) if analyser else None)


@cache
def _load_analyser() -> MusicAnalyser | None:
    return load_music_analyser()


def make_clip(rng: np.random.Generator, longest_s: float) -> ClipTraits:
    """A clip of 12 s or more, cut every 1.5 to 5 s, that becomes lively at one of its cuts."""
    length = float(rng.uniform(12.0, longest_s))
    cuts, at = list[float](), float(rng.uniform(1.5, 5.0))
    while at < length - 1.0:
        cuts.append(round(at, 2))
        at += float(rng.uniform(1.5, 5.0))
    inner = [cut for cut in cuts if 0.25 * length < cut < 0.75 * length] or cuts
    event = inner[int(rng.integers(len(inner)))]
    steps = (np.arange(ENERGY_POINTS) + 0.5) / ENERGY_POINTS * length
    curve = tuple(float(value) for value in np.where(steps < event, 0.25, 0.8))
    return ClipTraits(
        duration_s=length, cuts_s=tuple(cuts), cuts_per_minute=60 * len(cuts) / length, energy_curve=curve, **PLAIN_CLIP
    )
