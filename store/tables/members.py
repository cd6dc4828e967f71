"""Who asks: members, communities, and tokens of the HTTP API."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from musechat.json_types import JsonObject
from store.tables.base import NEVER_REUSED, Base, BigId, index_some, utc_now


class MemberRow(Base):
    """A person, on one platform ("local", "page", "discord")."""

    __tablename__ = "members"
    __table_args__ = (
        UniqueConstraint("platform", "external_id"),
        index_some("ix_members_opted_out", "id", "opted_out"),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    platform: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str] = mapped_column(String(64))
    opted_out: Mapped[bool] = mapped_column(Boolean, default=False)  # excluded from learning
    no_questions: Mapped[bool] = mapped_column(Boolean, default=False)  # they asked for none
    taste_since: Mapped[datetime | None]  # picks accepted before are not learned from
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class GuildRow(Base):
    """A community's settings, as set by its moderators."""

    __tablename__ = "guilds"
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    settings: Mapped[JsonObject] = mapped_column(default=dict)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)


class ApiTokenRow(Base):
    """A token of the HTTP API. Only its hash is kept; what it asks for belongs to its own member."""

    __tablename__ = "api_tokens"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256, hex
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    used_at: Mapped[datetime | None]  # to the hour
