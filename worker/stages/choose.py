"""Stage ``choose``: the brief, the clip and the library become a pick, its alternates and their moments."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from language.wish_labels import label_report
from models.encoders.interface import FrameEncoder
from models.ranking.request import ChooseRequest
from musechat.clip import ClipTraits
from musechat.errors import BadInput
from musechat.turn import TurnKind
from store.accepted_picks import has_opted_out, load_accepted_picks
from store.guilds import get_guild
from store.tables import utc_now
from store.thread_history import load_active_exclusions
from store.videos import get_video_vector, save_video_vector
from worker.context import TurnContext
from worker.snapshot.cache import SnapshotCache
from worker.snapshot.library import ServingSnapshot
from worker.stages.clarify import choose_question
from worker.stages.restore_turn import restore_picks
from worker.stages.watch import make_sample_name
from worker.turn_state import ChoiceState, ReadResult


def run_choose(context: TurnContext, snapshots: SnapshotCache) -> None:
    """Choose, or restore what an earlier turn showed.

    Raises:
        BadInput: the library is empty, or the track that is to be brought forward may not be shown any more.

    """
    state = context.state
    if state.reading.keep_pick:
        state.choice = ChoiceState()
        return
    snapshot = snapshots.get_current(context.db, context.settings)
    request = _build_request(context, snapshot)
    if state.reading.restore and restore_picks(context, snapshot.chooser, request):
        state.choice = ChoiceState(snapshot.chooser.library)
        return
    choice = snapshot.chooser.choose(request)
    if not choice.picks:  # which may no longer be true of the newest library
        newest = snapshots.get_newest(context.db, context.settings)
        if newest is not snapshot:
            snapshot = newest
            request = _build_request(context, snapshot)
            choice = snapshot.chooser.choose(request)
    outcome = context.outcome
    outcome.picks = list(choice.picks)
    outcome.no_match = choice.no_match and label_report(choice.no_match)
    if not _has_opted_out(context):
        outcome.query, outcome.space = choice.query, choice.space
    state.choice = ChoiceState(snapshot.chooser.library, choice.moments)
    outcome.question = choose_question(context, snapshot.chooser.library, request, choice)


def _has_opted_out(context: TurnContext) -> bool:
    with context.db.read() as session:
        return has_opted_out(session, context.job.member_id)


def _build_request(context: TurnContext, snapshot: ServingSnapshot) -> ChooseRequest:
    job, at, chooser = context.job, utc_now(), snapshot.chooser
    thread, reading = context.state.thread, context.state.reading
    with context.db.read() as session:
        guild = get_guild(session, job.guild_id)
        exclusions = load_active_exclusions(
            session,
            thread_id=job.thread_id,
            member_id=job.member_id,
            owner_id=job.owner_id,
            guild_id=job.guild_id,
            at=at,
            back_to=context.outcome.back_to,
        )
        accepted = load_accepted_picks(session, job.member_id, chooser.space)
    return ChooseRequest(
        kind=_resolve_kind(job.kind, reading),
        brief=reading.brief,
        turn_seq=job.seq,
        clip=thread.clip,
        video=encode_clip_frames(context, thread.clip, snapshot.models.frames),
        last=reading.last.track_id if reading.last else None,
        liked=reading.tracks_with("accepted"),
        rejected=reading.tracks_with("rejected"),
        shown=thread.shown,
        exclusions=tuple(exclusions),
        guild=guild.rules,
        guild_id=job.guild_id,
        at=at,
        taste=chooser.tastes.learn_taste(accepted),
        seed=job.thread_id * 1000 + job.seq,
        language=job.language,
    )


def _resolve_kind(kind: TurnKind, reading: ReadResult) -> TurnKind:
    """The kind of turn that the words of a refinement mean, where a button means the same."""
    if kind is not TurnKind.REFINE:
        return kind
    meanings = (
        (reading.similar, TurnKind.SIMILAR),
        (reading.rejected, TurnKind.REJECT),
        (reading.another, TurnKind.ANOTHER),
    )
    return next((meant for applies, meant in meanings if applies), kind)


def encode_clip_frames(
    context: TurnContext, clip: ClipTraits | None, encoder: FrameEncoder
) -> NDArray[np.float32] | None:
    """The frame encoder's tokens for the thread's clip (rows, dim), encoded once per clip and encoder."""
    if clip is None or context.job.video_hash is None:
        return None
    video_hash = context.job.video_hash
    with context.db.read() as session:
        known = get_video_vector(session, video_hash, encoder.name, encoder.version)
    if known is not None:
        return np.frombuffer(known[1], np.float32).reshape(-1, known[0])
    try:
        with context.blobs.open_blob(make_sample_name(video_hash)) as blob, np.load(io.BytesIO(blob.read())) as sample:
            rows = encoder.encode_frames(sample["frames"], sample["times"], clip)
    except BadInput:  # its frames are gone with the clip: words and traits still choose
        return None
    with context.db.write() as session:
        save_video_vector(session, video_hash, encoder.name, encoder.version, encoder.dim, rows.tobytes())
    return rows
