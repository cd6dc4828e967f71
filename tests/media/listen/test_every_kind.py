"""Every kind of sound file that people own is read: its sound, its length, and the hash by which it is known.

Where FFmpeg has an encoder the file is made by it; DSF is written by its public description. For Monkey's Audio it has
none: the files in ``ape`` were made of :func:`make_arcs` by Debian's libjmac-java 1.74
(``java -jar jmac.jar c1 stereo.wav fast.ape``, c4 for extra_high.ape, c2 for mono.ape).
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import av
import numpy as np
import pytest

from media.listen.decode import SUFFIXES, decode_mono, resample_wave
from media.listen.sound_hash import hash_sound
from media.sound_files import refuse_video
from tests.media.listen.sounds import RATE, tone

KINDS = {
    "a.aiff": ("aiff", "pcm_s16be"),
    "a.wma": ("asf", "wmav2"),
    "a.m4b": ("ipod", "aac"),
    "alac.m4a": ("ipod", "alac"),
    "a.mp4": ("mp4", "aac"),
    "a.wv": ("wv", "wavpack"),
    "a.mka": ("matroska", "pcm_s16le"),
    "opus.mka": ("matroska", "libopus"),
    "a.webm": ("webm", "libopus"),
    "a.weba": ("webm", "libopus"),
    "a.tta": ("tta", "tta"),
    "a.caf": ("caf", "pcm_s16le"),
    "a.au": ("au", "pcm_s16be"),
    "a.w64": ("w64", "pcm_s16le"),
    "a.mp2": ("mp2", "mp2"),
    "a.ac3": ("ac3", "ac3"),
    "a.aac": ("adts", "aac"),
}
WAVE = np.concatenate([tone(f, 1.0) for f in (220, 330, 440)])


def write_kind(path: Path, container: str, codec: str) -> Path:
    rate = 48_000 if codec == "libopus" else RATE
    with av.open(str(path), "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, layout="mono", options={"strict": "experimental"})
        stream.bit_rate = 128_000
        frame = av.AudioFrame.from_ndarray(WAVE[None], format="fltp", layout="mono")
        frame.sample_rate = RATE
        resampler = av.AudioResampler(stream.format, "mono", rate, frame_size=stream.codec_context.frame_size or None)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            part.pts = None
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))
    return path


def write_dsf(path: Path, channels: int = 1, rate: int = 2_822_400) -> Path:
    """DSF, "DSF File Format Specification" 1.01 (Sony, 2005): blocks of 4,096 bytes, the first sample the lowest bit."""
    wave = np.repeat(resample_wave(WAVE, RATE, 44_100), rate // 44_100)
    # The first-order noise shaper: as many ones as the sum of the samples so far has asked for.
    ones = np.diff(np.floor(np.cumsum((wave.astype(np.float64) + 1) / 2)), prepend=0).astype(np.uint8)
    data = np.packbits(ones, bitorder="little").tobytes()
    data += bytes([0x69]) * (-len(data) % 4096)
    blocks = b"".join(data[at : at + 4096] * channels for at in range(0, len(data), 4096))
    form = struct.pack("<4sQIIIIIIQII", b"fmt ", 52, 1, 0, channels, channels, rate, 1, len(ones), 4096, 0)
    body = form + struct.pack("<4sQ", b"data", 12 + len(blocks)) + blocks
    path.write_bytes(struct.pack("<4sQQQ", b"DSD ", 28, 28 + len(body), 0) + body)
    return path


def check_sound(path: Path) -> None:
    refuse_video(path)
    sound = decode_mono(path)
    assert len(sound.wave) / sound.rate == pytest.approx(3.0, abs=0.1)
    part = sound.wave[round(1.2 * sound.rate) : round(1.8 * sound.rate)]
    peak = np.argmax(np.abs(np.fft.rfft(part * np.hanning(len(part))))) * sound.rate / len(part)
    assert peak == pytest.approx(330, abs=3)
    level = resample_wave(sound.wave, sound.rate, RATE)[RATE // 10 :].std()
    assert level == pytest.approx(WAVE[RATE // 10 :].std(), rel=0.1)
    assert len(hash_sound(path)) == 64


@pytest.mark.parametrize("name", KINDS)
def test_it_is_read(tmp_path: Path, name: str) -> None:
    path = write_kind(tmp_path / name, *KINDS[name])
    assert path.suffix in SUFFIXES
    check_sound(path)


@pytest.mark.parametrize(("channels", "rate"), [(1, 2_822_400), (2, 5_644_800)])
def test_dsd_is_read(tmp_path: Path, channels: int, rate: int) -> None:
    path = write_dsf(tmp_path / "a.dsf", channels, rate)
    check_sound(path)
    assert decode_mono(path).rate == 48_000


APE = Path(__file__).parent / "ape"
APE_RATE = 8_000


def make_arcs(period: int, length: int, top: int = 100) -> np.ndarray:
    """Arcs of a parabola, up and down in turn, (length,) int16: near a sine, and the same on every machine."""
    half = period // 2
    within = np.arange(length) % half
    arc = 4 * top * within * (half - within) // (half * half)
    return np.where(np.arange(length) % period < half, arc, -arc).astype(np.int16)


@pytest.mark.parametrize("name", ["fast", "extra_high", "mono"])
def test_ape_is_decoded_to_the_last_sample(name: str) -> None:
    left = np.concatenate([make_arcs(period, APE_RATE // 4) for period in (40, 24, 16)])
    channels = left[None] if name == "mono" else np.stack([left, left[::-1] // 2])
    path = APE / f"{name}.ape"
    with av.open(str(path)) as opened:
        decoded = np.concatenate([frame.to_ndarray() for frame in opened.decode(audio=0)], axis=1)
    assert np.array_equal(decoded, channels)
    sound = decode_mono(path)
    assert (len(sound.wave), sound.rate) == (len(left), APE_RATE)
    assert np.corrcoef(sound.wave, channels.mean(axis=0))[0, 1] > 0.95
    refuse_video(path)
    assert len(hash_sound(path)) == 64


def test_ape_of_silence_is_opened(tmp_path: Path) -> None:
    """Version 3.99, one frame of stereo silence, whose length and hash are told all the same."""
    samples = 2 * RATE
    frame = struct.pack("<II", 0x8000_0000 | zlib.crc32(bytes(4 * samples)) >> 1, 3) + bytes(8)
    header = struct.pack("<HHIIIHHI", 2000, 0, 73_728 * 4, samples, 1, 16, 2, RATE)
    table = struct.pack("<I", 52 + 24 + 4)
    described = struct.pack("<4sHHIIIIIII16s", b"MAC ", 3990, 0, 52, 24, 4, 0, len(frame), 0, 0, bytes(16))
    path = tmp_path / "a.ape"
    path.write_bytes(described + header + table + frame)
    assert path.suffix in SUFFIXES
    sound = decode_mono(path)
    assert len(sound.wave) / sound.rate == pytest.approx(2.0, abs=0.01)
    assert not sound.wave.any()
    assert len(hash_sound(path)) == 64
