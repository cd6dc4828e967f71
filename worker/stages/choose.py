"""Stage ``choose``: the brief, the clip and the library become a pick, its alternates and their moments."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from models.ranking.request import ChooseRequest
from musechat.clip import ClipTraits
from musechat.errors import BadInput
from musechat.turn import ChosenTrack, Pick, TurnKind
from store.videos import get_video_vector, save_video_vector
from worker.stages.context import TurnContext
from worker.stages.notes import Notes, notes_of
from worker.stages.shelf import profile_named, shelf_of
from worker.stages.watch import sample_name


def choose(context: TurnContext) -> None:
    """Choose, or bring back what an earlier turn chose.

    Raises:
        BadInput: the library is empty.

    """
    notes = notes_of(context)
    if notes.keep_pick:
        return
    if context.job.kind is TurnKind.BACK:
        context.outcome.picks = [_again(pick) for pick in notes.about.picks] if notes.about else []
        context.outcome.no_match = notes.about.no_match if notes.about else None
        return
    choice = shelf_of(context).chooser.choose(_request(context, notes))
    context.outcome.picks = list(choice.picks)
    context.outcome.no_match = choice.no_match
    notes.moments = choice.moments


def _again(pick: Pick) -> ChosenTrack:
    return ChosenTrack(
        pick.track_id, pick.score, pick.start_s, pick.end_s, "back", tuple(pick.broken), pick.reason, pick.reason_source
    )


def _request(context: TurnContext, notes: Notes) -> ChooseRequest:
    job = context.job
    return ChooseRequest(
        kind=_kind(job.kind, notes),
        brief=notes.brief,
        turn_seq=job.seq,
        clip=notes.clip,
        video=clip_rows(context, notes.clip),
        last=notes.last.track_id if notes.last else None,
        liked=notes.judged("accepted"),
        rejected=notes.judged("rejected"),
        shown=notes.shown,
        exclusions=notes.exclusions,
        seed=job.thread_id * 1000 + job.seq,
    )


def _kind(kind: TurnKind, notes: Notes) -> TurnKind:
    if kind is TurnKind.REFINE and notes.similar:
        return TurnKind.SIMILAR
    if kind is TurnKind.REFINE and notes.rejected:
        return TurnKind.REJECT
    return kind


def clip_rows(context: TurnContext, clip: ClipTraits | None) -> NDArray[np.float32] | None:
    """The frame encoder's tokens for the thread's clip (rows, dim), encoded once per clip and encoder."""
    if clip is None or context.job.video_hash is None:
        return None
    encoder, video_hash = profile_named(context.settings.profile).frames, context.job.video_hash
    with context.db.read() as session:
        known = get_video_vector(session, video_hash, encoder.name, encoder.version)
    if known is not None:
        return np.frombuffer(known[1], np.float32).reshape(-1, known[0])
    try:
        with context.blobs.open(sample_name(video_hash)) as blob, np.load(io.BytesIO(blob.read())) as sample:
            rows = encoder.see(sample["frames"], sample["times"], clip)
    except BadInput:  # its frames are gone with the clip: words and traits still choose
        return None
    with context.db.write() as session:
        save_video_vector(session, video_hash, encoder.name, encoder.version, encoder.dim, rows.tobytes())
    return rows
