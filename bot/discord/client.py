"""The client: one connection to Discord, and the parts that handle its events."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import Any, TypedDict

import discord
import structlog
import yarl
from discord import app_commands

from bot.discord.api_calls import FAULTS
from bot.discord.backlog import BacklogReader
from bot.discord.backoff import growing_pauses
from bot.discord.buttons import ButtonDispatcher
from bot.discord.call_times import make_call_trace
from bot.discord.cards.components import make_card_item
from bot.discord.channel_line import ChannelLine
from bot.discord.command_sync import Translations, deploy_if_changed
from bot.discord.commands import add_commands, bind_command_item
from bot.discord.connection_status import ConnectionStatus
from bot.discord.conversation_start import ConversationStarter
from bot.discord.delivery import Delivery
from bot.discord.error_messages import ErrorResponder
from bot.discord.licence_notices import LicenceNotifier
from bot.discord.message_listener import MessageListener
from bot.discord.reactions import ReactionListener
from bot.discord.recommend import RecommendHandler, add_recommend_commands
from bot.discord.renderer import Renderer
from bot.discord.services import PLATFORM, Interaction, Services, own_texts
from bot.discord.worker_presence import WorkerPresence
from bot.needed_rights import build_invite, build_user_install
from musechat.settings import Settings
from store.threads import find_thread

READY_S = 0.5  # after the last guild that Discord announces, before the client counts as ready

log = structlog.get_logger(__name__)


class ShardUnreachable(Exception):
    """A shard could not be connected this time."""


class ShardOptions(TypedDict, total=False):
    """Options of :class:`discord.AutoShardedClient`; without a count Discord's own advice is followed."""

    shard_count: int


class CommandErrorTree(app_commands.CommandTree[discord.Client]):
    """The command tree; an error that a command raises is answered privately to whoever used it."""

    def __init__(self, client: discord.Client, status: ConnectionStatus, errors: ErrorResponder) -> None:
        super().__init__(client)
        self._status = status
        self._errors = errors

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Refuse commands while the bot is closing: it could not finish them."""
        if not self._status.ending:
            return True
        with suppress(*FAULTS, RuntimeError):  # its own session may be closed by now
            await interaction.response.send_message(own_texts(interaction)("errors.restarting"), ephemeral=True)
        return False

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer a command's error."""
        await self._errors.refuse(interaction, error)


class MuseChatClient(discord.AutoShardedClient):
    """A connection to Discord. A client cannot be restarted: after a loss a new one is made with the same services."""

    def __init__(self, services: Services, *, serve: bool = True) -> None:
        """Make a client that is not connected yet, and its parts.

        Args:
            services: of this process.
            serve: whether to deploy commands and deliver results once logged in.

        """
        # No caches of messages and members: the ledger is the state, and they would grow with the guilds.
        super().__init__(
            intents=intents_of(services.settings),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=READY_S,
            http_trace=make_call_trace(),
            **shards_of(services.settings),
        )
        self._services = services
        self._serve = serve
        self._status = ConnectionStatus()
        self._launching: set[int] = set()
        self._errors = ErrorResponder(self._status)
        channel_line = ChannelLine(services.turn_client)
        self._buttons = ButtonDispatcher(services, self._errors, channel_line)
        presence = WorkerPresence(services.turn_client)
        self._renderer = Renderer(services, self, presence, channel_line)
        self._delivery = Delivery(services.turn_client, self._renderer, presence)
        self._licence_notifier = LicenceNotifier(services, self)
        starter = ConversationStarter(services, self)
        self._listener = MessageListener(services, self, self._status, starter)
        self._reactions = ReactionListener(services, self, channel_line)
        self._backlog = BacklogReader(services.turn_client, self, self._listener)
        self.tree = CommandErrorTree(self, self._status, self._errors)
        add_recommend_commands(self.tree, RecommendHandler(services, starter))
        add_commands(self.tree, services)

    async def setup_hook(self) -> None:
        """Register buttons and commands, after the login and before events arrive; called by discord.py."""
        self.add_dynamic_items(make_card_item(self._buttons.dispatch), bind_command_item(self._services, self._errors))
        await self.tree.set_translator(Translations())
        if self._serve:
            await deploy_if_changed(self, self.tree, self._services.turn_client)
            self._delivery.start()
            self._licence_notifier.start()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard, and try again until that succeeds.

        The library tries again by itself, each time one call deeper and always after the same five seconds. Here such
        a second call ends the first, and a growing pause follows.
        """
        if shard_id in self._launching:
            raise ShardUnreachable(shard_id)
        pauses = growing_pauses()
        while not await self._try_launch(gateway, shard_id, initial):
            pause = next(pauses)
            log.warning("gateway-unreachable", shard=shard_id, again_s=round(pause, 1))
            await asyncio.sleep(pause)

    async def _try_launch(self, gateway: yarl.URL, shard_id: int, initial: bool) -> bool:
        self._launching.add(shard_id)
        try:
            await super().launch_shard(gateway, shard_id, initial=initial)
        except ShardUnreachable:
            return False
        finally:
            self._launching.discard(shard_id)
        return True

    async def close(self) -> None:
        """Close the connection and the tasks that use it; may be called twice."""
        if not self._status.ending:
            self._status.ending = True
            # Before the HTTP session is closed, with which they send; the listener last, for the backlog feeds it.
            await self._delivery.close()
            await self._renderer.close()
            await self._licence_notifier.close()
            await self._backlog.close()
            await self._listener.close()
        await super().close()

    async def on_ready(self) -> None:
        """Log the invitation links, and read the messages that were written while no bot was connected."""
        links = {"invite": build_invite(self.application_id or 0)}
        if self.application is not None and self.application.user_integration_config is not None:
            links["install_for_oneself"] = build_user_install(self.application_id or 0)
        log.info("bot-ready", user=str(self.user), guilds=len(self.guilds), shards=self.shard_count, **links)
        self._backlog.start()

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Read what Discord may not have replayed."""
        log.info("bot-resumed", shard=shard_id)
        self._backlog.start()

    async def on_disconnect(self) -> None:
        """Stop advancing the read markers until the backlog has been read."""
        self._listener.read_markers.hold()

    async def on_message(self, message: discord.Message) -> None:
        """Handle a new message."""
        await self._listener.handle(message)

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Handle a reaction, on whichever message: those of earlier processes are not cached."""
        await self._reactions.handle(payload, added=True)

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """Handle a reaction that was taken back."""
        await self._reactions.handle(payload, added=False)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Handle a submitted modal; all other interactions have their handlers by now."""
        # By its id: discord.py knows only modals that this very process has opened.
        if interaction.type is discord.InteractionType.modal_submit:
            await self._buttons.submit_modal(interaction)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Cancel the open turns of a thread that was deleted."""
        thread = await self._services.turn_client.read(find_thread, PLATFORM, str(payload.thread_id))
        if thread is not None:
            await self._renderer.end_thread(thread.id)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Log an event that could not be handled."""
        log.error("event-failed", event_name=event_method, exc_info=sys.exc_info())


def intents_of(settings: Settings) -> discord.Intents:
    """The gateway intents; the privileged one, message content, only where the operator switched it on."""
    return discord.Intents(
        guilds=True,
        guild_messages=True,
        dm_messages=True,
        guild_reactions=True,
        dm_reactions=True,
        message_content=settings.message_content,
    )


def shards_of(settings: Settings) -> ShardOptions:
    """The number of shards that the operator set, if any."""
    return {"shard_count": settings.discord_shards} if settings.discord_shards else {}
