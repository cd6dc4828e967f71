"""For what else a track was taken."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables import FeedbackRow, PickRow, ThreadRow, TurnRow


def count_other_uses(session: Session, track_id: str, thread_id: int) -> int:
    """Count the other threads of this one's guild in which somebody accepted a track.

    Outside a guild only those of the same member count: what others do in private is theirs.
    """
    here = session.get_one(ThreadRow, thread_id)
    wanted = (
        select(func.count(ThreadRow.id.distinct()))
        .select_from(FeedbackRow)
        .join(PickRow, PickRow.id == FeedbackRow.pick_id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .join(ThreadRow, ThreadRow.id == TurnRow.thread_id)
        .where(PickRow.track_id == track_id, FeedbackRow.verdict == "accepted", ThreadRow.id != thread_id)
    )
    if here.guild_id is not None:
        wanted = wanted.where(ThreadRow.guild_id == here.guild_id)
    else:
        wanted = wanted.where(ThreadRow.guild_id.is_(None), ThreadRow.member_id == here.member_id)
    return session.scalar(wanted) or 0
