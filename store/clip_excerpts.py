"""What clips' own music is looked up by, kept for tracks that come into the library later. Deleted with the clip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from store.clip_music import EVERYONES
from store.tables import ClipExcerptRow, ClipMusicRow, TrackRow, utc_now
from store.upsert import upsert_row


@dataclass(frozen=True, slots=True)
class SoughtClip:
    """A clip whose music was not in the library up to a revision of it.

    Attributes:
        data: packed excerpts, see :func:`media.listen.excerpt_search.pack_excerpts`.

    """

    video_hash: str
    revision: int
    data: bytes


@dataclass(frozen=True, slots=True)
class NewFingerprint:
    """A track that has come into the library or changed; ``owner``: the guild whose own it is, None: everyone's."""

    track_id: str
    owner: int | None
    revision: int
    data: bytes


def save_excerpts(session: Session, video_hash: str, revision: int, data: bytes) -> None:
    """Store what a clip was looked up by, up to a revision of the library."""
    values = {"video_hash": video_hash, "revision": revision, "data": data, "made_at": utc_now()}
    upsert_row(session, ClipExcerptRow, ("video_hash",), values)


def list_sought_clips(session: Session, revision: int, since: datetime, limit: int) -> list[SoughtClip]:
    """The newest clips made since a time whose music is not known, and that were not looked up to this revision."""
    known = exists().where(
        ClipMusicRow.video_hash == ClipExcerptRow.video_hash,
        ClipMusicRow.guild_id == EVERYONES,
        TrackRow.id == ClipMusicRow.track_id,
        TrackRow.removed_at.is_(None),
    )
    wanted = (
        select(ClipExcerptRow)
        .where(ClipExcerptRow.revision < revision, ClipExcerptRow.made_at >= since, ~known)
        .order_by(ClipExcerptRow.made_at.desc(), ClipExcerptRow.video_hash)
        .limit(limit)
    )
    return [SoughtClip(row.video_hash, row.revision, row.data) for row in session.scalars(wanted)]


def list_new_fingerprints(session: Session, since: int, limit: int) -> list[NewFingerprint]:
    """The listed tracks that changed after a revision, oldest change first; those without a fingerprint too.

    More than ``limit`` only where the last of them changed with others at once: no revision is told in part.
    """
    changed = (TrackRow.revision > since, TrackRow.removed_at.is_(None))
    last = session.scalar(
        select(TrackRow.revision).where(*changed).order_by(TrackRow.revision).offset(limit - 1).limit(1)
    )
    wanted = select(TrackRow.id, TrackRow.guild_id, TrackRow.revision, TrackRow.fingerprint).where(*changed)
    if last is not None:
        wanted = wanted.where(TrackRow.revision <= last)
    return [NewFingerprint(*row[:3], row[3] or b"") for row in session.execute(wanted.order_by(TrackRow.revision))]


def mark_sought(session: Session, video_hash: str, revision: int) -> None:
    """Note that a clip was looked up to a revision of the library; never to an earlier one than before."""
    later = (ClipExcerptRow.video_hash == video_hash, ClipExcerptRow.revision < revision)
    session.execute(update(ClipExcerptRow).where(*later).values(revision=revision))
