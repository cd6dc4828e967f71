"""Exclusions of a member, a thread or a guild."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Something that must not be picked, within a scope and until a time."""

    scope: str  # "thread", "member", "guild"
    what: str  # "track", "artist", "genre", "sounds-like"
    value: str  # a track id for "track" and "sounds-like", else a name
    expires_at: datetime | None = None  # None: for good
