"""The services of one bot process, made by the composition root and passed to whatever needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias, TypedDict, Unpack

import discord

from bot.discord.attachment_downloads import AttachmentDownloads
from bot.discord.clip_search import ClipSearch
from bot.discord.latest_draw import LatestDraws
from bot.turn_client import TurnClient
from language.texts import Texts, find_texts
from musechat.guild import GuildSettings
from musechat.settings import Settings
from musechat.turn import ClipSource, NewTurn, ReplyAddress, TurnKind
from store.blobs import BlobStore
from store.guilds import get_guild
from store.members import get_member
from store.threads import ThreadView, get_thread

PLATFORM = "discord"
UPLOAD_BYTES = 10 * 1024 * 1024  # what Discord takes from an app where nothing else is said
GUILD_S = 5.0  # how long a guild's settings are cached; a change by another process is seen after that

Interaction: TypeAlias = "discord.Interaction[discord.Client]"


class TurnFields(TypedDict, total=False):
    """Fields of :class:`musechat.turn.NewTurn` that only some turns have."""

    words: str
    source: ClipSource
    about_turn: int | None
    about_pick: int | None
    about_event: int | None
    message_id: str | None
    request: str
    language: str
    reply: ReplyAddress


@dataclass(slots=True)
class Services:
    """What the handlers of commands, buttons and messages work with. ``turn_client.asker`` is ``"discord"``."""

    turn_client: TurnClient
    settings: Settings
    blobs: BlobStore
    downloads: AttachmentDownloads = field(default_factory=AttachmentDownloads)
    clip_search: ClipSearch = field(init=False)
    latest_draws: LatestDraws = field(default_factory=LatestDraws)
    _guilds: dict[int, tuple[datetime, GuildSettings]] = field(default_factory=dict)
    _member_ids: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clip_search = ClipSearch(self.downloads)

    async def start(self) -> None:
        """Start the turn client's watcher."""
        await self.turn_client.start()

    async def close(self) -> None:
        """Close downloads and the turn client. Turns in flight stay in the ledger."""
        await self.downloads.close()
        await self.turn_client.close()

    async def get_member_id(self, user_id: int) -> int:
        """Our id of a Discord user, who becomes a member here if they are not one."""
        # Cached: ids never change, and a deleted member is dropped by :meth:`drop_cached`.
        if user_id not in self._member_ids:
            self._member_ids[user_id] = await self.turn_client.write(get_member, PLATFORM, str(user_id))
        return self._member_ids[user_id]

    async def get_guild_settings(self, guild_id: int | None) -> GuildSettings:
        """A guild's settings, at most ``GUILD_S`` old; the defaults outside guilds."""
        if guild_id is None:
            return GuildSettings()
        at, known = self._guilds.get(guild_id, (None, None))
        if known is None or at is None or (datetime.now(UTC) - at).total_seconds() > GUILD_S:
            known = await self.turn_client.read(get_guild, guild_id)
            self._guilds[guild_id] = (datetime.now(UTC), known)
        return known

    async def get_thread(self, thread_id: int) -> ThreadView:
        """Load one of our threads.

        Raises:
            BadInput: ``no-such-thread``.

        """
        return await self.turn_client.read(get_thread, thread_id)

    async def submit_turn(
        self,
        thread: ThreadView,
        user_id: int,
        kind: TurnKind,
        *,
        upload_bytes: int | None = None,
        **fields: Unpack[TurnFields],
    ) -> int:
        """Submit a turn of a thread for a Discord user, within the guild's limits; returns the turn's id.

        The result is delivered by :class:`bot.discord.delivery.Delivery`.

        Raises:
            BadInput: ``no-such-thread``.
            LimitReached: ``turns-per-day``.

        """
        guild = await self.get_guild_settings(thread.guild_id)
        new = NewTurn(
            thread_id=thread.id,
            member_id=await self.get_member_id(user_id),
            asker=self.turn_client.asker,
            kind=kind,
            preview_bytes=(upload_bytes or UPLOAD_BYTES) if self.settings.previews != "off" else 0,
            turns_per_day=guild.turns_per_day,
            **fields,
        )
        return await self.turn_client.submit(new)

    def read_blob(self, name: str) -> bytes:
        """Read a whole blob. Blocks: to be called in a thread.

        Raises:
            BadInput: ``blob-gone``.

        """
        with self.blobs.open_blob(name) as file:
            return file.read()

    def drop_cached(self, *, guild_id: int | None = None, user_id: int | None = None) -> None:
        """Drop what is cached of a guild whose settings changed, or of a member who was deleted."""
        if guild_id is not None:
            self._guilds.pop(guild_id, None)
        if user_id is not None:
            self._member_ids.pop(user_id, None)


def own_texts(interaction: Interaction) -> Texts:
    """Texts for a private answer: in the user's own language."""
    return find_texts(str(interaction.locale))


def public_texts(guild: GuildSettings, locale: discord.Locale | str | None) -> Texts:
    """Texts for a public answer: in the language that the moderators set, else the guild's locale."""
    return find_texts(guild.language or (str(locale) if locale else None))
