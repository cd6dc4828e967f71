"""Lists of accepted picks, and of what is to choose from, for players and servers.

They name tracks and moments, never members or their words.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.track import Track
from store.tables import FeedbackRow, PickRow, ThreadRow, TrackRow, TurnRow
from store.track_library import get_tracks


@dataclass(frozen=True, slots=True)
class ListedPick:
    """A pick of a list; the moment is where in the track the clip's music begins and ends, seconds."""

    track: Track
    start_s: float
    end_s: float


def list_accepted_picks(session: Session, *, thread_id: int | None = None) -> list[ListedPick]:
    """List everything accepted that is still in the library, oldest first, each track once with its latest moment.

    Args:
        session: to read with.
        thread_id: of one conversation; all by default.

    """
    wanted = (
        select(PickRow.track_id, PickRow.start_s, PickRow.end_s)
        .join(FeedbackRow, FeedbackRow.pick_id == PickRow.id)
        .join(TrackRow, TrackRow.id == PickRow.track_id)
        .where(FeedbackRow.verdict == "accepted", TrackRow.removed_at.is_(None))
        .order_by(FeedbackRow.created_at, FeedbackRow.id)
    )
    if thread_id is not None:
        wanted = wanted.join(TurnRow, TurnRow.id == PickRow.turn_id).where(TurnRow.thread_id == thread_id)
    moments = {track_id: (start_s, end_s) for track_id, start_s, end_s in session.execute(wanted)}
    tracks = get_tracks(session, moments)
    return [ListedPick(tracks[track_id], *moment) for track_id, moment in moments.items()]


def list_shortlist(session: Session, thread_id: int) -> list[ListedPick]:
    """List what a conversation was shown last: the pick and its alternates, in that order, as far as they are there."""
    shown = select(PickRow.turn_id).join(TurnRow, TurnRow.id == PickRow.turn_id)
    last = shown.where(TurnRow.thread_id == thread_id, TurnRow.state == "done").order_by(TurnRow.seq.desc()).limit(1)
    wanted = (
        select(PickRow.track_id, PickRow.start_s, PickRow.end_s)
        .join(TrackRow, TrackRow.id == PickRow.track_id)
        .where(PickRow.turn_id == last.scalar_subquery(), TrackRow.removed_at.is_(None))
        .order_by(PickRow.rank)
    )
    picks = session.execute(wanted).all()
    tracks = get_tracks(session, [track_id for track_id, _, _ in picks])
    return [ListedPick(tracks[track_id], start_s, end_s) for track_id, start_s, end_s in picks]


def has_thread(session: Session, thread_id: int) -> bool:
    """Whether there is such a conversation."""
    return session.get(ThreadRow, thread_id) is not None
