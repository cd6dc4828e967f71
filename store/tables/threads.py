"""Conversations, and the events of their briefs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from musechat.json_types import JsonObject
from store.tables.base import NEVER_REUSED, Base, BigId, index_some, utc_now


class ThreadRow(Base):
    """A conversation about one clip."""

    __tablename__ = "threads"
    __table_args__ = (UniqueConstraint("platform", "external_id"), NEVER_REUSED)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    platform: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str | None] = mapped_column(String(64))  # the thread's own id on its platform, if it has one
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.id", ondelete="SET NULL"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    video_hash: Mapped[str | None] = mapped_column(ForeignKey("videos.hash", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(Text, default="")
    open_to_all: Mapped[bool] = mapped_column(Boolean, default=False)  # whether others may refine it
    channel_id: Mapped[str | None] = mapped_column(String(64), index=True)  # where it was begun
    brief_message_id: Mapped[str | None] = mapped_column(String(64))
    reply_message_id: Mapped[str | None] = mapped_column(String(64))  # in the channel: a one-line summary
    seen_message_id: Mapped[str | None] = mapped_column(String(64))  # the newest message that was processed
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class BriefEventRow(Base):
    """One event of a thread's brief (see ``musechat.brief.BriefEvent``)."""

    __tablename__ = "brief_events"
    __table_args__ = (index_some("ix_brief_events_worded", "created_at", "NOT words_expired"),)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), index=True)
    turn_seq: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    op: Mapped[str] = mapped_column(String(16))
    wish: Mapped[JsonObject | None]
    words_expired: Mapped[bool] = mapped_column(Boolean, default=False)
    ref: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
