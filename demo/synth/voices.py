"""Wordless singers: a glottal source with vibrato through the formants of a vowel."""

from __future__ import annotations

import numpy as np
from scipy.signal import lfilter

from demo.synth import RATE, Sound, make_noise_source, pitch_to_hertz
from demo.synth.envelopes import make_adsr
from demo.synth.oscillators import level_for_cutoff, make_bent_phase, make_wavetables, read_wavetable

# Formant centres (Hz), bandwidths (Hz) and levels of sung vowels, rounded from the phonetics literature.
VOWELS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "aah": ((750, 90, 1.0), (1150, 100, 0.55), (2800, 140, 0.22), (3500, 180, 0.14)),
    "ooh": ((360, 60, 1.0), (760, 80, 0.30), (2500, 140, 0.05), (3300, 180, 0.03)),
    "ohh": ((480, 70, 1.0), (850, 90, 0.50), (2600, 140, 0.10), (3300, 180, 0.06)),
    "eeh": ((420, 70, 1.0), (1950, 110, 0.35), (2650, 140, 0.25), (3400, 180, 0.12)),
    "mmm": ((260, 60, 1.0), (1000, 150, 0.06), (2300, 200, 0.03), (3300, 200, 0.01)),
}


def _filter_formant(source: Sound, centre: float, width: float) -> Sound:
    radius = np.exp(-np.pi * width / RATE)
    # Zeros at 0 Hz and at the Nyquist frequency: a formant adds nothing far from its centre.
    a = [1.0, -2 * radius * np.cos(2 * np.pi * centre / RATE), radius**2]
    made: Sound = lfilter([1 - radius, 0.0, radius - 1], a, source).astype(np.float32)
    return made


def shape_vowel(source: Sound, vowel: str) -> Sound:
    """Filter a source by the parallel formants of a vowel, and add a little of the source itself."""
    out = source * np.float32(0.05)
    for centre, width, level in VOWELS[vowel]:
        out = out + np.float32(level * 1.6) * _filter_formant(source, centre, width)
    return out


def _make_glottal_source(pitch: int, count: int, singer: int, *, vibrato: float, scoop: float) -> Sound:
    chance = make_noise_source("singer", pitch, singer)
    time = np.arange(count, dtype=np.float32) / RATE
    rate = chance.uniform(4.7, 5.9)
    onset = np.clip((time - chance.uniform(0.15, 0.4)) / 0.5, 0.0, 1.0)
    drift = np.interp(time, np.arange(0, time[-1] + 1, 0.25), _make_drift(chance, time[-1])).astype(np.float32)
    cents = vibrato * onset * np.sin(2 * np.pi * (rate * time + chance.random())) + 7 * drift
    # Singers slide up into a note.
    cents -= scoop * np.exp(-time / 0.05)
    # Nobody is exactly in tune, which is what makes several singers sound like several.
    phase = make_bent_phase(pitch_to_hertz(pitch + chance.normal(0, 0.04)), cents.astype(np.float32), chance.random())
    tone = read_wavetable(
        make_wavetables("glottis", pitch), phase, float(level_for_cutoff(np.array([5200.0], dtype=np.float32))[0])
    )
    air = chance.standard_normal(count).astype(np.float32)
    return tone + np.float32(0.018) * air


def _make_drift(chance: np.random.Generator, seconds: float) -> np.ndarray:
    return chance.normal(0, 1, len(np.arange(0, seconds + 1, 0.25)))


def sing_note(pitch: int, seconds: float, velocity: float, vowels: tuple[str, str] = ("ooh", "aah")) -> Sound:
    """Render one singer, gliding from the first vowel to the second and partly back, (n,)."""
    envelope = make_adsr(seconds, 0.07, 0.6, 0.85, 0.22)
    count = envelope.shape[0]
    source = _make_glottal_source(pitch, count, 0, vibrato=26, scoop=90)
    closed, wide = shape_vowel(source, vowels[0]), shape_vowel(source, vowels[1])
    t = np.linspace(0, 1, count, dtype=np.float32)
    openness = (np.sin(np.pi * np.minimum(t * 1.15, 1.0)) * (0.5 + 0.5 * velocity)).astype(np.float32)
    made: Sound = (closed * (1 - openness) + wide * openness) * envelope * np.float32(0.9)
    return made


def sing_together(pitch: int, seconds: float, velocity: float, vowel: str = "aah", singers: int = 4) -> Sound:
    """Render several singers on one note with a slow attack and release, (2, n)."""
    envelope = make_adsr(seconds, 0.28, 1.0, 0.9, 0.6)
    count = envelope.shape[0]
    sides = np.zeros((2, count), dtype=np.float32)
    for singer in range(singers):
        tone = _make_glottal_source(pitch, count, singer + 1, vibrato=16, scoop=25)
        # Not to the very edges: a choir stands together.
        angle = np.pi / 4 * (1 + 0.8 * (2 * singer / (singers - 1) - 1))
        sides[0] += np.float32(np.cos(angle)) * tone
        sides[1] += np.float32(np.sin(angle)) * tone
    soft = 0.65 + 0.35 * velocity
    shaped = np.stack([shape_vowel(side, vowel) for side in sides])
    return shaped * envelope * np.float32(0.42 * soft)
