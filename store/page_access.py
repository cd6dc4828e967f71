"""Access checks of the web page: counts, and which thread a clip, pick or turn belongs to."""

from __future__ import annotations

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from store.tables import PickRow, ThreadRow, TrackRow, TurnRow


def count_tracks(session: Session) -> int:
    """Count the library's tracks."""
    return session.scalars(select(func.count()).select_from(TrackRow).where(TrackRow.removed_at.is_(None))).one()


def has_clip_in_threads(session: Session, platform: str, video_hash: str) -> bool:
    """Whether any thread of this platform is about this clip."""
    return bool(
        session.scalar(select(exists().where(ThreadRow.platform == platform, ThreadRow.video_hash == video_hash)))
    )


def find_pick_thread(session: Session, pick_id: int) -> int | None:
    """Find the id of the thread that a pick was shown in; None for an unknown pick."""
    wanted = select(TurnRow.thread_id).join(PickRow, PickRow.turn_id == TurnRow.id).where(PickRow.id == pick_id)
    return session.scalar(wanted)


def find_turn_thread(session: Session, turn_id: int) -> int | None:
    """Find the id of a turn's thread; None for an unknown turn."""
    return session.scalar(select(TurnRow.thread_id).where(TurnRow.id == turn_id))
