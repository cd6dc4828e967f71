"""All that was measured in picture and sound, as one :class:`~musechat.clip.ClipTraits`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from media.watch.audio_features import SoundtrackTraits
from media.watch.frame_sampling import SampledClip
from media.watch.motion import measure_motion
from media.watch.pace import compute_energy_curve, estimate_energy
from media.watch.probe import ProbedClip
from media.watch.visual_features import clamp_to_unit, crop_black_bars, measure_colour
from musechat.clip import ClipTraits
from musechat.clip_notices import Notice


def measure_clip(
    clip: ProbedClip, seen: SampledClip, soundtrack: SoundtrackTraits, container: str, notices: Sequence[Notice] = ()
) -> ClipTraits:
    """The clip's traits; every share and level lies in 0..1, every time within the clip."""
    moved, colours = measure_motion(clip, seen), measure_colour(crop_black_bars(seen.thumbs))
    per_minute = 60.0 * len(moved.cuts_s) / max(clip.duration_s, 5.0)
    motion = clamp_to_unit(float(moved.motion.mean()))
    width, height = round(clip.width * clip.aspect), clip.height
    if seen.turned:
        width, height = height, width
    return ClipTraits(
        duration_s=round(clip.duration_s, 3),
        width=width,
        height=height,
        fps=round(clip.fps, 3),
        container=container,
        has_picture=True,
        has_sound=soundtrack.has_sound,
        speech=soundtrack.speech,
        music=soundtrack.music,
        speech_spans_s=soundtrack.speech_spans_s,
        loudness_lufs=None if soundtrack.loudness_lufs is None else round(soundtrack.loudness_lufs, 1),
        cuts_s=tuple(round(t, 3) for t in moved.cuts_s),
        cuts_per_minute=round(per_minute, 2),
        motion=motion,
        motion_peak=clamp_to_unit(float(np.quantile(moved.motion, 0.95))),
        brightness=colours.brightness,
        contrast=colours.contrast,
        saturation=colours.saturation,
        warmth=colours.warmth,
        palette=colours.palette,
        energy=estimate_energy(motion, per_minute, soundtrack.loudness_lufs),
        energy_curve=compute_energy_curve(clip, moved, soundtrack),
        notices=tuple(notice.to_text() for notice in notices),
    )
