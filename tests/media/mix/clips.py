"""Clips with a flash and a click in every second, to see whether picture and sound stay in step; and what measures it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.filter
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SIZE = (192, 108)
CLICK_S = 0.004


def click_track(seconds: float, marks: Sequence[float], rate: int = 48_000, channels: int = 2) -> Floats:
    """(channels, n): faint noise, with a burst of 6 kHz at each mark."""
    count = round(seconds * rate)
    wave = 1e-4 * np.random.default_rng(1).standard_normal(count).astype(np.float32)
    burst = 0.5 * np.sin(2 * np.pi * 6000 * np.arange(round(CLICK_S * rate)) / rate).astype(np.float32)
    for mark in marks:
        first = round(mark * rate)
        wave[first : first + len(burst)] += burst[: max(0, count - first)]
    return np.tile(wave, (channels, 1))


def steady_times(seconds: float, fps: float) -> list[float]:
    return [n / fps for n in range(round(seconds * fps))]


def uneven_times(seconds: float) -> list[float]:
    """Pictures 20 to 60 ms apart, as phones and screen recorders write them."""
    rng, times = np.random.default_rng(2), [0.0]
    while times[-1] < seconds - 0.06:
        times.append(round(times[-1] + float(rng.choice([0.02, 0.033, 0.04, 0.06])), 3))
    return times


def write_marked(
    path: Path,
    times: Sequence[float],
    marks: Sequence[float],
    *,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    options: dict[str, str] | None = None,
    sound: Floats | None = None,
    rate: int = 48_000,
    layout: str = "stereo",
    audio_codec: str = "aac",
    shift_s: float = 0.0,
    colours: tuple[int, int, int] | None = None,
) -> Path:
    """Write dark pictures at ``times``, white from each mark on for 40 ms, and ``sound`` (channels, n) at ``rate``.

    ``shift_s`` is added to all times in the file: below zero an MP4 hides what comes before 0 by an edit list.
    """
    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream(codec, rate=30, options=options or {})
        stream.width, stream.height, stream.pix_fmt = *SIZE, pixels
        stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        if colours:
            stream.codec_context.color_primaries, stream.codec_context.color_trc, stream.codec_context.colorspace = (
                colours
            )
        voice: Any = out.add_stream(audio_codec, rate=rate, layout=layout) if sound is not None else None
        packets: list[Any] = []
        for at in times:
            lit = any(-1e-6 <= at - mark < 0.04 for mark in marks)
            frame = av.VideoFrame.from_ndarray(
                np.full((SIZE[1], SIZE[0], 3), 235 if lit else 16, np.uint8), format="rgb24"
            )
            frame.pts, frame.time_base = round(at * 1000), Fraction(1, 1000)
            packets += stream.encode(frame)
        packets += stream.encode(None)
        if sound is not None:
            heard = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="fltp", layout=layout)
            heard.sample_rate, heard.pts = rate, 0
            packets += [*voice.encode(heard), *voice.encode(None)]
        for packet in sorted(packets, key=lambda packet: packet.dts * packet.time_base):
            ticks = round(shift_s / packet.time_base)
            packet.pts, packet.dts = packet.pts + ticks, packet.dts + ticks
            out.mux(packet)
    return path


def hum(path: Path, seconds: float = 8.0) -> Path:
    """A track of a low tone, in which a click is easily found."""
    rate = 44_100
    wave = (0.2 * np.sin(2 * np.pi * 110 * np.arange(round(seconds * rate)) / rate)).astype(np.float32)
    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream("flac", rate=rate, layout="stereo")
        frame = av.AudioFrame.from_ndarray(np.rint(np.tile(wave, 2).reshape(2, -1).T.reshape(1, -1) * 32767)
                                           .astype(np.int16), format="s16", layout="stereo")  # fmt: skip
        frame.sample_rate = rate
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def find_flashes(path: Path) -> list[float]:
    """Times (s) of the first picture of each flash."""
    found, lit = [], False
    with av.open(str(path)) as box:
        for frame in box.decode(video=0):
            bright = frame.reformat(format="gray").to_ndarray().mean() > 110
            if bright and not lit:
                found.append(float(frame.time or 0.0))
            lit = bright
    return found


def read_sound(path: Path) -> tuple[Floats, float]:
    """(2, n) at 48 kHz, and the time of its first sample."""
    resampler, pieces, start = av.AudioResampler("fltp", "stereo", 48_000), [], None
    with av.open(str(path)) as box:
        for frame in box.decode(audio=0):
            start = float(frame.time or 0.0) if start is None else start
            frame.pts = None
            pieces += [out.to_ndarray() for out in resampler.resample(frame)]
    pieces += [out.to_ndarray() for out in resampler.resample(None)]
    return np.concatenate(pieces, axis=1), start or 0.0


def find_clicks(path: Path) -> list[float]:
    """Times (s) of the clicks."""
    sound, start = read_sound(path)
    spectrum = np.fft.rfft(sound.mean(axis=0))
    spectrum[: int(4000 / 24_000 * len(spectrum))] = 0
    high = np.abs(np.fft.irfft(spectrum, sound.shape[1]))
    loud = np.flatnonzero(high > 0.4 * high.max())
    return [start + float(loud[i]) / 48_000 for i in range(len(loud)) if i == 0 or loud[i] - loud[i - 1] > 9600]


def measure_loudness(path: Path) -> tuple[float, float]:
    """Integrated loudness (LUFS) and true peak (dBTP) by FFmpeg's own meter."""
    graph = av.filter.Graph()
    with av.open(str(path)) as box:
        stream = box.streams.audio[0]
        nodes = [
            graph.add_abuffer(template=stream),
            graph.add("ebur128", "peak=true:metadata=1"),
            graph.add("abuffersink"),
        ]
        graph.link_nodes(*nodes).configure()
        last: dict[str, str] = {}
        for frame in [*box.decode(stream), None]:
            graph.push(frame)
            while True:
                try:
                    last = dict(graph.pull().metadata) or last  # type: ignore[union-attr]
                except (av.BlockingIOError, av.EOFError):
                    break
    peaks = [float(value) for key, value in last.items() if "true_peak" in key]
    return float(last["lavfi.r128.I"]), 20 * float(np.log10(max(peaks))) if peaks else float("nan")
