"""Stage ``watch``: what can be measured in the clip, once per content hash."""

from __future__ import annotations

import io

import numpy as np

from media.watch import WATCH_VERSION, WarmProcesses, WatchLimits, WatchResult
from media.watch import watch as watch_clip
from musechat.errors import BadInput
from store.videos import get_video, save_traits
from worker.context import TurnContext
from worker.stages.limits import clip_limits

GRACE_S = 0.5  # as the watching itself allows: sound often ends a little after the picture


def watch(context: TurnContext, processes: WarmProcesses | None = None) -> None:
    """Probe, decode and measure the clip; the same bytes are never watched twice.

    Args:
        context: of a turn whose clip was fetched.
        processes: decoding processes that are kept ready; None starts one.

    Raises:
        BadInput: the file is no video that can be decoded, or is longer than the limit.

    """
    if context.job.video_hash is None:
        return
    with context.db.read() as session:
        video = get_video(session, context.job.video_hash)
    if video is None:
        raise BadInput("blob-gone", "The clip is no longer kept", "Post it again")
    allowed = clip_limits(context)
    if video.traits is not None and video.traits_version == WATCH_VERSION:
        if video.traits.duration_s > allowed.max_seconds + GRACE_S:  # watched where more is allowed than here
            raise allowed.too_long()
        return
    limits = WatchLimits(
        max_seconds=allowed.max_seconds, max_bytes=allowed.max_bytes, wall_seconds=context.settings.watch_seconds
    )
    with allowed.name_guild_limit(), context.blobs.local(video.blob) as path:
        try:
            watched = watch_clip(path, limits, context.report, context.check, processes=processes)
        except BadInput as error:  # people know the clip by the name they gave it, not by its hash
            message = error.message.replace(path.name, context.job.source.name or "The clip")
            raise BadInput(error.code, message, error.remedy) from error
    _keep_sample(context, video.hash, watched)
    with context.db.write() as session:
        save_traits(session, video.hash, watched.traits, WATCH_VERSION)


def sample_name(video_hash: str) -> str:
    """The blob that carries a clip's sampled frames from the media worker to the encoder."""
    return f"{video_hash}.sample.npz"


def _keep_sample(context: TurnContext, video_hash: str, watched: WatchResult) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, frames=watched.frames, times=watched.frame_times_s)
    with context.blobs.put_stream() as writer:
        writer.write(buffer.getvalue())
        writer.commit_as(sample_name(video_hash))
