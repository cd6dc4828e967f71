"""Opening a sound file, whoever it comes from: as sound and as nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from media.packets import decode_frames
from musechat.errors import BadInput

RATES = (8_000, 3_000_000)  # DSD counts by the byte: the highest in use has 2,822,400 a second
# Containers that hold sound. Playlists and manifests, which would lead FFmpeg on to other files, are not among them.
DEMUXERS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,eac3,flac,flv,iff,matroska,mov,mp3,mpc,mpc8,mpeg,mpegts,ogg,tak,tta,w64,"
    "wav,wv"
)


def open_sound_file(path: Path) -> InputContainer:
    """Open a file that holds sound; the caller closes it.

    Raises:
        BadInput: it is not there, empty, or not sound that can be read; the message names it.

    """
    if not path.is_file():
        raise BadInput("no-such-file", f"There is no file {path}", "Check the path")
    if path.stat().st_size == 0:
        raise BadInput("empty-file", f"{path.name} is empty", "Copy or download it again")
    caps = {"protocol_whitelist": "file", "format_whitelist": DEMUXERS}
    try:
        return av.open(f"file:{path}", options=caps, metadata_errors="replace")
    except (av.FFmpegError, OSError, ValueError) as error:
        raise make_broken_error(path, getattr(error, "strerror", None) or str(error)) from error


def find_sound_stream(path: Path, container: InputContainer) -> AudioStream:
    """The first sound stream, decoded in the calling thread.

    Raises:
        BadInput: there is none, or one of an impossible shape.

    """
    if not container.streams.audio:
        raise BadInput("no-sound", f"{path.name} has no sound", "Give a music file")
    stream = container.streams.audio[0]
    if stream.codec_context is None:
        raise make_broken_error(path, "its codec is not known here")
    stream.codec_context.thread_type = "NONE"  # the pool already keeps every core busy
    rate, channels = stream.codec_context.sample_rate, stream.codec_context.channels
    if not RATES[0] <= rate <= RATES[1] or channels < 1:
        raise make_broken_error(path, f"{channels} channels at {rate} Hz")
    return stream


def decode_sound_frames(path: Path, container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    """The stream's frames, to its end or to where the file is cut off.

    Raises:
        BadInput: more of it is damaged than can be passed over.

    """
    try:
        yield from decode_frames(container, stream)
    except av.FFmpegError as error:
        raise make_broken_error(path, str(error.strerror)) from error


def make_broken_error(path: Path, why: str) -> BadInput:
    """The error for a file that is not usable sound."""
    return BadInput("broken-sound", f"{path.name} cannot be read as sound ({why})", "Copy or convert it again")


def refuse_video(path: Path) -> None:
    """Refuse a file with a moving picture; a cover is none, whether or not it is marked as one.

    Raises:
        BadInput: ``not-a-track``, or it cannot be opened at all.

    """
    with open_sound_file(path) as container:
        pictures = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
        is_video = bool(pictures) and _has_two_pictures(container, pictures)
    if is_video:
        raise BadInput("not-a-track", f"{path.name} is a video, not a piece of music", "Give its sound as a music file")


def _has_two_pictures(container: InputContainer, streams: list[VideoStream]) -> bool:
    counts: Counter[int] = Counter()
    try:
        for packet in container.demux(streams):
            counts[packet.stream_index] += bool(packet.size)
            if counts[packet.stream_index] > 1:
                return True
    except (av.FFmpegError, EOFError):
        pass
    return False
