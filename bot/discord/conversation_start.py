"""Starts conversations: creates a thread where one is needed, and submits the first turn."""

from __future__ import annotations

from collections.abc import Awaitable

import discord
import structlog

from bot.discord.api_calls import FAULTS, change_answer, open_answers, post_card, send_answer
from bot.discord.cards import Card, card_of, clip_choice_card
from bot.discord.cards.escaping import escape
from bot.discord.cards.layout import TextBlock
from bot.discord.channels import find_conversation
from bot.discord.clips import name_of
from bot.discord.permissions import build_refusal, may_refine
from bot.discord.recommendation_request import OriginReply, RecommendationRequest
from bot.discord.services import PLATFORM, Services, TurnFields
from bot.discord.thread_creation import ThreadCreator
from musechat.turn import ReplyAddress, TurnKind
from store.ledger import require_within_limit
from store.threads import ThreadView, find_thread, open_thread

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
        turn_id = await self._submit_first(thread, request)
        if request.clips is not None and len(request.clips.clips) > 1:
            await self._offer_other_clips(thread, request, turn_id)
        return thread

    async def start_private(self, request: RecommendationRequest, address: ReplyAddress, answer_id: int) -> None:
        """Submit the first turn of a conversation where the bot has no channel; its answers are for one person alone.

        Args:
            request: what was asked for.
            address: under which it is answered.
            answer_id: of the message that will show the answer.

        Raises:
            LimitReached: ``turns-per-day``.

        """
        services = self._services
        member_id = await services.get_member_id(request.user_id)
        thread_id = await services.turn_client.write(
            open_thread, platform=PLATFORM, member_id=member_id, name=request.title
        )
        thread = await services.get_thread(thread_id)
        # Before the turn, whose result may come at once.
        if request.clips is not None and len(request.clips.clips) > 1:
            names = [name_of(clip) for clip in request.clips.clips]
            choice = clip_choice_card(thread_id, request.clips.message_id, names, request.texts)
            answers = open_answers(self._client, address.token)
            await _try_to_offer(_offer_below(answers, answer_id, request, choice), thread_id)
        await self._submit_first(thread, request, {"message_id": str(answer_id), "reply": address})

    async def _submit_first(
        self, thread: ThreadView, request: RecommendationRequest, private: TurnFields | None = None
    ) -> int:
        fields: TurnFields = {
            **(private or {}),
            "words": request.words,
            "source": request.source,
            "request": request.request_id,
            "language": request.texts.language,
        }
        return await self._services.submit_turn(
            thread, request.user_id, TurnKind.FIRST, upload_bytes=request.upload_bytes, **fields
        )

    async def _offer_other_clips(self, thread: ThreadView, request: RecommendationRequest, turn_id: int) -> None:
        """Say which of a message's clips was taken, with a button for each of the others."""
        conversation = find_conversation(self._client, thread)
        if conversation is None or request.clips is None:
            return
        names = [name_of(clip) for clip in request.clips.clips]
        card = clip_choice_card(thread.id, request.clips.message_id, names, request.texts)
        await _try_to_offer(post_card(conversation.channel, card, nonce=f"o{turn_id}"), thread.id)

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


async def _try_to_offer(sending: Awaitable[object], thread_id: int) -> None:
    try:
        await sending
    except FAULTS as error:
        log.warning("clips-not-offered", thread=thread_id, error=str(error))


async def _offer_below(answers: discord.Webhook, answer_id: int, request: RecommendationRequest, choice: Card) -> None:
    """Send the note on the other clips as a message of its own."""
    # Discord puts the first thing sent after a deferral into the deferred answer, which is the turn's.
    looking = TextBlock(request.texts("recommend.looking", name=escape(request.title, 80)))
    await change_answer(answers, answer_id, card_of([looking], boxed=False))
    await send_answer(answers, choice)
