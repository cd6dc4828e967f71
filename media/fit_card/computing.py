"""Computes how a clip and its music meet, from the very sound that the mix would have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from language.certainty import Certainty, judge_tempo
from language.descriptions import find_sure_vocals
from media.fit_card.hits import find_hits
from media.fit_card.job import FitJob
from media.fit_card.loudness_shape import find_rises, measure_waveform
from media.fit_card.stretches import list_stretches, map_sections
from media.mix.cut_plan import CutEnding, CutPlan, list_joints, map_times
from media.mix.fitting import make_fitter
from media.mix.music_bed import RING_S, MusicBed, find_last_beat, lay_bed
from media.mix.music_sounds import FADE_OUT_S, FADE_SHARE
from musechat.clip import ClipTraits
from musechat.fit import Fit, FitEnding
from musechat.mix_settings import MixSettings

_BEAT_S = 2.0  # music that ends on a beat at most so long before the clip ends with it
_EARLY_S = 0.25  # music that ends so long before the clip ends early
_OWN_S = 0.3  # the track's own end and the clip's, where they count as one


def compute_fit(job: FitJob) -> Fit:
    """Compute the fit of a job; reads the track's file, and not the clip's.

    Raises:
        BadInput: the track cannot be read, or too little of the clip is left for music.

    """
    settings = replace(job.mix.settings, loop=False, fit_length=False) if job.mix.untouched else job.mix.settings
    length_s = min(job.clip.duration_s, settings.length_s or np.inf)
    fit = make_fitter(settings, job.mix)
    bed = lay_bed(job.mix.track, job.mix.start_s, length_s, settings, job.mix.beats_s, fit)
    plan = bed.plan if bed.plan is not None and bed.plan.ending is not CutEnding.FADE else None
    stretches = list_stretches(bed, job.mix.start_s, job.track.duration_s)
    certainty = judge_tempo(job.track)
    grid = (job.track.downbeats_s, job.track.beats_s) if certainty else ((), ())
    bars, beats = (map_times(times, stretches) for times in grid)
    on_beat = (
        plan is None
        and settings.end_on_beat
        and find_last_beat(job.mix.beats_s, job.mix.start_s, length_s - bed.from_s) is not None
    )
    fade_s = _find_fade(settings, bed, plan, on_beat=on_beat)
    rises = find_rises(bed.sound, bed.from_s, bed.to_s - fade_s)
    return Fit(
        length_s=round(length_s, 3),
        music_from_s=bed.from_s,
        music_to_s=round(bed.to_s, 3),
        track_from_s=stretches[0].track_s if stretches else job.mix.start_s,
        cuts_s=tuple(at for at in job.clip.cuts_s if at < length_s),
        clip_energy=_cut_curve(job.clip, length_s),
        waveform=measure_waveform(bed.sound),
        sections=tuple(map_sections(job.track.sections, stretches)),
        bars_s=_round_times(bars),
        beats_known=bool(beats),
        beats_sure=bool(beats) and certainty is Certainty.PLAIN,
        rises_s=rises,
        hits=find_hits(job.clip, length_s, rises, bars, beats),
        joints=list_joints(stretches),
        ending=FitEnding(plan.ending)
        if plan is not None
        else _find_ending(job, bed, fade_s, length_s, on_beat=on_beat and certainty is Certainty.PLAIN),
        fade_s=round(fade_s, 3),
        sings=find_sure_vocals(job.track),
        rate=1.0 if bed.plan is None else bed.plan.rate,
    )


def _round_times(times: list[float]) -> tuple[float, ...]:
    return tuple(round(time, 3) for time in times)


def _cut_curve(clip: ClipTraits, length_s: float) -> tuple[float, ...]:
    """The clip's energy curve as far as the mix is long."""
    count = round(len(clip.energy_curve) * min(1.0, length_s / max(clip.duration_s, 1e-3)))
    return clip.energy_curve[: max(count, 1)]


def _find_fade(settings: MixSettings, bed: MusicBed, plan: CutPlan | None, *, on_beat: bool) -> float:
    """Length of the fade at the end of the music, as the mix makes it."""
    heard_s = bed.to_s - bed.from_s
    if settings.fade_out_s is not None:
        return min(settings.fade_out_s, heard_s)
    if plan is not None and plan.fade_s is not None:
        return min(plan.fade_s, FADE_SHARE * heard_s)
    return RING_S if on_beat else min(FADE_OUT_S, FADE_SHARE * heard_s)


def _find_ending(job: FitJob, bed: MusicBed, fade_s: float, length_s: float, *, on_beat: bool) -> FitEnding:
    missing_s = length_s - bed.to_s
    if on_beat and missing_s < _BEAT_S:
        return FitEnding.BEAT
    if missing_s > _EARLY_S:
        return FitEnding.EARLY
    if abs(job.track.duration_s - bed.track_to_s) < _OWN_S:
        return FitEnding.OWN
    return FitEnding.FADE if fade_s > 0 else FitEnding.CUT
