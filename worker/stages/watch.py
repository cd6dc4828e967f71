"""Stage ``watch``: decodes and measures the clip, once per content hash and version of the measuring."""

from __future__ import annotations

import io

import numpy as np

from media.watch import WATCH_VERSION, WarmProcesses, WatchLimits, WatchResult, watch_clip
from media.watch.picture_hashes import PictureHashes
from musechat.errors import BadInput
from musechat.turn import TurnKind
from store.videos import find_earlier_clip, get_clip_pictures, get_video, save_clip_pictures, save_traits
from worker.clip_lookup import ClipLookup
from worker.context import TurnContext
from worker.recording_lookup import RecordingLookup
from worker.stages.limits import load_clip_limits

GRACE_S = 0.5  # as :func:`watch_clip` allows: sound often ends a little after the picture


def run_watch(
    context: TurnContext,
    processes: WarmProcesses | None = None,
    lookup: ClipLookup | None = None,
    recordings: RecordingLookup | None = None,
) -> None:
    """Probe, decode and measure the clip, and store its traits and sampled frames; the same bytes only once.

    Args:
        context: of a turn whose clip was fetched.
        processes: warm decoding processes; None starts a new one.
        lookup: looks its music up in the library; None: it is not looked up.
        recordings: asks elsewhere what it is where the library does not know it.

    Raises:
        BadInput: the file is not a decodable video, or is longer than the limit.

    """
    if context.job.video_hash is None:
        return
    with context.db.read() as session:
        video = get_video(session, context.job.video_hash)
    if video is None:
        raise BadInput("blob-gone", "The clip is no longer kept", "Post it again")
    allowed, closely = load_clip_limits(context), may_be_recut(context)
    if (
        video.traits is not None
        and video.traits_version == WATCH_VERSION
        and not (closely and _is_seen_in_part(context))
    ):
        if video.traits.duration_s > allowed.max_seconds + GRACE_S:  # measured for a guild with a higher limit
            raise allowed.make_too_long_error()
        return
    limits = WatchLimits(
        max_seconds=allowed.max_seconds, max_bytes=allowed.max_bytes, wall_seconds=context.settings.watch_seconds
    )
    with allowed.name_guild_limit(), context.blobs.open_local(video.blob) as path:
        try:
            watched = watch_clip(
                path,
                limits,
                context.report_progress,
                context.raise_if_interrupted,
                processes=processes,
                closely=closely,
            )
        except BadInput as error:  # people know the clip by the name they gave it, not by its hash
            message = error.message.replace(path.name, context.job.source.name or "The clip")
            raise BadInput(error.code, message, error.remedy) from error
    # The frames before the traits: traits mark the clip as measured, and no later attempt would make the frames.
    _keep_sample(context, video.hash, watched)
    known = lookup is not None and lookup.look_up_clip(context, video.hash, watched.traits, watched.sound)
    if recordings is not None and not known:
        recordings.look_up_clip(context, video.hash, watched.traits, watched.sound)
    with context.db.write() as session:
        save_traits(session, video.hash, watched.traits, WATCH_VERSION)
        save_clip_pictures(session, video.hash, watched.pictures.to_bytes())


def may_be_recut(context: TurnContext) -> bool:
    """Whether a turn brings a clip into a thread that had another one: its pictures are worth a closer look."""
    job = context.job
    if job.kind is not TurnKind.FIRST:
        return False
    with context.db.read() as session:
        earlier = find_earlier_clip(session, job.thread_id, job.seq)
        return earlier is not None and earlier != job.video_hash and get_clip_pictures(session, earlier) is not None


def _is_seen_in_part(context: TurnContext) -> bool:
    """Whether the turn's clip was watched for its traits alone: at keyframes, or before pictures were hashed."""
    with context.db.read() as session:
        data = get_clip_pictures(session, context.job.video_hash or "")
    known = None if data is None else PictureHashes.from_bytes(data)
    return known is None or not known.gapless


def make_sample_name(video_hash: str) -> str:
    """Name of the blob that carries a clip's sampled frames from the media worker to the encoder."""
    return f"{video_hash}.sample.npz"


def _keep_sample(context: TurnContext, video_hash: str, watched: WatchResult) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, frames=watched.frames, times=watched.frame_times_s)
    with context.blobs.open_writer() as writer:
        writer.write(buffer.getvalue())
        writer.commit_as(make_sample_name(video_hash))
