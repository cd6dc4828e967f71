"""What happens to a sound between player and file: rooms, equalisers, overdrive, noise, narrow bands, codecs."""

from __future__ import annotations

import io
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.signal import butter, fftconvolve, lfilter, sosfilt

RATE = 16_000

Wave = NDArray[np.float32]


def apply_drawn_effects(wave: Wave, rng: Generator) -> Wave:
    """Apply some effects, most often few of them, to a mono wave (n,) at 16 kHz; its length stays."""
    wave = wave / max(float(np.sqrt(np.mean(np.square(wave)))), 1e-6) * 0.1
    if rng.random() < 0.3:
        wave = add_room(wave, rng)
    if rng.random() < 0.45:
        wave = tilt_spectrum(wave, rng)
    if rng.random() < 0.15:
        drive = rng.uniform(2, 12)
        wave = np.tanh(drive * wave) / drive * rng.uniform(1, 2)
    if rng.random() < 0.15:
        wave = sosfilt(butter(4, rng.uniform(2_000, 7_000), fs=RATE, output="sos"), wave)
    if rng.random() < 0.08:
        wave = sosfilt(butter(2, rng.uniform(80, 300), "highpass", fs=RATE, output="sos"), wave)
    if rng.random() < 0.25:
        wave = add_noise(wave, rng)
    wave = wave.astype(np.float32)
    return encode_lossily(wave, rng) if rng.random() < 0.1 else wave


def add_room(wave: Wave, rng: Generator) -> Wave:
    """Convolve with exponentially decaying noise, the simplest model of a room's late sound."""
    decay_s = float(np.exp(rng.uniform(np.log(0.12), np.log(1.4))))
    count = round(decay_s * RATE)
    tail = rng.normal(size=count) * np.exp(-6.9 * np.arange(count) / count)
    tail = lfilter([0.4], [1, -0.6], tail)  # walls take the treble
    wet = fftconvolve(wave, tail / np.sqrt(np.square(tail).sum()))[: len(wave)]
    mixed: Wave = (wave + rng.uniform(0.1, 0.6) * wet).astype(np.float32)
    return mixed


def tilt_spectrum(wave: Wave, rng: Generator) -> Wave:
    """Raise or lower what lies above a corner frequency by up to 10 dB, once or twice."""
    for _ in range(int(rng.integers(1, 3))):
        pole = float(np.exp(-2 * np.pi * np.exp(rng.uniform(np.log(150), np.log(4_000))) / RATE))
        low = lfilter([1 - pole], [1, -pole], wave)
        wave = wave + (10 ** (rng.uniform(-10, 10) / 20) - 1) * (wave - low)
    return wave.astype(np.float32)


def add_noise(wave: Wave, rng: Generator) -> Wave:
    """Add white or brownish noise, 60 to 22 dB below the sound."""
    noise = rng.normal(size=len(wave))
    if rng.random() < 0.5:
        noise = lfilter([1], [1, -0.95], noise)
    level = np.sqrt(np.mean(np.square(wave))) / np.sqrt(np.mean(np.square(noise)))
    noisy: Wave = (wave + noise * level * 10 ** (rng.uniform(-60, -22) / 20)).astype(np.float32)
    return noisy


def encode_lossily(wave: Wave, rng: Generator) -> Wave:
    """Through MP3 or Opus at a low rate and back; padding at the start is taken away by correlation."""
    codec, rate = str(rng.choice(("libmp3lame", "libopus"))), int(rng.choice((24_000, 32_000, 48_000, 64_000)))
    peak = max(1.0, float(np.abs(wave).max()))
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp3" if codec == "libmp3lame" else "ogg") as out:
        stream = cast("AudioStream", out.add_stream(codec, rate=RATE, bit_rate=rate))
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray((wave / peak)[None], "fltp", "mono")
        frame.sample_rate = RATE
        resampler = av.AudioResampler(stream.format, "mono", RATE, frame_size=stream.frame_size)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))
    buffer.seek(0)
    back = av.AudioResampler("flt", "mono", RATE)
    with av.open(buffer, "r") as file:
        parts = [piece for got in file.decode(audio=0) for piece in back.resample(got)]
    decoded = np.concatenate([part.to_ndarray()[0] for part in parts + back.resample(None)]) * peak
    return _align_wave(decoded.astype(np.float32), wave)


def _align_wave(wave: Wave, to: Wave) -> Wave:
    """Shift ``wave`` so that it matches ``to`` best, within 0.2 s, and cut or pad it to that length."""
    most = RATE // 5
    size = min(len(wave), len(to), 8 * RATE)
    spectrum = np.fft.rfft(wave[:size], 2 * size) * np.conj(np.fft.rfft(to[:size], 2 * size))
    lag = int(np.fft.irfft(spectrum)[:most].argmax())
    shifted = np.pad(wave[lag:], (0, max(0, len(to) - len(wave) + lag)))[: len(to)]
    aligned: Wave = shifted.astype(np.float32)
    return aligned
