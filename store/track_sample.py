"""Counts and samples of the library, for checks that must not load it."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables import TrackRow, TrackVectorRow


def sample_paths(session: Session, count: int) -> list[str]:
    """Load the files of up to ``count`` tracks. Ids are hashes of content, so that the first of them are a sample."""
    wanted = select(TrackRow.path).where(TrackRow.removed_at.is_(None)).order_by(TrackRow.id).limit(count)
    return list(session.scalars(wanted))


def count_heard_tracks(session: Session, encoder: str, version: str) -> int:
    """Count the library's tracks that this version of an encoder has embedded."""
    wanted = (
        select(func.count())
        .select_from(TrackRow)
        .join(TrackVectorRow, TrackVectorRow.track_id == TrackRow.id)
        .where(TrackRow.removed_at.is_(None), TrackVectorRow.encoder == encoder, TrackVectorRow.version == version)
    )
    return session.scalars(wanted).one()
