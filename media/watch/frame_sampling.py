"""Decode as few pictures as suffice: every picture of a short clip, keyframes and short windows of a long one.

Decoding every picture of 180 s of 1080p costs 15 to 28 times what its keyframes cost. So a clip above a budget of
pixels is seen through at most 32 keyframes, and through six windows of a quarter second after a keyframe for motion.
A large clip with hardly any keyframe (a screen recording) has its reference pictures decoded one after the other.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import av.error
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from media.watch.limits import MAX_FRAMES
from media.watch.orientation import UPRIGHT, Orientation, read_orientation, swaps_sides, turn_picture
from media.watch.packet_walk import PacketReader
from media.watch.picture_scaling import PictureScaler, choose_frame_size, choose_thumb_size, crop_middle
from media.watch.probe import ProbedClip
from media.watch.tone_mapping import HdrFormat, estimate_white, find_hdr_format, map_to_sdr

BUDGET_PIXELS = 320e6  # decoded whole below this: 30 s at 640 x 360 and 30/s cost 200e6, about 0.35 s of two cores
PICTURE_PIXELS = 40_000  # what handling one picture costs besides, however small it is
MIN_KEYFRAMES = 8
MAX_KEYFRAMES = 32
WINDOWS = 6
LAG_SECONDS = 0.25  # between the two pictures that show motion
THUMB_SIDE = 64  # pixels of a thumbnail's longer side; traits are measured on thumbnails
_MAX_THUMBS = 640
_MIN_RATE, _MAX_RATE = 12.0, 30.0  # thumbnails per second, as few as keep their number near _MAX_THUMBS
_THIN_RATE = 8.0  # the same where pictures are skipped


@dataclass(frozen=True, slots=True)
class SampledClip:
    """What was decoded of one clip."""

    whole: bool  # every picture was decoded, so neighbours in ``thumbs`` are neighbours in the clip
    in_a_row: bool  # pictures were decoded all along, if not every one
    times_s: NDArray[np.float64]  # (T,) ascending
    thumbs: NDArray[np.uint8]  # (T, h, w, 3) RGB
    frames: NDArray[np.uint8]  # (N, H, W, 3) RGB, upright
    frame_times_s: NDArray[np.float32]  # (N,)
    turned: bool  # width and height change places when it is shown
    way: Orientation = UPRIGHT  # that thumbnails are turned by when they are shown


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """Which picture packets to decode, and how."""

    kind: str  # "whole", "keys" or "thin"
    keys_s: NDArray[np.float64]  # keyframes to decode ("keys")
    windows_s: NDArray[np.float64]  # those of them that a window follows

    @classmethod
    def make_plan(cls, clip: ProbedClip, *, in_a_row: bool = False) -> SamplingPlan:
        """Whole below the budget, else keyframes where there are enough and not ``in_a_row``, else thinned."""
        none = np.empty(0)
        keys = clip.times_s[clip.keys]
        if len(clip.times_s) * (clip.width * clip.height + PICTURE_PIXELS) <= BUDGET_PIXELS:
            return cls("whole", none, none)
        if len(keys) < MIN_KEYFRAMES or in_a_row:
            return cls("thin", none, none)
        return cls("keys", thin_evenly(keys, MAX_KEYFRAMES), thin_evenly(thin_evenly(keys, MAX_KEYFRAMES), WINDOWS))


def thin_evenly(values: NDArray[Any], count: int) -> NDArray[Any]:
    """At most ``count`` of ``values``, evenly spread, in order."""
    if len(values) <= count:
        return values
    chosen: NDArray[Any] = values[np.floor((np.arange(count) + 0.5) * len(values) / count).astype(int)]
    return chosen


@dataclass
class FrameSampler:
    """One pass over a clip's pictures."""

    clip: ProbedClip
    report: Callable[[float], None]
    in_a_row: bool = False  # look at pictures all along, whatever it costs
    seconds: float = math.inf  # after which the rest is left out
    times: list[float] = field(default_factory=list)
    thumbs: list[NDArray[Any]] = field(default_factory=list)  # uint8, or codes of HDR
    frames: list[NDArray[Any]] = field(default_factory=list)
    frame_times: list[float] = field(default_factory=list)
    way: Orientation = UPRIGHT

    def __post_init__(self) -> None:
        self.plan = SamplingPlan.make_plan(self.clip, in_a_row=self.in_a_row)
        self._small, self._large = PictureScaler(), PictureScaler()
        self._hdr: HdrFormat | None = None
        self._wanted = list(self._choose_frame_times())
        rate = float(np.clip(_MAX_THUMBS / self.clip.duration_s, _MIN_RATE, _MAX_RATE))
        self._thumb_step = {"whole": 0.9 / rate, "thin": 0.9 / _THIN_RATE, "keys": 0.9 / _MAX_RATE}[self.plan.kind]
        self._next_thumb = -1.0
        self._window_until = -1.0
        self._reported = 0.0
        self._first_due = False

    def _choose_frame_times(self) -> NDArray[np.float64]:
        """When frames are wanted: one a second, at least eight, at most 32; of a long clip one per chosen keyframe."""
        if self.plan.kind == "keys":
            return thin_evenly(self.plan.keys_s, MAX_FRAMES)
        span = float(self.clip.times_s[-1])
        count = int(np.clip(np.ceil(span), 8, MAX_FRAMES))
        return (np.arange(count) + 0.5) * span / count

    def sample_clip(self, container: InputContainer) -> SampledClip:
        """Decode what the plan names.

        Raises:
            MemoryError, av.error.FFmpegError: not one picture could be decoded.

        """
        self._prepare_decoder(container)
        trouble: av.error.FFmpegError | None = None
        until = time.monotonic() + self.seconds
        for packet in PacketReader(container).read_packets([self.clip.picture_index]):
            trouble = self._decode_packet(packet) or trouble
            if time.monotonic() > until:
                break
        trouble = self._flush_decoder() or trouble
        if not self.thumbs:
            raise trouble or av.error.InvalidDataError(0, "no picture")
        return self._collect_sampled()

    def sample_pictures(self, pictures: Iterable[VideoFrame]) -> SampledClip:
        """The same of pictures that are decoded already, with times in their own time base."""
        for picture in pictures:
            self._time_base = float(picture.time_base or 0)
            self._add_picture(picture)
        return self._collect_sampled()

    def _prepare_decoder(self, container: InputContainer) -> None:
        stream = container.streams.video[[s.index for s in container.streams.video].index(self.clip.picture_index)]
        # Frame threads halve a whole decode, but decode keyframes one by one; slice threads serve those.
        stream.thread_type = "SLICE" if self.plan.kind == "keys" else "AUTO"
        stream.codec_context.thread_count = 2
        self._codec, self._time_base = stream.codec_context, float(stream.time_base or 0)
        if self.plan.kind == "thin":
            self._codec.skip_frame = "NONREF"

    def _decode_packet(self, packet: Packet[Any]) -> av.error.FFmpegError | None:
        """Decode one packet; a damaged one is returned, not raised: the rest may be fine."""
        try:
            if self._should_decode(packet):
                for frame in packet.decode():
                    self._add_picture(frame)
        except av.error.FFmpegError as error:
            return error
        return None

    def _should_decode(self, packet: Packet[Any]) -> bool:
        """Whether the plan wants this picture packet decoded; sets what the decoder may skip."""
        if self.plan.kind != "keys":
            return True
        stamp = packet.dts if packet.pts is None else packet.pts
        at = (stamp or 0) * self._time_base - self.clip.start_s
        if packet.is_keyframe:
            chosen = _is_among(at, self.plan.keys_s)
            self._window_until = at + LAG_SECONDS if chosen and _is_among(at, self.plan.windows_s) else -1.0
            self._codec.skip_frame = "NONREF" if self._window_until > 0 else "NONKEY"
            return chosen
        return at <= self._window_until + 0.1

    def _flush_decoder(self) -> av.error.FFmpegError | None:
        try:
            for frame in self._codec.decode(None):
                self._add_picture(frame)
        except av.error.FFmpegError as error:
            return error
        return None

    def _add_picture(self, frame: VideoFrame) -> None:
        """Keep a thumbnail and, when one is due, a frame."""
        time_s = self.times[-1] + 1 / self.clip.fps if frame.pts is None and self.times else 0.0
        if frame.pts is not None:
            time_s = max(0.0, frame.pts * self._time_base - self.clip.start_s)
        if self.times and time_s <= self.times[-1]:
            return
        due = bool(self._wanted) and time_s >= self._wanted[0] - 1e-6
        if time_s >= self._next_thumb or due:
            self._add_thumbnail(frame, time_s)
        if due or not self.frames:
            self._add_frame(frame, time_s)
            self._first_due = self._first_due or (due and len(self.frames) == 1)
        self._report_progress(time_s)

    def _add_thumbnail(self, frame: VideoFrame, time_s: float) -> None:
        if not self.thumbs:
            self.way, self._hdr = read_orientation(frame), find_hdr_format(frame)
        small = choose_thumb_size(*self._display_size(frame), THUMB_SIDE)
        if self.thumbs:  # a stream may change its size midway
            small = (self.thumbs[0].shape[1], self.thumbs[0].shape[0])
        self.thumbs.append(self._small.scale_picture(frame, small, self._hdr))
        self.times.append(time_s)
        self._next_thumb = time_s + self._thumb_step

    def _add_frame(self, frame: VideoFrame, time_s: float) -> None:
        while self._wanted and self._wanted[0] <= time_s + 1e-6:
            self._wanted.pop(0)
        picture = self._large.scale_picture(frame, choose_frame_size(*self._display_size(frame)), self._hdr)
        upright = turn_picture(crop_middle(picture), self.way)
        if not self.frames or upright.shape == self.frames[0].shape:
            self.frames.append(np.ascontiguousarray(upright))
            self.frame_times.append(time_s)

    def _display_size(self, frame: VideoFrame) -> tuple[float, float]:
        """The picture's size with square pixels, before rotation."""
        return frame.width * self.clip.aspect, float(frame.height)

    def _report_progress(self, time_s: float) -> None:
        share = min(1.0, time_s / self.clip.duration_s)
        if share >= self._reported + 0.05:
            self._reported = share
            self.report(share)

    def _collect_sampled(self) -> SampledClip:
        if len(self.frames) > 1 and not self._first_due:  # the very first picture was only kept lest there be none
            del self.frames[0], self.frame_times[0]
        thumbs, frames = np.stack(self.thumbs), np.stack(self.frames)
        if self._hdr:
            white = estimate_white(thumbs, self._hdr)
            thumbs = map_to_sdr(thumbs, self._hdr, white)
            frames = np.stack([map_to_sdr(frame, self._hdr, white) for frame in frames])  # one by one: less memory
        return SampledClip(
            whole=self.plan.kind == "whole",
            in_a_row=self.plan.kind != "keys",
            times_s=np.array(self.times),
            thumbs=thumbs,
            frames=frames,
            frame_times_s=np.array(self.frame_times, dtype=np.float32),
            turned=swaps_sides(self.way),
            way=self.way,
        )


def _is_among(at: float, times: NDArray[np.float64]) -> bool:
    return bool(len(times)) and bool(np.min(np.abs(times - at)) < 1e-4)
