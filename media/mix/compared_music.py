"""The music of one candidate under a stretch of the clip: that of its own mix where that is cut to fit."""

from __future__ import annotations

from media.mix.comparison_job import ComparedTrack
from media.mix.fitting import make_fitter
from media.mix.music_bed import lay_bed
from media.mix.music_sounds import fade_edges
from media.preview.excerpt import RATE, SHORTEST_S, Floats
from musechat.mix_settings import MixSettings

_AT_END_S = 0.05  # a stretch that ends so near to the clip's end ends as the mix does


def lay_compared(candidate: ComparedTrack, from_s: float, length_s: float, clip_s: float) -> Floats:
    """The music (2, n) of a candidate between two times of a clip that lasts ``clip_s``.

    Raises:
        BadInput: as :func:`media.mix.music_bed.lay_bed`.

    """
    if (cut := _cut_from_mix(candidate, from_s, length_s, clip_s)) is not None:
        return cut
    return lay_bed(candidate.track, candidate.start_s, length_s, MixSettings()).sound


def _cut_from_mix(candidate: ComparedTrack, from_s: float, length_s: float, clip_s: float) -> Floats | None:
    """The stretch of the music that its mix would have; None where that is the track as it is, or silent there."""
    job = candidate.mix
    if job is None or candidate.untouched:
        return None
    fit = make_fitter(job.settings, job)
    room_s = min(job.settings.clip_end_s or clip_s, clip_s) - (job.settings.clip_start_s or 0.0)
    if fit is None or room_s < SHORTEST_S:
        return None
    bed = lay_bed(candidate.track, job.start_s, clip_s, job.settings, job.beats_s, fit)
    to_s = from_s + length_s
    if bed.plan is None or bed.from_s > from_s or bed.to_s < min(to_s, clip_s) - _AT_END_S:
        return None
    first, count = round(from_s * RATE), round(length_s * RATE)
    music = bed.sound[:, first : first + count].copy()
    fade_edges(music, None, 0.0 if to_s >= clip_s - _AT_END_S else None)
    return music
