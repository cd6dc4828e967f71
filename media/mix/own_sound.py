"""The clip's own sound for a mix, and where somebody speaks in it."""

from __future__ import annotations

from dataclasses import dataclass

import av
import numpy as np
from av.audio.resampler import AudioResampler

from media.mix.filter_graph import iter_frames
from media.mix.opened_clip import OpenedClip
from media.preview.excerpt import RATE, Floats
from media.preview.levels import measure_loudness
from media.watch.limits import SOUND_RATE
from media.watch.sound_classes import classify_sound
from media.watch.sound_mixing import mix_to_mono
from media.watch.soundtrack import record_soundtrack


@dataclass(frozen=True, slots=True)
class OwnSound:
    """What is heard of a clip itself."""

    sound: Floats | None  # (2, n) at RATE from the first picture on, as long as the mix; None without
    spans: tuple[tuple[float, float], ...]  # seconds in which somebody speaks
    lost: bool  # there is sound, and none of it can be decoded


def read_own_sound(clip: OpenedClip, length_s: float, spans: tuple[tuple[float, float], ...] | None = None) -> OwnSound:
    """Decode a clip's sound tracks, mixed to two channels; ``spans`` of speech are found where they are not known."""
    if not clip.probed.sound_indices:
        return OwnSound(None, (), clip.probed.sound_lost)
    try:
        with clip.open() as container:
            recorded = record_soundtrack(container, clip.probed, RATE)
    except (av.FFmpegError, ValueError, IndexError):
        return OwnSound(None, (), lost=True)
    if not recorded.samples.shape[1]:
        return OwnSound(None, (), recorded.lost)
    sound = np.zeros((2, round(length_s * RATE)), np.float32)
    sound[:, : recorded.samples.shape[1]] = recorded.samples[:, : sound.shape[1]]
    return OwnSound(sound, find_speech(sound) if spans is None else spans, lost=False)


def find_speech(sound: Floats) -> tuple[tuple[float, float], ...]:
    """Seconds of ``sound`` (2, n) at ``RATE`` in which somebody speaks, as watching finds them."""
    resampler = AudioResampler("fltp", "stereo", SOUND_RATE)
    pieces = [out.to_ndarray() for frame in iter_frames(sound) for out in resampler.resample(frame)]
    pieces += [out.to_ndarray() for out in resampler.resample(None)]
    mono = mix_to_mono(np.concatenate(pieces, axis=1).astype(np.float32, copy=False))
    return classify_sound(mono, measure_loudness(sound)).speech_spans_s
