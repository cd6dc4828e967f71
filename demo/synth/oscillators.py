"""Band-limited wavetable oscillators whose brightness can move from sample to sample.

A note reads a stack of single-cycle tables of the same pitch, each low-passed an octave higher than the last, and
cross-fades between neighbours. That is a filter sweep without a time-varying filter, and nothing above the Nyquist
frequency is ever in a table, so nothing folds back.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from demo.synth import RATE, Sound, pitch_to_hertz

SIZE = 4096
LEVELS = 8
LOWEST_CUTOFF = 100.0  # hertz of table 0; each next one lies an octave higher
# The top 12 bits of a 32-bit phase are the index into a table of 4096.
_SHIFT = np.uint32(32 - 12)
Phase = npt.NDArray[np.uint32]


def partial_amplitudes(shape: str, count: int) -> npt.NDArray[np.float64]:
    """Amplitudes of the first ``count`` harmonics of a wave shape."""
    k = np.arange(1, count + 1, dtype=np.float64)
    odd = k % 2
    match shape:
        case "saw":
            return 0.6 / k
        case "square":
            return 0.8 * odd / k
        case "triangle":
            return odd * np.where(k % 4 == 1, 1.0, -1.0) / k**2
        case "pulse":  # a quarter-width pulse: hollow and nasal
            return np.asarray(0.9 * np.sin(np.pi * k * 0.25) / k)
        case "reed":  # odd harmonics strong, even ones present: a clarinet's low register
            return (odd + 0.12 * (1 - odd)) / k**1.2
        case "glottis":  # steeper than a saw: a sung source before its formants
            return 1.0 / k**1.35
        case "organ":
            drawbars = {1: 0.8, 2: 0.7, 3: 0.5, 4: 0.35, 6: 0.2, 8: 0.18}
            return np.array([drawbars.get(int(i), 0.0) for i in k])
        case "sine":
            made: npt.NDArray[np.float64] = (k == 1).astype(np.float64)
            return made
    raise ValueError(f"no wave shape {shape!r}")


@lru_cache(maxsize=512)
def make_wavetables(shape: str, pitch: int) -> Sound:
    """Tables of one pitch, (LEVELS, SIZE): dark first, bright last."""
    base = pitch_to_hertz(pitch)
    # Partials stay a little under the Nyquist frequency.
    count = max(1, min(SIZE // 2 - 1, int(0.47 * RATE / base)))
    tone = partial_amplitudes(shape, count)
    frequency = base * np.arange(1, count + 1)
    rows = []
    for level in range(LEVELS):
        cutoff = LOWEST_CUTOFF * 2.0**level
        spectrum = np.zeros(SIZE // 2 + 1, dtype=np.complex128)
        # The response of a second-order Butterworth low-pass; all partials as sines, which start at zero.
        spectrum[1 : count + 1] = -1j * tone / np.sqrt(1.0 + (frequency / cutoff) ** 4)
        rows.append(np.fft.irfft(spectrum) * SIZE / 2)
    return np.asarray(rows, dtype=np.float32).reshape(-1)


def make_steady_phase(frequency: float, count: int, start: float = 0.0) -> Phase:
    """Phase of a fixed frequency as wrapping 32-bit cycles."""
    step = np.uint32(round(frequency / RATE * 2**32))
    # Unsigned overflow is the step into the next cycle, so no modulo is needed.
    ramp: Phase = np.arange(count, dtype=np.uint32)
    ramp *= step
    ramp += np.uint32(int(start * 2**32) & 0xFFFFFFFF)
    return ramp


def make_bent_phase(frequency: float, cents: Sound, start: float = 0.0) -> Phase:
    """Phase of a frequency that is bent by ``cents`` from sample to sample."""
    step = (frequency / RATE * 2**32) * np.exp2(cents.astype(np.float64) / 1200.0)
    turns: Phase = np.cumsum(step.astype(np.uint32), dtype=np.uint32)
    turns += np.uint32(int(start * 2**32) & 0xFFFFFFFF)
    return turns


def read_wavetable(tables: Sound, phase: Phase, level: Sound | float) -> Sound:
    """Samples of a :func:`make_wavetables` at ``phase`` with brightness ``level`` (0 .. LEVELS - 1)."""
    index = (phase >> _SHIFT).astype(np.int32)
    if isinstance(level, float):
        low = min(int(level), LEVELS - 2)
        row = tables[low * SIZE : (low + 1) * SIZE]
        mixed = row + np.float32(level - low) * (tables[(low + 1) * SIZE : (low + 2) * SIZE] - row)
        return np.asarray(mixed[index])
    floor = np.minimum(level.astype(np.int32), LEVELS - 2)
    index += floor * np.int32(SIZE)
    dark = tables[index]
    index += np.int32(SIZE)
    return np.asarray(dark + (level - floor) * (tables[index] - dark), dtype=np.float32)


def level_for_cutoff(cutoff: Sound) -> Sound:
    """Brightness level whose table is low-passed at ``cutoff`` hertz."""
    raised = np.log2(np.maximum(cutoff, 1.0) / LOWEST_CUTOFF)
    return np.clip(raised, 0.0, LEVELS - 1.001).astype(np.float32)
