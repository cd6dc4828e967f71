"""The music of a mix: the stretch of the track that lies under the clip, as long as it is needed, with its fades."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from media.preview.excerpt import RATE, SHORTEST_S, Floats, read_excerpt
from media.sound_files import open_sound_file
from musechat.errors import BadInput
from musechat.mix_settings import MixSettings

SHORTEST_TRACK_S = 5.0
FADE_IN_S, FADE_OUT_S = 0.03, 1.5
RING_S = 0.4  # that the last beat rings on where the music is to end on one
_FADE_SHARE = 0.25  # of a short stretch: a fade takes no more
_SEAM_S = 1.0  # over which a track that begins again overlaps with its end


@dataclass(frozen=True, slots=True)
class MusicBed:
    """Music as it lies under a clip."""

    sound: Floats  # (2, n) at RATE, as long as the mix; silent where there is none
    track_to_s: float  # where in the track it ends, when it was not begun again
    from_s: float  # where in the mix it begins
    to_s: float


def lay_bed(
    track: Path,
    start_s: float,
    length_s: float,
    settings: MixSettings,
    beats_s: Sequence[float] = (),
    read: Callable[[Path, float, float], Floats] = read_excerpt,
) -> MusicBed:
    """Read the music for a mix of ``length_s`` seconds, from ``start_s`` of the track on; ``beats_s`` are the track's.

    ``read`` gives the sound between two times of the track, (2, n) at ``RATE``.

    Raises:
        BadInput: the track's file is gone or no sound, has none there, or is too short to lie under a clip.

    """
    from_s = min(max(settings.clip_start_s or 0.0, 0.0), length_s)
    to_s = min(settings.clip_end_s if settings.clip_end_s is not None else length_s, length_s)
    if to_s - from_s < SHORTEST_S:
        raise BadInput("no-room-for-music", "Too little of the clip is left for music", "Choose a longer part of it")
    _refuse_short_track(track)
    music = read(track, start_s, start_s + to_s - from_s)
    heard_s = music.shape[1] / RATE
    if settings.loop:
        music = _begin_again(track, music, round((to_s - from_s) * RATE))
    fade_out_s = settings.fade_out_s
    if settings.end_on_beat and (last_s := find_last_beat(beats_s, start_s, music.shape[1] / RATE)) is not None:
        music = music[:, : round((last_s + RING_S) * RATE)]
        fade_out_s = RING_S if fade_out_s is None else fade_out_s
    fade_edges(music, settings.fade_in_s, fade_out_s)
    bed = np.zeros((2, round(length_s * RATE)), np.float32)
    first = round(from_s * RATE)
    kept = music[:, : bed.shape[1] - first]
    bed[:, first : first + kept.shape[1]] = kept
    heard_s = min(heard_s, music.shape[1] / RATE)
    return MusicBed(bed, start_s + heard_s, from_s, from_s + kept.shape[1] / RATE)


def find_last_beat(beats_s: Sequence[float], start_s: float, heard_s: float) -> float | None:
    """Where in the music the last beat lies that still has time to ring out, seconds; None without one."""
    latest = start_s + heard_s - RING_S
    return max((at - start_s for at in beats_s if start_s < at <= latest), default=None)


def fade_edges(music: Floats, fade_in_s: float | None, fade_out_s: float | None) -> None:
    """Fade (2, n) in and out, in place; None takes the usual length, 0 none."""
    length = music.shape[1]
    shares = ((fade_in_s, FADE_IN_S, False), (fade_out_s, FADE_OUT_S, True))
    for said, usual, at_end in shares:
        most = length if said is not None else round(_FADE_SHARE * length)
        count = min(round((usual if said is None else said) * RATE), most)
        if count > 0:
            rise = (0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 0.5) / count)).astype(np.float32)
            part = music[:, length - count :] if at_end else music[:, :count]
            part *= rise[::-1] if at_end else rise


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
        more = read_excerpt(track, 0.0, missing_s + _SEAM_S)
        seam = min(round(_SEAM_S * RATE), music.shape[1] // 2, more.shape[1] // 2)
        if more.shape[1] <= seam:
            break
        music = join_sounds(music, more, seam)
    return music[:, :count]


def join_sounds(first: Floats, second: Floats, seam: int) -> Floats:
    """Two sounds (2, n) as one; over ``seam`` samples both are heard, at constant power."""
    turn = np.sin(0.5 * np.pi * (np.arange(seam) + 0.5) / max(seam, 1)).astype(np.float32)
    both = first[:, first.shape[1] - seam :] * turn[::-1] + second[:, :seam] * turn
    return np.concatenate([first[:, : first.shape[1] - seam], both, second[:, seam:]], axis=1)
