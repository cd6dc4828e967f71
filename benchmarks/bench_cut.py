"""How well music is cut to length: ``python -m benchmarks.bench_cut [FOLDER [PAIRS [PART]]]`` or ``--real MUSIC [N]``.

FOLDER holds a composed library (else a small one is composed). Each pair is one of its tracks under a clip whose cuts
and main event are made up (``benchmarks/cut_material.py``); the music is laid as a mix would lay it. Joints and beats
are held against what the composer wrote, not against what was heard. PART is ``starts``, ``asked`` (to fit) or
``unasked``.

``--real`` makes a detector of cuts, tuned on cuts at random places of one half of a folder's music, look for our joints
in the other half: a listener's stand-in (``benchmarks/cut_detector.py``).
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.cut_detector import find_joints_of_real_music, measure_changes
from benchmarks.cut_material import KnownTrack, hear_tracks, make_clip
from benchmarks.table import Row
from demo import compose_library
from media.mix import MixJob
from media.mix.cut_plan import CutEnding, Stretch, map_times
from media.mix.fitting import make_fitter, plan_cut
from media.mix.guide import build_guide
from media.mix.music_bed import MusicBed, lay_bed
from media.preview.excerpt import RATE, read_excerpt
from models.ranking.start_moment import find_start_moment
from musechat.clip import ClipTraits
from musechat.fit import NEAR_S, find_main_event
from musechat.mix_settings import MixSettings

PAIRS, TRACKS = 100, 12
ON_LINE_S, AT_END_S = 0.03, 0.05
_AUDIBLE = 10 ** (-80 / 20)  # of the loudest sample: a fade is heard to its end
ASKED, UNASKED = MixSettings(fit_length=True), MixSettings()


@dataclass(frozen=True, slots=True)
class CutPair:
    """A track under a clip, and the music as it was laid."""

    track: KnownTrack
    clip: ClipTraits
    bed: MusicBed
    start_s: float

    @property
    def stretches(self) -> list[Stretch]:
        """What of the track is heard where."""
        if self.bed.plan is None:
            return [Stretch(0.0, self.start_s, self.bed.to_s)]
        return self.bed.plan.list_stretches(self.bed.from_s, self.bed.to_s)


def make_pairs(tracks: Sequence[KnownTrack], count: int) -> Iterator[tuple[KnownTrack, ClipTraits, float]]:
    """Pairs, the same each time, and a number from 0 to 1; every fifth clip may be longer than its track."""
    rng = np.random.default_rng(13)
    for number in range(count):
        track = tracks[number * len(tracks) // count]
        clip = make_clip(rng, 1.2 * track.traits.duration_s if number % 5 == 0 else 60.0)
        yield track, clip, float(rng.random())


def lay_pairs(tracks: Sequence[KnownTrack], count: int, settings: MixSettings) -> Iterator[CutPair]:
    """Lay ``count`` pairs as mixes would."""
    for track, clip, _ in make_pairs(tracks, count):
        start = find_start_moment(clip, track.traits).start_s
        job = make_job(track, clip, start, settings)
        fit = make_fitter(settings, job)
        yield CutPair(track, clip, lay_bed(track.path, start, clip.duration_s, settings, job.beats_s, fit), start)


def choose_starts(tracks: Sequence[KnownTrack], count: int, way: str) -> Iterator[tuple[KnownTrack, ClipTraits, float]]:
    """Starts of the same pairs, from which the track just plays on.

    ``way`` is "random", "plain" (matched to the clip's energy, blind to its cuts and event) or "ours".
    """
    for track, clip, chance in make_pairs(tracks, count):
        start = chance * max(0.0, track.traits.duration_s - clip.duration_s)
        if way != "random":
            blind = replace(clip, cuts_s=(), energy_curve=(0.5,) * len(clip.energy_curve))
            start = find_start_moment(blind if way == "plain" else clip, track.traits).start_s
        yield track, clip, start


def make_job(track: KnownTrack, clip: ClipTraits, start_s: float, settings: MixSettings) -> MixJob:
    heard = track.traits
    return MixJob(
        Path("clip.mp4"), track.path, start_s, settings, (), heard.beats_s, heard.downbeats_s,
        guide=build_guide(heard, clip),
    )  # fmt: skip


def is_ended(pair: CutPair) -> bool:
    """Whether the last that is heard lies within 50 ms of the clip's end."""
    sound = np.abs(pair.bed.sound).max(axis=0)
    heard = np.flatnonzero(sound > _AUDIBLE * sound.max())
    return len(heard) > 0 and abs(heard[-1] / RATE - pair.clip.duration_s) <= AT_END_S


def list_line_errors(pair: CutPair) -> list[tuple[float, float]]:
    """For both sides of each joint: how far from a bar line and from a beat as composed, seconds."""
    plan = pair.bed.plan
    sides = [at for joint in plan.joints for at in (joint.leaves_s, joint.enters_s)] if plan else []
    return [(_find_distance(at, pair.track.bars_s), _find_distance(at, pair.track.beats_s)) for at in sides]


def _find_distance(at: float, times: Sequence[float]) -> float:
    return min(abs(at - time) for time in times)


def list_change_ranks(pair: CutPair) -> list[bool]:
    """For each joint whether the sound changes there less than at 95 of 100 of the track's own bar lines."""
    plan = pair.bed.plan
    if plan is None or not plan.joints:
        return []
    most = _find_usual_change(pair.track)
    places = [stretch.clip_s for stretch in pair.stretches[1:]]
    return [bool(change < most) for change in measure_changes(pair.bed.sound, places)]


@cache
def _find_usual_change(track: KnownTrack) -> float:
    own = measure_changes(read_excerpt(track.path, 0.0, 480.0), track.bars_s[1:])
    return float(np.percentile(own, 95))


def rate_hits(track: KnownTrack, clip: ClipTraits, stretches: Sequence[Stretch]) -> tuple[float, float | None]:
    """Share of cuts within 80 ms of a composed beat, and seconds from the main event to the nearest rise as composed.

    None where no rise is heard.
    """
    beats, rises = map_times(track.beats_s, stretches), map_times(track.rises_s, stretches)
    met = [bool(beats) and _find_distance(cut, beats) <= NEAR_S for cut in clip.cuts_s]
    event = find_main_event(clip)
    off = _find_distance(event, rises) if event is not None and rises else None
    return float(np.mean(met)) if met else 0.0, off


def rate_starts(tracks: Sequence[KnownTrack], count: int, way: str) -> list[tuple[float, float | None]]:
    """Hits of starts from which the track just plays on."""
    return [
        rate_hits(track, clip, [Stretch(0.0, start, clip.duration_s)])
        for track, clip, start in choose_starts(tracks, count, way)
    ]


def print_lengths(pairs: Sequence[CutPair], name: str) -> None:
    """What comes of cutting to length."""
    ended, count = sum(is_ended(pair) for pair in pairs), len(pairs)
    endings = [pair.bed.plan.ending for pair in pairs if pair.bed.plan is not None]
    errors = [error for pair in pairs for error in list_line_errors(pair)]
    ranks = [rank for pair in pairs for rank in list_change_ranks(pair)]
    own, cadence = (sum(ending is kind for ending in endings) for kind in (CutEnding.OWN, CutEnding.CADENCE))
    print(f"{name}: {count} pairs, {own} on the track's ending, {cadence} on a cadence, {count - own - cadence} fade")
    print(f"  end within {1000 * AT_END_S:.0f} ms of the clip's end: {ended} of {count}")
    on_line, on_beat = (sum(each[kind] <= ON_LINE_S for each in errors) for kind in (0, 1))
    print(f"  {len(ranks)} joints; sides within 30 ms of a bar line {on_line} of {len(errors)}, of a beat {on_beat}")
    print(f"  joints that change less than the 95th percentile of bar lines: {sum(ranks)} of {len(ranks)}")
    print_hits([rate_hits(pair.track, pair.clip, pair.stretches) for pair in pairs], "with joints")


def print_hits(found: Sequence[tuple[float, float | None]], name: str) -> None:
    """Cuts that meet beats, and how far the nearest rise is from the main event."""
    offs = np.array([off for _, off in found if off is not None])
    met = np.mean([share for share, _ in found])
    print(f"  {name:11} cuts within 80 ms of a beat {met:.3f}; {len(offs)} with a rise, off the main event"
          f" by {np.median(offs):.2f} s (median), within 0.5 s {np.mean(offs < 0.5):.2f}")  # fmt: skip


def measure_search(tracks: Sequence[KnownTrack]) -> float:
    """CPU seconds of the search in five minutes of music, made of a track's bars over and over."""
    track = tracks[0]
    whole, heard = read_excerpt(track.path, 0.0, 480.0), track.traits
    times = int(np.ceil(300.0 / heard.duration_s))
    long = np.tile(whole, (1, times))[:, : 300 * RATE]
    shifts = np.arange(times) * whole.shape[1] / RATE
    bars, beats = (
        [float(at + shift) for shift in shifts for at in each] for each in (heard.downbeats_s, heard.beats_s)
    )
    clip = make_clip(np.random.default_rng(1), 60.0)
    job = MixJob(Path("c"), track.path, 0.0, ASKED, (), tuple(beats), tuple(bars), guide=build_guide(heard, clip))
    spent = []
    for _ in range(3):
        begun = time.process_time()
        plan_cut(long, 20.0, 60.0, ASKED, job)
        spent.append(time.process_time() - begun)
    return min(spent)


def rows() -> list[Row]:
    """The shares that matter, on a small composed library."""
    with tempfile.TemporaryDirectory() as folder:
        compose_library(Path(folder), count=TRACKS)
        tracks = list(hear_tracks(Path(folder)))
        pairs = list(lay_pairs(tracks, 2 * TRACKS, ASKED))
        ours, plain = (
            float(np.mean([met for met, _ in rate_starts(tracks, 2 * TRACKS, way)])) for way in ("ours", "plain")
        )
        search = measure_search(tracks)
    ends = sum(map(is_ended, pairs)) / len(pairs)
    return [
        Row("music that ends with the clip", ends, 1.0, "all pairs", ">= 1", ""),
        Row("cuts within 80 ms of a beat", ours, plain, "starts blind to the cuts", ">= 1", ""),
        Row("search for joints in 5 min of music, CPU", search, 0.3, "what it may take", "<= 1"),
    ]


def main() -> None:
    """Print what was asked for."""
    if sys.argv[1:2] == ["--real"]:
        find_joints_of_real_music(Path(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else None)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[1]) if sys.argv[1:] else Path(made)
        if not sys.argv[1:]:
            compose_library(folder, count=TRACKS)
        tracks = list(hear_tracks(folder))
        count = int(sys.argv[2]) if sys.argv[2:] else PAIRS
        part = sys.argv[3] if sys.argv[3:] else ""
        print(f"{len(tracks)} composed tracks; search in 5 min: {measure_search(tracks):.2f} s of CPU")
        for way in ("random", "plain", "ours"):
            print_hits(rate_starts(tracks, count, way), way)
        for name, settings in (("asked", ASKED), ("unasked", UNASKED)):
            if part in ("", name):
                print_lengths(list(lay_pairs(tracks, count, settings)), name)


if __name__ == "__main__":
    main()
