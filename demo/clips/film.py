"""Encode frames and sound into an MP4 that every browser plays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from demo.clips.canvas import HEIGHT, WIDTH, Canvas
from demo.synth import RATE, Sound

FPS = 24
Painter = Callable[[float], Canvas]


@dataclass(frozen=True, slots=True)
class Scene:
    """A clip to be drawn: what it is, and how. ``begin`` sets a painter up; the painter draws any moment."""

    name: str
    title: str
    description: str
    seconds: float
    begin: Callable[[], Painter]
    pace: float
    moods: tuple[str, ...]
    fitting_styles: tuple[str, ...]
    cuts_s: tuple[float, ...] = ()
    sound: Callable[[float], Sound] | None = None
    heard: str = ""


@dataclass(slots=True)
class Light:
    """Running means of brightness and colour over the frames drawn."""

    frames: int = 0
    luma: float = 0.0
    red: float = 0.0
    blue: float = 0.0
    _weights: npt.NDArray[np.float32] = field(default_factory=lambda: np.array([0.2126, 0.7152, 0.0722], np.float32))

    def add_frame(self, picture: npt.NDArray[np.uint8]) -> None:
        """Add a frame, (H, W, 3), to the means, by every fourth pixel of every fourth row."""
        mean = picture[::4, ::4].reshape(-1, 3).mean(axis=0) / 255
        self.frames += 1
        self.luma += float(mean @ self._weights)
        self.red += float(mean[0])
        self.blue += float(mean[2])

    @property
    def brightness(self) -> float:
        """Mean luma, 0..1."""
        return self.luma / max(1, self.frames)

    @property
    def warmth(self) -> float:
        """Red against blue: 0 all blue, 0.5 neutral, 1 all red."""
        return self.red / max(1e-6, self.red + self.blue)


class Grain:
    """Film grain: fine noise that hides banding in gradients; five tiles are used in turn."""

    def __init__(self, amount: float = 0.008) -> None:
        chance = np.random.default_rng(7)
        self.tiles = [chance.normal(0, amount, (HEIGHT, WIDTH)).astype(np.float32) for _ in range(5)]

    def expose_frame(self, canvas: Canvas, number: int) -> npt.NDArray[np.uint8]:
        """Quantise the middle of the canvas, grain added, to 8 bits, (HEIGHT, WIDTH, 3)."""
        top, left = (canvas.height - HEIGHT) // 2, (canvas.width - WIDTH) // 2
        picture = canvas.pixels[:, top : top + HEIGHT, left : left + WIDTH] + self.tiles[number % len(self.tiles)]
        np.clip(picture, 0, 1, out=picture)
        picture *= 255
        picture += 0.5
        return np.ascontiguousarray(picture.astype(np.uint8).transpose(1, 2, 0))


def _add_picture(box: av.container.OutputContainer) -> av.VideoStream:
    # One thread and bit-exact: the same frames give the same file on every run.
    stream = box.add_stream("libx264", rate=FPS, options={"crf": "21", "preset": "veryfast", "threads": "1"})
    stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    stream.time_base = Fraction(1, FPS)
    # A key frame every two seconds, so that the page seeks quickly.
    stream.codec_context.gop_size = FPS * 2
    stream.codec_context.flags |= av.codec.context.Flags.bitexact
    return stream


def _write_sound(box: av.container.OutputContainer, stream: av.AudioStream, sound: Sound) -> None:
    # 1024 samples are one frame of AAC.
    for start in range(0, sound.shape[1], 1024):
        piece = np.ascontiguousarray(sound[:, start : start + 1024])
        frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        box.mux(stream.encode(frame))
    box.mux(stream.encode(None))


def shoot_scene(scene: Scene, path: Path) -> Light:
    """Draw a scene into an MP4 (H.264, yuv420p; AAC where it has sound) and return its mean brightness and warmth."""
    light, grain, paint = Light(), Grain(), scene.begin()
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}) as box:
        stream = _add_picture(box)
        audio = box.add_stream("aac", rate=RATE, layout="stereo", bit_rate=96_000) if scene.sound else None
        for number in range(round(scene.seconds * FPS)):
            picture = grain.expose_frame(paint(number / FPS), number)
            light.add_frame(picture)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))
        if audio is not None and scene.sound is not None:
            _write_sound(box, audio, np.clip(scene.sound(scene.seconds), -0.95, 0.95).astype(np.float32))
    return light
