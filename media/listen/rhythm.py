"""Onsets, tempo and beats.

The onset envelope is half-wave rectified flux over log-mel bands, compared with the neighbouring bands' maximum so that
vibrato does not count (Böck and Widmer 2013). The tempo is the lag whose first multiples all repeat the envelope best,
weighted by a log-normal prior; beats follow by dynamic programming (Ellis 2007); a second look at the strength half-way
between beats fixes octave errors, and a line through the beats refines the tempo.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d, maximum_filter1d, uniform_filter1d

from media.listen.decode import Floats
from media.listen.spectrum import FRAME_RATE, MelSpectrogram

SLOWEST_BPM, FASTEST_BPM = 45.0, 210.0
PRIOR_BPM = 120.0
_PRIOR_OCTAVES = 1.0
_MULTIPLES = (1, 2, 3, 4)
_STEADY = 0.22  # below this confidence there is no beat that a person would tap
_TIGHTNESS = 100.0
_MOST_DRIFT = 0.06  # a line that differs more from the period was drawn through wrong beats


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What beats in a track. ``onsets`` is the envelope (frames,), of unit standard deviation."""

    tempo_bpm: float | None
    confidence: float
    beats_s: Floats
    onsets: Floats
    onset_rate: float  # distinct onsets per second


def find_rhythm(mel: MelSpectrogram) -> Rhythm:
    """Tempo, beats and onsets of a track."""
    onsets = compute_onset_envelope(mel)
    rate = _count_peaks(onsets) / max(1.0, mel.frames / FRAME_RATE)
    period, confidence = _find_period(onsets)
    none = np.zeros(0, np.float32)
    if confidence < _STEADY:
        return Rhythm(None, confidence, none, onsets, rate)
    beats, period = _fix_octave(onsets, period)
    if len(beats) < 4:
        return Rhythm(None, confidence, none, onsets, rate)
    return Rhythm(60 * FRAME_RATE / _refine_tempo(beats, period), confidence, beats / FRAME_RATE, onsets, rate)


def compute_onset_envelope(mel: MelSpectrogram) -> Floats:
    """(frames,) how much starts to sound at each frame; the local mean is taken away."""
    loud = float(np.percentile(mel.power.sum(axis=1), 90)) or 1.0
    log = np.log1p(1e4 * mel.power / loud)
    lag = 2
    before = maximum_filter1d(log, 3, axis=1)[:-lag]
    flux = np.maximum(log[lag:] - before, 0).mean(axis=1)
    flux = np.concatenate([np.zeros(lag, np.float32), flux])
    raised = np.maximum(flux - uniform_filter1d(flux, round(0.6 * FRAME_RATE)), 0)
    envelope: Floats = (raised / max(float(raised.std()), 1e-4)).astype(np.float32)
    return envelope


def _count_peaks(onsets: Floats) -> int:
    peak = onsets == maximum_filter1d(onsets, 2 * round(0.03 * FRAME_RATE) + 1)
    return int((peak & (onsets > 0.5)).sum())


def _find_period(onsets: Floats) -> tuple[float, float]:
    """The beat period in frames and a confidence 0..1."""
    repeat = _autocorrelate(gaussian_filter1d(onsets - onsets.mean(), 1.5))
    bpm = np.geomspace(SLOWEST_BPM, FASTEST_BPM, 600)
    periods = 60 * FRAME_RATE / bpm
    lags = np.arange(len(repeat))
    shares = [np.interp(k * periods, lags, repeat, right=0.0) for k in _MULTIPLES if k * periods[-1] < len(repeat)]
    comb = np.mean(shares, axis=0)
    prior = np.exp(-0.5 * (np.log2(bpm / PRIOR_BPM) / _PRIOR_OCTAVES) ** 2)
    best = int(np.argmax(np.maximum(comb, 0) * prior))
    return float(periods[best]), float(np.clip(comb[best], 0, 1))


def _autocorrelate(signal: Floats) -> Floats:
    """Normalised to 1 at lag 0, unbiased, up to two thirds of the signal."""
    n = len(signal)
    size = 1 << (2 * n - 1).bit_length()
    spectrum = np.fft.rfft(signal, size)
    raw = np.fft.irfft(spectrum * np.conj(spectrum), size)[: max(2, 2 * n // 3)]
    even = raw / (n - np.arange(len(raw)))
    repeat: Floats = (even / max(even[0], 1e-9)).astype(np.float32)
    return repeat


def _track_beats(onsets: Floats, period: float) -> Floats:
    """Beat frames (m,): the chain of frames that trades onset strength against evenness best."""
    smooth = gaussian_filter1d(onsets, period / 32)
    steps = np.arange(-round(2 * period), -max(1, round(period / 2)) + 1)
    cost = -_TIGHTNESS * np.log(-steps / period) ** 2
    score, back = smooth.astype(np.float64), np.full(len(smooth), -1)
    first = -int(steps[0])
    padded = np.concatenate([np.full(first, -np.inf), score])
    for at in range(max(1, round(period / 2)), len(score)):
        window = padded[at : at + len(steps)] + cost
        best = int(window.argmax())
        if window[best] > 0:
            padded[first + at] += window[best]
            back[at] = at + steps[best]
    return _walk_back(padded[first:], back, period)


def _walk_back(score: np.ndarray, back: np.ndarray, period: float) -> Floats:
    tail = max(0, len(score) - round(period))
    at = tail + int(score[tail:].argmax())
    beats = []
    while at >= 0:
        beats.append(at)
        at = int(back[at])
    return np.array(beats[::-1], dtype=np.float32)


def _fix_octave(onsets: Floats, period: float) -> tuple[Floats, float]:
    """Beats at the period, or at half or twice of it where the strengths between the beats say so."""
    beats = _track_beats(onsets, period)
    if len(beats) < 4:
        return beats, period
    on, between = _measure_strengths(onsets, beats)
    bpm = 60 * FRAME_RATE / period
    if bpm < 85 and between > 0.8 * on:  # what sounds half-way is a beat too
        return _track_beats(onsets, period / 2), period / 2
    if bpm > 150:
        odd, even = _measure_strengths(onsets, beats[::2])
        if min(odd, even) < 0.45 * max(odd, even):  # only every second beat is one
            return _track_beats(onsets, period * 2), period * 2
    return beats, period


def _measure_strengths(onsets: Floats, beats: Floats) -> tuple[float, float]:
    """Mean onset strength on the beats and half-way between them."""
    wide = maximum_filter1d(onsets, 5)
    halfway = (beats[:-1] + beats[1:]) / 2
    pick = np.arange(len(wide))
    return float(np.interp(beats, pick, wide).mean()), float(np.interp(halfway, pick, wide).mean())


def _refine_tempo(beats: Floats, period: float) -> float:
    """The period of the straight line through the beats: finer than one frame."""
    gaps = np.diff(beats)
    numbers = np.concatenate([[0], np.cumsum(np.maximum(1, np.round(gaps / period)))])
    slope = float(np.polyfit(numbers, beats, 1)[0])
    return slope if abs(slope / period - 1) < _MOST_DRIFT else float(np.median(gaps))
