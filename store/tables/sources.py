"""Servers and catalogues that music comes from, and their tracks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from musechat.json_types import JsonObject
from store.tables.base import Base, utc_now


class LibrarySourceRow(Base):
    """A source of music, and how its last sync went."""

    __tablename__ = "library_sources"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    tried_at: Mapped[datetime | None]
    synced_at: Mapped[datetime | None]  # when it last ended well
    error: Mapped[str] = mapped_column(Text, default="")  # of the last try, one line; empty where it ended well


class SourceTrackRow(Base):
    """A track of a source: what is there, what was fetched, and which track of the library it became."""

    __tablename__ = "source_tracks"
    __table_args__ = (
        CheckConstraint("state IN ('wanted','fetched','added','refused','withdrawn')", name="state"),
        Index("ix_source_tracks_source_state", "source", "state"),
    )
    source: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(32), primary_key=True)  # of the ref, which may be of any length
    record: Mapped[JsonObject]  # see musechat.source_track.SourceTrack
    kind: Mapped[str] = mapped_column(String(32), default="")  # of the starter library: what it was looked for as
    state: Mapped[str] = mapped_column(String(16), default="wanted")
    reason: Mapped[str] = mapped_column(Text, default="")  # why it is refused, or was not fetched yet
    path: Mapped[str] = mapped_column(Text, default="")
    track_id: Mapped[str | None] = mapped_column(ForeignKey("tracks.id", ondelete="SET NULL"), index=True)
    hidden: Mapped[bool] = mapped_column(Boolean, default=False)  # its track was taken from the library by us
    checked_at: Mapped[datetime] = mapped_column(default=utc_now)
