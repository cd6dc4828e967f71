"""Small clips made by PyAV, with known content."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
RATE = 48_000


def flat(colour: tuple[int, int, int], size: tuple[int, int] = (160, 90)) -> Picture:
    return np.full((size[1], size[0], 3), colour, dtype=np.uint8)


def texture(seed: int, size: tuple[int, int] = (160, 90), cell: int = 10) -> Picture:
    """Random coloured squares."""
    rng = np.random.default_rng(seed)
    cells = rng.integers(0, 256, (size[1] // cell + 1, size[0] // cell + 1, 3), dtype=np.uint8)
    return np.kron(cells, np.ones((cell, cell, 1), np.uint8))[: size[1], : size[0]]


def pan(seed: int, count: int, step: int, size: tuple[int, int] = (160, 90)) -> list[Picture]:
    """A camera that moves ``step`` pixels per picture over a texture."""
    wide = texture(seed, (size[0] + count * step, size[1]))
    return [np.ascontiguousarray(wide[:, n * step : n * step + size[0]]) for n in range(count)]


def tone(seconds: float, hertz: float = 997.0, level: float = 0.1, channels: int = 2) -> NDArray[np.float32]:
    wave = level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
    return np.tile(wave.astype(np.float32), (channels, 1))


def write_clip(
    path: Path,
    pictures: Iterable[Picture],
    fps: float = 25,
    *,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    sound: NDArray[np.float32] | None = None,
    layout: str = "stereo",
    audio_codec: str = "aac",
    times: Iterable[float] | None = None,
    options: dict[str, str] | None = None,
    metadata: dict[str, str] | None = None,
) -> Path:
    """Encode ``pictures`` (and ``sound`` (channels, n) at 48 kHz) to ``path``; ``times`` (s) instead of a steady rate."""
    pictures = list(pictures)
    with av.open(str(path), "w", options={"movflags": "faststart"} if path.suffix == ".mp4" else {}) as out:
        stream: Any = out.add_stream(codec, rate=Fraction(fps).limit_denominator(1000), options=options or {})
        stream.width, stream.height, stream.pix_fmt = pictures[0].shape[1], pictures[0].shape[0], pixels
        stream.metadata.update(metadata or {})
        voice: Any = out.add_stream(audio_codec, rate=RATE, layout=layout) if sound is not None else None
        if times is not None:
            stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        stamps = [round(t * 1000) for t in times] if times is not None else list(range(len(pictures)))
        for picture, stamp in zip(pictures, stamps, strict=True):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = stamp
            frame.time_base = Fraction(1, 1000) if times is not None else 1 / Fraction(fps).limit_denominator(1000)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        if sound is not None:
            heard = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="fltp", layout=layout)
            heard.rate, heard.pts = RATE, 0
            out.mux(voice.encode(heard))
            out.mux(voice.encode(None))
    return path
