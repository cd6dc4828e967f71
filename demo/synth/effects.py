"""Effects on whole buses: reverb, echo, ducking, compression, spectral balance, loudness and limiting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.ndimage import maximum_filter1d, uniform_filter1d
from scipy.signal import butter, oaconvolve, resample_poly, sosfilt

from demo.synth import RATE, Sound, make_noise_source, to_samples


@dataclass(frozen=True, slots=True)
class Room:
    """A space: seconds until it has fallen by 60 dB, distance to its walls, and how dark it is."""

    seconds: float
    before: float = 0.012
    treble: float = 5000.0  # hertz above which the tail dies quickly
    bass: float = 140.0


@lru_cache(maxsize=8)
def make_impulse_response(room: Room) -> Sound:
    """Make a stereo impulse response, (2, n): early reflections, then noise that loses treble as it fades."""
    count = to_samples(room.seconds * 1.05)
    time = np.arange(count) / RATE
    sides = []
    for side in range(2):
        chance = make_noise_source("room", room.seconds, side)
        raw = chance.standard_normal(count)
        dark = sosfilt(butter(1, room.treble * 0.35, "low", fs=RATE, output="sos"), raw) * 2.0
        bright = sosfilt(butter(1, room.treble, "low", fs=RATE, output="sos"), raw)
        # 6.9 = ln 1000: 60 dB over the given time. Treble takes half of it, since air and walls absorb it first.
        tail = bright * np.exp(-6.9 * time / (room.seconds * 0.5)) + dark * np.exp(-6.9 * time / room.seconds)
        tail *= 1 - np.exp(-time / 0.02)
        # Early reflections between 4 and 60 ms: they tell the size of a room more than its tail does.
        for _ in range(9):
            tail[to_samples(chance.uniform(0.004, 0.06))] += chance.choice([-1, 1]) * chance.uniform(2, 5)
        # No bass in the room: it would blur the bass line.
        tail = sosfilt(butter(2, room.bass, "high", fs=RATE, output="sos"), tail)
        # Unit energy, so that send levels mean the same in every room.
        sides.append(np.concatenate([np.zeros(to_samples(room.before)), tail / np.sqrt(np.sum(tail**2))]))
    return np.asarray(sides, dtype=np.float32)


def add_reverb(bus: Sound, room: Room) -> Sound:
    """Reverberate a bus, (2, n); the dry sound is not in the result."""
    response = make_impulse_response(room)
    return np.stack([oaconvolve(bus[i], response[i])[: bus.shape[1]] for i in range(2)]).astype(np.float32)


def add_echo(bus: Sound, seconds: float, feedback: float = 0.42, repeats: int = 5) -> Sound:
    """Make the repeats of a ping-pong delay, (2, n), ``seconds`` apart; the dry sound is not in the result."""
    step = to_samples(seconds)
    # The band of a tape echo: repeats stay behind the sound that they repeat.
    lane = sosfilt(butter(1, [250, 3200], "band", fs=RATE, output="sos"), bus).astype(np.float32)
    out = np.zeros_like(bus)
    for turn in range(1, repeats + 1):
        late = step * turn
        if late >= bus.shape[1]:
            break
        # Left and right change places at each repeat.
        lane = lane[::-1] * np.float32(feedback if turn > 1 else 1.0)
        out[:, late:] += lane[:, : bus.shape[1] - late]
    return out


def make_ducking_curve(count: int, hits_s: Iterable[float], depth: float, recover_s: float) -> Sound:
    """Make a gain curve, (count,), that dips by ``depth`` at every hit and recovers within ``recover_s`` (ducking)."""
    gain = np.ones(count, dtype=np.float32)
    length = to_samples(recover_s)
    t = np.linspace(0, 1, length, dtype=np.float32)
    # Down within 4 ms: a step would click.
    dip = 1 - depth * (1 - t**1.5) * np.minimum(t * length / to_samples(0.004), 1.0)
    for hit in hits_s:
        start = round(hit * RATE)
        stop = min(count, start + length)
        if 0 <= start < stop:
            np.minimum(gain[start:stop], dip[: stop - start], out=gain[start:stop])
    return gain


def cut_highs(bus: Sound, low_hz: float) -> Sound:
    """Low-pass a bus, 12 dB an octave."""
    made: Sound = sosfilt(butter(2, low_hz, "low", fs=RATE, output="sos"), bus).astype(np.float32)
    return made


def cut_lows(bus: Sound, hz: float) -> Sound:
    """High-pass a bus, 12 dB an octave."""
    made: Sound = sosfilt(butter(2, hz, "high", fs=RATE, output="sos"), bus).astype(np.float32)
    return made


def add_chorus(bus: Sound, depth_s: float = 0.0025, rate_hz: float = 0.6) -> Sound:
    """Mix a bus with slowly modulated short delays, a quarter period apart on the two sides (chorus)."""
    count = bus.shape[1]
    time = np.arange(count, dtype=np.float32) / RATE
    out = bus * np.float32(0.75)
    ramp = np.arange(count, dtype=np.float32)
    for side in range(2):
        # 9 ms on average: too short to be taken for an echo.
        late = (0.009 + depth_s * np.sin(2 * np.pi * rate_hz * time + side * np.pi / 2)) * RATE
        where = np.maximum(ramp - late.astype(np.float32), 0)
        low = np.minimum(where.astype(np.int32), count - 2)
        part = where - low
        out[side] += np.float32(0.55) * (bus[side][low] * (1 - part) + bus[side][low + 1] * part)
    return out


def compress_mix(mix: Sound, threshold_db: float = -18.0, ratio: float = 2.0) -> Sound:
    """Compress the whole mix slowly: above the threshold, ``ratio`` decibels become one."""
    # The gain is worked out every 2 ms and interpolated between: it moves far more slowly than that.
    hop = 64
    blocks = mix.shape[1] // hop
    power = np.mean(mix[:, : blocks * hop].reshape(2, blocks, hop) ** 2, axis=(0, 2))
    level = 10 * np.log10(uniform_filter1d(power, 50) + 1e-9)
    gain_db = -np.maximum(level - threshold_db, 0.0) * (1 - 1 / ratio)
    gain = 10 ** (uniform_filter1d(gain_db, 60) / 20)
    curve = np.interp(np.arange(mix.shape[1]), np.arange(blocks) * hop + hop / 2, gain)
    made: Sound = mix * curve.astype(np.float32)
    return made


def _level_db(sound: Sound, whole: float) -> float:
    return float(20 * np.log10(float(np.sqrt(np.mean(sound**2))) / whole + 1e-9))


def balance_spectrum(mix: Sound, low_db: float, high_db: float) -> Sound:
    """Shelve bass and treble towards a share of the whole, as a mastering engineer would.

    Args:
        mix: stereo, (2, n).
        low_db: wanted level under 150 Hz against the whole mix.
        high_db: wanted level over 4 kHz against the whole mix.

    """
    low = sosfilt(butter(1, 140, "low", fs=RATE, output="sos"), mix).astype(np.float32)
    high = sosfilt(butter(1, 3600, "high", fs=RATE, output="sos"), mix).astype(np.float32)
    second = RATE * (mix.shape[1] // RATE) if mix.shape[1] >= RATE else mix.shape[1]
    part = mix[:, :second].reshape(2, -1, min(RATE, second))[:, ::3]  # a second out of three tells enough
    whole = float(np.sqrt(np.mean(part**2))) or 1.0
    has_low = _level_db(sosfilt(butter(2, 150, "low", fs=RATE, output="sos"), part), whole)
    has_high = _level_db(sosfilt(butter(2, 4000, "high", fs=RATE, output="sos"), part), whole)
    # Taking bass away makes the whole smaller: the share of the rest grows by the same step.
    rest = 1 - min(0.99, 10 ** (has_low / 10))
    wish = 10 ** (low_db / 10)
    lift = 10 * np.log10(wish / (1 - wish) * rest / max(1e-6, 1 - rest))
    # Bounded: up to 12 dB less bass or 2 dB more, up to 4 dB less treble or 8 dB more; unbalanced mixes of synthetic
    # parts have too much of the first and too little of the second.
    low_gain = 10 ** (float(np.clip(lift, -12.0, 2.0)) / 20)
    shrink = 10 * np.log10(rest + (1 - rest) * low_gain**2)
    high_gain = 10 ** (float(np.clip(high_db + shrink - has_high, -4.0, 8.0)) / 20)
    made: Sound = mix + np.float32(low_gain - 1) * low + np.float32(high_gain - 1) * high
    return made


def _design_k_weighting() -> npt.NDArray[np.float64]:
    """The two filters of ITU-R BS.1770 for :data:`RATE`, from their analogue prototypes."""
    sections = []
    f0, gain, q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    k = np.tan(np.pi * f0 / RATE)
    vh = 10 ** (gain / 20)
    vb = vh**0.4996667741545416
    a0 = 1 + k / q + k * k
    shelf = [(vh + vb * k / q + k * k) / a0, 2 * (k * k - vh) / a0, (vh - vb * k / q + k * k) / a0]
    sections.append([*shelf, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0])
    f0, q = 38.13547087602444, 0.5003270373238773
    k = np.tan(np.pi * f0 / RATE)
    a0 = 1 + k / q + k * k
    sections.append([1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0])
    return np.array(sections)


def measure_loudness_lufs(mix: Sound) -> float:
    """Integrated loudness of a stereo mix after ITU-R BS.1770-4 (gated)."""
    weighted = sosfilt(_design_k_weighting(), mix)
    hop = RATE // 10
    count = mix.shape[1] // hop
    steps = np.mean(weighted[:, : count * hop].reshape(2, count, hop) ** 2, axis=2).sum(axis=0)
    # Blocks of 400 ms that overlap by three quarters; -70 LUFS is the absolute gate, 10 LU under the mean the
    # relative one.
    power = np.convolve(steps, np.ones(4) / 4, "valid")
    power = power[power > 10 ** ((-70 + 0.691) / 10)]
    if not power.size:
        return -70.0
    gate = power.mean() * 10**-1.0
    return float(-0.691 + 10 * np.log10(power[power > gate].mean()))


def measure_true_peak(mix: Sound) -> float:
    """Peak between the samples (4 x oversampled), looked for around the loudest samples only."""
    peak = float(np.abs(mix).max())
    # A peak between samples lies beside large samples; oversampling everything would take longer than the mix.
    near = np.flatnonzero(np.abs(mix).max(axis=0) > 0.8 * peak)
    if near.size == 0:
        return peak
    blocks = np.unique(near // 256)[:400]
    for block in blocks:
        piece = mix[:, max(0, block * 256 - 32) : block * 256 + 288]
        peak = max(peak, float(np.abs(resample_poly(piece, 4, 1, axis=1)).max()))
    return peak


def limit_peaks(mix: Sound, ceiling: float) -> Sound:
    """Hold every sample under ``ceiling`` with a gain that moves over a few milliseconds, looking ahead."""
    peak = np.abs(mix).max(axis=0)
    # Odd, so that the window lies evenly about each sample and the gain is down when the peak arrives.
    window = to_samples(0.004) | 1
    need = ceiling / np.maximum(maximum_filter1d(peak, 2 * window + 1), ceiling)
    made: Sound = mix * uniform_filter1d(need, window).astype(np.float32)
    return made


def master_mix(mix: Sound, target_lufs: float, ceiling_db: float = -3.0) -> Sound:
    """Bring a mix to its loudness, saturate it gently, and keep its peaks under the ceiling."""
    # Below 25 Hz nothing is heard, but it takes headroom.
    mix = compress_mix(cut_lows(mix, 25.0), threshold_db=-20.0, ratio=1.8) if mix.any() else mix
    ceiling = 10 ** (ceiling_db / 20)
    # Limiting takes some loudness away again; a second round lands close to the target.
    for _ in range(2):
        mix = mix * np.float32(10 ** ((target_lufs - measure_loudness_lufs(mix)) / 20))
        mix = limit_peaks(mix, ceiling)
    # Linear up to 0.6, then a soft knee.
    mix = np.where(np.abs(mix) < 0.6, mix, np.sign(mix) * (0.6 + 0.5 * np.tanh((np.abs(mix) - 0.6) / 0.5)))
    peak = measure_true_peak(mix.astype(np.float32))
    return np.asarray(mix * min(1.0, ceiling / max(peak, 1e-9)), dtype=np.float32)
