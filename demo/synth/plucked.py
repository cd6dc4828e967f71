"""Plucked strings by the Karplus-Strong loop, a whole period at a time, and the guitar amplifier behind some."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.signal import butter, lfilter, sosfilt

from demo.synth import RATE, Sound, make_noise_source, pitch_to_hertz, to_samples
from demo.synth.envelopes import soften_ends


@dataclass(frozen=True, slots=True)
class PluckedString:
    """A string and the finger that plucks it."""

    ring: float  # seconds until a middle C has fallen by 60 dB
    damping: float  # 0 bright steel .. 0.33 dull nylon: what each turn of the loop takes from the treble
    pluck_at: float = 0.18  # where along the string
    softness: float = 0.3  # 0 plectrum .. 0.9 thumb
    body: tuple[tuple[float, float, float], ...] = ()  # resonances: hertz, bandwidth, level
    seconds: float = 3.0
    level: float = 1.0


NYLON = PluckedString(3.0, 0.16, 0.2, 0.55, ((105, 40, 0.5), (210, 60, 0.35)), 3.2, 1.1)
STEEL = PluckedString(4.5, 0.05, 0.14, 0.2, ((100, 40, 0.45), (205, 70, 0.3)), 3.6)
UKULELE = PluckedString(1.4, 0.15, 0.2, 0.4, ((260, 80, 0.4),), 1.6)
HARP = PluckedString(4.5, 0.10, 0.4, 0.6, ((180, 80, 0.3),), 3.6, 1.2)
PIZZICATO = PluckedString(0.55, 0.2, 0.3, 0.5, ((280, 90, 0.6), (460, 120, 0.3)), 0.9, 1.3)
DOUBLE_BASS = PluckedString(2.0, 0.24, 0.3, 0.75, ((62, 30, 0.6), (110, 40, 0.5)), 1.8, 1.6)
FINGER_BASS = PluckedString(3.5, 0.16, 0.22, 0.6, (), 2.4, 1.5)
SLAP_BASS = PluckedString(3.0, 0.07, 0.12, 0.2, (), 1.8, 1.2)
CLEAN_ELECTRIC = PluckedString(4.0, 0.08, 0.16, 0.35, (), 3.0)
MUTED_ELECTRIC = PluckedString(0.35, 0.16, 0.14, 0.3, (), 0.5, 1.2)


def _make_excitation(string: PluckedString, period: int, velocity: float, pitch: int) -> Sound:
    burst = make_noise_source("pluck", pitch, string.damping).uniform(-1, 1, period).astype(np.float64)
    # A soft finger and a soft stroke both darken the tone.
    pole = min(0.97, string.softness + 0.35 * (1 - velocity))
    # Two periods are filtered and the second kept: by then the filter has settled, and the period closes on itself.
    burst = lfilter([1 - pole], [1.0, -pole], np.tile(burst, 2))[period:]
    node = max(1, int(string.pluck_at * period))
    # Plucking at 1/n of the string leaves out every n-th partial.
    burst = burst - np.roll(burst, node)
    # The loop would keep a constant offset for ever.
    burst -= burst.mean()
    peak = np.abs(burst).max() or 1.0
    made: Sound = (burst / peak).astype(np.float32)
    return made


def vibrate_string(string: PluckedString, pitch: int, velocity: float, seconds: float) -> Sound:
    """Render the string without its body, (n,): each period is the one before, with less treble and level."""
    base = pitch_to_hertz(pitch)
    delay = RATE / base - 1.0  # the symmetric three-point filter adds one sample
    period = int(delay)
    part = delay - period
    count = to_samples(seconds)
    turns = count // period + 2
    # What each turn of the loop may keep for the note to fall by 60 dB in its time; high notes ring for less.
    gain = 10 ** (-3.0 / (string.ring * (261.6 / base) ** 0.25 * base))
    # High notes go round the loop more often and would lose their treble too soon.
    p = string.damping * min(1.0, (period / 60) ** 0.3)
    taps = np.convolve([p, 1 - 2 * p, p], [1 - part, part]).astype(np.float32) * np.float32(gain)
    out = np.zeros(turns * period + 8, dtype=np.float32)
    out[4 : 4 + period] = _make_excitation(string, period, velocity, pitch)
    for turn in range(1, turns):
        start = 4 + turn * period
        source = out[start - period - 3 : start]
        # Each sample depends on the period before alone, so a whole period is computed at once.
        block = taps[0] * source[3:] + taps[1] * source[2:-1] + taps[2] * source[1:-2] + taps[3] * source[:-3]
        out[start : start + period] = block
    return out[4 : 4 + count]


def pluck_string(string: PluckedString, pitch: int, velocity: float) -> Sound:
    """Render a plucked note with its body resonances."""
    sound = vibrate_string(string, pitch, velocity, string.seconds)
    for centre, width, level in string.body:
        radius = np.exp(-np.pi * width / RATE)
        a = [1.0, -2 * radius * np.cos(2 * np.pi * centre / RATE), radius**2]
        sound = sound + np.float32(level) * lfilter([1 - radius, 0, radius - 1], a, sound).astype(np.float32)
    tail = sound.shape[0] // 4
    sound[-tail:] *= np.linspace(1.0, 0.0, tail, dtype=np.float32)
    return soften_ends(sound * np.float32(string.level * 0.8), 0.0012)


# A guitar loudspeaker passes little below 90 Hz and above 4 kHz; without it, clipping is a harsh buzz.
_CABINET = np.vstack([butter(2, 90, "high", fs=RATE, output="sos"), butter(4, 4200, "low", fs=RATE, output="sos")])
# Bass is taken out before the clipping, where it would modulate everything above it.
_BEFORE = butter(2, [110, 3200], "band", fs=RATE, output="sos")


def play_overdriven_chord(
    pitch: int, velocity: float, *, intervals: tuple[int, ...] = (0, 7, 12), drive: float = 14.0
) -> Sound:
    """Render an overdriven guitar chord, (n,): its strings through one clipping stage and a loudspeaker cabinet."""
    strings = sum(
        (vibrate_string(CLEAN_ELECTRIC, pitch + i, velocity, 3.4) for i in intervals), np.zeros(1, dtype=np.float32)
    )
    # Divided by the root of their number: a single string is driven as hard as a chord.
    driven = np.tanh(drive * sosfilt(_BEFORE, strings) / len(intervals) ** 0.5)
    sound = sosfilt(_CABINET, driven).astype(np.float32)
    tail = sound.shape[0] // 4
    sound[-tail:] *= np.linspace(1.0, 0.0, tail, dtype=np.float32)
    return soften_ends(sound * np.float32(0.42), 0.002)


def play_muted_chug(pitch: int, velocity: float) -> Sound:
    """Render a palm-muted power chord, (n,)."""
    strings = sum(
        (vibrate_string(MUTED_ELECTRIC, pitch + i, velocity, 0.45) for i in (0, 7)), np.zeros(1, dtype=np.float32)
    )
    sound = sosfilt(_CABINET, np.tanh(10 * sosfilt(_BEFORE, strings))).astype(np.float32)
    sound *= np.exp(-np.arange(sound.shape[0], dtype=np.float32) / (0.12 * RATE))
    return soften_ends(sound * np.float32(0.55), 0.002)
