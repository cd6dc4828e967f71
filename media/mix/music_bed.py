"""The music of a mix: the stretch of the track that lies under the clip, as long as it is needed, with its fades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from media.mix.cut_plan import CutEnding, CutPlan
from media.mix.fitting import Fitter
from media.mix.music_sounds import fade_edges, join_sounds
from media.preview.excerpt import RATE, SHORTEST_S, Floats, read_excerpt
from media.sound_files import open_sound_file
from musechat.errors import BadInput
from musechat.mix_settings import MixSettings

SHORTEST_TRACK_S = 5.0
RING_S = 0.4  # that the last beat rings on where the music is to end on one
OVERLAP_S = 1.0  # over which a track that begins again overlaps with its end


@dataclass(frozen=True, slots=True)
class MusicBed:
    """Music as it lies under a clip."""

    sound: Floats  # (2, n) at RATE, as long as the mix; silent where there is none
    track_to_s: float  # where in the track it ends, when it was not begun again
    from_s: float  # where in the mix it begins
    to_s: float
    plan: CutPlan | None = None  # how it was cut to length; None where it was not


def lay_bed(
    track: Path,
    start_s: float,
    length_s: float,
    settings: MixSettings,
    beats_s: Sequence[float] = (),
    fit: Fitter | None = None,
) -> MusicBed:
    """Read the music for a mix of ``length_s`` seconds, from ``start_s`` of the track on; ``beats_s`` are the track's.

    Raises:
        BadInput: the track's file is gone or no sound, has none there, or is too short to lie under a clip.

    """
    from_s = min(max(settings.clip_start_s or 0.0, 0.0), length_s)
    to_s = min(settings.clip_end_s if settings.clip_end_s is not None else length_s, length_s)
    if to_s - from_s < SHORTEST_S:
        raise BadInput("no-room-for-music", "Too little of the clip is left for music", "Choose a longer part of it")
    _refuse_short_track(track)
    fitted = fit(track, start_s, to_s - from_s) if fit is not None else None
    plan = None if fitted is None else fitted.plan
    music = _read_straight(track, start_s, to_s - from_s, settings) if fitted is None else fitted.sound
    heard_s = music.shape[1] / RATE if plan is None else plan.length_s
    # Music that may be cut does not stop before the clip where no joint could be made.
    again = settings.loop or ((fit is not None or settings.fit_length) and settings.track_end_s is None)
    if again and (plan is None or plan.ending is CutEnding.FADE):
        music = _begin_again(track, music, round((to_s - from_s) * RATE))
    if plan is None or plan.ending is CutEnding.FADE:
        music = _end_plainly(music, start_s, settings, beats_s, 1.0 if plan is None else plan.rate)
    else:
        fade_edges(music, settings.fade_in_s, plan.fade_s if settings.fade_out_s is None else settings.fade_out_s)
    bed = np.zeros((2, round(length_s * RATE)), np.float32)
    first = round(from_s * RATE)
    kept = music[:, : bed.shape[1] - first]
    bed[:, first : first + kept.shape[1]] = kept
    ends_s = from_s + kept.shape[1] / RATE
    track_to_s = start_s + min(heard_s, music.shape[1] / RATE) if plan is None else plan.end_s
    return MusicBed(bed, track_to_s, from_s, ends_s, plan)


def _read_straight(track: Path, start_s: float, length_s: float, settings: MixSettings) -> Floats:
    """The track as it is, as far as it may be heard."""
    end_s = start_s + length_s
    if settings.track_end_s is not None and settings.track_end_s > start_s + SHORTEST_S:
        end_s = min(end_s, settings.track_end_s)
    return read_excerpt(track, start_s, end_s)


def _end_plainly(music: Floats, start_s: float, settings: MixSettings, beats_s: Sequence[float], rate: float) -> Floats:
    """Fade, in place, where nothing else is known of the end; on a beat where that was asked for."""
    fade_out_s = settings.fade_out_s
    beats = [start_s + (at - start_s) / rate for at in beats_s]
    if settings.end_on_beat and (last_s := find_last_beat(beats, start_s, music.shape[1] / RATE)) is not None:
        music = music[:, : round((last_s + RING_S) * RATE)]
        fade_out_s = RING_S if fade_out_s is None else fade_out_s
    fade_edges(music, settings.fade_in_s, fade_out_s)
    return music


def find_last_beat(beats_s: Sequence[float], start_s: float, heard_s: float) -> float | None:
    """Where in the music the last beat lies that still has time to ring out, seconds; None without one."""
    latest = start_s + heard_s - RING_S
    return max((at - start_s for at in beats_s if start_s < at <= latest), default=None)


def _refuse_short_track(track: Path) -> None:
    with open_sound_file(track) as container:
        length_s = (container.duration or 0) / av.time_base
    if 0 < length_s < SHORTEST_TRACK_S:
        raise BadInput(
            "track-too-short", f"The track is {length_s:.1f} s long, too short to lie under a clip", "Pick another"
        )


def _begin_again(track: Path, music: Floats, count: int) -> Floats:
    """``music`` (2, n) followed by the track from its beginning, over and over, up to ``count`` samples."""
    while music.shape[1] < count:
        missing_s = (count - music.shape[1]) / RATE
        more = read_excerpt(track, 0.0, missing_s + OVERLAP_S)
        seam = min(round(OVERLAP_S * RATE), music.shape[1] // 2, more.shape[1] // 2)
        if more.shape[1] <= seam:
            break
        music = join_sounds(music, more, seam)
    return music[:, :count]
