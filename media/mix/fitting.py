"""Music that ends with the clip, on the track's own ending or a cadence, and meets the clip's cuts on its way there.

Up to three joints lead from one bar line to another that sounds alike (``media/mix/retarget.py``). What is missing to
the exact length is taken from the start, at most half a bar, or from how long the end rings. Where no way there is
better than a fade, none is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from media.mix.bar_looks import compare_bar_lines
from media.mix.cut_plan import CutEnding, CutPlan, Joint, apply_joints
from media.mix.hit_values import HitValues
from media.mix.job import MixJob
from media.mix.music_sounds import change_tempo
from media.mix.retarget import RING_S, BarLineSearch, CutTask
from media.mix.seams import align_seam
from media.mix.sure_lines import find_sure_lines
from media.preview.excerpt import RATE, Floats, read_excerpt
from musechat.mix_settings import MOST_NUDGE, MixSettings

_LONGEST_TRACK_S = 480.0  # more would take too much memory
_LEAST_LENGTH_S = 5.0  # shorter music is not worth a cut
_SILENT = 10 ** (-55 / 20)  # what is quieter behind the last sound is no ending
_DECAYED = 10 ** (-24 / 20)  # of what is loud: from there on the last sound only decays
_STEP_S, _ENDING_S = 0.05, 12.0
# Costs of a way that does not end well; those of joints and endings stand in ``media/mix/retarget.py``.
_FADE_COST, _UNASKED_FADE_COST = 3.0, 0.75
_CADENCE_COST, _UNASKED_CADENCE_COST = 0.9, 0.3  # who asks for music that fits wants the track's own ending
_EARLY_COST, _LOOP_COST = 1.0, 1.3  # of music that ends before the clip; more for each time that it would have to loop
_SHIFT_COST = 0.2  # of a start that is moved by a second
_ANY_NUDGE_COST, _NUDGE_COST = 0.05, 0.1  # of any nudge, and of the largest besides
_NUDGES = np.linspace(-MOST_NUDGE, MOST_NUDGE, 17)
_MOST_JOINTS = 3
_LOOP_SHARE = 0.6  # of a track that a loop surely brings
_HOLD_BARS = 2.0  # that a drop which a member has placed goes on

Fitter = Callable[[Path, float, float], "FittedMusic | None"]


@dataclass(frozen=True, slots=True)
class FittedMusic:
    """Music cut to length, (2, n) at ``RATE``, and how."""

    sound: Floats
    plan: CutPlan


@dataclass(frozen=True, slots=True)
class _Way:
    cost: float
    plan: CutPlan


def make_fitter(settings: MixSettings, job: MixJob) -> Fitter | None:
    """What cuts a job's music to length; None where that may not be done, or nobody wants it.

    A fade that was asked for is an ending of its own. A track whose bars nobody can count on gets no joint, and unless
    asked no cadence: it only starts earlier where it would end before the clip.
    """
    if job.untouched or len(job.bars_s) < 3 or not (_is_asked(settings) or settings.fade_out_s is None):
        return None

    def fit(track: Path, start_s: float, length_s: float) -> FittedMusic | None:
        if length_s < _LEAST_LENGTH_S:
            return None
        whole = read_excerpt(track, 0.0, _LONGEST_TRACK_S)
        plan = plan_cut(whole, start_s, length_s, settings, job)
        return None if plan is None else FittedMusic(change_tempo(apply_joints(whole, plan), plan.rate), plan)

    return fit


def plan_cut(sound: Floats, start_s: float, length_s: float, settings: MixSettings, job: MixJob) -> CutPlan | None:
    """How a whole track (2, n) lasts ``length_s`` from ``start_s`` on; None where it is best left as it is."""
    end_s, soft_end_s = find_ending(sound)
    if settings.track_end_s is not None and settings.track_end_s < end_s:
        end_s, soft_end_s = settings.track_end_s, np.inf
    lines = np.array(sorted({at for at in job.bars_s if 0.0 <= at < end_s - 0.3}))
    if len(lines) < 3 or start_s > lines[-2]:
        return None
    search = _prepare(sound, lines, job)
    ways = [
        way
        for nudge in (_NUDGES if settings.nudge else (0.0,))
        for way in _list_ways(search, CutTask(start_s, length_s, end_s, soft_end_s), 1.0 + float(nudge), settings, job)
    ]
    best = min(ways, key=lambda way: way.cost).plan
    if best.ending is CutEnding.FADE and best.rate == 1.0:
        return None
    return _align(sound, best, movable=not _is_pinned(settings))


def _is_asked(settings: MixSettings) -> bool:
    return settings.fit_length or settings.loop or settings.nudge or settings.end_on_beat


def find_end(sound: Floats) -> int:
    """Sample of (2, n) behind which nothing is heard any more."""
    quiet = _SILENT * max(float(sound.max(initial=0.0)), -float(sound.min(initial=0.0)), 1e-9)
    for last in range(sound.shape[1], 0, -RATE):
        first = max(0, last - RATE)
        heard = np.flatnonzero(np.abs(sound[:, first:last]).max(axis=0) > quiet)
        if len(heard):
            return first + int(heard[-1]) + 1
    return int(sound.shape[1])


def find_ending(sound: Floats) -> tuple[float, float]:
    """Where the last sound of (2, n) ends, and from where on it only decays; seconds."""
    end, step = find_end(sound), round(_STEP_S * RATE)
    last = sound[:, max(0, end - round(_ENDING_S * RATE)) : end].mean(axis=0)
    levels = np.sqrt(np.square(last[: len(last) // step * step].reshape(-1, step)).mean(axis=1))
    loud = np.flatnonzero(levels > _DECAYED * np.percentile(levels, 90)) if len(levels) else np.zeros(0, int)
    decays_s = (len(levels) - 1 - int(loud[-1])) * _STEP_S if len(loud) else 0.0
    return end / RATE, end / RATE - max(0.0, decays_s - 0.1)


def _is_pinned(settings: MixSettings) -> bool:
    return settings.start_said or settings.drop_at_s is not None


def _prepare(sound: Floats, lines: np.ndarray, job: MixJob) -> BarLineSearch:
    beat_s = _find_beat(job, lines)
    looks = compare_bar_lines(sound, lines, beat_s)
    sure = find_sure_lines(lines, beat_s) & job.guide.steady  # a wrong joint is worse than none
    return BarLineSearch(lines, looks, sure, job.guide.sung, job.guide.sections_s, job.guide.tonic)


def _find_beat(job: MixJob, lines: np.ndarray) -> float:
    return float(np.median(np.diff(job.beats_s))) if len(job.beats_s) > 1 else float(np.median(np.diff(lines))) / 4


def _list_ways(
    search: BarLineSearch, plain: CutTask, rate: float, settings: MixSettings, job: MixJob
) -> Iterator[_Way]:
    """The best ways at one tempo: straight on, and for each start that may be tried."""
    guide, from_s = job.guide, settings.clip_start_s or 0.0
    event = None if guide.event_s is None else (guide.event_s - from_s) * rate
    cuts = tuple((at - from_s) * rate for at in guide.cuts_s if at > from_s)
    hits = HitValues(
        search.lines, _find_beat(job, search.lines), cuts_s=cuts, event_s=event,
        sections_s=guide.sections_s, rises_s=guide.rises_s,
    )  # fmt: skip
    length = plain.length_s * rate
    dropped = (settings.drop_at_s - from_s) * rate + _HOLD_BARS * search.bar_s if settings.drop_at_s is not None else 0
    missing = length - (plain.end_s - plain.start_s)
    more = int(np.ceil(max(0.0, missing) / (_LOOP_SHARE * plain.end_s)))
    fade, cadence = _UNASKED_FADE_COST, _UNASKED_CADENCE_COST
    if settings.fit_length or settings.end_on_beat:
        fade, cadence = _FADE_COST, _CADENCE_COST if settings.fit_length else _UNASKED_CADENCE_COST
    task = replace(
        plain, length_s=length, hold_s=max(0.0, dropped), most_joints=_MOST_JOINTS + more, cadence_cost=cadence
    )
    nudged = 0.0 if rate == 1.0 else _ANY_NUDGE_COST + _NUDGE_COST * abs(rate - 1.0) / MOST_NUDGE
    straight = CutPlan(task.start_s, (), min(task.start_s + length, task.end_s), CutEnding.FADE, None, rate)
    early = _EARLY_COST + _LOOP_COST * more if missing > 0.25 else 0.0
    yield _Way(search.rate_straight(task, hits) + fade + early + nudged, straight)
    if 0.25 < missing <= task.start_s and not _is_pinned(settings):
        whole = replace(task, start_s=task.start_s - missing)
        plan = CutPlan(whole.start_s, (), task.end_s, CutEnding.OWN, 0.0, rate)
        yield _Way(search.rate_straight(whole, hits) + _SHIFT_COST * missing + nudged, plan)
    if not (guide.steady or _is_asked(settings)):
        return
    for shift in _list_shifts(search, task, pinned=_is_pinned(settings)):
        way = search.find_way(replace(task, start_s=task.start_s + shift), hits)
        if way is not None:
            plan = CutPlan(task.start_s + shift, way.joints, way.end_s, way.ending, way.ring_s, rate)
            yield _Way(way.cost + _SHIFT_COST * abs(shift) + nudged, plan)


def _list_shifts(search: BarLineSearch, task: CutTask, *, pinned: bool) -> list[float]:
    """By how much the start may be moved, seconds: not at all, or so that the track's ending or a last bar fits."""
    if pinned:
        return [0.0]
    lines, bar = search.lines, search.bar_s
    first = lines[min(int(np.searchsorted(lines, task.start_s - 0.03)), len(lines) - 1)]
    last = lines[max(0, int(np.searchsorted(lines, task.soft_end_s - 0.05)) - 1)]
    behind = [task.end_s - last, *RING_S]  # of the last bar line
    offs = [(first - task.start_s + ring - task.length_s + bar / 2) % bar - bar / 2 for ring in behind]
    return [0.0, *(float(off) for off in offs if task.start_s + off >= 0.0 and abs(off) > 0.01)]


def _align(sound: Floats, plan: CutPlan, *, movable: bool) -> CutPlan:
    """Move where joints enter by a few milliseconds so that the beat goes on; the length stays as it was."""
    joints = tuple(Joint(each.leaves_s, align_seam(sound, each.leaves_s, each.enters_s)) for each in plan.joints)
    late = sum(new.enters_s - old.enters_s for new, old in zip(joints, plan.joints, strict=True))
    if plan.ending is CutEnding.OWN and movable and plan.start_s - late >= 0.0:
        return replace(plan, joints=joints, start_s=plan.start_s - late)
    return replace(plan, joints=joints, end_s=plan.end_s + late)
