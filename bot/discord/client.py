"""The client: what of Discord the bot listens to, and who takes what comes in."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import Any

import aiohttp
import discord
import structlog
import yarl
from discord import app_commands

from bot.discord import recommend
from bot.discord.api_calls import FAULTS
from bot.discord.backlog import BacklogReader
from bot.discord.backoff import growing_pauses
from bot.discord.buttons import ALL_ITEMS
from bot.discord.command_sync import Translations, deploy_if_changed
from bot.discord.commands import COMMAND_ITEMS, add_commands
from bot.discord.delivery import Delivery
from bot.discord.error_messages import refuse
from bot.discord.message_listener import MessageListener
from bot.discord.renderer import Renderer
from bot.discord.services import PLATFORM, Interaction, Services, own_texts
from musechat.settings import Settings
from store.threads import find_thread

READY_S = 0.5  # after the last guild that Discord tells of, before we say we are ready
CDN_S = 300.0
WANTED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    create_public_threads=True,
    send_messages_in_threads=True,
    attach_files=True,
    read_message_history=True,
    pin_messages=True,
)

log = structlog.get_logger(__name__)


class ShardUnreachable(Exception):
    """A shard could not be connected this time."""


class CommandErrorTree(app_commands.CommandTree["MuseChatClient"]):
    """All commands; what they raise is told to whoever used them."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Take nothing on while the bot is ending: it could not finish it."""
        if not interaction.client.ending:
            return True
        with suppress(*FAULTS, RuntimeError):  # its own session may be closed by now
            await interaction.response.send_message(own_texts(interaction)("errors.restarting"), ephemeral=True)
        return False

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Say what is wrong."""
        await refuse(interaction, error)


class MuseChatClient(discord.AutoShardedClient):
    """A connection to Discord. It is made anew where the old one cannot be mended; the desk outlives it."""

    def __init__(self, desk: Services, *, serve: bool = True, **options: Any) -> None:
        """Prepare a client that is not connected yet.

        Args:
            desk: of this process.
            serve: whether to do the bot's work once logged in.
            options: of :class:`discord.AutoShardedClient`.

        """
        fixed: dict[str, Any] = {
            "intents": intents_of(desk.settings),
            "allowed_mentions": discord.AllowedMentions.none(),
            "max_messages": None,
            "member_cache_flags": discord.MemberCacheFlags.none(),
            "chunk_guilds_at_startup": False,
            "guild_ready_timeout": READY_S,
        }
        if desk.settings.discord_shards:
            fixed["shard_count"] = desk.settings.discord_shards
        super().__init__(**(fixed | options))
        self.desk = desk
        self._serve = serve
        self.tree = CommandErrorTree(self)
        self.ending = False
        self.hearing = MessageListener(self)
        self._catching_up = BacklogReader(self)
        self._presenter = Renderer(self)
        self._delivery = Delivery(desk.asking, self._presenter)
        self._downloads: aiohttp.ClientSession | None = None
        self._launching: set[int] = set()
        recommend.add_commands(self.tree)
        add_commands(self.tree)

    @property
    def downloads(self) -> aiohttp.ClientSession:
        """For what members attach. discord.py's own downloads hold whole files in memory."""
        if self._downloads is None:
            self._downloads = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=CDN_S, sock_read=30.0))
        return self._downloads

    async def setup_hook(self) -> None:
        """Prepare between logging in and listening."""
        self.add_dynamic_items(*ALL_ITEMS, *COMMAND_ITEMS)
        await self.tree.set_translator(Translations())
        if self._serve:
            await deploy_if_changed(self, self.desk.asking)
            self._delivery.start()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard, however often that fails.

        The library tries again by itself, each time one call deeper and always after the same five seconds. Here such
        a second call ends the first, and a growing pause follows.
        """
        if shard_id in self._launching:
            raise ShardUnreachable(shard_id)
        pauses = growing_pauses()
        while not await self._launched(gateway, shard_id, initial):
            pause = next(pauses)
            log.warning("gateway-unreachable", shard=shard_id, again_s=round(pause, 1))
            await asyncio.sleep(pause)

    async def _launched(self, gateway: yarl.URL, shard_id: int, initial: bool) -> bool:
        self._launching.add(shard_id)
        try:
            await super().launch_shard(gateway, shard_id, initial=initial)
        except ShardUnreachable:
            return False
        finally:
            self._launching.discard(shard_id)
        return True

    async def close(self) -> None:
        """End the connection, and what runs by it."""
        if not self.ending:
            self.ending = True
            await self._delivery.close()
            await self._catching_up.close()
            await self.hearing.close()
            if self._downloads is not None:
                await self._downloads.close()
        await super().close()

    async def on_ready(self) -> None:
        """Say so, and hear what was said while nobody listened."""
        invitation = discord.utils.oauth_url(self.application_id or 0, permissions=WANTED)
        log.info("bot-ready", user=str(self.user), guilds=len(self.guilds), shards=self.shard_count, invite=invitation)
        self._catching_up.begin()

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Hear what Discord may not have told again."""
        log.info("bot-resumed", shard=shard_id)
        self._catching_up.begin()

    async def on_disconnect(self) -> None:
        """Hold back what is noted as heard until the gap is known to be closed."""
        self.hearing.seen.hold()

    async def on_message(self, message: discord.Message) -> None:
        """Hear what people say."""
        await self.hearing.hear(message)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Stop working for a thread that is gone."""
        thread = await self.desk.asking.read(find_thread, PLATFORM, str(payload.thread_id))
        if thread is not None:
            await self._presenter.end_thread(thread.id)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Tell the log of an event that could not be handled."""
        log.error("event-failed", event_name=event_method, exc_info=sys.exc_info())


def intents_of(settings: Settings) -> discord.Intents:
    """What the bot must know, and nothing more."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=settings.message_content)
