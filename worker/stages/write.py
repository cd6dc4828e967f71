"""Stage ``write``: the reason for the pick and for each alternate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.ranking.start_moment import start_moment
from models.writer.interface import Reason, ReasonFacts, Writer
from musechat.track import Track
from musechat.turn import ChosenTrack, TurnKind
from store.track_library import get_tracks
from worker.snapshot.cache import shelf_of
from worker.stages.context import TurnContext
from worker.stages.drafting import DraftPublisher
from worker.stages.turn_state import TurnWork, notes_of
from worker.stages.writer_registry import VOICES


def write(context: TurnContext) -> None:
    """Write a reason for every pick that has none yet."""
    notes, picks = notes_of(context), context.outcome.picks
    wanted = [pick.track_id for pick in picks if not pick.reason]
    with context.db.read() as session:
        tracks = get_tracks(session, wanted)
    facts = [_facts(context, notes, p, tracks[p.track_id]) for p in picks if p.track_id in tracks]
    context.check()
    reasons = dict(zip((f.track.id for f in facts), _written(context, facts), strict=True))
    context.outcome.picks = [
        replace(pick, reason=found.text, reason_source=found.source, reason_check=found.check)
        if (found := reasons.get(pick.track_id))
        else pick
        for pick in picks
    ]


def _written(context: TurnContext, facts: Sequence[ReasonFacts]) -> list[Reason]:
    """The reasons; that of the pick is shown as it grows."""
    if not facts:
        return []
    drafting = DraftPublisher(context, facts[0].track.title, facts[0].track.artist)
    # Where the pick has its reason already (it was shown before), only alternates are written, and nothing is drafted.
    is_pick = facts[0].track.id == context.outcome.picks[0].track_id
    reasons = writer_of(context).write(facts, drafting.hear if is_pick else None)
    drafting.end(reasons[0].text)
    return reasons


def writer_of(context: TurnContext) -> Writer:
    """Whoever writes this turn's reasons."""
    return VOICES.writer(context.settings, shelf_of(context))


def _facts(context: TurnContext, notes: TurnWork, pick: ChosenTrack, track: Track) -> ReasonFacts:
    job = context.job
    return ReasonFacts(
        track=track,
        moment=notes.moments.get(track.id) or start_moment(notes.clip, track.traits),
        clip=notes.clip,
        brief=notes.brief,
        turn_seq=job.seq,
        last=None if job.kind is TurnKind.FIRST else notes.last_track,
        broken=pick.broken,
        kind=job.kind,
        thread_id=job.thread_id,
        language=job.language,
        music=notes.music_of(track.id),
    )
