"""Drums, cymbals and hand percussion, each a function of velocity and a variation number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, sosfilt

from demo.synth import RATE, Sound, make_noise_source, to_samples
from demo.synth.envelopes import soften_ends

Hit = Callable[[float, int], Sound]


def _make_time_axis(seconds: float) -> Sound:
    return (np.arange(to_samples(seconds), dtype=np.float32) / RATE).astype(np.float32)


def _make_noise(seconds: float, *names: object) -> Sound:
    return make_noise_source(*names).standard_normal(to_samples(seconds)).astype(np.float32)


def _filter_band(sound: Sound, low: float | None, high: float | None, order: int = 2) -> Sound:
    if low and high:
        sos = butter(order, [low, high], "band", fs=RATE, output="sos")
    elif low:
        sos = butter(order, low, "high", fs=RATE, output="sos")
    else:
        sos = butter(order, high, "low", fs=RATE, output="sos")
    return np.asarray(sosfilt(sos, sound), dtype=np.float32)


def _sweep_sine(time: Sound, end: float, drop: float, speed: float) -> npt.NDArray[np.float64]:
    """Make a sine whose frequency falls from ``end + drop`` to ``end`` hertz with time constant ``speed`` seconds."""
    # The integral of the falling frequency, so that the phase never jumps.
    turns = end * time + drop * speed * (1 - np.exp(-time / speed))
    return np.asarray(np.sin(2 * np.pi * turns.astype(np.float64)))


def make_kick(pitch: float, drop: float, ring: float, click: float, drive: float = 0.0, speed: float = 0.03) -> Hit:
    """Make a bass drum: a falling sine and a click of the beater, saturated by ``drive``."""

    def hit(velocity: float, variation: int) -> Sound:
        # Five time constants: down by 43 dB, below what else sounds.
        time = _make_time_axis(ring * 5)
        body = _sweep_sine(time, pitch, drop * (0.7 + 0.3 * velocity), speed) * np.exp(-time / ring)
        # The click is heard on small loudspeakers too, which play nothing of the fundamental.
        beater = _filter_band(_make_noise(ring * 5, "kick", variation, pitch), 900, 5000) * np.exp(-time / 0.004)
        sound = body + click * velocity * beater
        if drive:
            # Divided by the value at full scale: drive changes the shape, not the peak.
            sound = np.tanh(sound * (1 + drive)) / np.tanh(1 + drive)
        return soften_ends(sound.astype(np.float32), 0.001)

    return hit


def make_snare(tone: float, wires: float, ring: float, low: float, high: float, body: float = 0.6) -> Hit:
    """Make a snare drum: two skin modes at ``tone`` hertz and wires from ``low`` to ``high`` hertz."""

    def hit(velocity: float, variation: int) -> Sound:
        time = _make_time_axis(max(ring, wires) * 6)
        # The first two modes of a round membrane lie 1 to 1.59.
        skin = _sweep_sine(time, tone, tone * 0.4, 0.012) + 0.6 * np.sin(2 * np.pi * tone * 1.59 * time)
        rattle = _filter_band(_make_noise(time.shape[0] / RATE, "snare", variation, tone), low, high)
        crack = np.exp(-time / 0.01) * 0.8
        sound = body * skin * np.exp(-time / ring) + rattle * (np.exp(-time / wires) + crack) * (0.35 + 0.4 * velocity)
        return soften_ends((0.8 * sound).astype(np.float32), 0.001)

    return hit


def _make_metal_noise(time: Sound, variation: int) -> Sound:
    chance = make_noise_source("metal", variation)
    # Inharmonic and close together, as the modes of a plate: a shimmer without a pitch.
    ratios = np.array([1.0, 1.342, 1.2312, 1.6532, 1.9523, 2.1523, 2.5931, 3.147]) * chance.uniform(0.98, 1.02)
    tones = sum(np.sin(2 * np.pi * 1710 * r * time + 6.28 * chance.random()) for r in ratios)
    return np.asarray(tones, dtype=np.float32)


def make_cymbal(ring: float, low: float, metal: float = 0.25, attack: float = 0.0, ping: float = 0.0) -> Hit:
    """Make a hat, ride or crash: high-passed noise, a cluster of metal modes, the ping of a stick."""

    def hit(velocity: float, variation: int) -> Sound:
        time = _make_time_axis(min(ring * 5, 3.5))
        shimmer = _filter_band(_make_noise(time.shape[0] / RATE, "cymbal", variation, ring), low, None)
        sound = shimmer * 0.5 + metal * 0.3 * _filter_band(_make_metal_noise(time, variation), low * 0.7, None)
        # Harder strokes ring longer, up to the nominal time.
        envelope = np.exp(-time / (ring * (0.6 + 0.4 * velocity)))
        if attack:
            envelope *= 1 - np.exp(-time / attack)
        sound *= envelope
        if ping:
            sound += ping * np.sin(2 * np.pi * 3130 * time) * np.exp(-time / 0.06)
            sound += ping * 0.6 * np.sin(2 * np.pi * 4870 * time) * np.exp(-time / 0.04)
        # Long cymbals are cut at 3.5 s; the fade hides it.
        tail = sound.shape[0] // 3
        sound[-tail:] *= np.linspace(1, 0, tail)
        return soften_ends((0.6 * sound).astype(np.float32), 0.0008)

    return hit


def play_clap(_velocity: float, variation: int) -> Sound:
    """Play a clap: four bursts of noise within 30 ms."""
    time = _make_time_axis(0.35)
    noise = _filter_band(_make_noise(0.35, "clap", variation), 700, 4200)
    envelope = np.exp(-time / 0.07) * 0.6
    for late in (0.0, 0.011, 0.021, 0.030):
        envelope += np.where(time >= late, np.exp(-(time - late) / 0.005), 0.0)
    return soften_ends((0.55 * noise * envelope).astype(np.float32), 0.001)


def make_skin_drum(pitch: float, ring: float, drop: float = 0.35, slap: float = 0.2) -> Hit:
    """Make a tom, conga or taiko: a skin mode that falls in pitch, and the noise of the stroke."""

    def hit(velocity: float, variation: int) -> Sound:
        time = _make_time_axis(ring * 5)
        # Strokes in a row hit slightly different places of the skin.
        base = pitch * (1 + 0.006 * ((variation % 3) - 1))
        sound = _sweep_sine(time, base, base * drop * velocity, 0.03) * np.exp(-time / ring)
        sound += 0.35 * np.sin(2 * np.pi * base * 1.6 * time) * np.exp(-time / (ring * 0.45))
        stroke = _filter_band(_make_noise(ring * 5, "skin", variation, pitch), 250, 3500) * np.exp(-time / 0.012)
        return soften_ends((0.8 * sound + slap * (0.5 + velocity) * stroke).astype(np.float32), 0.001)

    return hit


def make_shaker(length: float, low: float, high: float, attack: float = 0.012) -> Hit:
    """Make a shaker, brush or tambourine: a short swell of noise between ``low`` and ``high`` hertz."""

    def hit(_velocity: float, variation: int) -> Sound:
        time = _make_time_axis(length * 5)
        noise = _filter_band(_make_noise(length * 5, "shaken", variation, low), low, high)
        envelope = (1 - np.exp(-time / attack)) * np.exp(-time / length)
        return soften_ends((0.7 * noise * envelope).astype(np.float32), 0.001)

    return hit


def make_wood_block(pitch: float, ring: float, second: float = 2.4) -> Hit:
    """Make a rim click, clave, wood block or finger snap; ``second`` is the ratio of the second mode."""

    def hit(_velocity: float, variation: int) -> Sound:
        time = _make_time_axis(ring * 8)
        tone = np.sin(2 * np.pi * pitch * time) + 0.4 * np.sin(2 * np.pi * pitch * second * time)
        tick = _filter_band(_make_noise(ring * 8, "wood", variation, pitch), 1200, 7000) * np.exp(-time / 0.003)
        return soften_ends((0.5 * tone * np.exp(-time / ring) + 0.4 * tick).astype(np.float32), 0.0008)

    return hit


def play_triangle(_velocity: float, _variation: int) -> Sound:
    """Play an orchestral triangle."""
    time = _make_time_axis(1.2)
    tones = sum(np.sin(2 * np.pi * f * time) / i for i, f in enumerate((3810, 5230, 7420, 9980), 1))
    return soften_ends((0.3 * tones * np.exp(-time / 0.3)).astype(np.float32), 0.001)


def play_boom(_velocity: float, variation: int) -> Sound:
    """Play a deep impact with a long tail, for the start of a section."""
    time = _make_time_axis(3.4)
    low = _sweep_sine(time, 34, 70, 0.09) * np.exp(-time / 0.8)
    air = _filter_band(_make_noise(3.4, "boom", variation), None, 420) * np.exp(-time / 0.5)
    sound = np.tanh(1.4 * low + 1.2 * air)
    return soften_ends((sound * np.linspace(1, 0, time.shape[0]) ** 0.5).astype(np.float32), 0.002)


def play_clock_tick(_velocity: float, _variation: int) -> Sound:
    """Play the tick of a clock."""
    time = _make_time_axis(0.08)
    tone = sum(
        np.sin(2 * np.pi * f * time) * np.exp(-time / d) for f, d in ((2450, 0.006), (4100, 0.004), (930, 0.012))
    )
    return soften_ends((0.5 * tone).astype(np.float32), 0.0005)


def make_chip_noise(length: float, hold: int) -> Hit:
    """Make the noise channel of an old console: random steps of ``hold`` samples, lightly smoothed."""

    def hit(_velocity: float, variation: int) -> Sound:
        count = to_samples(length * 4)
        # Each value is held for `hold` samples: the longer, the deeper the noise, as on the consoles.
        steps = make_noise_source("chip", variation, hold).choice([-1.0, 1.0], count // hold + 1)
        sound = np.repeat(steps, hold)[:count].astype(np.float32)
        sound = _filter_band(sound, 200, 9000, 1) * np.exp(-_make_time_axis(length * 4)[:count] / length)
        return soften_ends((0.4 * sound).astype(np.float32), 0.001)

    return hit


DRUMS: dict[str, Hit] = {
    # Bass drums: pitch and drop in hertz, ring in seconds, click, drive. The electronic ones fall from higher and are
    # driven, to be felt under a full mix.
    "kick": make_kick(52, 120, 0.09, 0.35),
    "kick soft": make_kick(55, 60, 0.08, 0.08),
    "kick rock": make_kick(58, 140, 0.075, 0.8, 0.5),
    "kick house": make_kick(50, 210, 0.10, 0.30, 0.6),
    "kick techno": make_kick(46, 240, 0.11, 0.45, 1.6),
    "kick 808": make_kick(43, 110, 0.30, 0.25, 0.5, 0.02),
    "kick chip": make_kick(60, 400, 0.05, 0.0, 0.8, 0.02),
    # Snares: pitch in hertz, decay of wires and skin in seconds, band of the wires in hertz, level of the skin.
    "snare": make_snare(190, 0.09, 0.06, 1500, 9000),
    "snare rock": make_snare(178, 0.12, 0.09, 1200, 9000, 0.8),
    "snare lofi": make_snare(205, 0.06, 0.045, 900, 5200, 0.7),
    "snare trap": make_snare(220, 0.10, 0.05, 2000, 11000, 0.45),
    "snare gated": make_snare(185, 0.17, 0.12, 900, 8000, 0.7),
    "snare march": make_snare(230, 0.07, 0.04, 2200, 10000, 0.4),
    "snare chip": make_chip_noise(0.07, 3),
    # Cymbals: decay in seconds, lowest frequency in hertz, share of metal.
    "hat": make_cymbal(0.035, 6500),
    "hat tight": make_cymbal(0.018, 7500, 0.1),
    "hat open": make_cymbal(0.20, 6500),
    "hat foot": make_cymbal(0.028, 5500, 0.3),
    "hat chip": make_chip_noise(0.02, 1),
    "ride": make_cymbal(0.42, 4500, 0.5, ping=0.22),
    "crash": make_cymbal(0.75, 3200, 0.4),
    "crash soft": make_cymbal(0.6, 2500, 0.3, attack=0.05),
    # Hand percussion and wood: short, and each in a pitch range of its own, so that they do not mask each other.
    "clap": play_clap,
    "snap": make_wood_block(1900, 0.012, 1.6),
    "rim": make_wood_block(1650, 0.018, 1.47),
    "claves": make_wood_block(2450, 0.035, 2.1),
    "block": make_wood_block(980, 0.03, 2.7),
    "block low": make_wood_block(690, 0.035, 2.7),
    "cowbell": make_wood_block(562, 0.11, 1.504),
    "triangle": play_triangle,
    "tambourine": make_shaker(0.07, 6000, 12000, 0.003),
    "shaker": make_shaker(0.035, 5000, 11000),
    "brush": make_shaker(0.11, 1800, 8000, 0.03),
    "brush tap": make_shaker(0.07, 1500, 7000, 0.002),
    # Skins: pitch in hertz, decay in seconds, relative fall in pitch, level of the slap.
    "conga high": make_skin_drum(310, 0.10, 0.1, 0.3),
    "conga low": make_skin_drum(205, 0.14, 0.1, 0.25),
    "tom high": make_skin_drum(165, 0.18),
    "tom mid": make_skin_drum(125, 0.22),
    "tom low": make_skin_drum(88, 0.28),
    "taiko": make_skin_drum(62, 0.42, 0.5, 0.45),
    "taiko high": make_skin_drum(96, 0.26, 0.4, 0.5),
    "cajon": make_skin_drum(98, 0.10, 0.3, 0.7),
    "boom": play_boom,
    "tick": play_clock_tick,
}
# -1 left .. 1 right, as the audience sees a right-handed drummer.
PANS: dict[str, float] = {
    "hat": 0.25, "hat tight": 0.25, "hat open": 0.25, "hat foot": 0.2, "ride": -0.3, "crash": -0.35, "crash soft": 0.3,
    "tom high": 0.3, "tom mid": 0.0, "tom low": -0.35, "shaker": -0.35, "tambourine": 0.4, "conga high": 0.3,
    "conga low": 0.15, "claves": -0.4, "cowbell": 0.3, "block": -0.25, "block low": 0.3, "triangle": 0.45,
    "taiko": -0.1, "taiko high": 0.2, "brush": 0.1, "brush tap": -0.1, "rim": -0.15, "snap": 0.15, "tick": 0.1,
}  # fmt: skip
BALANCE: dict[str, float] = {  # decibels against the bass drum
    "kick soft": -2, "snare": -4, "snare rock": -3, "snare lofi": -5, "snare trap": -4, "snare gated": -3,
    "snare march": -6, "snare chip": -6, "hat": -12, "hat tight": -12, "hat open": -13, "hat foot": -14,
    "hat chip": -12, "ride": -13, "crash": -9, "crash soft": -12, "clap": -5, "snap": -8, "rim": -9, "claves": -13,
    "block": -9, "block low": -9, "cowbell": -13, "triangle": -15, "tambourine": -13, "shaker": -14, "brush": -14,
    "brush tap": -11, "conga high": -8, "conga low": -7, "tom high": -4, "tom mid": -4, "tom low": -3, "taiko": 0,
    "taiko high": -3, "cajon": -2, "boom": -2, "tick": -8,
}  # fmt: skip
