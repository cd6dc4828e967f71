"""Drawn sounds that are no music: engines, steps, wind, rain, birds, hum, applause, alarms, clicks, crowds.

Each is made of noise and sines with random parameters, mono float32 at 16 kHz, at any level: mixtures set it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

Floats = NDArray[np.float32]

RATE = 16_000


def draw_sound(samples: int, rng: Generator) -> Floats:
    """One sound of a random kind, (samples,), sometimes two kinds at once."""
    kinds = list(KINDS.values())
    sound = kinds[int(rng.integers(len(kinds)))](samples, rng)
    if rng.random() < 0.3:
        sound = sound + rng.uniform(0.2, 1.0) * kinds[int(rng.integers(len(kinds)))](samples, rng)
    peak = float(np.abs(sound).max())
    return np.asarray(sound / (peak + 1e-9), dtype=np.float32)


def _filter_noise(samples: int, rng: Generator, low: float, high: float) -> NDArray[np.float64]:
    shape = butter(2, (max(low, 20.0), min(high, 7900.0)), "bandpass", fs=RATE, output="sos")
    return np.asarray(sosfilt(shape, rng.normal(size=samples)))


def _wander(samples: int, rng: Generator, hertz: float) -> NDArray[np.float64]:
    """A slow random curve of zero mean and about unit spread that moves ``hertz`` times a second."""
    knots = max(int(samples / RATE * hertz) + 3, 4)
    return np.interp(np.linspace(0, knots - 1, samples), np.arange(knots), rng.normal(size=knots))


def _place_bursts(
    samples: int, rng: Generator, times: NDArray[np.float64], make: Callable[[], NDArray[np.float64]]
) -> NDArray[np.float64]:
    sound = np.zeros(samples)
    for at in (times * RATE).astype(int):
        if 0 <= at < samples:
            burst = make()[: samples - at]
            sound[at : at + len(burst)] += burst * rng.uniform(0.4, 1.0)
    return sound


def _scatter_times(samples: int, rng: Generator, per_second: float) -> NDArray[np.float64]:
    seconds = samples / RATE
    return rng.uniform(0, seconds, rng.poisson(per_second * seconds) + 1)


def draw_engine(samples: int, rng: Generator) -> NDArray[np.float64]:
    """A motor, a mill, a saw: many harmonics of a wandering pitch, with noise."""
    middle = float(np.exp(rng.uniform(np.log(20), np.log(400))))
    pitch = middle * 2 ** (0.25 * rng.choice([0.05, 0.5, 2.0]) * _wander(samples, rng, rng.uniform(0.1, 1.5)))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    sound = sum(np.sin(n * phase + rng.uniform(0, 6)) / n ** rng.uniform(0.5, 1.5) for n in range(1, 16))
    return np.asarray(sound + rng.uniform(0.1, 1.5) * _filter_noise(samples, rng, 80, rng.uniform(600, 5000)))


def draw_wind(samples: int, rng: Generator) -> NDArray[np.float64]:
    """Wind, waves, traffic far away: low noise that swells."""
    noise = _filter_noise(samples, rng, rng.uniform(20, 150), rng.uniform(300, 3000))
    return np.asarray(noise * np.exp(rng.uniform(0.2, 1.2) * _wander(samples, rng, rng.uniform(0.2, 2.0))))


def draw_noise(samples: int, rng: Generator) -> NDArray[np.float64]:
    """Rain, hiss, a fan: steady noise of some colour."""
    low = float(np.exp(rng.uniform(np.log(30), np.log(2500))))
    return _filter_noise(samples, rng, low, low * rng.uniform(2, 60))


def draw_room(samples: int, rng: Generator) -> NDArray[np.float64]:
    """A quiet room or street: noise that falls off with frequency, at times a dull bump."""
    spectrum = np.fft.rfft(rng.normal(size=samples))
    hertz = np.fft.rfftfreq(samples, 1 / RATE)
    fall = (1 + hertz / rng.uniform(20, 400)) ** -rng.uniform(0.3, 1.6)
    ripple = np.exp(0.4 * np.interp(np.log(hertz + 20), np.linspace(2, 9.2, 14), rng.normal(size=14)))
    sound = np.fft.irfft(spectrum * fall * ripple, samples)
    sound /= sound.std() + 1e-12
    if rng.random() < 0.5:
        sound = sound + rng.uniform(1, 10) * draw_steps(samples, rng)
    return np.asarray(sound)


def draw_hum(samples: int, rng: Generator) -> NDArray[np.float64]:
    """Mains hum or a machine: steady harmonics without any change, with some noise."""
    pitch = rng.choice([50.0, 60.0, 100.0, 120.0, rng.uniform(80, 900)])
    time = np.arange(samples) / RATE
    sound = sum(
        rng.uniform(0, 1) * np.sin(2 * np.pi * pitch * n * time + rng.uniform(0, 6))
        for n in range(1, 12)
        if pitch * n < 7500
    )
    return np.asarray(sound + rng.uniform(0.05, 1.0) * _filter_noise(samples, rng, 50, 6000))


def draw_steps(samples: int, rng: Generator) -> NDArray[np.float64]:
    """Steps, knocks, hammering: short dull bursts at a nearly steady pace."""
    pace, jitter = rng.uniform(0.25, 0.9), rng.uniform(0.01, 0.12)
    times = np.cumsum(rng.normal(pace, pace * jitter, int(samples / RATE / pace) + 2))
    low, length = rng.uniform(40, 900), int(rng.uniform(0.03, 0.2) * RATE)
    fall = np.exp(-np.arange(length) / (length / rng.uniform(3, 8)))
    bursts = _place_bursts(
        samples, rng, times, lambda: _filter_noise(length, rng, low, low * rng.uniform(3, 12)) * fall
    )
    return bursts + rng.uniform(0, 0.05) * draw_noise(samples, rng)


def draw_clicks(samples: int, rng: Generator) -> NDArray[np.float64]:
    """Typing, crackle, cutlery, rattling: bright clicks at random times."""
    length = int(rng.uniform(0.002, 0.05) * RATE) + 16
    fall = np.exp(-np.arange(length) / (length / 5))
    low = rng.uniform(500, 3000)
    times = _scatter_times(samples, rng, rng.uniform(1, 25))
    return _place_bursts(samples, rng, times, lambda: _filter_noise(length, rng, low, 7800) * fall)


def draw_crash(samples: int, rng: Generator) -> NDArray[np.float64]:
    """Blows on metal, glass, doors, shots: inharmonic partials or noise that die away, at random times."""
    length = int(rng.uniform(0.1, 1.2) * RATE)
    time = np.arange(length) / RATE
    partials = np.exp(rng.uniform(np.log(120), np.log(6500), 9))
    falls = rng.uniform(4, 40, 9)
    ring = rng.uniform(0, 1)

    def make() -> NDArray[np.float64]:
        tones = sum(
            np.sin(2 * np.pi * f * time + rng.uniform(0, 6)) * np.exp(-d * time)
            for f, d in zip(partials, falls, strict=True)
        )
        noise = _filter_noise(length, rng, 60, 7000) * np.exp(-rng.uniform(5, 30) * time)
        return np.asarray(ring * tones + 3 * (1 - ring) * noise)

    return _place_bursts(samples, rng, _scatter_times(samples, rng, rng.uniform(0.3, 3)), make)


def draw_birds(samples: int, rng: Generator) -> NDArray[np.float64]:
    """Birds and insects: fast sliding whistles in groups, no two alike for long."""
    sound = np.zeros(samples)
    for _ in range(int(rng.integers(1, 5))):
        base, span = rng.uniform(1800, 6000), rng.uniform(0.1, 0.8)
        length, shape = int(rng.uniform(0.03, 0.25) * RATE), int(rng.integers(3))
        time = np.linspace(0, 1, length)
        slide = (time, 1 - time, np.sin(2 * np.pi * time * rng.uniform(1, 12)))[shape]
        call = np.sin(2 * np.pi * np.cumsum(base * 2 ** (span * slide)) / RATE) * np.hanning(length)
        groups = _scatter_times(samples, rng, rng.uniform(0.2, 1.0))
        gap = rng.uniform(1.1, 3.0) * length / RATE
        times = np.concatenate([at + gap * np.arange(rng.integers(1, 8)) for at in groups])
        sound += rng.uniform(0.2, 1.0) * _place_bursts(samples, rng, times, partial(np.copy, call))
    return sound + rng.uniform(0, 0.1) * draw_wind(samples, rng)


def draw_barks(samples: int, rng: Generator) -> NDArray[np.float64]:
    """Barks, howls, bleating, shouts without words: voiced calls whose pitch slides."""
    pitch, length = rng.uniform(120, 900), int(np.exp(rng.uniform(np.log(0.06), np.log(2.0))) * RATE)
    time = np.linspace(0, 1, length)
    slide = rng.uniform(-1.0, 0.5) * time + rng.uniform(0, 0.05) * np.sin(2 * np.pi * rng.uniform(4, 12) * time)
    phase = 2 * np.pi * np.cumsum(pitch * 2**slide) / RATE
    voice = sum(np.sin(n * phase) * rng.uniform(0, 1) / n**0.5 for n in range(1, 14) if pitch * n < 7000)
    call = np.asarray(voice + 0.3 * _filter_noise(length, rng, 300, 6000)) * np.hanning(length) ** 0.5
    times = _scatter_times(samples, rng, rng.uniform(0.3, 2.5))
    return _place_bursts(samples, rng, times, lambda: call) + rng.uniform(0, 0.05) * draw_noise(samples, rng)


def draw_alarm(samples: int, rng: Generator) -> NDArray[np.float64]:
    """Beeps, sirens, ringing: one or two tones switched or swept again and again."""
    time = np.arange(samples) / RATE
    low, rate = rng.uniform(300, 3000), rng.uniform(0.3, 6)
    ratio = rng.choice([1.0, rng.uniform(1.05, 1.6)])
    wave = np.sin(2 * np.pi * rate * time) if rng.random() < 0.4 else np.sign(np.sin(2 * np.pi * rate * time))
    tone = np.sin(2 * np.pi * np.cumsum(low * ratio ** (0.5 + 0.5 * wave)) / RATE)
    if ratio == 1.0:
        tone = tone * (wave > 0)
    return np.asarray(tone + rng.uniform(0, 0.2) * draw_noise(samples, rng))


def draw_applause(samples: int, rng: Generator) -> NDArray[np.float64]:
    """Applause, falling gravel, a fire: so many short bursts that they run together."""
    length = int(rng.uniform(0.004, 0.02) * RATE)
    fall = np.exp(-np.arange(length) / (length / 4))
    clap = _filter_noise(length, rng, rng.uniform(400, 1200), rng.uniform(3000, 7000)) * fall
    return _place_bursts(samples, rng, _scatter_times(samples, rng, rng.uniform(20, 250)), lambda: clap)


KINDS: dict[str, Callable[[int, Generator], NDArray[np.float64]]] = {
    "engine": draw_engine,
    "wind": draw_wind,
    "noise": draw_noise,
    "room": draw_room,
    "hum": draw_hum,
    "steps": draw_steps,
    "clicks": draw_clicks,
    "crash": draw_crash,
    "birds": draw_birds,
    "barks": draw_barks,
    "alarm": draw_alarm,
    "applause": draw_applause,
}
