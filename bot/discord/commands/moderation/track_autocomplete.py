"""Track names for autocompletion, cached: Discord asks with every key, and waits three seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from time import monotonic

from discord import app_commands

from bot.discord.cards.escaping import label
from bot.discord.services import Services
from store.audit import TrackName, load_track_names

FRESH_S = 60.0  # how long names are reused
MOST = 50_000  # names in memory; tracks of a larger library beyond that are found by nobody's typing
SUGGESTED = 25  # Discord's limit of choices


class GuildTrackNames:
    """Cache of all track names, filtered by guild; reloaded when it is ``FRESH_S`` old."""

    def __init__(self) -> None:
        self._names: list[TrackName] = []
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def visible(self, services: Services, guild_id: int) -> list[TrackName]:
        """The names of shared tracks and of the guild's own, ordered by artist and title."""
        # Locked, so that keys typed during a reload do not each start another.
        async with self._reading:
            if monotonic() - self._read_at > FRESH_S:
                self._names = await services.turn_client.read(load_track_names, MOST)
                self._read_at = monotonic()
        return [name for name in self._names if name.guild_id in (None, guild_id)]

    def expire(self) -> None:
        """Make the next call reload the names."""
        self._read_at = float("-inf")


def suggest_tracks(names: Iterable[TrackName], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest tracks whose title, artist or id matches; titles that begin with the input first.

    A choice's value is the track's id.
    """
    typed = typed.casefold().strip()
    found = [name for name in names if typed in f"{name.title} – {name.artist}".casefold() or name.id.startswith(typed)]
    found.sort(key=lambda name: not name.title.casefold().startswith(typed))
    return [app_commands.Choice(name=title_of(name), value=name.id) for name in found[:SUGGESTED]]


def suggest_names(names: Iterable[str], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest names that contain the input, without duplicates; those that begin with it first."""
    typed = typed.casefold().strip()
    found = [name for name in dict.fromkeys(names) if typed in name.casefold() and 0 < len(name) <= 100]
    found.sort(key=lambda name: not name.casefold().startswith(typed))
    return [app_commands.Choice(name=label(name, 100), value=name) for name in found[:SUGGESTED]]


def title_of(name: TrackName) -> str:
    """Title and artist in at most 100 characters, Discord's limit of a choice."""
    return label(f"{label(name.title, 60)} – {label(name.artist, 36)}", 100)


def find_track(names: list[TrackName], typed: str) -> TrackName | None:
    """Find the track that the input means: by its id, else by its full title if that is unique."""
    typed = typed.casefold().strip()
    by_id = [name for name in names if name.id == typed]
    exact = by_id or [
        name for name in names if typed in (name.title.casefold(), f"{name.title} – {name.artist}".casefold())
    ]
    return exact[0] if len(exact) == 1 else None
