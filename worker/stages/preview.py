"""Stage ``preview``: a playable excerpt of the pick, where the client wants one. Optional: no turn fails by it."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from media.preview import PREVIEW_VERSION
from media.preview.preview_process import PreviewMaker
from musechat.errors import BadInput, Cancelled
from musechat.pick import ChosenTrack
from store.source_tracks import may_send_clip
from store.track_library import get_track
from worker.context import TurnContext

SECONDS = 4.0  # usually it takes a quarter of one; a turn without a preview is better than a late one

log = logging.getLogger(__name__)


def run_preview(context: TurnContext, maker: PreviewMaker) -> None:
    """Make the pick's excerpt, or find the one made before, and record its blob's name in the pick.

    Alternates get theirs in the turn that brings them to the front.

    Raises:
        Cancelled: the turn was interrupted; all other errors are only logged.

    """
    if not context.outcome.picks:
        return
    pick, *alternates = context.outcome.picks
    try:
        name = _provide_preview(context, pick, maker)
    except Cancelled:
        raise
    except BadInput as error:
        log.warning("turn %s: no preview of %s: %s", context.job.id, pick.track_id, error.line)
    except Exception:  # whatever it is, the pick stands without its preview
        log.warning("turn %s: no preview of %s", context.job.id, pick.track_id, exc_info=True)
    else:
        context.outcome.picks = [replace(pick, preview=name), *alternates]


def make_preview_name(pick: ChosenTrack) -> str:
    """Name of the blob with a pick's excerpt; of the same track and times it is the same in all turns."""
    start, end = (round(1000 * second) for second in (pick.start_s, pick.end_s))
    return f"preview-{pick.track_id}-{start}-{end}-{PREVIEW_VERSION}.mp4"


def _provide_preview(context: TurnContext, pick: ChosenTrack, maker: PreviewMaker) -> str:
    name, most = make_preview_name(pick), context.job.preview_bytes
    if _is_kept(context, name, most):
        return name
    with context.db.read() as session:
        track = get_track(session, pick.track_id)
        allowed = may_send_clip(session, pick.track_id)
    if track is None:
        raise BadInput("no-such-track", "The track is gone")
    if not allowed:
        raise BadInput("excerpt-not-allowed", "The track's licence allows no excerpts of it")
    made = maker.make_preview(
        Path(track.path), pick.start_s, pick.end_s, max_bytes=most, seconds=SECONDS, check=context.raise_if_interrupted
    )
    with context.blobs.open_writer() as writer:
        writer.write(made)
        writer.commit_as(name)
    return name


def _is_kept(context: TurnContext, name: str, most: int) -> bool:
    """Whether the blob exists, is small enough, and will not be deleted before it is shown."""
    blobs = context.blobs
    return (
        blobs.has_blob(name)
        and blobs.get_size(name) <= most
        # Half the time after which retention deletes it.
        and blobs.get_age_s(name) < 1800 * context.settings.clip_hours
    )
