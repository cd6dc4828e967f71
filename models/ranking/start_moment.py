"""Finds where to start a track, so that its energy over time matches the clip's."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.ranking.hit_starts import CutHits
from musechat.brief import Brief
from musechat.clip import ClipTraits
from musechat.fit import find_climax_s
from musechat.reference_scales import match_clip_energy
from musechat.track import Section, TrackTraits
from musechat.wish import Facet

Curve = NDArray[np.float64]

POINTS = 32  # at which two energy curves are compared
WORDS_ONLY_S = 30.0  # length of an excerpt where there is no clip
BEATS_PER_BAR = 4
SNAP_S = 1.0  # a start is moved to a beat at most this far away
_MOVED = 6  # of the best starts that are moved for the cuts

# Bonuses of a start, added to the correlation of the two energy curves (in -1..1).
_SECTION_BONUS = {"main": 0.3, "build": 0.2, "break": 0.05, "intro": 0.1, "ending": -0.3}
_BAR_BONUS = 0.05
_CLIMAX_BONUS = 0.6
_LEVEL_WEIGHT = 0.5
_OVERLAP_ENDING = 0.2
_COURSES = {"rise": (0.2, 0.9), "fall": (0.9, 0.2)}  # energy in the first and the second half
_OVERLAP_SILENCE = 1.0


@dataclass(frozen=True, slots=True)
class StartMoment:
    """A stretch of a track for a clip.

    Attributes:
        start_s: seconds, on a beat where the track has a steady one.
        end_s: seconds, at most the track's end.
        section: label of the section that sounds at ``start_s``, "" where unknown.
        hits_s: seconds into the clip at which the track's main section begins, where that meets the clip's climax.

    """

    start_s: float
    end_s: float
    section: str
    hits_s: float | None = None


def find_start_moment(clip: ClipTraits | None, track: TrackTraits) -> StartMoment:
    """Find the best start of a track for a clip; without a clip, the start of its main section.

    The track never ends before the clip where it is long enough; a shorter track starts at 0.
    """
    length = clip.duration_s if clip is not None else min(WORDS_ONLY_S, track.duration_s)
    latest = _find_sounding_end(track) - length
    if latest <= 0:
        return build_moment(track, 0.0, length, None)
    if clip is None:
        return build_moment(track, _snap_to_beat(_find_main_start(track), track.beats_s, latest), length, None)
    climax = find_climax_s(clip)
    candidates = _list_candidates(track, latest, climax)
    scores = _score_starts(clip, track, candidates, climax)
    return build_moment(track, _meet_cuts(CutHits(clip, track), candidates, scores, latest), length, climax)


def _meet_cuts(hits: CutHits, candidates: list[float], scores: Curve, latest: float) -> float:
    """The best start, moved a little where more of the clip's cuts and its main event are met from there."""
    totals = scores + hits.score_starts(np.array(candidates))
    starts, worth = [], []
    for place in np.argsort(-totals, kind="stable")[:_MOVED]:
        near = np.array([candidates[place], *hits.list_shifted(candidates[place], latest)])
        starts.append(near)
        worth.append(scores[place] + hits.score_starts(near))
    return float(np.concatenate(starts)[int(np.argmax(np.concatenate(worth)))])


def follow_course(clip: ClipTraits | None, brief: Brief) -> ClipTraits | None:
    """Give a clip the course of energy that was wished of the music; the clip itself without such a wish."""
    wished = next((s.wish.name for s in reversed(brief.list_wishes(Facet.SHAPE)) if s.wish.wanted), "")
    if clip is None or wished not in _COURSES:
        return clip
    first, last = _COURSES[wished]
    half = POINTS // 2
    return replace(clip, energy_curve=(first,) * half + (last,) * (POINTS - half))


def build_moment(track: TrackTraits, start: float, length: float, climax: float | None = None) -> StartMoment:
    """Build the stretch of ``length`` seconds from ``start``; ``climax``: of the clip, seconds."""
    start = _leave_silence(track, start)
    section = _find_section(track, start)
    hits = None
    if climax is not None:
        hits = next((s.start_s - start for s in _find_mains(track) if abs(s.start_s - start - climax) <= SNAP_S), None)
    end = min(start + length, track.duration_s)
    return StartMoment(round(start, 3), round(end, 3), section.label if section else "", hits)


def _find_sounding_end(track: TrackTraits) -> float:
    """Where the last sound of a track ends: silence at its end is nothing to put under a clip."""
    last = track.silences_s[-1] if track.silences_s else None
    return last[0] if last is not None and last[1] >= track.duration_s - SNAP_S else track.duration_s


def _leave_silence(track: TrackTraits, start: float) -> float:
    """A start that lies in silence moved to where the sound begins again; before silence at the end, to the start."""
    silence = next(((a, b) for a, b in track.silences_s if a <= start < b), None)
    if silence is None:
        return start
    return silence[1] if silence[1] < _find_sounding_end(track) else _leave_silence(track, 0.0) if start > 0 else start


def _find_mains(track: TrackTraits) -> list[Section]:
    return [s for s in track.sections if s.label == "main"]


def _find_section(track: TrackTraits, at: float) -> Section | None:
    return next((s for s in track.sections if s.start_s - SNAP_S / 2 <= at < s.end_s - SNAP_S / 2), None)


def _find_main_start(track: TrackTraits) -> float:
    if mains := _find_mains(track):
        return mains[0].start_s
    loudest = max(track.sections, key=lambda s: s.energy, default=None)
    return loudest.start_s if loudest else 0.0


def _snap_to_beat(at: float, beats: tuple[float, ...], latest: float) -> float:
    """Move to the nearest beat within :data:`SNAP_S` that leaves room for the clip; stay where there is none."""
    near = [b for b in beats if abs(b - at) <= SNAP_S and b <= latest]
    return min(near, key=lambda b: abs(b - at)) if near else min(at, latest)


def _list_candidates(track: TrackTraits, latest: float, climax: float | None) -> list[float]:
    """List candidate starts, ascending: sections, bars, 0, and those that put a main section on the clip's climax."""
    starts = [0.0, *(s.start_s for s in track.sections), *track.beats_s[::BEATS_PER_BAR]]
    if not track.beats_s:
        starts += list(np.arange(0.0, latest, 2.0))
    if climax is not None:
        starts += [s.start_s - climax for s in _find_mains(track) if s.start_s >= climax]
    fitting = [_leave_silence(track, _snap_to_beat(at, track.beats_s, latest)) for at in starts if at <= latest]
    return sorted(set(fitting))


def _score_starts(clip: ClipTraits, track: TrackTraits, candidates: list[float], climax: float | None) -> Curve:
    """Score every candidate start, (c,)."""
    windows = _cut_windows(track, candidates, clip.duration_s)
    scores = _correlate(np.asarray(clip.energy_curve, np.float64), windows)
    # Correlation ignores the level: a quiet passage with the right shape must not win under a loud clip.
    scores -= _LEVEL_WEIGHT * np.abs(windows.mean(axis=1) - match_clip_energy(clip.energy))
    scores += [_rate_boundary(track, at) for at in candidates]
    scores -= [_OVERLAP_SILENCE * _measure_share_in_silence(track, at, clip.duration_s) for at in candidates]
    scores -= [_OVERLAP_ENDING * _measure_share_in_ending(track, at, clip.duration_s) for at in candidates]
    if climax is not None:
        mains = [s.start_s for s in _find_mains(track)]
        met = [any(abs(main - at - climax) <= SNAP_S / 2 for main in mains) for at in candidates]
        scores += _CLIMAX_BONUS * np.array(met)
    return scores


def _cut_windows(track: TrackTraits, starts: list[float], length: float) -> Curve:
    """The track's energy over the stretches that begin at ``starts``, each in :data:`POINTS` steps, (c, POINTS)."""
    curve = np.asarray(track.energy_curve or (track.energy,), np.float64)
    centres = (np.arange(len(curve)) + 0.5) / len(curve) * track.duration_s
    times = np.asarray(starts)[:, None] + (np.arange(POINTS) + 0.5) / POINTS * length
    return np.interp(times.ravel(), centres, curve).reshape(times.shape)


def _correlate(ours: Curve, windows: Curve) -> Curve:
    """Correlate a clip's curve with each window: -1..1, (c,), damped where the clip hardly changes."""
    if len(ours) < 2:
        return np.zeros(len(windows))
    ours = np.interp(np.linspace(0, 1, POINTS), np.linspace(0, 1, len(ours)), ours)
    a = ours - ours.mean()
    b = windows - windows.mean(axis=1, keepdims=True)
    norms = np.linalg.norm(a) * np.linalg.norm(b, axis=1)
    # The correlation of a nearly flat curve is noise: it counts fully only from a deviation of 0.1.
    changing = min(1.0, float(ours.std()) / 0.1)
    return np.where(norms > 1e-9, b @ a / np.maximum(norms, 1e-9), 0.0) * changing


def _rate_boundary(track: TrackTraits, at: float) -> float:
    section = next((s for s in track.sections if abs(s.start_s - at) <= SNAP_S / 2), None)
    if section is not None:
        return _SECTION_BONUS.get(section.label, 0.1)
    return _BAR_BONUS


def _measure_share_in_ending(track: TrackTraits, at: float, length: float) -> float:
    end = at + length
    inside = [max(0.0, min(s.end_s, end) - max(s.start_s, at)) for s in track.sections if s.label == "ending"]
    return sum(inside) / length if length > 0 else 0.0


def _measure_share_in_silence(track: TrackTraits, at: float, length: float) -> float:
    inside = [max(0.0, min(b, at + length) - max(a, at)) for a, b in track.silences_s]
    return sum(inside) / length if length > 0 else 0.0
