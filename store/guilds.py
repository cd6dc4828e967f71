"""The settings of guilds, made by their moderators."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.guild import GuildSettings
from store.tables import GuildRow
from store.threads import ensure_guild


def get_guild(session: Session, guild_id: int | None) -> GuildSettings:
    """Load a guild's settings; the defaults for a guild without any, and outside of guilds (None)."""
    row = session.get(GuildRow, guild_id) if guild_id is not None else None
    return GuildSettings.from_json(row.settings) if row else GuildSettings()


def change_guild(session: Session, guild_id: int, change: Callable[[GuildSettings], GuildSettings]) -> GuildSettings:
    """Apply ``change`` to the current settings, and return the new ones. Concurrent changes are applied in turn."""
    ensure_guild(session, guild_id)  # a row that does not exist cannot be locked
    row = session.scalars(select(GuildRow).where(GuildRow.id == guild_id).with_for_update()).one()
    settings = change(GuildSettings.from_json(row.settings))
    row.settings = settings.to_json()
    session.flush()
    return settings
