"""Which blobs are in use: those that a turn in progress needs, or that a card is still to show."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Boolean, ColumnElement, literal_column, select
from sqlalchemy.orm import Session

from musechat.comparison import ComparisonState
from musechat.turn import SourceKind, TurnState
from store.tables import ComparedPickRow, ComparisonRow, PickRow, ThreadRow, TurnRow, VideoRow
from store.videos import DERIVED

SHOWN_WITHIN = timedelta(hours=6)  # a card that could not be shown for longer is shown without what it plays


class BlobUses(NamedTuple):
    """What is in use: blobs by their names, and the hashes of clips that turns in progress are about."""

    names: frozenset[str]
    clips: frozenset[str]


class StoredClip(NamedTuple):
    """A clip whose file is stored, and the blobs that belong to it but for mixes."""

    hash: str
    names: tuple[str, ...]


def load_blob_uses(session: Session, at: datetime) -> BlobUses:
    """Load what must not be deleted at a time."""
    going = TurnRow.state.in_((TurnState.QUEUED, TurnState.RUNNING))
    sources = session.scalars(select(TurnRow.source).where(going, TurnRow.source_kind == SourceKind.BLOB))
    clips = set(session.scalars(select(TurnRow.video_hash).where(going, TurnRow.video_hash.is_not(None))))
    of_threads = select(ThreadRow.video_hash).join(TurnRow, TurnRow.thread_id == ThreadRow.id).where(going)
    clips |= set(session.scalars(of_threads.where(ThreadRow.video_hash.is_not(None))))
    waiting: ColumnElement[bool] = literal_column("turns.delivered_at IS NULL", Boolean)  # as the partial index has it
    recent = TurnRow.created_at > at - SHOWN_WITHIN
    to_show = select(PickRow.preview).join(TurnRow, TurnRow.id == PickRow.turn_id).where(waiting, recent)
    compared = select(ComparedPickRow.blob).join(ComparisonRow, ComparisonRow.id == ComparedPickRow.comparison_id)
    is_open = ComparisonRow.state == ComparisonState.OPEN
    names = {*sources, *session.scalars(to_show), *session.scalars(compared.where(is_open))}
    return BlobUses(frozenset(filter(None, names)), frozenset(filter(None, clips)))


def list_stored_clips(session: Session) -> list[StoredClip]:
    """List the clips whose files are stored, those that end first at the head."""
    rows = session.execute(
        select(VideoRow.hash, VideoRow.blob).where(VideoRow.blob != "").order_by(VideoRow.expires_at, VideoRow.hash)
    )
    return [StoredClip(clip, (blob, *(clip + suffix for suffix in DERIVED))) for clip, blob in rows]


def is_clip_in_use(session: Session, clip: StoredClip) -> bool:
    """Whether a turn in progress is about a clip; asked in the transaction that deletes it."""
    going = TurnRow.state.in_((TurnState.QUEUED, TurnState.RUNNING))
    of_thread = select(TurnRow.id).join(ThreadRow, ThreadRow.id == TurnRow.thread_id)
    about = (
        select(TurnRow.id).where(going, TurnRow.video_hash == clip.hash),
        select(TurnRow.id).where(going, TurnRow.source_kind == SourceKind.BLOB, TurnRow.source.in_(clip.names)),
        of_thread.where(going, ThreadRow.video_hash == clip.hash),
    )
    return any(session.execute(each.limit(1)).first() is not None for each in about)
