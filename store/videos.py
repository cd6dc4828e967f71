"""Clips by the SHA-256 of their bytes, with their measured traits and embeddings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, ColumnElement, delete, exists, literal_column, select, update
from sqlalchemy.orm import Session

from musechat.clip import ClipTraits
from musechat.errors import BadInput
from musechat.turn import SourceKind, TurnState
from store.tables import ClipPicturesRow, ThreadRow, TurnRow, VideoRow, VideoVectorRow
from store.upsert import upsert_row

DERIVED = (".sample.npz",)  # suffixes of blobs derived from a clip, named by its hash; mixes are a further kind


@dataclass(frozen=True, slots=True)
class Video:
    """A clip that was fetched."""

    hash: str  # SHA-256 of its bytes, hex
    size: int  # bytes
    blob: str  # its name in the blob store; empty once the file was deleted
    traits: ClipTraits | None  # None until it was watched
    traits_version: str


def put_video(session: Session, hash: str, size: int, blob: str, expires_at: datetime | None) -> None:  # noqa: A002
    """Store that a clip's bytes are in the blob store until ``expires_at``; repeating it renews the time."""
    values = {"hash": hash, "size": size, "blob": blob, "expires_at": expires_at}
    upsert_row(session, VideoRow, ("hash",), values)


def get_video(session: Session, hash: str) -> Video | None:  # noqa: A002
    """Load a clip by its hash; None for an unknown one."""
    row = session.get(VideoRow, hash)
    return None if row is None else _make_video(row)


def save_traits(session: Session, hash: str, traits: ClipTraits, version: str) -> None:  # noqa: A002
    """Store the traits of a clip, and the version of the measuring that they are by.

    Embeddings of a clip that was measured by another version are deleted: they are of other frames and traits.

    Raises:
        BadInput: ``no-such-video``.

    """
    older = select(VideoRow.hash).where(VideoRow.hash == hash, VideoRow.traits_version != version)
    session.execute(delete(VideoVectorRow).where(VideoVectorRow.video_hash.in_(older)))
    changed = update(VideoRow).filter_by(hash=hash).values(traits=traits.to_json(), traits_version=version)
    if session.scalar(changed.returning(VideoRow.hash)) is None:
        raise BadInput("no-such-video", f"There is no clip {hash[:16]}", "It may have been deleted; post it again")


def save_video_vector(session: Session, hash: str, encoder: str, version: str, dim: int, data: bytes) -> None:  # noqa: A002
    """Store an encoder's embedding of a clip: ``data`` holds the bytes of (rows, dim) float32."""
    key = {"video_hash": hash, "encoder": encoder, "version": version}
    upsert_row(session, VideoVectorRow, tuple(key), {**key, "dim": dim, "data": data})


def get_video_vector(session: Session, hash: str, encoder: str, version: str) -> tuple[int, bytes] | None:  # noqa: A002
    """Load ``(dim, data)`` as saved by :func:`save_video_vector`; None where there is none."""
    row = session.get(VideoVectorRow, (hash, encoder, version))
    return None if row is None else (row.dim, row.data)


def save_clip_pictures(session: Session, hash: str, data: bytes) -> None:  # noqa: A002
    """Store the hashes of a clip's pictures."""
    upsert_row(session, ClipPicturesRow, ("video_hash",), {"video_hash": hash, "data": data})


def get_clip_pictures(session: Session, hash: str) -> bytes | None:  # noqa: A002
    """Load what :func:`save_clip_pictures` stored; None where there is nothing."""
    row = session.get(ClipPicturesRow, hash)
    return None if row is None else row.data


def find_earlier_clip(session: Session, thread_id: int, before_seq: int) -> str | None:
    """Find the clip that a thread was about before one of its turns; None where it had none."""
    query = select(TurnRow.video_hash).where(
        TurnRow.thread_id == thread_id,
        TurnRow.seq < before_seq,
        TurnRow.video_hash.is_not(None),
        TurnRow.state == TurnState.DONE,  # a clip that could not be watched has no pick
    )
    return session.scalar(query.order_by(TurnRow.seq.desc()).limit(1))


def list_expired_videos(session: Session, at: datetime) -> list[Video]:
    """List clips whose file is still stored and has expired at ``at``."""
    wanted = select(VideoRow).where(VideoRow.expires_at <= at, VideoRow.blob != "").order_by(VideoRow.expires_at)
    return [_make_video(row) for row in session.scalars(wanted)]


def forget_blob(session: Session, hash: str, at: datetime | None = None) -> bool:  # noqa: A002
    """Store that a clip's file was deleted; its traits and embeddings stay.

    With ``at``, only where it has expired by then: False where it was posted again meanwhile.
    """
    over = update(VideoRow).where(VideoRow.hash == hash)
    if at is not None:
        over = over.where(VideoRow.expires_at <= at)
    return session.scalar(over.values(blob="", expires_at=None).returning(VideoRow.hash)) is not None


def list_orphans(session: Session, before: datetime) -> list[str]:
    """List the hashes of clips that no thread or turn refers to any more.

    Only of clips first seen before ``before`` and whose file is deleted: a new clip's turn may not be stored yet.
    """
    return list(session.scalars(select(VideoRow.hash).where(*_is_orphan(), VideoRow.created_at < before)))


def forget_orphans(session: Session, hashes: Iterable[str]) -> int:
    """Delete the rows of these clips, where still nothing refers to them; returns how many. A few hundred at a time."""
    gone = delete(VideoRow).where(VideoRow.hash.in_(list(hashes)), *_is_orphan())
    return len(session.scalars(gone.returning(VideoRow.hash).execution_options(synchronize_session=False)).all())


def _is_orphan() -> tuple[ColumnElement[bool], ...]:
    # Each is looked up by an index; "not in" would read all threads and all turns.
    about = [~exists().where(row.video_hash == VideoRow.hash) for row in (ThreadRow, TurnRow)]
    deleted: ColumnElement[bool] = literal_column("videos.blob = ''", Boolean)  # as the partial index has it
    return (deleted, *about)


def list_needed_blobs(session: Session) -> set[str]:
    """List the blobs that belong to a clip, or are the source of a turn that has not ended."""
    clips = session.execute(select(VideoRow.hash, VideoRow.blob).where(VideoRow.blob != ""))
    kept = {name for clip, blob in clips for name in (blob, *(clip + suffix for suffix in DERIVED))}
    waiting = select(TurnRow.source).where(
        TurnRow.source_kind == SourceKind.BLOB, TurnRow.state.in_((TurnState.QUEUED, TurnState.RUNNING))
    )
    return kept | set(session.scalars(waiting))


def _make_video(row: VideoRow) -> Video:
    traits = None if row.traits is None else ClipTraits.from_json(row.traits)
    return Video(row.hash, row.size, row.blob, traits, row.traits_version)
