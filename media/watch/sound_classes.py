"""When somebody speaks in a clip, and how much of it has music.

Two networks hear the sound: silero-vad's (:mod:`media.watch.speech_detector`) and a small one of ours
(:mod:`media.watch.sound_network`), both at one loudness, so that a quiet clip is judged as a loud one is.
Where the package of the first is missing, ours alone finds speech: less of it under loud music.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.watch.limits import SOUND_RATE
from media.watch.log_mel import HOP, WINDOW
from media.watch.sound_network import (
    FRAMES_PER_STEP,
    REFERENCE_LUFS,
    STEP_SECONDS,
    SoundNetwork,
    load_sound_network,
)
from media.watch.speech_detector import STEP, SpeechDetector, load_speech_detector

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

_MOST_GAIN_DB = 60.0  # towards the reference loudness
# Speech in log odds: a weighted sum of both opinions, or our network's alone, which is too ready to hear speech in
# music. Set on projects, voices and effects that the table in docs/performance.md leaves out.
_DETECTOR_WEIGHT, _NETWORK_WEIGHT, _OFFSET = 0.3, 0.35, 0.0
_ALONE_OFFSET = -4.0
_LEAST = 1e-4  # probability below which, or above one minus which, no difference counts


@dataclass(frozen=True, slots=True)
class SpanRule:
    """How probabilities over time become stretches."""

    enter: float  # probability from which a stretch begins
    stay: float  # probability down to which it goes on
    bridge_s: float  # a gap shorter than this is part of the stretch
    least_s: float  # a stretch shorter than this is none


SPEECH_RULE = SpanRule(enter=0.6, stay=0.35, bridge_s=0.6, least_s=0.4)
MUSIC_RULE = SpanRule(enter=0.9, stay=0.4, bridge_s=2.0, least_s=1.0)


@dataclass(frozen=True, slots=True)
class SoundClasses:
    """What a sound holds; shares are of its time, 0..1, and may overlap."""

    speech: float
    music: float
    speech_spans_s: tuple[tuple[float, float], ...]  # start and end, seconds, ascending


NOTHING_HEARD = SoundClasses(0.0, 0.0, ())


def load_networks() -> None:
    """Load both networks into this process: before it limits itself, and while nobody waits."""
    load_sound_network()
    load_speech_detector()


def classify_sound(mono: Floats, loudness_lufs: float) -> SoundClasses:
    """Find speech and music in ``mono`` (n,) at 16 kHz, whose integrated loudness is given."""
    if len(mono) < WINDOW:
        return NOTHING_HEARD
    gain_db = min(REFERENCE_LUFS - loudness_lufs, _MOST_GAIN_DB)
    level = (mono * 10 ** (gain_db / 20)).astype(np.float32)
    scores = score_sound(level, load_sound_network(), load_speech_detector())
    length_s = len(mono) / SOUND_RATE
    speech = find_spans(scores[:, 0], SPEECH_RULE, length_s)
    music = find_spans(scores[:, 1], MUSIC_RULE, length_s)
    return SoundClasses(_sum_share(speech, length_s), _sum_share(music, length_s), speech)


def score_sound(level: Floats, network: SoundNetwork, detector: SpeechDetector | None) -> Floats:
    """Probabilities of speech and of music every 64 ms of ``level`` (n,), n >= 512, at the reference loudness."""
    scores = network.score_classes(level)
    spoken = None if detector is None else _align_to_steps(detector.score_speech(level), len(scores))
    scores[:, 0] = join_opinions(spoken, scores[:, 0])
    return scores


def join_opinions(detector: Floats | None, network: Floats) -> Floats:
    """One probability of speech from those of the detector, where there is one, and of the network, (n,) each."""
    alone = _compute_log_odds(network)
    if detector is None:
        odds = np.asarray(alone + _ALONE_OFFSET)
    else:
        odds = np.asarray(_DETECTOR_WEIGHT * _compute_log_odds(detector) + _NETWORK_WEIGHT * alone + _OFFSET)
    return np.asarray(1.0 / (1.0 + np.exp(-odds)), dtype=np.float32)


def _compute_log_odds(probability: Floats) -> Floats:
    kept = np.clip(probability, _LEAST, 1.0 - _LEAST)
    return np.asarray(np.log(kept / (1.0 - kept)), dtype=np.float32)


def _align_to_steps(spoken: Floats, steps: int) -> Floats:
    """Probabilities per 32 ms as those per step of the network, (steps,)."""
    middle = (np.arange(steps) * FRAMES_PER_STEP + FRAMES_PER_STEP / 2) * HOP / STEP
    return np.interp(middle, np.arange(len(spoken)) + 0.5, spoken).astype(np.float32)


def find_spans(scores: Floats, rule: SpanRule, length_s: float) -> tuple[tuple[float, float], ...]:
    """Stretches (start, end), in seconds up to ``length_s``, in which ``scores`` (steps,) say that it is there."""
    spans: list[list[float]] = []
    for first, last in _list_runs(scores >= rule.stay):
        if scores[first:last].max() < rule.enter:
            continue
        start, end = first * STEP_SECONDS, min(last * STEP_SECONDS, length_s)
        if spans and start - spans[-1][1] < rule.bridge_s:
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return tuple((round(start, 3), round(end, 3)) for start, end in spans if end - start >= rule.least_s)


def _list_runs(mask: Bools) -> list[tuple[int, int]]:
    """First and past-the-last index of every run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _sum_share(spans: tuple[tuple[float, float], ...], length_s: float) -> float:
    return float(min(sum(end - start for start, end in spans) / length_s, 1.0))
