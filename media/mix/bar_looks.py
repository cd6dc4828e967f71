"""How a track sounds around its bar lines, and what a leap from one of them to another would sound like.

Beat-synchronous chroma, timbre and loudness, as music retargeting compares them: Wenner, Bazin, Sorkine-Hornung, Kim
and Gross, "Scalable Music: Automatic Music Retargeting and Synthesis" (Eurographics 2013); Rubin, Berthouzoz, Mysore,
Li and Agrawala, "Content-Based Tools for Editing Audio Stories" (UIST 2013).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.fft import rfft

from media.listen.spectrum import MELS, make_mel_weights
from media.preview.excerpt import RATE, Floats

Booleans = NDArray[np.bool_]

_STEP = 2  # samples of the sound in one that is looked at
_RATE = RATE // _STEP
_WINDOW = 4096
_SIDE = 4  # beats that are compared on each side
_IN_BEAT = (0.25, 0.75)  # of a beat: where it is looked at
_NEARNESS = np.array([0.05, 0.1, 0.15, 0.2, 0.2, 0.15, 0.1, 0.05])  # weights of those beats
_BANDS = 20
_TIMBRE_HZ, _PITCH_HZ = (40.0, 11_000.0), (110.0, 2_000.0)
_FLOOR_DB = -60.0  # below the loudest, as silence
_DB = 10.0  # a difference in level that weighs as much as two notes that have nothing in common
_CHROMA, _TIMBRE, _LOUDNESS = 1.0, 1.0, 0.7
_EDGE_WINDOW, _EDGE_HOP, _EDGE_FRAMES = 1024, _RATE // 100, 20  # samples, samples; a quarter of a second in all
_MOST_CHANGE = 85  # percentile of the track's own bar lines that no leap may exceed


@dataclass(frozen=True, slots=True)
class BarLooks:
    """Bar lines of one track compared with each other.

    Attributes:
        unlike: (n, n) how unlike the four beats before and after two lines are; 0 for the same music.
        smooth: (n, n) whether a leap from the first to the second changes the sound no more than bar lines do.
        chroma: (n, 12) unit rows: the notes of the beat that begins at a line, C first.

    """

    unlike: Floats
    smooth: Booleans
    chroma: Floats


def compare_bar_lines(sound: Floats, lines_s: NDArray[np.float64], beat_s: float) -> BarLooks:
    """Compare bar lines (n,) of a track (2, m), seconds, each with all others."""
    wave = _thin(sound)
    chroma, timbre, loudness = _look_at_beats(wave, lines_s, beat_s)
    looks = np.concatenate([_CHROMA * chroma, _TIMBRE * timbre, _LOUDNESS * loudness[..., None]], axis=2)
    weighted = (looks * np.sqrt(_NEARNESS, dtype=np.float32)[None, :, None]).reshape(len(lines_s), -1)
    changes = _measure_distances(looks[:, _SIDE - 1], looks[:, _SIDE])
    smooth = changes <= np.percentile(np.diag(changes), _MOST_CHANGE)
    edges = _measure_distances(*_look_at_edges(wave, lines_s))
    smooth &= edges <= np.percentile(np.diag(edges), _MOST_CHANGE)
    return BarLooks(_measure_distances(weighted, weighted), smooth, chroma[:, _SIDE])


def _thin(sound: Floats) -> Floats:
    """One channel at half the rate."""
    count = sound.shape[1] // _STEP * _STEP
    both = sound[0, :count] + sound[1, :count]
    return np.asarray(both[::_STEP] + both[1::_STEP], np.float32)  # what a constant gain does is no matter here


def _look_at_edges(wave: Floats, lines_s: NDArray[np.float64]) -> tuple[Floats, Floats]:
    """Mel bands, dB, (n, MELS) of the quarters of a second before and after lines: where a leap would be heard."""
    hops = np.arange(_EDGE_FRAMES) * _EDGE_HOP
    places = np.concatenate([-_EDGE_WINDOW - hops[::-1], hops])
    firsts = (np.rint(lines_s * _RATE).astype(int)[:, None] + places).ravel()
    windows = sliding_window_view(np.pad(wave, 2 * _RATE), _EDGE_WINDOW)
    firsts = np.clip(firsts + 2 * _RATE, 0, len(windows) - 1)
    shape, weights = np.hanning(_EDGE_WINDOW).astype(np.float32), make_mel_weights()
    levels = [
        np.square(np.abs(rfft(windows[firsts[at : at + 1024]] * shape, axis=1))) @ weights
        for at in range(0, len(firsts), 1024)
    ]
    power = np.concatenate(levels).reshape(len(lines_s), 2, _EDGE_FRAMES, -1)
    floor = max(float(power.sum(axis=3).max(initial=0.0)), 1e-9) * 10 ** (_FLOOR_DB / 10) / MELS
    sides = (10 * np.log10(power + floor)).mean(axis=2).astype(np.float32)
    return sides[:, 0], sides[:, 1]


def _look_at_beats(wave: Floats, lines_s: NDArray[np.float64], beat_s: float) -> tuple[Floats, Floats, Floats]:
    """Chroma (n, 8, 12), timbre (n, 8, bands) and loudness (n, 8) of the beats around lines, on comparable scales."""
    places = (np.arange(-_SIDE, _SIDE)[:, None] + np.array(_IN_BEAT)).ravel() * beat_s
    firsts = np.rint((lines_s[:, None] + places).ravel() * _RATE).astype(int) - _WINDOW // 2
    windows = sliding_window_view(np.pad(wave, 2 * _WINDOW), _WINDOW)
    firsts = np.clip(firsts + 2 * _WINDOW, 0, len(windows) - 1)
    pitch, bands = _make_maps()
    notes, levels = [], []
    for at in range(0, len(firsts), 256):
        spectrum = np.abs(rfft(windows[firsts[at : at + 256]] * np.hanning(_WINDOW).astype(np.float32), axis=1))
        notes.append(np.sqrt(spectrum) @ pitch)
        levels.append(np.square(spectrum) @ bands)
    shape = (len(lines_s), 2 * _SIDE, len(_IN_BEAT), -1)
    chroma = np.concatenate(notes).reshape(shape).mean(axis=2)
    chroma /= np.maximum(np.linalg.norm(chroma, axis=2, keepdims=True), 1e-9)
    power = np.concatenate(levels).reshape(shape).mean(axis=2)
    total = power.sum(axis=2)
    floor = max(float(total.max(initial=0.0)), 1e-9) * 10 ** (_FLOOR_DB / 10)
    loudness = 10 * np.log10(total + floor) / _DB
    colour = 10 * np.log10(power + floor / _BANDS) / _DB
    colour -= colour.mean(axis=2, keepdims=True)
    return chroma, np.asarray(colour / np.sqrt(_BANDS), np.float32), np.asarray(loudness, np.float32)


@cache
def _make_maps() -> tuple[Floats, Floats]:
    """(bins, 12) and (bins, bands): which bin of a spectrum counts for which note and for which band."""
    hertz = np.fft.rfftfreq(_WINDOW, 1 / _RATE)
    heard = np.maximum(hertz, 1.0)
    note = 69 + 12 * np.log2(heard / 440)
    pitched = (heard >= _PITCH_HZ[0]) & (heard <= _PITCH_HZ[1])
    pitch = (np.rint(note).astype(int)[:, None] % 12 == np.arange(12)) & pitched[:, None]
    edges = np.geomspace(*_TIMBRE_HZ, _BANDS + 1)
    bands = (hertz[:, None] >= edges[:-1]) & (hertz[:, None] < edges[1:])
    return pitch.astype(np.float32), bands.astype(np.float32)


def _measure_distances(ours: Floats, others: Floats) -> Floats:
    """(n, m) Euclidean distances of rows."""
    squares = np.square(ours).sum(axis=1)[:, None] + np.square(others).sum(axis=1) - 2 * ours @ others.T
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)), np.float32)
