"""Starts conversations: creates a thread where one is needed, and submits the first turn."""

from __future__ import annotations

import discord
import structlog

from bot.discord.api_calls import FAULTS, post_card
from bot.discord.cards import clip_choice_card
from bot.discord.channels import find_conversation
from bot.discord.clips import name_of
from bot.discord.permissions import build_refusal, may_refine
from bot.discord.recommendation_request import OriginReply, RecommendationRequest
from bot.discord.services import PLATFORM, Services
from bot.discord.thread_creation import ThreadCreator
from musechat.turn import TurnKind
from store.ledger import require_within_limit
from store.threads import ThreadView, find_thread

log = structlog.get_logger(__name__)


class ConversationStarter:
    """Starts conversations, whether a command or a message asks for them."""

    def __init__(self, services: Services, client: discord.Client) -> None:
        self._services = services
        self._client = client
        self._threads = ThreadCreator(services, client)

    async def start(
        self, request: RecommendationRequest, reply: OriginReply, *, own: ThreadView | None = None
    ) -> ThreadView:
        """Submit the first turn about a clip whose bytes are stored, and return its thread.

        Args:
            request: what was asked for.
            reply: the bot's message in the channel of the request.
            own: the thread of ours in which the request was made; None opens a new one.

        Raises:
            BadInput: ``missing-permission``, ``cannot-speak-here``.
            LimitReached: ``turns-per-day``.
            discord.HTTPException, aiohttp.ClientError, OSError: Discord did not answer.

        """
        thread = own
        if thread is None:
            # Submitting checks the limit as well, but then an empty thread would already stand in the channel.
            await self._require_within_limit(request)
            thread = await self._threads.create(request, reply)
        turn_id = await self._services.submit_turn(
            thread,
            request.user_id,
            TurnKind.FIRST,
            upload_bytes=request.upload_bytes,
            words=request.words,
            source=request.source,
            request=request.request_id,
            language=request.texts.language,
        )
        if request.clips is not None and len(request.clips.clips) > 1:
            await self._offer_other_clips(thread, request, turn_id)
        return thread

    async def _offer_other_clips(self, thread: ThreadView, request: RecommendationRequest, turn_id: int) -> None:
        """Say which of a message's clips was taken, with a button for each of the others."""
        conversation = find_conversation(self._client, thread)
        if conversation is None or request.clips is None:
            return
        names = [name_of(clip) for clip in request.clips.clips]
        card = clip_choice_card(thread.id, request.clips.message_id, names, request.texts)
        try:
            await post_card(conversation.channel, card, nonce=f"o{turn_id}")
        except FAULTS as error:
            log.warning("clips-not-offered", thread=thread.id, error=str(error))

    async def find_own_thread(self, channel_id: int, user_id: int) -> ThreadView | None:
        """Find our thread that is shown in a channel, for a user who may refine it; None for any other channel.

        Raises:
            BadInput: ``may-not-refine``.

        """
        thread = await self._services.turn_client.read(find_thread, PLATFORM, str(channel_id))
        if thread is not None and not await may_refine(self._services, thread, user_id):
            raise await build_refusal(self._services, thread)
        return thread

    async def _require_within_limit(self, request: RecommendationRequest) -> None:
        """Check the day's limit of turns."""
        services = self._services
        limit = (await services.get_guild_settings(request.guild_id)).turns_per_day
        if limit is not None:
            member_id = await services.get_member_id(request.user_id)
            await services.turn_client.write(require_within_limit, member_id, request.guild_id, limit)
