"""A clip of flat colours with known cuts, and a track of known beats that rises at a known moment."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from media.fit_card import FitJob
from media.mix import MixJob
from media.mix.guide import build_guide
from musechat.clip import ClipTraits
from musechat.mix_settings import MixSettings
from musechat.track import Section, TrackTraits
from tests.store.made import clip_traits, track_traits

RATE = 48_000
LENGTH_S, TRACK_S = 12.0, 40.0
CUTS_S = (2.0, 5.3, 8.0)
RISE_S = 18.2  # in the track
START_S = 10.0  # so that the rise lands 0.2 s after the last cut
BEAT_S = 0.5
COLOURS = ((200, 60, 40), (40, 160, 70), (50, 80, 200), (210, 190, 60))


def draw_scenes(path: Path, size: tuple[int, int] = (320, 180), turned: bool = False) -> Path:
    """A clip that changes its colour at each cut."""
    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream("libx264", rate=20, options={"g": "20"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(round(LENGTH_S * 20)):
            scene = sum(number / 20 >= cut for cut in CUTS_S)
            picture = np.full((size[1], size[0], 3), COLOURS[scene], np.uint8)
            picture[:, : size[0] // 4] //= 2
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 20)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def play_rise(path: Path, seconds: float = TRACK_S) -> Path:
    """A quiet tone with a beat, and from the rise on a loud one; it ends abruptly."""
    t = np.arange(round(seconds * RATE)) / RATE
    loud = np.where(t >= RISE_S, 0.5, 0.05)
    beat = 0.6 + 0.4 * np.exp(-8 * (t % BEAT_S))
    wave = (loud * beat * np.sin(2 * np.pi * 220 * t)).astype(np.float32)
    with av.open(str(path), "w") as out:
        voice: Any = out.add_stream("flac", rate=RATE, layout="stereo")
        for first in range(0, len(wave), 4096):
            part = (np.stack([wave[first : first + 4096]] * 2) * 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(part.T.reshape(1, -1)), format="s16", layout="stereo"
            )
            frame.sample_rate, frame.pts = RATE, first
            out.mux(voice.encode(frame))
        out.mux(voice.encode(None))
    return path


def scenes_traits(**changes: Any) -> ClipTraits:
    """What is measured of the clip."""
    curve = tuple(0.9 if 20 <= n < 22 else 0.3 for n in range(32))
    plain = {"duration_s": LENGTH_S, "cuts_s": CUTS_S, "energy_curve": curve, "speech": 0.0, "has_sound": False}
    return clip_traits(**(plain | changes))


def rise_traits(sure: bool = True, **changes: Any) -> TrackTraits:
    """What is measured of the track; its tempo is certain or not."""
    beats = tuple(float(at) for at in np.arange(0, TRACK_S, BEAT_S))
    sections = (Section("intro", 0.0, RISE_S, 0.2), Section("main", RISE_S, TRACK_S, 0.8))
    plain = {"duration_s": TRACK_S, "tempo_bpm": 120.0, "tempo_confidence": 1.0 if sure else 0.05, "beats_s": beats}
    plain |= {"downbeats_s": beats[::4], "sections": sections, "vocals": False, "vocal_score": 0.0}
    return track_traits(**(plain | changes))


def fit_job(
    clip: Path, track: Path, settings: MixSettings | None = None, *, start_s: float = START_S, **more: Any
) -> FitJob:
    """A job of the two."""
    clip_seen, heard = more.pop("clip_traits", scenes_traits()), more.pop("track_traits", rise_traits())
    untouched = more.pop("untouched", False)
    mix = MixJob(
        clip, track, start_s, settings or MixSettings(), (), heard.beats_s, heard.downbeats_s, untouched,
        guide=build_guide(heard, clip_seen),
    )  # fmt: skip
    return FitJob(mix, clip_seen, heard, **more)
