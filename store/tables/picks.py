"""What was shown in a turn, what members said of it, and what must not be shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from musechat.json_types import JsonObject
from store.tables.base import NEVER_REUSED, Base, BigId, utc_now


class PickRow(Base):
    """A track shown in a turn."""

    __tablename__ = "picks"
    __table_args__ = (UniqueConstraint("turn_id", "rank"), NEVER_REUSED)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"))
    rank: Mapped[int]
    track_id: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"), index=True)
    score: Mapped[float]
    start_s: Mapped[float]
    end_s: Mapped[float]
    reason: Mapped[str] = mapped_column(Text, default="")
    reason_source: Mapped[str] = mapped_column(String(64), default="template")
    reason_check: Mapped[str] = mapped_column(String(16), default="")
    rule: Mapped[str] = mapped_column(String(64), default="")
    broken: Mapped[list[str]] = mapped_column(default=list)
    preview: Mapped[str] = mapped_column(Text, default="")
    parts: Mapped[dict[str, float]] = mapped_column(default=dict)
    mix: Mapped[JsonObject | None]  # see musechat.mix_settings.MixSettings; None: nobody has asked for anything


class FeedbackRow(Base):
    """A member's verdict on a pick; the latest replaces earlier ones."""

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("pick_id", "member_id"),
        CheckConstraint("verdict IN ('accepted','rejected')", name="verdict"),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pick_id: Mapped[int] = mapped_column(ForeignKey("picks.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    verdict: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(16), default="button")  # how it was given, see store.thread_history
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class PickRecordRow(Base):
    """The licence of a pick as it was known when somebody first accepted it."""

    __tablename__ = "pick_records"
    pick_id: Mapped[int] = mapped_column(ForeignKey("picks.id", ondelete="CASCADE"), primary_key=True)
    record: Mapped[JsonObject]  # see musechat.licence_statement.PickRecord
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class ExclusionRow(Base):
    """Something that must not be picked, within a scope and until a time."""

    __tablename__ = "exclusions"
    __table_args__ = (
        CheckConstraint("scope IN ('thread','member','guild')", name="scope"),
        CheckConstraint("what IN ('track','artist','genre','sounds-like')", name="what"),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    scope: Mapped[str] = mapped_column(String(16))
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(16))
    value: Mapped[str] = mapped_column(Text)
    turn_id: Mapped[int | None] = mapped_column(ForeignKey("turns.id", ondelete="SET NULL"), index=True)  # its cause
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime | None]
