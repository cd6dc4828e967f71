"""The clip's sound on one tape: 16 kHz, one or two channels, aligned with the first picture, all its tracks mixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.packet import Packet
from numpy.typing import NDArray

from media.watch.limits import SOUND_RATE
from media.watch.packet_walk import PacketReader
from media.watch.probe import ProbedClip
from media.watch.sound_mixing import mix_tracks

Floats = NDArray[np.float32]

_MAX_TRACKS = 6
_MAX_LEVEL = 8.0  # of a sample: 18 dB over full scale is the loudest that is taken for sound
_CHUNK = SOUND_RATE  # samples that leave the resampler at once: fewer arrays, less time in Python
_MAX_LEAD_SECONDS = 60.0  # sound that begins longer before the picture has a faulty stamp
_MAX_CHANNELS = 8
_RATES = (1_000, 768_000)  # Hz


class UnmixableError(Exception):
    """A track's channels or rate are such that FFmpeg's resampler fails, or ends the process."""


@dataclass(frozen=True, slots=True)
class RecordedSound:
    """What is heard of a clip."""

    samples: Floats  # (channels, n) from the first picture on, at most two channels; (1, 0) without sound
    lost: bool  # there is sound, and none of it can be decoded


def record_soundtrack(container: InputContainer, clip: ProbedClip, rate: int = SOUND_RATE) -> RecordedSound:
    """Decode every sound track and mix them: recorders put desktop and microphone on tracks of their own.

    ``rate`` is that of the samples, Hz.
    """
    wanted = clip.sound_indices[:_MAX_TRACKS]
    tapes = {i: SoundtrackBuffer(rate) for i in wanted if container.streams[i].codec_context}
    for packet in PacketReader(container).read_packets(tuple(tapes)) if tapes else ():
        tapes[packet.stream_index].add_packet(packet, clip.start_s)
    parts = [samples for tape in tapes.values() if (samples := tape.to_samples(clip.duration_s)) is not None]
    lost = not parts and (bool(wanted) or clip.sound_lost)
    return RecordedSound(mix_tracks(parts), lost)


class SoundtrackBuffer:
    """Collects the decoded sound of one track; more than two channels are mixed down to two."""

    def __init__(self, rate: int = SOUND_RATE) -> None:
        self._rate = rate  # Hz
        self._chunks: list[Floats] = []
        self._resampler: AudioResampler | None = None
        self._made_for: tuple[str, str, int] | None = None
        self._layout = ""
        self._offset_s = 0.0
        self._given_up = False

    def add_packet(self, packet: Packet[Any], picture_start_s: float) -> None:
        """Decode a packet and append it; a damaged one is passed over, a track that cannot be mixed is given up."""
        if self._given_up:
            return
        try:
            frames = packet.decode()
        except av.error.FFmpegError:  # the rest may be fine
            return
        try:
            self.add_frames(frames, picture_start_s)
        except (UnmixableError, av.error.FFmpegError, ValueError, MemoryError):
            self._given_up = True

    def add_frames(self, frames: Iterable[Any], picture_start_s: float) -> None:
        """Append decoded frames; ``picture_start_s`` is the first picture's time in the container.

        Raises:
            UnmixableError: of the frame's channels or rate.

        """
        for frame in frames:
            _refuse_unmixable(frame)
            if not self._layout:
                self._begin_buffer(frame, picture_start_s)
            resampler = self._get_resampler(frame)
            frame.pts = None  # gaps and jitter in the stamps would make the resampler refuse or fill
            self._keep_frames(resampler.resample(frame))

    def _begin_buffer(self, frame: AudioFrame, picture_start_s: float) -> None:
        self._layout = "mono" if frame.layout.nb_channels == 1 else "stereo"
        if frame.pts is not None and frame.time_base is not None:
            offset = float(frame.pts * frame.time_base) - picture_start_s
            self._offset_s = offset if offset > -_MAX_LEAD_SECONDS else 0.0

    def _get_resampler(self, frame: AudioFrame) -> AudioResampler:
        """The running resampler; a new one where the stream changes its format midway."""
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if self._resampler is None or kind != self._made_for:
            if self._resampler is not None:
                self._keep_frames(self._resampler.resample(None))
            self._resampler = AudioResampler("fltp", self._layout, self._rate, frame_size=_CHUNK)
            self._made_for = kind
        return self._resampler

    def _keep_frames(self, frames: Iterable[AudioFrame]) -> None:
        self._chunks.extend(np.asarray(f.to_ndarray(), dtype=np.float32) for f in frames)

    def to_samples(self, duration_s: float) -> Floats | None:
        """(channels, n) from the first picture on, at most ``duration_s`` long; None where nothing was decoded."""
        if self._resampler is None:
            return None
        try:
            self._keep_frames(self._resampler.resample(None))
        except (av.error.FFmpegError, ValueError):
            if not self._chunks:
                return None
        if not self._chunks:
            return None
        tape = np.concatenate(self._chunks, axis=1)
        self._chunks.clear()
        np.nan_to_num(tape, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
        np.clip(tape, -_MAX_LEVEL, _MAX_LEVEL, out=tape)
        return self._align_to_picture(tape, round(duration_s * self._rate))

    def _align_to_picture(self, tape: Floats, count: int) -> Floats:
        """At most ``count`` samples from the first picture on; a stamp behind the clip's end is a fault."""
        shift = round(self._offset_s * self._rate)
        if shift > count:
            shift = 0
        return np.pad(tape[:, : count - shift], ((0, 0), (shift, 0))) if shift >= 0 else tape[:, -shift:][:, :count]


def _refuse_unmixable(frame: AudioFrame) -> None:
    """Refuse channels in an order of their own, or in none, and rates that no sound has.

    FFmpeg's resampler aborts the process over some of them (seven channels in an order of their own) and takes
    memory without bound for others.
    """
    count = frame.layout.nb_channels
    if count > _MAX_CHANNELS or not _RATES[0] <= frame.sample_rate <= _RATES[1]:
        raise UnmixableError
    if frame.layout.name.startswith(f"{count} channels ("):
        raise UnmixableError
