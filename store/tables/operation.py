"""The installation itself: its workers, facts about it, and counts of events."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, utc_now


class WorkerRow(Base):
    """A worker that serves this database; alive while its heartbeat is fresh."""

    __tablename__ = "workers"
    name: Mapped[str] = mapped_column(String(128), primary_key=True)
    host: Mapped[str] = mapped_column(String(128))
    pid: Mapped[int]
    queues: Mapped[list[str]]
    profile: Mapped[str] = mapped_column(String(16))
    ready: Mapped[bool] = mapped_column(Boolean, default=False)
    started_at: Mapped[datetime] = mapped_column(default=utc_now)
    seen_at: Mapped[datetime] = mapped_column(default=utc_now, index=True)


class InstallationRow(Base):
    """A fact about the installation, by name."""

    __tablename__ = "facts"
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class EventCountRow(Base):
    """How often something has happened in any process since the installation, by name."""

    __tablename__ = "event_counts"
    name: Mapped[str] = mapped_column(String(96), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger, default=0)
