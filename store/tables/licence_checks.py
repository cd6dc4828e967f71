"""What came of re-reading the licences of accepted picks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, index_some


class LicenceCheckRow(Base):
    """The last look at the licence of an accepted pick, where it was stated, and what is told of it."""

    __tablename__ = "licence_checks"
    __table_args__ = (
        CheckConstraint("state IN ('nothing','same','there','unreachable','vanished','changed')", name="state"),
        index_some("ix_licence_checks_untold", "pick_id", "untold"),
        index_some("ix_licence_checks_finding", "found_at", "finding <> ''"),
    )
    pick_id: Mapped[int] = mapped_column(ForeignKey("picks.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(String(16))  # see musechat.licence_check.CheckState
    place: Mapped[str] = mapped_column(Text, default="")
    found: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")  # why the last look got no answer; empty where it got one
    seen_on: Mapped[list[str]] = mapped_column(default=list)  # pages on which the recorded licence has stood
    looked_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]  # since when it has been gone at every look that got an answer
    finding: Mapped[str] = mapped_column(Text, default="")  # see musechat.licence_check.LicenceReading.finding
    found_at: Mapped[datetime | None]  # when that finding was first made
    untold: Mapped[bool] = mapped_column(Boolean, default=False)  # whether the thread is still to be told of it
    claimed_at: Mapped[datetime | None]  # when a bot began to tell it
    told: Mapped[list[str]] = mapped_column(default=list)  # the findings that the thread was told
    told_at: Mapped[datetime | None]  # when it was last told one
