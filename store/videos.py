"""Videos: clips by the SHA-256 of their bytes, and what was measured in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from musechat.clip import ClipTraits
from musechat.errors import BadInput
from store.tables import VideoRow, VideoVectorRow
from store.upsert import upsert


@dataclass(frozen=True, slots=True)
class Video:
    """A clip that was fetched once."""

    hash: str  # SHA-256 of its bytes, hex
    size: int  # bytes
    blob: str  # its name in the blob store; empty once the file was deleted
    traits: ClipTraits | None  # None until it was watched
    traits_version: str


def put_video(session: Session, hash: str, size: int, blob: str, expires_at: datetime | None) -> None:  # noqa: A002
    """Note that a clip's bytes lie in the blob store until ``expires_at``; doing so again renews the time."""
    values = {"hash": hash, "size": size, "blob": blob, "expires_at": expires_at}
    upsert(session, VideoRow, ("hash",), values)


def get_video(session: Session, hash: str) -> Video | None:  # noqa: A002
    """A clip by its hash."""
    row = session.get(VideoRow, hash)
    return None if row is None else _video(row)


def save_traits(session: Session, hash: str, traits: ClipTraits, version: str) -> None:  # noqa: A002
    """Keep what was measured in a clip, and by which version of the measuring.

    Raises:
        BadInput: ``no-such-video``.

    """
    changed = update(VideoRow).filter_by(hash=hash).values(traits=traits.to_json(), traits_version=version)
    if session.scalar(changed.returning(VideoRow.hash)) is None:
        raise BadInput("no-such-video", f"There is no clip {hash[:16]}", "It may have been deleted; post it again")


def save_video_vector(session: Session, hash: str, encoder: str, version: str, dim: int, data: bytes) -> None:  # noqa: A002
    """Keep an encoder's embedding of a clip: ``data`` is (rows, dim) float32."""
    key = {"video_hash": hash, "encoder": encoder, "version": version}
    upsert(session, VideoVectorRow, tuple(key), {**key, "dim": dim, "data": data})


def get_video_vector(session: Session, hash: str, encoder: str, version: str) -> tuple[int, bytes] | None:  # noqa: A002
    """``(dim, data)`` as saved by :func:`save_video_vector`."""
    row = session.get(VideoVectorRow, (hash, encoder, version))
    return None if row is None else (row.dim, row.data)


def expired_videos(session: Session, at: datetime) -> list[Video]:
    """Clips whose file is still kept and whose time is over."""
    wanted = select(VideoRow).where(VideoRow.expires_at <= at, VideoRow.blob != "").order_by(VideoRow.expires_at)
    return [_video(row) for row in session.scalars(wanted)]


def forget_blob(session: Session, hash: str) -> None:  # noqa: A002
    """Note that a clip's file was deleted; what was measured in it stays."""
    session.execute(update(VideoRow).filter_by(hash=hash).values(blob="", expires_at=None))


def _video(row: VideoRow) -> Video:
    traits = None if row.traits is None else ClipTraits.from_json(row.traits)
    return Video(row.hash, row.size, row.blob, traits, row.traits_version)
