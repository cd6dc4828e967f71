"""Music that ends with the clip on the track's own ending, by one joint on bar lines where both sides sound alike.

What is too much between start and ending is skipped, what is missing is heard twice. The joint leads from one bar line
to another; what their distance lacks to the exact length, at most half a bar, is taken from the start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from media.mix.job import MixJob
from media.mix.music_bed import join_sounds
from media.preview.excerpt import RATE, Floats, read_excerpt
from musechat.mix_settings import MixSettings

_LONGEST_TRACK_S = 480.0  # more would take too much memory
SEAM_S = 0.04  # over which both sides of a joint are heard
_SILENT = 10 ** (-55 / 20)  # what is quieter behind the last sound is no ending
_EARLIEST, _LATEST = 0.2, 0.85  # shares of the length between which a joint may lie
_WINDOW_S = 1.5  # on each side of a joint that is compared
_BANDS = 24
_SHIFT_WEIGHT = 0.5  # of a start moved by a second, beside the mean difference of two spectra


@dataclass(frozen=True, slots=True)
class Joint:
    """A leap in a track. Times in seconds of the track."""

    start_s: float
    leaves_s: float
    enters_s: float
    end_s: float


def make_reader(settings: MixSettings, job: MixJob) -> Callable[[Path, float, float], Floats]:
    """What reads a track's music for a job: fitted to its length where that was asked for and may be done."""
    if settings.fit_length and job.bars_s and not job.untouched:
        return partial(read_fitted, bars_s=job.bars_s)
    return read_excerpt


def read_fitted(track: Path, start_s: float, end_s: float, bars_s: Sequence[float]) -> Floats:
    """Music (2, n) of ``end_s - start_s`` seconds that ends on the track's ending; cut there where no joint fits."""
    whole = read_excerpt(track, 0.0, _LONGEST_TRACK_S)
    joint = find_joint(whole, start_s, end_s - start_s, bars_s)
    return whole[:, round(start_s * RATE) : round(end_s * RATE)] if joint is None else apply_joint(whole, joint)


def find_end(sound: Floats) -> int:
    """Sample of (2, n) behind which nothing is heard any more."""
    heard = np.flatnonzero(np.abs(sound).max(axis=0) > _SILENT * max(float(np.abs(sound).max(initial=0.0)), 1e-9))
    return int(heard[-1]) + 1 if len(heard) else sound.shape[1]


def find_joint(sound: Floats, start_s: float, length_s: float, bars_s: Sequence[float]) -> Joint | None:
    """The joint by which a whole track (2, n) lasts ``length_s`` from ``start_s`` to its end; None where none fits."""
    end_s = find_end(sound) / RATE
    skip_s = end_s - start_s - length_s
    bars = np.array([at for at in bars_s if start_s < at < end_s - 0.5])
    if abs(skip_s) < SEAM_S or len(bars) < 2:
        return None
    leaves, enters = np.meshgrid(bars, bars, indexing="ij")
    shift = skip_s - (enters - leaves)
    heard = leaves - start_s - shift
    bar_s = float(np.median(np.diff(bars)))
    fits = (np.abs(shift) <= bar_s / 2) & (heard > _EARLIEST * length_s) & (heard < _LATEST * length_s)
    fits &= start_s + shift >= 0.0
    found = [(float(leaves[at]), float(enters[at]), float(shift[at])) for at in zip(*np.nonzero(fits), strict=True)]
    if not found:
        return None
    looks = {at: _describe_around(sound, at) for at in {time for pair in found for time in pair[:2]}}
    leave, enter, moved = min(found, key=lambda f: _compare(looks[f[0]], looks[f[1]]) + _SHIFT_WEIGHT * abs(f[2]))
    return Joint(start_s + moved, leave, enter, end_s)


def apply_joint(sound: Floats, joint: Joint) -> Floats:
    """The music (2, m) that a joint makes of a whole track (2, n)."""
    half = round(SEAM_S / 2 * RATE)
    first, leave, enter, end = (round(s * RATE) for s in (joint.start_s, joint.leaves_s, joint.enters_s, joint.end_s))
    return join_sounds(sound[:, first : leave + half], sound[:, enter - half : end], 2 * half)


def _describe_around(sound: Floats, at_s: float) -> Floats:
    """(2, bands) levels, dB, before and after a time."""
    middle, count = round(at_s * RATE), round(_WINDOW_S * RATE)
    return np.stack(
        [_describe(sound[:, max(0, middle - count) : middle]), _describe(sound[:, middle : middle + count])]
    )


def _describe(part: Floats) -> Floats:
    mono = part.mean(axis=0)
    power = np.abs(np.fft.rfft(mono)) ** 2 / max(len(mono), 1)
    edges = np.geomspace(40, 12_000, _BANDS + 1) / (RATE / 2) * (len(power) - 1)
    cuts = np.maximum(np.diff(edges.astype(int)), 1)
    sums = np.add.reduceat(power, edges[:-1].astype(int))[:_BANDS] if len(power) > _BANDS else np.zeros(_BANDS)
    return np.asarray(10 * np.log10(sums / cuts + 1e-9), np.float32)


def _compare(one: Floats, other: Floats) -> float:
    """Mean difference of two descriptions, in tens of decibels."""
    return float(np.abs(one - other).mean()) / 10
