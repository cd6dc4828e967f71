"""The clip's sound on one tape: 16 kHz, one or two channels, aligned with the first picture."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any

import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from numpy.typing import NDArray

from media.watch.limits import SOUND_RATE
from media.watch.probe import ProbedClip, iter_packets

_MAX_LEVEL = 8.0  # of a sample: 18 dB over full scale is the loudest that is taken for sound
_CHUNK = SOUND_RATE  # samples that leave the resampler at once: fewer arrays, less time in Python
_MAX_OFFSET_SECONDS = 60.0  # beyond it a stamp is taken for a fault


def record_soundtrack(container: InputContainer, clip: ProbedClip) -> NDArray[np.float32]:
    """The clip's sound, (channels, n) from its first picture on; (1, 0) where it has none that can be decoded."""
    tape = SoundtrackBuffer()
    if clip.sound_index is not None:
        for packet in iter_packets(container, [clip.sound_index]):
            with contextlib.suppress(av.error.FFmpegError):  # a damaged packet: the rest may be fine
                tape.add_frames(packet.decode(), clip.start_s)
    return tape.to_samples(clip.duration_s)


class SoundtrackBuffer:
    """Collects decoded sound; more than two channels are mixed down to two."""

    def __init__(self) -> None:
        self._chunks: list[NDArray[np.float32]] = []
        self._resampler: AudioResampler | None = None
        self._made_for: tuple[str, str, int] | None = None
        self._layout = ""
        self._offset_s = 0.0

    def add_frames(self, frames: Iterable[Any], picture_start_s: float) -> None:
        """Append decoded frames; ``picture_start_s`` is the first picture's time in the container."""
        for frame in frames:
            if not self._layout:
                self._begin_buffer(frame, picture_start_s)
            resampler = self._get_resampler(frame)
            frame.pts = None  # gaps and jitter in the stamps would make the resampler refuse or fill
            self._keep_frames(resampler.resample(frame))

    def _begin_buffer(self, frame: AudioFrame, picture_start_s: float) -> None:
        self._layout = "mono" if frame.layout.nb_channels == 1 else "stereo"
        if frame.pts is not None and frame.time_base is not None:
            offset = float(frame.pts * frame.time_base) - picture_start_s
            self._offset_s = offset if abs(offset) < _MAX_OFFSET_SECONDS else 0.0

    def _get_resampler(self, frame: AudioFrame) -> AudioResampler:
        """The running resampler; a new one where the stream changes its format midway."""
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if self._resampler is None or kind != self._made_for:
            if self._resampler is not None:
                self._keep_frames(self._resampler.resample(None))
            self._resampler = AudioResampler("fltp", self._layout, SOUND_RATE, frame_size=_CHUNK)
            self._made_for = kind
        return self._resampler

    def _keep_frames(self, frames: Iterable[AudioFrame]) -> None:
        self._chunks.extend(np.asarray(f.to_ndarray(), dtype=np.float32) for f in frames)

    def to_samples(self, duration_s: float) -> NDArray[np.float32]:
        """(channels, n) from the first picture on, at most ``duration_s`` long; (1, 0) without sound."""
        if self._resampler is None:
            return np.zeros((1, 0), dtype=np.float32)
        self._keep_frames(self._resampler.resample(None))
        if not self._chunks:
            return np.zeros((1, 0), dtype=np.float32)
        tape = np.concatenate(self._chunks, axis=1)
        np.nan_to_num(tape, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
        np.clip(tape, -_MAX_LEVEL, _MAX_LEVEL, out=tape)
        return self._align_to_picture(tape)[:, : round(duration_s * SOUND_RATE)]

    def _align_to_picture(self, tape: NDArray[np.float32]) -> NDArray[np.float32]:
        shift = round(self._offset_s * SOUND_RATE)
        if shift >= 0:
            return np.pad(tape, ((0, 0), (shift, 0)))
        return tape[:, -shift:]
