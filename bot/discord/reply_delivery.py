"""Shows turns where the bot has no channel: as private answers to interactions, for as long as Discord takes them.

A token answers for a quarter of an hour. Shortly before its end a card with a button takes the place of the progress:
pressing it gives a new token. A result that comes later waits in the ledger for such a press.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import discord
import structlog

from bot.discord.api_calls import (
    FAULTS,
    UNANSWERABLE,
    DiscordCode,
    change_answer,
    code_of,
    open_answers,
    passes,
    send_answer,
)
from bot.discord.cards import Card, card_of, late_card
from bot.discord.cards.layout import TextBlock
from bot.discord.comparison_delivery import give_up_comparison
from bot.discord.played_media import FILE_REFUSED, Played, comes_late, draw_ended_card
from bot.discord.services import Services
from language.texts import find_texts
from musechat.comparison import ComparisonState
from musechat.errors import BadInput
from musechat.turn import ReplyAddress, TurnView
from store.database import DATABASE_FAULTS
from store.ledger import note_message
from store.turn_replies import find_reply

LATE = timedelta(seconds=60)  # before a token's end, when the card says how to go on

log = structlog.get_logger(__name__)


class ReplyDelivery:
    """Sends and edits the private answers. Transient errors are raised, to be retried."""

    def __init__(self, services: Services, client: discord.Client) -> None:
        self._services = services
        self._turn_client = services.turn_client
        self._client = client
        self._reminders: dict[int, asyncio.Task[None]] = {}

    async def close(self) -> None:
        """Stop; what is still to be said is said after the next start."""
        for task in self._reminders.values():
            task.cancel()
        await asyncio.gather(*self._reminders.values(), return_exceptions=True)

    async def show_progress(self, turn: TurnView, message_id: int | None, draw: Callable[[], Card]) -> int | None:
        """Show how far a turn is; returns the id of the message that does, None where there is none.

        Raises:
            discord.HTTPException, aiohttp.ClientError, OSError: a transient error.

        """
        address = await self._find_address(turn.id)
        if address is None:
            return message_id
        if _ends_soon(address):
            draw = partial(late_card, turn, find_texts(turn.language))
        else:
            self._remind(turn.id, address)
        shown = await self._try_to_show(address, message_id, draw)
        if shown is not None and shown != message_id:
            await self._turn_client.write(note_message, turn.id, str(shown))
        return shown

    async def show_result(self, turn: TurnView, played: Played, message_id: int | None) -> int | None:
        """Show what came of a turn; returns the id of the message that does, None where there is none.

        Raises:
            discord.HTTPException, aiohttp.ClientError, OSError: a transient error.

        """
        if (reminder := self._reminders.pop(turn.id, None)) is not None:
            reminder.cancel()
        if _shows_nothing_new(turn, played):
            return message_id
        address = await self._find_address(turn.id)
        if address is None:
            log.info("answered-too-late", turn=turn.id)
            return message_id
        try:
            return await self._show(address, message_id, partial(draw_ended_card, turn, played))
        except discord.HTTPException as error:
            if code_of(error) not in FILE_REFUSED or not played:
                return _give_up(error, message_id)
        turn = await give_up_comparison(self._services, turn)
        return await self._try_to_show(address, message_id, partial(draw_ended_card, turn, None))

    async def tell(self, turn: TurnView, line: str) -> None:
        """Send a line about a turn; Discord's errors are logged only."""
        address = await self._find_address(turn.id)
        if address is not None:
            message_id = None if turn.message_id is None else int(turn.message_id)
            try:
                await self._try_to_show(address, message_id, lambda: card_of([TextBlock(line)], boxed=False))
            except FAULTS as error:
                log.warning("line-not-sent", turn=turn.id, error=str(error))

    async def _find_address(self, turn_id: int) -> ReplyAddress | None:
        return await self._turn_client.read(find_reply, turn_id, datetime.now(UTC))

    async def _show(self, address: ReplyAddress, message_id: int | None, draw: Callable[[], Card]) -> int | None:
        webhook = open_answers(self._client, address.token)
        try:
            if message_id is None:
                return await send_answer(webhook, draw())
            await change_answer(webhook, message_id, draw())
        except discord.HTTPException as error:
            if code_of(error) != DiscordCode.UNKNOWN_MESSAGE or message_id is None:
                raise
            return await send_answer(webhook, draw())
        return message_id

    async def _try_to_show(self, address: ReplyAddress, message_id: int | None, draw: Callable[[], Card]) -> int | None:
        try:
            return await self._show(address, message_id, draw)
        except discord.HTTPException as error:
            return _give_up(error, message_id)

    def _remind(self, turn_id: int, address: ReplyAddress) -> None:
        self._reminders = {known: task for known, task in self._reminders.items() if not task.done()}
        if turn_id not in self._reminders:
            self._reminders[turn_id] = asyncio.create_task(self._say_how_to_go_on(turn_id, address), name="reminder")

    async def _say_how_to_go_on(self, turn_id: int, address: ReplyAddress) -> None:
        """Wait until a token is about to end, and say so where its turn has not ended."""
        await asyncio.sleep(max(0.0, (address.until - LATE - datetime.now(UTC)).total_seconds()))
        try:
            turn = await self._turn_client.view(turn_id)
            current = await self._find_address(turn_id)
            if current == address and not turn.state.final and turn.message_id is not None:
                card = partial(late_card, turn, find_texts(turn.language))
                await self._try_to_show(address, int(turn.message_id), card)
        except (*FAULTS, *DATABASE_FAULTS, BadInput) as error:  # the last: it was deleted meanwhile
            log.warning("end-not-announced", turn=turn_id, error=str(error))


def _give_up(error: discord.HTTPException, message_id: int | None) -> int | None:
    """Log an error that no further try can mend; a transient one is raised again."""
    if passes(error):
        raise error
    level = log.info if code_of(error) in UNANSWERABLE else log.warning
    level("answer-not-shown", answer=message_id, error=str(error))
    return message_id


def _ends_soon(address: ReplyAddress) -> bool:
    return address.until - datetime.now(UTC) <= LATE


def _shows_nothing_new(turn: TurnView, played: Played) -> bool:
    """Whether the message must stay as it is: it has files that an edit would lose, or was redrawn by a press."""
    revealed = turn.comparison is not None and turn.comparison.state is ComparisonState.REVEALED
    return revealed or (not played and comes_late(turn))
