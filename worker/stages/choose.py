"""Stage ``choose``: picks tracks and their start moments from the library, for the brief and the clip."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from language.wish_labels import label_report
from models.encoders.interface import FrameEncoder
from models.ranking.choose_request import ChooseRequest
from musechat.clip import ClipTraits
from musechat.errors import BadInput
from musechat.turn import TurnKind
from store.accepted_picks import has_opted_out, load_accepted_picks
from store.comparisons import load_thread_votes
from store.guilds import get_guild
from store.tables import utc_now
from store.thread_history import load_active_exclusions
from store.videos import get_video_vector, save_video_vector
from worker.context import TurnContext
from worker.snapshot.cache import SnapshotCache
from worker.snapshot.serving_snapshot import ServingSnapshot
from worker.stages.clarify import choose_question
from worker.stages.compare import filter_compared
from worker.stages.edit_pick import carry_edits, edit_moved_pick, edit_standing_pick
from worker.stages.recut import move_standing_pick
from worker.stages.restore_turn import restore_picks
from worker.stages.watch import make_sample_name
from worker.turn_state import ChoiceState, ReadResult


def run_choose(context: TurnContext, snapshots: SnapshotCache) -> None:
    """Choose a pick and alternates into the turn's outcome, or restore those of an earlier turn.

    Raises:
        BadInput: the library is empty, or ``pick-refused`` as by :func:`restore_picks`.

    """
    state = context.state
    if state.reading.keep_pick and not state.reading.edits and state.reading.compared is None:
        state.choice = ChoiceState()
        return
    snapshot = snapshots.get_current(context.db, context.settings)
    request = _build_request(context, snapshot)
    if state.reading.compared is not None:
        filter_compared(context, snapshot.chooser, request)
        state.choice = ChoiceState(snapshot.chooser.library)
        return
    if state.reading.only_edits:
        edit_standing_pick(context, snapshot.chooser, request)
        state.choice = ChoiceState(snapshot.chooser.library)
        return
    if state.reading.recut is not None and move_standing_pick(context, snapshot.chooser, request, state.reading.recut):
        edit_moved_pick(context)
        state.choice = ChoiceState(snapshot.chooser.library)
        return
    if state.reading.restore and restore_picks(context, snapshot.chooser, request):
        state.choice = ChoiceState(snapshot.chooser.library)
        return
    choice = snapshot.chooser.choose(request)
    # "No match" is an answer that people act on: it must be true of the library as it is now, at the price of a wait.
    if not choice.picks:
        newest = snapshots.get_newest(context.db, context.settings)
        if newest is not snapshot:
            snapshot = newest
            request = _build_request(context, snapshot)
            choice = snapshot.chooser.choose(request)
    outcome = context.outcome
    outcome.picks = list(choice.picks)
    outcome.no_match = choice.no_match and label_report(choice.no_match)
    if not _has_opted_out(context):  # the query is what a member's taste is learned from
        outcome.query, outcome.space = choice.query, choice.space
    state.choice = ChoiceState(snapshot.chooser.library, carry_edits(context, choice.moments))
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
        voted = load_thread_votes(session, job.thread_id)
    return ChooseRequest(
        kind=_resolve_kind(job.kind, reading),
        brief=reading.brief,
        turn_seq=job.seq,
        clip=thread.clip,
        video=encode_clip_frames(context, thread.clip, snapshot.models.frames),
        last=reading.last.track_id if reading.last else None,
        liked=reading.tracks_with("accepted"),
        rejected=reading.tracks_with("rejected"),
        voted=voted,
        # What the clip has already is no new pick for it.
        shown=thread.shown | ({thread.clip_music.track_id} if thread.clip_music else set()),
        exclusions=tuple(exclusions),
        guild=guild.rules,
        guild_id=job.guild_id,
        at=at,
        taste=chooser.tastes.learn_taste(accepted),
        # Of the turn alone: another attempt at it chooses the same picks.
        seed=job.thread_id * 1000 + job.seq,
        language=job.language,
    )


def _resolve_kind(kind: TurnKind, reading: ReadResult) -> TurnKind:
    """Map a refinement whose words mean the same as a button to the kind of that button."""
    if kind is not TurnKind.REFINE:
        return kind
    meanings = (
        (reading.similar, TurnKind.SIMILAR),
        (reading.rejected, TurnKind.REJECT),
        (reading.another, TurnKind.ANOTHER),
    )
    return next((button_kind for applies, button_kind in meanings if applies), kind)


def encode_clip_frames(
    context: TurnContext, clip: ClipTraits | None, encoder: FrameEncoder
) -> NDArray[np.float32] | None:
    """Encode the clip's sampled frames, once per clip and encoder version; later calls read the stored result.

    Returns:
        (rows, dim) float32 tokens of the frame encoder; None where there is no clip or its frames are gone.

    """
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
    except BadInput:  # the frames were deleted with the clip: words and traits are enough to choose by
        return None
    with context.db.write() as session:
        save_video_vector(session, video_hash, encoder.name, encoder.version, encoder.dim, rows.tobytes())
    return rows
