"""Struck and modal sounds: piano, electric piano, mallets, bells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

from demo.synth import RATE, Sound, make_noise_source, pitch_to_hertz, to_samples
from demo.synth.envelopes import soften_ends


def ring_resonator(frequency: float, decay: float, count: int) -> Sound:
    """Make a decaying sine, (count,), as the impulse response of a two-pole resonator (cheaper than sin and exp)."""
    radius = np.exp(-1.0 / (decay * RATE))
    angle = 2 * np.pi * frequency / RATE
    impulse = np.zeros(count)
    impulse[0] = np.sin(angle)
    made: Sound = lfilter([1.0], [1.0, -2 * radius * np.cos(angle), radius**2], impulse).astype(np.float32)
    return made


@dataclass(frozen=True, slots=True)
class StruckBar:
    """A struck bar or bell: frequency ratios, their levels and decay times at middle C (seconds)."""

    ratios: tuple[float, ...]
    levels: tuple[float, ...]
    decays: tuple[float, ...]
    seconds: float
    knock: float = 0.0  # level of the mallet's noise
    shorter_up: float = 0.5  # how much shorter high notes ring, 0 .. 1
    tremolo_hz: float = 0.0
    level: float = 1.0


def strike_bar(bar: StruckBar, pitch: int, velocity: float) -> Sound:
    """Render a struck bar; harder strokes bring out the upper modes."""
    base = pitch_to_hertz(pitch)
    short = (261.6 / base) ** bar.shorter_up
    count = to_samples(bar.seconds * min(short, 1.6))
    out = np.zeros(count, dtype=np.float32)
    for index, (ratio, level, decay) in enumerate(zip(bar.ratios, bar.levels, bar.decays, strict=True)):
        # Modes above the Nyquist frequency would fold back.
        if base * ratio < 0.45 * RATE:
            # A harder mallet stroke excites upper modes more, the fundamental hardly.
            gain = level * (1.0 if index == 0 else 0.4 + 0.8 * velocity)
            out += np.float32(gain) * ring_resonator(base * ratio, decay * short, count)
    if bar.knock:
        click = make_noise_source("knock", pitch).standard_normal(to_samples(0.03)).astype(np.float32)
        click *= np.exp(-np.arange(click.shape[0], dtype=np.float32) / (0.005 * RATE))
        out[: click.shape[0]] += np.float32(bar.knock * (0.4 + velocity)) * np.convolve(click, np.ones(4) / 4, "same")
    if bar.tremolo_hz:
        time = np.arange(count, dtype=np.float32) / RATE
        out *= 1 - 0.22 * (1 - np.cos(2 * np.pi * bar.tremolo_hz * time))
    out *= np.float32(bar.level)
    return soften_ends(_fade_tail(out), 0.0015)


def _fade_tail(sound: Sound) -> Sound:
    tail = sound.shape[-1] // 3
    sound[..., -tail:] *= np.linspace(1.0, 0.0, tail, dtype=np.float32)
    return sound


def strike_piano(pitch: int, velocity: float, *, felt: bool = False) -> Sound:
    """A piano note: stiff-string partials in two decay stages, two strings beating, a hammer's thump.

    Args:
        pitch: MIDI pitch.
        velocity: 0..1; louder is brighter.
        felt: a strip of felt before the hammers: darker, softer, closer.

    """
    base = pitch_to_hertz(pitch)
    count = to_samples(float(np.clip(5.2 * (200 / base) ** 0.35, 1.6, 6.0)))
    stiffness = 0.00012 * (base / 131) ** 1.3
    hardness = (0.55 if felt else 1.0) * (0.55 + 0.75 * velocity)
    out = np.zeros(count, dtype=np.float32)
    for k in range(1, 25):
        # Stiffness makes partials sharp, the more the higher they are.
        frequency = base * k * np.sqrt(1 + stiffness * k * k)
        if frequency > min(0.42 * RATE, 9000):
            break
        # The hammer strikes at an eighth of the string, which weakens every eighth partial.
        position = abs(np.sin(np.pi * k * 0.123)) + 0.12
        level = position * np.exp(-(k - 1) * (0.26 + 0.12 * (base / 523)) / hardness) / k**0.25
        # 54 dB down: inaudible, and as costly as any other partial.
        if level < 0.002:
            continue
        decay = 2.6 * (131 / base) ** 0.55 / (1 + 0.16 * (k - 1))
        beat = 1 + 0.00045 / k
        # A loud vibration that dies quickly and a softer one that rings on, slightly apart in pitch: the two stages
        # of a piano's decay, and the slow beating in it.
        out += np.float32(level * 0.62) * ring_resonator(frequency, decay * 0.28, count)
        out += np.float32(level * 0.38) * ring_resonator(frequency * beat, decay, count)
    thump = make_noise_source("hammer", pitch).standard_normal(to_samples(0.06)).astype(np.float32)
    thump = lfilter([0.09], [1.0, -0.91], thump).astype(np.float32)
    thump *= np.exp(-np.arange(thump.shape[0], dtype=np.float32) / (0.012 * RATE))
    out[: thump.shape[0]] += np.float32((0.5 if felt else 0.35) * velocity) * thump
    _fade_tail(out)
    return soften_ends(out * np.float32(0.55), 0.002 if not felt else 0.006)


def strike_electric_piano(pitch: int, velocity: float) -> Sound:
    """Render an electric piano note by frequency modulation: brighter when hit hard, with a bell-like attack, (n,)."""
    base = pitch_to_hertz(pitch)
    count = to_samples(float(np.clip(3.2 * (220 / base) ** 0.4, 1.2, 4.0)))
    time = np.arange(count, dtype=np.float32) / RATE
    # High notes are modulated less, or their side bands would fold back.
    index = (0.35 + 1.3 * velocity) * np.exp(-time / 0.55) * min(1.0, 500 / base)
    body = np.sin(2 * np.pi * base * time + index * np.sin(2 * np.pi * base * time))
    out = body * np.exp(-time / (1.1 * (220 / base) ** 0.4))
    if base * 7 < 0.4 * RATE:
        out += 0.14 * velocity * np.sin(2 * np.pi * base * 7 * time) * np.exp(-time / 0.09)
    out += 0.18 * np.sin(2 * np.pi * base * 2 * time) * np.exp(-time / 0.5)
    return soften_ends(_fade_tail((0.6 * out).astype(np.float32)), 0.003)


# Ratios of a free bar are 1 : 2.76 : 5.40 (glockenspiel); makers undercut bars to 1 : 4 : 10 (marimba, vibraphone) or
# 1 : 3 (xylophone). A bell has its minor third (1.19), kettledrums about 2 : 3 : 4 : 5.
MARIMBA = StruckBar((1, 3.93, 9.2), (1, 0.28, 0.06), (0.32, 0.1, 0.04), 1.1, knock=0.10)
XYLOPHONE = StruckBar((1, 3.0, 6.2, 9.8), (1, 0.5, 0.2, 0.08), (0.16, 0.09, 0.05, 0.03), 0.6, knock=0.16, level=0.8)
VIBRAPHONE = StruckBar((1, 4.0, 9.9), (1, 0.25, 0.05), (1.5, 0.5, 0.15), 3.2, knock=0.03, tremolo_hz=4.6)
CELESTA = StruckBar((1, 2.0, 4.02, 6.1), (1, 0.35, 0.22, 0.06), (0.9, 0.6, 0.3, 0.15), 2.0, knock=0.04)
MUSIC_BOX = StruckBar((1, 2.0, 5.4, 8.9), (1, 0.22, 0.25, 0.08), (1.1, 0.6, 0.25, 0.12), 2.4, knock=0.06, level=0.8)
GLOCKENSPIEL = StruckBar((1, 2.76, 5.4), (1, 0.4, 0.18), (1.6, 0.8, 0.3), 2.6, knock=0.03, level=0.6)
KALIMBA = StruckBar((1, 2.02, 5.6, 8.2), (1, 0.25, 0.14, 0.05), (0.55, 0.25, 0.09, 0.05), 1.4, knock=0.09)
BELL = StruckBar(
    (0.5, 1.0, 1.19, 1.5, 2.0, 2.74, 3.76, 4.07),
    (0.35, 1.0, 0.5, 0.3, 0.6, 0.25, 0.18, 0.12),
    (3.2, 2.6, 2.0, 1.6, 1.4, 0.8, 0.5, 0.3),
    5.0,
    shorter_up=0.3,
    level=0.45,
)
STEEL_PAN = StruckBar((1, 2.0, 3.01, 4.1), (1, 0.6, 0.25, 0.12), (0.5, 0.35, 0.2, 0.1), 1.3, knock=0.04, level=0.8)
TIMPANI = StruckBar((1, 1.5, 1.99, 2.44), (1, 0.55, 0.3, 0.18), (0.9, 0.6, 0.4, 0.25), 2.2, knock=0.25, shorter_up=0.2)
