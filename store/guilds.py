"""Guilds: what a community's moderators have set."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.guild import GuildSettings
from store.tables import GuildRow
from store.threads import ensure_guild


def get_guild(session: Session, guild_id: int | None) -> GuildSettings:
    """A guild's settings; the defaults for one nobody has set anything for, and outside of guilds."""
    row = session.get(GuildRow, guild_id) if guild_id is not None else None
    return GuildSettings.from_json(row.settings) if row else GuildSettings()


def change_guild(session: Session, guild_id: int, change: Callable[[GuildSettings], GuildSettings]) -> GuildSettings:
    """Apply a moderator's change to what stands now; the settings after it. Two moderators at once lose nothing."""
    ensure_guild(session, guild_id)
    row = session.scalars(select(GuildRow).where(GuildRow.id == guild_id).with_for_update()).one()
    settings = change(GuildSettings.from_json(row.settings))
    row.settings = settings.to_json()
    session.flush()
    return settings
