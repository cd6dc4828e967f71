"""What ``read`` leaves for ``choose``, and ``choose`` for ``write``: one turn's knowledge of its thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from models.ranking.start import StartMoment
from musechat.brief import Brief, BriefEvent
from musechat.clip import ClipTraits
from musechat.taste import Exclusion
from musechat.track import Track
from musechat.turn import Pick, TurnKind, TurnView
from store.conversation import active_exclusions, last_pick, load_brief_events, shown_tracks, thread_feedback
from store.ledger import thread_views
from store.library import get_track
from store.tables import now
from store.videos import get_video
from worker.stages.context import TurnContext


@dataclass(slots=True)
class Notes:
    """A thread as this turn found it, and what the stages made of it."""

    clip: ClipTraits | None
    events: list[BriefEvent]
    last: Pick | None  # the thread's last pick
    last_track: Track | None
    shown: frozenset[str]
    feedback: list[tuple[str, str]]
    exclusions: tuple[Exclusion, ...]
    about: TurnView | None  # the turn that this one refers to
    brief: Brief = field(default_factory=Brief)  # with this turn's wishes
    keep_pick: bool = False  # nothing was asked for: no new pick
    similar: bool = False
    rejected: bool = False
    moments: Mapping[str, StartMoment] = field(default_factory=dict)

    def judged(self, verdict: str) -> tuple[str, ...]:
        """Ids of this thread's tracks with a verdict."""
        return tuple(track_id for track_id, given in self.feedback if given == verdict)


def take_notes(context: TurnContext) -> Notes:
    """Read what the thread holds, once per turn."""
    job = context.job
    with context.db.read() as session:
        video = get_video(session, job.video_hash) if job.video_hash else None
        last = last_pick(session, job.thread_id)
        return Notes(
            clip=video.traits if video else None,
            events=load_brief_events(session, job.thread_id),
            last=last,
            last_track=get_track(session, last.track_id) if last else None,
            shown=frozenset(shown_tracks(session, job.thread_id)),
            feedback=thread_feedback(session, job.thread_id),
            exclusions=tuple(
                active_exclusions(
                    session, thread_id=job.thread_id, member_id=job.member_id, guild_id=job.guild_id, at=now()
                )
            ),
            about=_about(session, context),
        )


def _about(session: Session, context: TurnContext) -> TurnView | None:
    """The turn meant: the one named, else the last before this that showed something."""
    views: Sequence[TurnView] = thread_views(session, context.job.thread_id)
    earlier = [v for v in views if v.seq < context.job.seq]
    if context.job.about_turn is not None:
        return next((v for v in earlier if v.seq == context.job.about_turn), None)
    shown = [v for v in reversed(earlier) if v.picks or v.no_match]
    back = context.job.kind is TurnKind.BACK  # "back" alone means the one before what is shown now
    return next(iter(shown[1:] if back else shown), None)


def notes_of(context: TurnContext) -> Notes:
    """The notes that the stage ``read`` left."""
    if not isinstance(context.notes, Notes):
        context.notes = take_notes(context)
    return context.notes
