"""What a clip is: its moving picture, its sound tracks, and the truth about its length, from every packet."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream
from numpy.typing import NDArray

from media.watch.broken_end import is_broken_off
from media.watch.declared_length import notice_cut_upload
from media.watch.limits import WatchLimits
from media.watch.opening import open_clip
from media.watch.packet_walk import GRACE_SECONDS, ClipWalk, TrackWalk, walk_packets
from media.watch.refusal import ClipRefusedError
from musechat.clip_notices import Notice, NoticeCode

_SQUARE = 0.02  # pixels this near to square are square: scaling to even sizes leaves such crumbs
_STILL_SHARE = 0.2  # a track with less than this share of the pictures of the one with the most is a still beside it
_TAIL_PICTURES = 8  # that a coder may hold back for reordering
_STANDING_SECONDS = 1.0  # a picture shorter than this under long sound is a still that stands
_SOUND_TAIL_SECONDS, _SOUND_TAIL_SHARE = 1.0, 0.1  # sound may outlast the picture by the larger of the two


@dataclass(frozen=True, slots=True)
class ProbedClip:
    """A clip as its packets describe it. Times in seconds from the first picture on."""

    picture_index: int
    sound_indices: tuple[int, ...]
    start_s: float  # of the first picture, in the container's own time
    duration_s: float
    fps: float  # pictures per second on average
    width: int  # coded size, before rotation
    height: int
    aspect: float  # of one pixel, width / height
    times_s: NDArray[np.float64]  # (P,) of visible picture packets, ascending
    sizes: NDArray[np.int64]  # (P,) bytes
    keys: NDArray[np.bool_]  # (P,)
    notices: tuple[Notice, ...] = ()
    sound_lost: bool = False  # it has sound that cannot be reached


def probe_clip(path: Path, demuxer: str, limits: WatchLimits) -> ProbedClip:
    """The clip by its best picture: the first of :func:`probe_candidates`."""
    return probe_candidates(path, demuxer, limits)[0]


def probe_candidates(path: Path, demuxer: str, limits: WatchLimits, *, sound: bool = True) -> list[ProbedClip]:
    """Walk the clip's packets; one probed clip for each picture track that may be the moving one, best first.

    Raises:
        ClipRefusedError: no picture, too many pixels, longer than the limit, or no picture packet at all.
        av.error.FFmpegError: the container cannot be opened.

    """
    with open_clip(path, demuxer, limits, sound=sound) as container:
        pictures = _list_pictures(container)
        _refuse_sizes(pictures, path, demuxer, limits)
        walk = walk_packets(container, limits)
        ordered = _order_pictures(pictures, walk)
        if not ordered:
            raise ClipRefusedError("clip-broken")
        broken = is_broken_off(path, demuxer)
        clips = [_make_clip(container, picture, walk, broken=broken) for picture in ordered]
    if clips[0].duration_s > limits.max_seconds + GRACE_SECONDS:
        raise ClipRefusedError("clip-too-long", {"length": clips[0].duration_s, "limit": limits.max_seconds})
    return clips


def _list_pictures(container: InputContainer) -> list[VideoStream]:
    """Picture tracks that FFmpeg knows a decoder for; cover art counts as none."""
    moving = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not moving:
        raise ClipRefusedError("no-picture" if container.streams.audio else "no-streams")
    if not any(s.codec_context for s in moving):
        raise ClipRefusedError("clip-codec")
    return [s for s in moving if s.codec_context]


def _refuse_sizes(pictures: list[VideoStream], path: Path, demuxer: str, limits: WatchLimits) -> None:
    """Refuse a clip whose largest picture is beyond the limit; FFmpeg itself reports no size then."""
    sizes = [(s.width, s.height) for s in pictures if s.width > 0 and s.height > 0] or [read_stated_size(path, demuxer)]
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    if width * height > limits.max_pixels:
        raise ClipRefusedError("clip-too-big", {"width": width, "height": height})
    if width <= 0 or height <= 0:
        raise ClipRefusedError("clip-broken")


def read_stated_size(path: Path, demuxer: str) -> tuple[int, int]:
    """Width and height that a GIF's or an MP4's header states, read without FFmpeg; (0, 0) when it states none.

    FFmpeg refuses sizes beyond its own bounds and then reports none; the owner should still read that the picture is
    too large, not that the clip is damaged.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if demuxer == "gif" and len(data) >= 10:
            return (int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little"))
        at, sizes = data.find(b"tkhd") if demuxer == "mov" else -1, [(0, 0)]
        while at >= 0:
            end = at + (84 if data[at + 4 : at + 5] == b"\0" else 96)  # version 1 has longer times
            sizes.append((int.from_bytes(data[end - 4 : end - 2], "big"), int.from_bytes(data[end : end + 2], "big")))
            at = data.find(b"tkhd", at + 4)
        return max(sizes, key=lambda size: size[0] * size[1])


def _order_pictures(pictures: list[VideoStream], walk: ClipWalk) -> list[VideoStream]:
    """Tracks that have packets: moving ones before stills (posters, motion photos), then by size."""
    counts = {s.index: len(walk.tracks[s.index].rows) for s in pictures if s.index in walk.tracks}
    most = max(counts.values(), default=0)

    def rank(stream: VideoStream) -> tuple[bool, int]:
        moves = counts[stream.index] > 1 and counts[stream.index] >= _STILL_SHARE * most
        return (moves, stream.width * stream.height)

    return sorted((s for s in pictures if counts.get(s.index)), key=rank, reverse=True)


def _make_clip(container: InputContainer, stream: VideoStream, walk: ClipWalk, *, broken: bool) -> ProbedClip:
    rows = drop_torn_tail(walk.tracks[stream.index].to_table())
    times = rows[:, 0]
    start = float(times[0])
    last = float(rows[-1, 1]) or _last_picture_duration(times, stream)
    picture_s = float(times[-1]) + last - start
    sounds = tuple(s.index for s in container.streams.audio)
    sound_s = max((walk.tracks[i].end_s for i in sounds if i in walk.tracks), default=-np.inf) - start
    duration, notice = _settle_duration(picture_s, sound_s)
    ratio = float(stream.sample_aspect_ratio or 1.0)
    cut = notice_cut_upload(container, stream, walk, start)
    if cut is None and broken:
        cut = Notice(NoticeCode.UPLOAD_BROKEN, (duration,))
    return ProbedClip(
        picture_index=stream.index,
        sound_indices=tuple(i for i in sounds if i in walk.tracks),
        start_s=start,
        duration_s=duration,
        fps=float((len(times) - 1) / (times[-1] - start) if times[-1] > start else 1.0 / last),
        width=stream.width,
        height=stream.height,
        aspect=ratio if 0.1 < ratio < 10 and abs(ratio - 1) > _SQUARE else 1.0,
        times_s=times - start,
        sizes=rows[:, 2].astype(np.int64),
        keys=rows[:, 3] > 0,
        notices=tuple(told for told in (cut, None if cut else notice) if told),
        sound_lost=walk.late_tracks,
    )


def drop_torn_tail(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """``rows`` (P, 4) without the pictures behind a hole at the very end.

    A cut without encoding takes packets in the order in which they are stored, so that a last reference picture may be
    there without those before it. It counts only where pictures otherwise follow each other steadily.
    """
    gaps = np.diff(rows[:, 0])
    if len(gaps) < 2 * _TAIL_PICTURES:
        return rows
    usual = float(np.median(gaps))
    holes = np.flatnonzero(gaps > 1.5 * usual)
    if len(holes) == 0 or holes[0] < len(gaps) - _TAIL_PICTURES or gaps[holes[0]] > _TAIL_PICTURES * usual:
        return rows
    return rows[: holes[0] + 1]


def _settle_duration(picture_s: float, sound_s: float) -> tuple[float, Notice | None]:
    """How long the clip is for music: as long as its picture, with the little that sound may last longer.

    Sound that goes on well after a moving picture has ended is not what the clip needs music for; a still under sound
    stands as long as the sound does.
    """
    tail = max(_SOUND_TAIL_SECONDS, _SOUND_TAIL_SHARE * picture_s)
    if picture_s < _STANDING_SECONDS or sound_s <= picture_s + tail:
        return max(picture_s, sound_s), None
    return picture_s, Notice(NoticeCode.PICTURE_ENDS, (picture_s, sound_s))


def _last_picture_duration(times: NDArray[np.float64], stream: VideoStream) -> float:
    """How long the last picture stands when its packet does not say."""
    if len(times) > 1:
        return float(np.median(np.diff(times))) or 0.04
    return 1.0 / float(stream.average_rate) if stream.average_rate else 0.04


__all__ = ["ProbedClip", "TrackWalk", "open_clip", "probe_candidates", "probe_clip", "read_stated_size"]
