"""The desk: what every command, button and message of the bot works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import discord

from bot.turn_client import TurnClient
from language.texts import Texts, texts_for
from musechat.guild import GuildSettings
from musechat.settings import Settings
from musechat.turn import NewTurn, TurnKind
from store.blobs import BlobStore
from store.guilds import get_guild
from store.members import get_member
from store.threads import ThreadView, get_thread

if TYPE_CHECKING:
    from bot.discord.client import MuseChatClient

PLATFORM = "discord"
UPLOAD_BYTES = 10 * 1024 * 1024  # what Discord takes from an app where nothing else is said
GUILD_S = 5.0  # how long a guild's settings are taken as known; another shard's change is seen after that

Interaction: TypeAlias = "discord.Interaction[MuseChatClient]"


@dataclass(slots=True)
class Services:
    """One bot process's tools. ``asking.asker`` is ``"discord"``."""

    asking: TurnClient
    settings: Settings
    blobs: BlobStore
    _guilds: dict[int, tuple[datetime, GuildSettings]] = field(default_factory=dict)
    _members: dict[int, int] = field(default_factory=dict)

    async def member(self, user_id: int) -> int:
        """Our id of a Discord user, who is made on first sight."""
        if user_id not in self._members:
            self._members[user_id] = await self.asking.write(get_member, PLATFORM, str(user_id))
        return self._members[user_id]

    async def guild(self, guild_id: int | None) -> GuildSettings:
        """A guild's settings; the defaults outside of guilds."""
        if guild_id is None:
            return GuildSettings()
        at, known = self._guilds.get(guild_id, (None, None))
        if known is None or at is None or (datetime.now(UTC) - at).total_seconds() > GUILD_S:
            known = await self.asking.read(get_guild, guild_id)
            self._guilds[guild_id] = (datetime.now(UTC), known)
        return known

    def read_blob(self, name: str) -> bytes:
        """All bytes of a blob; blocks.

        Raises:
            BadInput: ``blob-gone``.

        """
        with self.blobs.open(name) as file:
            return file.read()

    def forget(self, *, guild_id: int | None = None, user_id: int | None = None) -> None:
        """Drop what is remembered of a guild whose settings changed, or of a member who was deleted."""
        if guild_id is not None:
            self._guilds.pop(guild_id, None)
        if user_id is not None:
            self._members.pop(user_id, None)

    async def thread(self, thread_id: int) -> ThreadView:
        """One of our threads.

        Raises:
            BadInput: ``no-such-thread``.

        """
        return await self.asking.read(get_thread, thread_id)

    async def submit(
        self, thread: ThreadView, user_id: int, kind: TurnKind, *, upload_bytes: int | None = None, **more: Any
    ) -> int:
        """Submit a turn of a thread for a Discord user, within the guild's limits; the turn's id.

        ``more`` are further fields of :class:`musechat.turn.NewTurn`. The answer comes by ``asking.changes()``.

        Raises:
            BadInput: ``no-such-thread``.
            LimitReached: ``turns-per-day``.

        """
        guild = await self.guild(thread.guild_id)
        new = NewTurn(
            thread_id=thread.id,
            member_id=await self.member(user_id),
            asker=self.asking.asker,
            kind=kind,
            preview_bytes=(upload_bytes or UPLOAD_BYTES) if self.settings.previews else 0,
            turns_per_day=guild.turns_per_day,
            **more,
        )
        return await self.asking.submit(new)


def own_texts(interaction: Interaction) -> Texts:
    """Texts for the one person who sees them."""
    return texts_for(str(interaction.locale))


def public_texts(guild: GuildSettings, locale: discord.Locale | str | None) -> Texts:
    """Texts for everyone: in the language that the moderators chose, else the guild's own as Discord has it."""
    return texts_for(guild.language or (str(locale) if locale else None))
