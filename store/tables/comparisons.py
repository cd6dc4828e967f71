"""Blind comparisons of picks, and the votes in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import NEVER_REUSED, Base, BigId, utc_now


class ComparisonRow(Base):
    """A blind comparison of picks, made by a turn. A thread has one open comparison at most."""

    __tablename__ = "comparisons"
    __table_args__ = (
        UniqueConstraint("turn_id"),
        CheckConstraint("state IN ('open','revealed','lost')", name="state"),
        Index(
            "uq_comparisons_open",
            "thread_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), index=True)
    seed: Mapped[int] = mapped_column(BigInteger)  # that drew the order
    state: Mapped[str] = mapped_column(String(16), default="open")  # see musechat.comparison.ComparisonState
    from_s: Mapped[float]  # the stretch of the clip
    to_s: Mapped[float]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    revealed_at: Mapped[datetime | None]


class ComparedPickRow(Base):
    """A pick that stands in a comparison; its place, from 0, is its letter."""

    __tablename__ = "comparison_candidates"
    comparison_id: Mapped[int] = mapped_column(ForeignKey("comparisons.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    pick_id: Mapped[int] = mapped_column(ForeignKey("picks.id", ondelete="CASCADE"), index=True)
    blob: Mapped[str] = mapped_column(Text, default="")  # its file, deleted with the clip
    loudness_lufs: Mapped[float]  # of the finished file


class ComparisonVoteRow(Base):
    """A member's vote in a comparison; ``place`` is -1 where it is for none of them."""

    __tablename__ = "comparison_votes"
    comparison_id: Mapped[int] = mapped_column(ForeignKey("comparisons.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, index=True)
    place: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
