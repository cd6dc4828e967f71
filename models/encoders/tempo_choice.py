"""The tempo of a track, its octave alternatives, and how sure all that is."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from models.encoders.analyser_network import make_tempo_grid
from models.encoders.analyser_spectra import FRAME_RATE
from models.encoders.beat_decoding import measure_tempo
from models.encoders.claim_calibration import AnalyserCalibration
from musechat.hearing import HeardRhythm

Doubles = NDArray[np.float64]

OCTAVES = (0.5, 2.0)
SLOWEST_ALTERNATIVE, FASTEST_ALTERNATIVE = 40.0, 340.0
NEAR = math.log(1.045)  # tempi this near are the same
LEAST_CLARITY = 0.12  # below it the bar lines are a guess, and are not given
FEWEST_BEATS = 4


def choose_rhythm(
    beats_s: Doubles,
    downbeats_s: Doubles,
    clarity: float,
    beat: Doubles,
    tempo: Doubles,
    calibration: AnalyserCalibration,
) -> HeardRhythm:
    """Tempo and beats as they are handed on.

    Args:
        beats_s: decoded beats.
        downbeats_s: those of them that begin a bar.
        clarity: how clearly the downbeats stand out, 0..1.
        beat: probability of a beat at each frame.
        tempo: probability of each tempo bin.
        calibration: turns measurements into probabilities.

    """
    bpm = measure_tempo(beats_s)
    if bpm is None:
        return HeardRhythm(None, 0.0)
    confidence = calibration.tempo.estimate(*measure_tempo_signs(bpm, beats_s, beat, tempo))
    if confidence < calibration.least_tempo:
        return HeardRhythm(None, confidence)
    bars = downbeats_s if clarity >= LEAST_CLARITY else np.zeros(0)
    return HeardRhythm(
        bpm,
        confidence,
        order_alternatives(bpm, tempo),
        tuple(float(at) for at in np.maximum(beats_s, 0.0)),
        tuple(float(at) for at in np.maximum(bars, 0.0)),
    )


def measure_tempo_signs(bpm: float, beats_s: Doubles, beat: Doubles, tempo: Doubles) -> tuple[float, float, float]:
    """What a tempo's probability is estimated from.

    Returns:
        The log of the tempo head's mass near it; the beats' mean activation; the share of gaps that are even.

    """
    at = np.clip(np.round(beats_s * FRAME_RATE).astype(int), 0, len(beat) - 1)
    strength = np.max([beat[np.clip(at + offset, 0, len(beat) - 1)] for offset in (-1, 0, 1)], axis=0)
    gaps = np.diff(beats_s)
    even = float((np.abs(gaps / np.median(gaps) - 1) < 0.08).mean())
    return math.log(weigh_tempo(bpm, tempo) + 0.01), float(strength.mean()), even


def weigh_tempo(bpm: float, tempo: Doubles) -> float:
    """The tempo head's mass near a tempo, 0..1."""
    near = np.abs(np.log(make_tempo_grid() / bpm)) <= NEAR
    return float(tempo[near].sum())


def order_alternatives(bpm: float, tempo: Doubles) -> tuple[float, ...]:
    """Half and double of a tempo, where people may count it so, the more probable first."""
    found = [bpm * octave for octave in OCTAVES if SLOWEST_ALTERNATIVE <= bpm * octave <= FASTEST_ALTERNATIVE]
    return tuple(sorted(found, key=lambda other: -weigh_tempo(other, tempo)))
