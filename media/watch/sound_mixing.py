"""Several tracks to one, and two channels to one, without what is there being lost or counted twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_SILENT_POWER = 1e-8  # mean square; below it a track has nothing on it
_CONTAINED, _RELATED = 0.5, 0.1  # gain and correlation from which one track is held to be part of another
_WINDOW, _HOP = 1024, 512  # samples: 64 ms every 32 ms
_BLOCK = 4096  # windows that are transformed at once
_CANCELS = 2.0  # power of the difference over that of the sum, from which a stretch cancels in mono
_STRETCH = 8000  # samples: half a second
_CANCELLING_SHARE = 0.1  # of the stretches with sound
_WEAK_SUM = 0.1  # share of both channels' power below which the sum of a bin has no phase worth keeping


def mix_tracks(tracks: Sequence[Floats]) -> Floats:
    """Mix sound tracks (channels, n_k) to (1 or 2, n); (1, 0) without any.

    A track that is part of what others hold already (a recorder's "all" beside its microphone) is not added again.
    """
    if not tracks:
        return np.zeros((1, 0), dtype=np.float32)
    if len(tracks) == 1:
        return tracks[0]
    channels, length = max(len(t) for t in tracks), max(t.shape[1] for t in tracks)
    mixed = np.zeros((channels, length), dtype=np.float32)
    for track in tracks:
        mixed = _add_track(mixed, _fit_track(track, channels, length))
    return mixed


def _fit_track(track: Floats, channels: int, length: int) -> Floats:
    wide = np.repeat(track, channels, axis=0) if len(track) < channels else track
    return np.pad(wide, ((0, 0), (0, length - wide.shape[1])))


def _add_track(mixed: Floats, track: Floats) -> Floats:
    ours, theirs = float(np.vdot(mixed, mixed)), float(np.vdot(track, track))
    if theirs <= _SILENT_POWER * track.size:
        return mixed
    if ours <= _SILENT_POWER * mixed.size:
        return track
    common = float(np.vdot(mixed, track))
    if common / np.sqrt(ours * theirs) > _RELATED:
        if common / theirs > _CONTAINED:
            return mixed
        if common / ours > _CONTAINED:
            return track
    return mixed + track


def mix_to_mono(sound: Floats) -> Floats:
    """(n,) of ``sound`` (1 or 2, n): the mean of both channels, or where they cancel, what keeps their power.

    Music whose channels are out of phase vanishes from the mean, though everybody with two speakers hears it.
    """
    if len(sound) == 1:
        return np.asarray(sound[0])
    mean = np.asarray(sound.mean(axis=0, dtype=np.float32))
    return _mix_keeping_power(sound) if _does_cancel(sound) else mean


def _does_cancel(sound: Floats) -> bool:
    """Whether the difference of the channels outweighs their sum in a notable share of what is heard."""
    count = sound.shape[1] // _STRETCH * _STRETCH or sound.shape[1]
    left, right = sound[:, :count].reshape(2, -1, min(_STRETCH, max(count, 1)))
    added, taken = ((left + right) ** 2).mean(axis=1), ((left - right) ** 2).mean(axis=1)
    heard = added + taken > 4.0 * _SILENT_POWER
    return bool(heard.any()) and float((taken > _CANCELS * added)[heard].mean()) >= _CANCELLING_SHARE


def _mix_keeping_power(sound: Floats) -> Floats:
    """Short-time spectra with the power of both channels and the phase of their sum, or of the louder one."""
    length = sound.shape[1]
    window = np.sqrt(np.hanning(_WINDOW + 1)[:-1]).astype(np.float32)  # squared, its halves add up to one
    padded = np.pad(sound, ((0, 0), (_HOP, _WINDOW + _HOP - length % _HOP)))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW, axis=1)[:, ::_HOP]
    out = np.zeros((frames.shape[1] + 1, _HOP), dtype=np.float32)
    for first in range(0, frames.shape[1], _BLOCK):
        spectra = np.fft.rfft(frames[:, first : first + _BLOCK] * window, axis=2)
        made = (np.fft.irfft(_merge_bins(*spectra), axis=1) * window).astype(np.float32)
        out[first : first + len(made)] += made[:, :_HOP]
        out[first + 1 : first + 1 + len(made)] += made[:, _HOP:]
    return out.reshape(-1)[_HOP : _HOP + length]


def _merge_bins(left: NDArray[np.complex128], right: NDArray[np.complex128]) -> NDArray[np.complex128]:
    power_left, power_right = np.abs(left) ** 2, np.abs(right) ** 2
    added, both = left + right, power_left + power_right
    louder = np.where(power_left >= power_right, left, right)
    source = np.where(np.abs(added) ** 2 > _WEAK_SUM * 2.0 * both, added, louder)
    return np.asarray(source * np.sqrt(both / 2.0) / np.maximum(np.abs(source), 1e-12))
