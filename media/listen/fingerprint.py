"""An acoustic fingerprint: recognises a recording in another encoding, at another level, with another silence in front.

Haitsma and Kalker, "A Highly Robust Audio Fingerprinting System" (ISMIR 2002): each frame gives 32 bits, the signs of
how the energy differences between neighbouring bands change over time. Two encodings of one recording differ in few of
these bits in every part of it; two recordings differ in about half. In front stands the mean spectrum, which tells
sounds apart in which nothing changes, such as two held tones.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from media.listen.decode import Floats, resample_wave

FINGERPRINT_VERSION = 1
STEP_S = 0.128  # between two frames
MAX_FRAMES = 1_875  # four minutes: what comes after seldom tells two recordings apart
LEAST_FRAMES = 24  # three seconds; fewer identify nothing
ERROR_SHARE = 0.25  # of bits that may differ, over all ...
PART_ERROR_SHARE = 0.35  # ... and in the worst part: a verse that is sung in one version alone is such a part
PART_FRAMES = 48  # about six seconds
SHIFT_FRAMES = 4  # coders put up to a tenth of a second in front, editors a bit more
_LENGTH_S, _LENGTH_SHARE = 0.6, 0.01
_PROFILE_WORDS = 9  # one byte for each of 33 bands, in steps of 1 dB
_PROFILE_DB = 2.5  # by which the mean spectra of two encodings differ at most, on average
_RATE = 5_512
_FRAME = 2_048  # samples, 0.37 s
_BANDS = 33
_LOWEST_HZ, _HIGHEST_HZ = 300.0, 2_000.0

Words = NDArray[np.uint32]
Changes = NDArray[np.float64]


def make_fingerprint(wave: Floats, rate: int) -> Words:
    """The fingerprint of a mono wave (n,): its mean spectrum and at most :data:`MAX_FRAMES` frames, 32 bits each."""
    sound = resample_wave(wave[: round((MAX_FRAMES + 8) * STEP_S * rate)], rate, _RATE)
    energies = _measure_bands(sound)
    words = pack_changes(_compute_changes(energies))[:MAX_FRAMES]
    profile = np.zeros(_PROFILE_WORDS * 4, np.int8)
    mean_db = 10 / np.log(10) * energies.mean(axis=0)
    profile[:_BANDS] = np.clip(np.round(mean_db - mean_db.max()), -127, 0)
    return np.concatenate([profile.view(np.uint32), words])


def measure_changes(wave: Floats, rate: int) -> Changes:
    """Of which the words of a fingerprint are the signs: (frames, 32) of a mono wave (n,), in nepers."""
    return _compute_changes(_measure_bands(resample_wave(wave, rate, _RATE)))


def pack_changes(changes: Changes) -> Words:
    """The signs of changes (frames, 32) as words (frames,)."""
    weights = np.left_shift(np.uint32(1), np.arange(_BANDS - 1, dtype=np.uint32))
    words: Words = ((changes > 0).astype(np.uint32) * weights).sum(axis=1, dtype=np.uint32)
    return words


def take_words(data: bytes) -> Words:
    """The words of a stored fingerprint, without the mean spectrum before them."""
    return np.frombuffer(data, np.uint32)[_PROFILE_WORDS:]


def are_same_recording(ours: Words, theirs: Words) -> bool:
    """Whether two fingerprints are of one recording, throughout and not only in parts."""
    if _compare_profiles(ours, theirs) > _PROFILE_DB:
        return False
    return any(_are_alike(a, b) for a, b in _iter_alignments(ours, theirs))


def measure_difference(ours: Words, theirs: Words) -> tuple[float, float]:
    """Shares of differing bits at the best alignment: over all, and in the worst part; (1, 1) where none can be."""
    found = [_measure_errors(a, b) for a, b in _iter_alignments(ours, theirs)]
    return min(found, default=(1.0, 1.0))


def is_near_length(one_s: float, other_s: float) -> bool:
    """Whether two lengths may be of one recording."""
    return abs(one_s - other_s) <= get_length_margin(other_s)


def get_length_margin(length_s: float) -> float:
    """By how many seconds two files of one recording may differ in length."""
    return max(_LENGTH_S, _LENGTH_SHARE * length_s)


def _are_alike(ours: Words, theirs: Words) -> bool:
    everywhere, worst = _measure_errors(ours, theirs)
    return everywhere <= ERROR_SHARE and worst <= PART_ERROR_SHARE


def _compare_profiles(ours: Words, theirs: Words) -> float:
    """Mean difference of two mean spectra, dB; bands far below the loudest count as equal."""
    a, b = (np.maximum(each[:_PROFILE_WORDS].view(np.int8)[:_BANDS].astype(float), -50) for each in (ours, theirs))
    return float(np.abs(a - b).mean())


def _iter_alignments(ours: Words, theirs: Words) -> list[tuple[Words, Words]]:
    ours, theirs = ours[_PROFILE_WORDS:], theirs[_PROFILE_WORDS:]
    pairs = []
    for shift in range(-SHIFT_FRAMES, SHIFT_FRAMES + 1):
        a, b = ours[max(0, shift) :], theirs[max(0, -shift) :]
        size = min(len(a), len(b))
        if size >= max(LEAST_FRAMES, 0.8 * min(len(ours), len(theirs))):
            pairs.append((a[:size], b[:size]))
    return pairs


def _measure_errors(ours: Words, theirs: Words) -> tuple[float, float]:
    wrong = np.bitwise_count(ours ^ theirs) / 32
    parts = max(1, len(wrong) // PART_FRAMES)
    return float(wrong.mean()), max(float(part.mean()) for part in np.array_split(wrong, parts))


def _compute_changes(energies: NDArray[np.float64]) -> Changes:
    changes: Changes = np.diff(np.diff(energies, axis=1), axis=0)  # over bands, then over time: (frames, 32)
    return changes


def _measure_bands(sound: Floats) -> NDArray[np.float64]:
    """Log energies (frames, bands) between 300 and 2,000 Hz."""
    step = STEP_S * _RATE
    count = max(0, int((len(sound) - _FRAME) / step) + 1)
    if count < 2:
        return np.zeros((1, _BANDS))
    starts = np.round(np.arange(count) * step).astype(np.intp)
    frames = np.lib.stride_tricks.sliding_window_view(sound, _FRAME)[starts]
    power = np.square(np.abs(np.fft.rfft(frames * np.hanning(_FRAME).astype(np.float32), axis=1)))
    edges = np.geomspace(_LOWEST_HZ, _HIGHEST_HZ, _BANDS + 1) * _FRAME / _RATE
    bounds = np.round(edges).astype(np.intp)
    sums = np.concatenate([np.zeros((count, 1)), np.cumsum(power, axis=1)], axis=1)
    logs: NDArray[np.float64] = np.log(sums[:, bounds[1:]] - sums[:, bounds[:-1]] + 1e-9)
    return logs
