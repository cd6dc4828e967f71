"""The library: its tracks, and their embeddings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from musechat.json_types import JsonObject
from store.tables.base import Base, BigId, utc_now


class TrackRow(Base):
    """A track of the library. A removed track keeps its row (history shows it) and is never picked."""

    __tablename__ = "tracks"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    artist: Mapped[str] = mapped_column(Text)
    album: Mapped[str] = mapped_column(Text, default="")
    genre: Mapped[str] = mapped_column(Text, default="")
    year: Mapped[int | None]
    explicit: Mapped[bool] = mapped_column(Boolean, default=False)
    licence: Mapped[JsonObject]
    source_url: Mapped[str] = mapped_column(Text, default="")
    guild_id: Mapped[int | None] = mapped_column(BigId, index=True)  # the only guild that may get it; None: all
    path: Mapped[str] = mapped_column(Text)
    file_hash: Mapped[str] = mapped_column(String(64), index=True)  # two guilds may bring the same file
    duration_s: Mapped[float] = mapped_column(index=True)  # recordings are looked for among tracks of one length
    traits: Mapped[JsonObject]
    traits_version: Mapped[str] = mapped_column(String(32))
    tags: Mapped[list[JsonObject]] = mapped_column(default=list)
    added_at: Mapped[datetime] = mapped_column(default=utc_now)
    removed_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0, index=True)  # library-wide change counter at last change
    sound_hash: Mapped[str] = mapped_column(String(64), default="", index=True)  # see musechat.track.Track
    fingerprint: Mapped[bytes | None] = mapped_column(LargeBinary)  # see media.listen.fingerprint; uint32 bytes
    rating: Mapped[float | None]  # see musechat.track.Track
    statements: Mapped[list[JsonObject]] = mapped_column(default=list)  # see musechat.track.LicenceStatement


class TrackVectorRow(Base):
    """An embedding of a track by one encoder."""

    __tablename__ = "track_vectors"
    track_id: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True)
    encoder: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(32), primary_key=True)
    dim: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
