"""Small sounds of known tempo, key and level, and writing them to files."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

RATE = 44_100
CODECS = {
    ".mp3": ("mp3", "libmp3lame"),
    ".flac": ("flac", "flac"),
    ".ogg": ("ogg", "vorbis"),
    ".opus": ("ogg", "libopus"),
    ".m4a": ("ipod", "aac"),
    ".wav": ("wav", "pcm_s16le"),
}
PENTATONIC = {"major": (0, 4, 7, 9, 2, 7, 4, 0), "minor": (0, 3, 7, 10, 5, 7, 3, 0)}
CHORDS = {
    "major": ((0, 4, 7), (5, 9, 12), (7, 11, 14), (0, 4, 7)),
    "minor": ((0, 3, 7), (5, 8, 12), (7, 11, 14), (0, 3, 7)),
}


def tone(hertz: float, seconds: float, partials: int = 5) -> np.ndarray:
    """A plucked harmonic tone (n,), peak about 0.3."""
    t = np.arange(round(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * hertz * k * t) / k**1.5 for k in range(1, partials + 1))
    return (0.3 * wave * np.exp(-2.5 * t / seconds) * np.minimum(1, t / 0.005)).astype(np.float32)


def song(tonic: int, mode: str, bpm: float, seconds: float, detune: float = 0.0) -> np.ndarray:
    """Chords on every bar and a tune over a drum, tonic in semitones above C; (n,) mono."""
    beat = 60 / bpm
    out = np.zeros(round((seconds + 4) * RATE), np.float32)
    rng = np.random.default_rng(tonic)
    kick = (np.sin(2 * np.pi * 55 * np.arange(4000) / RATE) * np.exp(-np.arange(4000) / 900)).astype(np.float32)
    for number in range(int(seconds / beat)):
        at = round(number * beat * RATE)
        out[at : at + 4000] += 0.5 * kick
        if number % 4 == 0:
            for degree in CHORDS[mode][number // 4 % 4]:
                _put(out, at, tone(_hertz(48 + tonic + degree + detune), 4 * beat))
        _put(out, at, 0.6 * tone(_hertz(60 + tonic + PENTATONIC[mode][number % 8] + detune), beat))
        _put(out, at + round(beat / 2 * RATE), 0.1 * rng.standard_normal(600).astype(np.float32))
    return out[: round(seconds * RATE)]


def write(path: Path, wave: np.ndarray, rate: int = RATE, metadata: dict[str, str] | None = None) -> Path:
    """Encode (n,) or (channels, n) by the path's suffix."""
    wave = np.atleast_2d(wave).astype(np.float32)
    container_name, codec = CODECS[path.suffix]
    if codec == "vorbis":  # FFmpeg's own encoder knows stereo only
        wave = np.broadcast_to(wave, (2, wave.shape[1]))
    layout = "mono" if wave.shape[0] == 1 else "stereo"
    rate = 48_000 if path.suffix == ".opus" else rate
    with av.open(str(path), "w", format=container_name) as container:
        container.metadata.update(metadata or {})
        stream = container.add_stream(codec, rate=rate, layout=layout, options={"strict": "experimental"})
        stream.bit_rate = 192_000
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(wave), format="fltp", layout=layout)
        frame.sample_rate = RATE
        resampler = av.AudioResampler(stream.format, layout, rate, frame_size=stream.codec_context.frame_size or None)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            part.pts = None
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


def _hertz(note: float) -> float:
    return 440 * 2 ** ((note - 69) / 12)


def _put(out: np.ndarray, at: int, sound: np.ndarray) -> None:
    part = out[at : at + len(sound)]
    part += sound[: len(part)]
