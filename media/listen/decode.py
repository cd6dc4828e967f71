"""Sound out of a file: mp3, flac, ogg, opus, m4a, wav and whatever else PyAV's FFmpeg opens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from media.listen.loudness_meter import LoudnessMeter
from media.sound_files import decode_sound_frames, find_sound_stream, make_broken_error, open_sound_file
from musechat.errors import BadInput

SUFFIXES = frozenset(
    [
        ".mp3",
        ".mp2",
        ".flac",
        ".ogg",
        ".oga",
        ".opus",
        ".spx",
        ".m4a",
        ".m4b",
        ".m4r",
        ".mp4",
        ".aac",
        ".wav",
        ".w64",
        ".aiff",
        ".aif",
        ".aifc",
        ".wma",
        ".asf",
        ".ape",
        ".wv",
        ".dsf",
        ".dff",
        ".mka",
        ".webm",
        ".weba",
        ".caf",
        ".au",
        ".tta",
        ".mpc",
        ".ac3",
    ]
)
MAX_SECONDS = 30 * 60.0  # longer is a mix or a book, not a track
MIN_SECONDS = 2.0
_MOST_RATE, _USUAL_RATE = 192_000, 48_000  # above the first (DSD, mostly ultrasound) all is brought to the second
_EXACT_HEADERS = ("flac", "wav", "mov,mp4")  # containers whose stated length is a promise, not an estimate
_CANCELLED = 3.0  # the difference of the channels has this many times the power of their sum: they are opposed

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SoundInfo:
    """What a file's header says, with the rate at which it is read. ``seconds`` is ``None`` where it is not stated."""

    rate: int
    channels: int
    seconds: float | None
    exact: bool  # whether ``seconds`` is a promise


class SoundReader:
    """Reads one file in blocks; use :func:`open_sound`."""

    def __init__(self, path: Path, container: InputContainer, stream: AudioStream, max_seconds: float) -> None:
        self.path = path
        self.max_seconds = max_seconds
        self._container = container
        self._stream = stream
        self.info = _read_info(container, stream)

    def iter_blocks(self) -> Iterator[Floats]:
        """Blocks of about one second, (channels, n) float32 at the rate of ``info``; one or two channels.

        Raises:
            BadInput: the sound is broken, ends early, or is longer than ``max_seconds``.

        """
        read = 0
        for block in _gather_blocks(decode_sound_frames(self.path, self._container, self._stream), self.info):
            read += block.shape[1]
            if read > self.max_seconds * self.info.rate:
                raise BadInput(
                    "track-too-long",
                    f"{self.path.name} is longer than {self.max_seconds / 60:.0f} minutes",
                    "Split it into tracks",
                )
            yield block
        self._check_length(read / self.info.rate)

    def _check_length(self, read_s: float) -> None:
        stated = _read_riff_seconds(self.path, read_s) if self._container.format.name == "wav" else self.info.seconds
        if self.info.exact and stated is not None and stated - read_s > max(1.0, 0.02 * stated):
            raise BadInput(
                "track-truncated",
                f"{self.path.name} announces {stated:.0f} s of sound but ends after {read_s:.0f} s",
                "Copy or download it again",
            )


def open_sound(path: Path, max_seconds: float = MAX_SECONDS) -> SoundReader:
    """Open the first sound stream of a file. Close it with :func:`close_after`."""
    container = open_sound_file(path)
    try:
        return SoundReader(path, container, find_sound_stream(path, container), max_seconds)
    except BaseException:
        container.close()
        raise


def close_after(reader: SoundReader) -> closing[InputContainer]:
    """A context that closes the reader's file."""
    return closing(reader._container)


@dataclass(frozen=True, slots=True)
class MonoSound:
    """A whole sound as one wave (n,), with the loudness of the file and whether its channels cancelled each other."""

    wave: Floats
    rate: int
    meter: LoudnessMeter
    is_cancelled: bool


def decode_mono(path: Path, *, is_opposed: bool = False) -> MonoSound:
    """Decode a track to mono: the mean of its channels, or half their difference where ``is_opposed``.

    Raises:
        BadInput: as :func:`decode_sound`.

    """
    reader = open_sound(path)
    powers = np.zeros(2)  # of the sum and of the difference of the channels
    pieces = []
    with close_after(reader):
        meter = LoudnessMeter(reader.info.rate, reader.info.channels)
        for block in reader.iter_blocks():
            meter.add_block(block)
            pieces.append(mix_channels(block, is_opposed=is_opposed))
            if len(block) == 2 and not is_opposed:
                side = mix_channels(block, is_opposed=True)
                powers += np.square(pieces[-1]).sum(), np.square(side).sum()
    if not pieces:
        raise make_broken_error(path, "no sound in it could be decoded")
    is_cancelled = bool(powers[0] * _CANCELLED < powers[1])
    return MonoSound(np.concatenate(pieces), reader.info.rate, meter, is_cancelled)


def mix_channels(block: Floats, *, is_opposed: bool = False) -> Floats:
    """One channel (n,) out of one or two: their mean, or half their difference."""
    if len(block) == 1:
        alone: Floats = block[0].copy()
        return alone
    mixed: Floats = 0.5 * (block[0] - block[1]) if is_opposed else 0.5 * (block[0] + block[1])
    return mixed


def decode_sound(path: Path, rate: int = 22_050, max_seconds: float = MAX_SECONDS) -> Floats:
    """The whole file as one mono wave.

    Args:
        path: a sound file, or a video with sound.
        rate: sample rate of the result, Hz.
        max_seconds: refuse anything longer.

    Returns:
        (n,) float32, full scale 1.0; channels are averaged.

    Raises:
        BadInput: the file is missing, empty, broken, silent of streams, or too long; the message names it.

    """
    reader = open_sound(path, max_seconds)
    with close_after(reader):
        pieces = [block.mean(axis=0) for block in reader.iter_blocks()]
    if not pieces:
        raise make_broken_error(path, "no sound in it could be decoded")
    return resample_wave(np.concatenate(pieces), reader.info.rate, rate)


def resample_wave(wave: Floats, rate: int, wanted: int) -> Floats:
    """A mono wave (n,) at another rate, by FFmpeg's resampler."""
    if rate == wanted or wave.size == 0:
        return wave
    resampler = AudioResampler(format="flt", layout="mono", rate=wanted)
    step = 1 << 18
    frames = [
        f for at in range(0, wave.size, step) for f in resampler.resample(_make_frame(wave[at : at + step], rate))
    ]
    frames += resampler.resample(None)
    return np.concatenate([f.to_ndarray()[0] for f in frames])


def _read_info(container: InputContainer, stream: AudioStream) -> SoundInfo:
    rate, channels = stream.codec_context.sample_rate, stream.codec_context.channels
    seconds = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else None
    rate = rate if rate <= _MOST_RATE else _USUAL_RATE
    return SoundInfo(rate, min(channels, 2), seconds, container.format.name.startswith(_EXACT_HEADERS))


def _read_riff_seconds(path: Path, read_s: float) -> float:
    """What a WAV's own header promises; FFmpeg corrects its length to the file's size."""
    with path.open("rb") as stream:
        header = stream.read(8)
    promised = int.from_bytes(header[4:8], "little") + 8
    is_open_ended = header[:4] != b"RIFF" or promised >= 0xFFFF_FFFF  # RF64, or written to a pipe
    return read_s if is_open_ended else read_s * max(1.0, promised / path.stat().st_size)


def _gather_blocks(frames: Iterator[AudioFrame], info: SoundInfo) -> Iterator[Floats]:
    # A file may change its layout midway; the resampler brings every frame to one shape.
    layout = "stereo" if info.channels == 2 else "mono"
    resampler = AudioResampler(format="fltp", layout=layout, rate=info.rate)
    held: list[Floats] = []
    size = 0
    for frame in frames:
        frame.pts = None  # gaps in the timestamps must not stop the resampler
        for even in resampler.resample(frame):
            held.append(even.to_ndarray().astype(np.float32, copy=False))
            size += even.samples
        if size >= info.rate:
            yield _join_blocks(held)
            held, size = [], 0
    if held:
        yield _join_blocks(held)


def _join_blocks(held: list[Floats]) -> Floats:
    block = np.concatenate(held, axis=1)
    return np.nan_to_num(block, copy=False, nan=0.0, posinf=1.0, neginf=-1.0)


def _make_frame(wave: Floats, rate: int) -> AudioFrame:
    frame = AudioFrame.from_ndarray(wave[None, :], format="flt", layout="mono")
    frame.sample_rate = rate
    return frame
