"""Whether an upload broke off: how long its header says it is, against the packets that are there.

Said only where nothing speaks against it, since headers lie: MP4 and AVI name the number of their pictures as well, and
every track (subtitles, too) has to end early.
"""

from __future__ import annotations

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

from media.watch.packet_walk import ClipWalk
from musechat.clip_notices import Notice, NoticeCode

_HONEST = ("mov", "matroska", "flv", "avi")  # headers that state a length; others are guessed by FFmpeg
_MISSING_SECONDS, _MISSING_SHARE = 1.0, 0.05


def notice_cut_upload(container: InputContainer, stream: VideoStream, walk: ClipWalk, start_s: float) -> Notice | None:
    """The notice that an upload ends early, with where it ends and where it should; None where it is whole."""
    seen = walk.tracks[stream.index].end_s - start_s
    declared = _read_declared_length(container, stream, start_s)
    whole = max(track.end_s for track in walk.tracks.values()) - start_s
    if not np.isfinite(declared) or declared - max(seen, whole) < max(_MISSING_SECONDS, _MISSING_SHARE * declared):
        return None
    if stream.frames and walk.tracks[stream.index].count >= 0.98 * stream.frames:
        return None
    return Notice(NoticeCode.UPLOAD_CUT, (seen, declared))


def _read_declared_length(container: InputContainer, stream: VideoStream, start_s: float) -> float:
    """Length of the picture as the header states it, seconds from its start; NaN where it states none."""
    if not any(name in container.format.name for name in _HONEST):
        return float("nan")
    if "avi" in container.format.name:  # FFmpeg shortens the length to what the file holds, but not the count
        return float(stream.frames / stream.average_rate) if stream.average_rate else float("nan")
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base - start_s if container.duration else float("nan")
