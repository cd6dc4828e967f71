"""Clips, by the hash of their bytes, and their embeddings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from musechat.json_types import JsonObject
from store.tables.base import Base, index_some, utc_now


class VideoRow(Base):
    """A clip by the SHA-256 of its bytes; measured once."""

    __tablename__ = "videos"
    __table_args__ = (index_some("ix_videos_deleted", "hash", "blob = ''"),)
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    blob: Mapped[str] = mapped_column(Text, default="")  # name in the blob store; empty once deleted
    traits: Mapped[JsonObject | None]
    traits_version: Mapped[str] = mapped_column(String(32), default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime | None] = mapped_column(index=True)


class VideoVectorRow(Base):
    """An embedding of a clip by one encoder."""

    __tablename__ = "video_vectors"
    video_hash: Mapped[str] = mapped_column(ForeignKey("videos.hash", ondelete="CASCADE"), primary_key=True)
    encoder: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(32), primary_key=True)
    dim: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)  # (rows, dim) float32


class ClipExcerptRow(Base):
    """What a clip's own music is looked up by, for tracks that come into the library later."""

    __tablename__ = "clip_excerpts"
    video_hash: Mapped[str] = mapped_column(ForeignKey("videos.hash", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int]  # of the library up to which it was looked up
    made_at: Mapped[datetime] = mapped_column(default=utc_now, index=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)  # see media.listen.excerpt_search.pack_excerpts


class ClipPicturesRow(Base):
    """Hashes of a clip's pictures, by which a new cut of it is recognised."""

    __tablename__ = "clip_pictures"
    video_hash: Mapped[str] = mapped_column(ForeignKey("videos.hash", ondelete="CASCADE"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)  # see media.watch.picture_hashes


class ClipMusicRow(Base):
    """A track of the library that is in a clip's own sound."""

    __tablename__ = "clip_music"
    video_hash: Mapped[str] = mapped_column(ForeignKey("videos.hash", ondelete="CASCADE"), primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)  # whose own track it is; 0: everyone's
    track_id: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"), index=True)
    at_s: Mapped[float]  # where in the track the clip begins
    score: Mapped[float]  # see media.listen.excerpt_search


class ClipRecordingRow(Base):
    """What a public catalogue of sound was asked of a clip, and has answered."""

    __tablename__ = "clip_recordings"
    video_hash: Mapped[str] = mapped_column(ForeignKey("videos.hash", ondelete="CASCADE"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(Text, default="")  # that is asked with; empty once there is an answer
    duration_s: Mapped[float]
    title: Mapped[str] = mapped_column(Text, default="")  # empty: none is sure
    artist: Mapped[str] = mapped_column(Text, default="")
    score: Mapped[float] = mapped_column(default=0.0)
    made_at: Mapped[datetime] = mapped_column(default=utc_now, index=True)
