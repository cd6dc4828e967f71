"""Files of the kinds that people post and that players show rightly, made by PyAV and by changing bytes."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.reformatter import Colorspace, VideoReformatter
from numpy.typing import NDArray

from media.watch.tone_mapping import decode_hlg, decode_pq
from tests.media.watch.making import RATE, Picture, pan, write_clip

HLG, PQ = 18, 16


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


def bursts(seconds: float, level: float = 0.3) -> NDArray[np.float32]:
    """(1, n) a tone that sounds 0.3 s of every half second."""
    at = np.arange(round(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * 330 * at) * (at % 0.5 < 0.3)).astype(np.float32)[None]


def write_hdr_clip(path: Path, pictures: Sequence[Picture], transfer: int, white_nits: float) -> Path:
    """The SDR ``pictures`` in an HDR dress: white at ``white_nits``, BT.2020 primaries, 10 bit."""
    signal = np.linspace(0, 1, 4096)
    nits = decode_pq(signal) if transfer == PQ else 1000 * decode_hlg(signal) ** 1.2
    to_2020 = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]])
    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream("libx265", rate=25, options={"x265-params": "log-level=none", "crf": "12"})
        stream.width, stream.height, stream.pix_fmt = pictures[0].shape[1], pictures[0].shape[0], "yuv420p10le"
        context = stream.codec_context
        context.color_trc, context.color_primaries, context.colorspace, context.color_range = transfer, 9, 9, 1
        scaler = VideoReformatter()
        for number, picture in enumerate(pictures):
            light = (picture / 255.0) ** 2.4 @ to_2020.T * white_nits
            codes = (np.interp(light, nits, signal) * 65535).astype(np.uint16)
            frame = av.VideoFrame.from_ndarray(codes, format="rgb48le")
            made = scaler.reformat(frame, format="yuv420p10le", dst_colorspace=Colorspace.BT2020, dst_color_range=1)
            made.pts, made.time_base = number, Fraction(1, 25)
            made.color_trc, made.color_primaries = transfer, 9
            out.mux(stream.encode(made))
        out.mux(stream.encode(None))
    return path


def trim_without_encoding(source: Path, target: Path, start_s: float, end_s: float) -> Path:
    """Copy packets up to ``end_s``; those before ``start_s`` are hidden by an edit list, as trimming tools do it."""
    with av.open(str(source)) as read, av.open(str(target), "w") as out:
        streams = {s.index: out.add_stream_from_template(s) for s in read.streams}
        for packet in read.demux():
            if packet.dts is None or packet.pts is None or float(packet.dts * packet.time_base) > end_s:
                continue
            shift = round(start_s / packet.time_base)
            packet.pts, packet.dts = packet.pts - shift, packet.dts - shift
            packet.stream = streams[packet.stream_index]
            out.mux(packet)
    return target


def write_tracks(
    path: Path,
    pictures: Sequence[tuple[Sequence[Picture], str]] = (),
    sounds: Sequence[NDArray[np.float32]] = (),
    fps: int = 25,
) -> Path:
    """Several picture tracks (pictures, codec) and sound tracks (channels, n) at 48 kHz in one file."""
    with av.open(str(path), "w") as out:
        made: list[tuple[Any, list[Any]]] = []
        for shown, codec in pictures:
            stream: Any = out.add_stream(codec, rate=fps)
            stream.width, stream.height = shown[0].shape[1], shown[0].shape[0]
            stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
            made.append((stream, [av.VideoFrame.from_ndarray(p, format="rgb24") for p in shown]))
        for sound in sounds:
            layout = "mono" if len(sound) == 1 else "stereo"
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="fltp", layout=layout)
            frame.rate = RATE
            made.append((out.add_stream("aac", rate=RATE, layout=layout), [frame]))
        for stream, frames in made:
            for number, frame in enumerate(frames):
                frame.pts = number
                out.mux(stream.encode(frame))
            out.mux(stream.encode(None))
    return path


def set_matrix(source: Path, target: Path, matrix: tuple[int, int, int, int]) -> Path:
    """A copy whose first track has a display matrix with these a, b, c, d (whole numbers)."""
    data = bytearray(source.read_bytes())
    a, b, c, d = (value * 0x10000 for value in matrix)
    struct.pack_into(">9i", data, data.index(b"tkhd") + 44, a, b, 0, c, d, 0, 0, 0, 0x40000000)
    target.write_bytes(data)
    return target


def write_pcm_avi(path: Path, at: int, value: bytes) -> Path:
    """An AVI with plain PCM whose sound header is overwritten at an offset: 2 channels, 4 rate."""
    write_clip(path, pan(1, 10, 1), 25, codec="mpeg4", sound=bursts(0.4), layout="mono", audio_codec="pcm_s16le")
    data = bytearray(path.read_bytes())
    start = data.find(b"strf", data.find(b"auds")) + 8 + at
    data[start : start + len(value)] = value
    path.write_bytes(data)
    return path


def write_late_sound(path: Path) -> Path:
    """An FLV whose header and first eight seconds know of no sound."""
    silent = write_clip(path.with_name("a.flv"), pan(1, 40, 1), 5, codec="flv")
    heard = path.with_name("b.flv")
    with av.open(str(heard), "w") as out:
        video: Any = out.add_stream("flv", rate=5)
        video.width, video.height, video.pix_fmt = 160, 90, "yuv420p"
        audio: Any = out.add_stream("libmp3lame", rate=44_100, layout="mono")
        frames = [av.VideoFrame.from_ndarray(p, format="rgb24") for p in pan(1, 10, 1)]
        sound = av.AudioFrame.from_ndarray(bursts(2.0)[:, : 2 * 44_100], format="fltp", layout="mono")
        sound.rate = 44_100
        sound.pts = 8 * 44_100
        for number, frame in enumerate(frames):
            frame.pts = 40 + number
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        out.mux(audio.encode(sound))
        out.mux(audio.encode(None))
    path.write_bytes(silent.read_bytes() + heard.read_bytes()[13:])
    return path
