"""Stage ``write``: writes the reason for the pick and for each alternate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.ranking.start_moment import StartMoment, build_moment, find_start_moment
from models.writer.interface import Reason, ReasonFacts, Writer
from musechat.pick import USED_AGAIN_RULES, ChosenTrack
from musechat.track import Track
from musechat.turn import TurnKind
from store.track_library import get_tracks
from worker.context import TurnContext
from worker.snapshot.cache import SnapshotCache
from worker.stages.drafting import DraftPublisher
from worker.stages.writer_registry import TEMPLATE_WRITER, WriterRegistry


def run_write(context: TurnContext, snapshots: SnapshotCache, writers: WriterRegistry) -> None:
    """Write a reason for every pick without one, into the outcome; restored picks keep theirs."""
    picks = context.outcome.picks
    wanted = [pick.track_id for pick in picks if not pick.reason]
    with context.db.read() as session:
        tracks = get_tracks(session, wanted)
    facts = [
        _collect_facts(context, pick, tracks[pick.track_id], rank)
        for rank, pick in enumerate(picks)
        if pick.track_id in tracks
    ]
    context.raise_if_interrupted()
    written = _write_reasons(context, facts, snapshots, writers)
    reasons = dict(zip((f.track.id for f in facts), written, strict=True))
    context.outcome.picks = [
        replace(pick, reason=found.text, reason_source=found.source, reason_check=found.check)
        if (found := reasons.get(pick.track_id))
        else pick
        for pick in picks
    ]


def _write_reasons(
    context: TurnContext, facts: Sequence[ReasonFacts], snapshots: SnapshotCache, writers: WriterRegistry
) -> list[Reason]:
    """Write the reasons of ``facts``, in their order; that of the pick is published while it is generated."""
    if not facts:
        return []
    drafting = DraftPublisher(context, facts[0].track.title, facts[0].track.artist)
    # Where the pick has its reason already (it was shown before), only alternates are written, and nothing is drafted.
    is_pick = facts[0].track.id == context.outcome.picks[0].track_id
    writer: Writer = TEMPLATE_WRITER
    # A start that has moved is told at once, in a plain sentence: nobody waits for a model to say where a track begins.
    if context.outcome.picks[0].rule not in USED_AGAIN_RULES:
        writer = writers.get_writer(context.settings, snapshots.get_current(context.db, context.settings))
    reasons = writer.write_reasons(facts, drafting.update if is_pick else None)
    drafting.publish_whole(reasons[0].text)
    return reasons


def _collect_facts(context: TurnContext, pick: ChosenTrack, track: Track, rank: int) -> ReasonFacts:
    job, state = context.job, context.state
    clip = state.thread.clip
    return ReasonFacts(
        track=track,
        moment=_find_moment(context, pick, track),
        clip=clip,
        brief=state.reading.brief,
        turn_seq=job.seq,
        last=None if job.kind is TurnKind.FIRST or pick.rule in USED_AGAIN_RULES else state.reading.last_track,
        broken=pick.broken,
        kind=job.kind,
        thread_id=job.thread_id,
        language=job.language,
        shown=tuple(turn.picks[0].reason for turn in state.thread.earlier if turn.picks),
        rank=rank,
        music=state.choice.music_vector(track.id),
    )


def _find_moment(context: TurnContext, pick: ChosenTrack, track: Track) -> StartMoment:
    """Where the pick starts: as it was chosen, as a member moved it, or as the clip suggests."""
    if pick.rule in USED_AGAIN_RULES:
        return build_moment(track.traits, pick.start_s, pick.end_s - pick.start_s)
    known = context.state.choice.moments.get(track.id)
    return known or find_start_moment(context.state.thread.clip, track.traits)
