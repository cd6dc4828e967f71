"""Stage ``choose``: the brief, the clip and the library become a pick, its alternates and their moments."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from models.encoders.interface import FrameEncoder
from models.ranking.request import ChooseRequest
from musechat.clip import ClipTraits
from musechat.errors import BadInput
from musechat.turn import TurnKind
from store.accepted_picks import accepted_picks, opted_out
from store.guilds import get_guild
from store.tables import now
from store.thread_history import active_exclusions
from store.videos import get_video_vector, save_video_vector
from worker.snapshot.cache import newest_shelf_of, shelf_of
from worker.snapshot.library import ServingSnapshot
from worker.stages.clarify import question_for
from worker.stages.context import TurnContext
from worker.stages.restore_turn import bring_back
from worker.stages.turn_state import TurnWork, notes_of
from worker.stages.watch import sample_name


def choose(context: TurnContext) -> None:
    """Choose, or bring back what an earlier turn showed.

    Raises:
        BadInput: the library is empty, or the track that is to be brought forward may not be shown any more.

    """
    notes = notes_of(context)
    if notes.keep_pick:
        return
    shelf = shelf_of(context)
    notes.library = shelf.chooser.library
    request = _request(context, notes, shelf)
    if notes.bring_back and bring_back(context, notes, shelf.chooser, request):
        return
    choice = shelf.chooser.choose(request)
    if not choice.picks and (newest := newest_shelf_of(context)) is not shelf:  # that may be true of it no more
        notes.library = newest.chooser.library
        request = _request(context, notes, newest)
        choice = newest.chooser.choose(request)
    outcome = context.outcome
    outcome.picks = list(choice.picks)
    outcome.no_match = choice.no_match
    if not _silent(context):
        outcome.query, outcome.space = choice.query, choice.space
    outcome.question = question_for(context, notes, request, choice)
    notes.moments = choice.moments


def _silent(context: TurnContext) -> bool:
    with context.db.read() as session:
        return opted_out(session, context.job.member_id)


def _request(context: TurnContext, notes: TurnWork, shelf: ServingSnapshot) -> ChooseRequest:
    job, at, chooser = context.job, now(), shelf.chooser
    with context.db.read() as session:
        guild = get_guild(session, job.guild_id)
        exclusions = active_exclusions(
            session,
            thread_id=job.thread_id,
            member_id=job.member_id,
            owner_id=job.owner_id,
            guild_id=job.guild_id,
            at=at,
            back_to=context.outcome.back_to,
        )
        accepted = accepted_picks(session, job.member_id, chooser.space)
    return ChooseRequest(
        kind=_kind(job.kind, notes),
        brief=notes.brief,
        turn_seq=job.seq,
        clip=notes.clip,
        video=clip_rows(context, notes.clip, shelf.models.frames),
        last=notes.last.track_id if notes.last else None,
        liked=notes.judged("accepted"),
        rejected=notes.judged("rejected"),
        shown=notes.shown,
        exclusions=tuple(exclusions),
        guild=guild.rules,
        guild_id=job.guild_id,
        at=at,
        taste=chooser.tastes.learn(accepted),
        seed=job.thread_id * 1000 + job.seq,
        language=job.language,
    )


def _kind(kind: TurnKind, notes: TurnWork) -> TurnKind:
    """What the words of a refinement come to, where they are what a button says."""
    if kind is not TurnKind.REFINE:
        return kind
    said = ((notes.similar, TurnKind.SIMILAR), (notes.rejected, TurnKind.REJECT), (notes.another, TurnKind.ANOTHER))
    return next((meant for so, meant in said if so), kind)


def clip_rows(context: TurnContext, clip: ClipTraits | None, encoder: FrameEncoder) -> NDArray[np.float32] | None:
    """The frame encoder's tokens for the thread's clip (rows, dim), encoded once per clip and encoder."""
    if clip is None or context.job.video_hash is None:
        return None
    video_hash = context.job.video_hash
    with context.db.read() as session:
        known = get_video_vector(session, video_hash, encoder.name, encoder.version)
    if known is not None:
        return np.frombuffer(known[1], np.float32).reshape(-1, known[0])
    try:
        with context.blobs.open(sample_name(video_hash)) as blob, np.load(io.BytesIO(blob.read())) as sample:
            rows = encoder.encode_frames(sample["frames"], sample["times"], clip)
    except BadInput:  # its frames are gone with the clip: words and traits still choose
        return None
    with context.db.write() as session:
        save_video_vector(session, video_hash, encoder.name, encoder.version, encoder.dim, rows.tobytes())
    return rows
