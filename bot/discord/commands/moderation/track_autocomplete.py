"""Names of the library's tracks, cached for suggestions while somebody types."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from time import monotonic

from discord import app_commands

from bot.discord.cards.escaping import label
from bot.discord.services import Services
from store.audit import TrackName, load_track_names

FRESH_S = 60.0
MOST = 50_000  # a larger library is suggested from, and searched by name, this far
SUGGESTED = 25


class GuildTrackNames:
    """The names that a guild may see; read again when they are a minute old."""

    def __init__(self) -> None:
        self._names: list[TrackName] = []
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def visible(self, services: Services, guild_id: int) -> list[TrackName]:
        """Everybody's tracks and the guild's own, by artist and title."""
        async with self._reading:
            if monotonic() - self._read_at > FRESH_S:
                self._names = await services.turn_client.read(load_track_names, MOST)
                self._read_at = monotonic()
        return [name for name in self._names if name.guild_id in (None, guild_id)]

    def expire(self) -> None:
        """Read them again the next time."""
        self._read_at = float("-inf")


def suggest_tracks(names: Iterable[TrackName], typed: str) -> list[app_commands.Choice[str]]:
    """Tracks whose title, artist or id has what was typed; the choice's value is the track's id."""
    typed = typed.casefold().strip()
    found = [name for name in names if typed in f"{name.title} – {name.artist}".casefold() or name.id.startswith(typed)]
    found.sort(key=lambda name: not name.title.casefold().startswith(typed))
    return [app_commands.Choice(name=title_of(name), value=name.id) for name in found[:SUGGESTED]]


def suggest_names(names: Iterable[str], typed: str) -> list[app_commands.Choice[str]]:
    """Names that have what was typed, those that begin so first, each once."""
    typed = typed.casefold().strip()
    found = [name for name in dict.fromkeys(names) if typed in name.casefold() and 0 < len(name) <= 100]
    found.sort(key=lambda name: not name.casefold().startswith(typed))
    return [app_commands.Choice(name=label(name, 100), value=name) for name in found[:SUGGESTED]]


def title_of(name: TrackName) -> str:
    """Title and artist, as short as a choice must be."""
    return label(f"{label(name.title, 60)} – {label(name.artist, 36)}", 100)


def find_track(names: list[TrackName], typed: str) -> TrackName | None:
    """The track that somebody means: by its id, else by its title if there is but one."""
    typed = typed.casefold().strip()
    by_id = [name for name in names if name.id == typed]
    exact = by_id or [n for n in names if typed in (n.title.casefold(), f"{n.title} – {n.artist}".casefold())]
    return exact[0] if len(exact) == 1 else None
