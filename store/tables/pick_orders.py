"""What clients ask workers to make of picks, beside the turns."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, index_some, utc_now


class PickOrderRow(Base):
    """Something that a client has asked a worker to make of a pick, beside the turns."""

    __tablename__ = "pick_orders"
    __table_args__ = (
        CheckConstraint("kind IN ('mix','fit')", name="kind"),
        CheckConstraint("state IN ('wanted','taken','done','failed')", name="state"),
        index_some("ix_pick_orders_open", "kind", "state IN ('wanted','taken')", "asked_at"),
    )
    pick_id: Mapped[int] = mapped_column(ForeignKey("picks.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    state: Mapped[str] = mapped_column(String(8), default="wanted")
    error: Mapped[str] = mapped_column(Text, default="")  # why there is none, one line
    taken: Mapped[int] = mapped_column(default=0)  # how often a worker took it: the fence of what it writes
    asked_at: Mapped[datetime] = mapped_column(default=utc_now)
    taken_at: Mapped[datetime | None]
