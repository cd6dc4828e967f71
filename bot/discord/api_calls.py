"""Calls to Discord that may fail: the meaning of its error codes, and cards sent and edited with fallbacks."""

from __future__ import annotations

from enum import IntEnum
from io import BytesIO
from typing import Any, TypeAlias

import aiohttp
import discord
import structlog

from bot.discord.cards.layout import Card

PLAIN_LETTERS = 2000  # Discord's limit of a classic message
ROW_BUTTONS = 5  # Discord's limit of an action row

log = structlog.get_logger(__name__)

Channel: TypeAlias = discord.abc.Messageable
# A cut connection is not reported as an error of Discord's, and the request may have been carried out all the same.
FAULTS = (discord.HTTPException, aiohttp.ClientError, OSError)


class DiscordCode(IntEnum):
    """Discord's JSON error codes that the bot handles."""

    UNKNOWN_CHANNEL = 10003
    UNKNOWN_MESSAGE = 10008
    UNKNOWN_INTERACTION = 10062
    PINS_FULL = 30003
    OLD_EDITS_SPENT = 30046  # a message older than an hour takes few edits
    TOO_LARGE = 40005
    ALREADY_ANSWERED = 40060
    MISSING_ACCESS = 50001
    CANNOT_DM = 50007
    MISSING_PERMISSIONS = 50013
    TOKEN_ENDED = 50027  # an interaction's, after a quarter of an hour
    BAD_FORM = 50035
    ARCHIVED = 50083
    HAS_THREAD = 160004
    THREAD_LOCKED = 160005
    THREADS_FULL = 160006
    NEWS_THREADS_FULL = 160007


# The conversation can never be posted to again.
GONE = frozenset({DiscordCode.UNKNOWN_CHANNEL, DiscordCode.MISSING_ACCESS, DiscordCode.CANNOT_DM})
# The channel takes no new thread, but may take a message: the conversation is held in the channel itself.
NO_THREAD_HERE = frozenset(
    {
        DiscordCode.MISSING_ACCESS,
        DiscordCode.MISSING_PERMISSIONS,
        DiscordCode.THREADS_FULL,
        DiscordCode.NEWS_THREADS_FULL,
        DiscordCode.BAD_FORM,
        50024,  # the action does not exist for this type of channel
    }
)
# An interaction is answered within three seconds and once, or not at all (10015: its webhook is gone).
UNANSWERABLE = frozenset(
    {DiscordCode.UNKNOWN_INTERACTION, DiscordCode.ALREADY_ANSWERED, DiscordCode.TOKEN_ENDED, 10015}
)


def code_of(error: BaseException) -> int:
    """Discord's code of an error; 0 where it gave none."""
    return error.code if isinstance(error, discord.HTTPException) else 0


def passes(error: BaseException) -> bool:
    """Whether the same call may succeed later."""
    if isinstance(error, discord.HTTPException):
        return error.status == 429 or error.status >= 500
    return isinstance(error, FAULTS)


async def post_card(channel: Channel, card: Card, *, nonce: str) -> discord.Message:
    """Send a card; as a plain message where Discord does not take its layout.

    Raises:
        discord.HTTPException, aiohttp.ClientError, OSError: it was not sent, or it is not known whether it was.

    """
    none = discord.AllowedMentions.none()
    # Within a few minutes Discord answers a nonce it knows with the message sent before: a repeat makes no second.
    try:
        return await channel.send(view=card.layout, files=files_of(card), nonce=nonce, allowed_mentions=none)
    except discord.HTTPException as error:
        if not _malformed(error):
            raise
        log.error("card-refused", nonce=nonce, error=str(error))
    text = card.plain[:PLAIN_LETTERS]
    if card.plain_view is None:
        return await channel.send(text, nonce=nonce, allowed_mentions=none)
    return await channel.send(text, view=card.plain_view, nonce=nonce, allowed_mentions=none)


async def change_card(message: discord.Message | discord.PartialMessage, card: Card) -> None:
    """Replace a message's content by a card; by plain text where Discord does not take its layout.

    Raises:
        discord.HTTPException, aiohttp.ClientError, OSError: it was not changed, or it is not known whether it was.

    """
    try:
        await _edit(message, card.layout, files_of(card))
    except discord.HTTPException as error:
        if not _malformed(error):
            raise
        log.error("card-refused", message=message.id, error=str(error))
        await _edit(message, plain_layout(card), [])


def open_answers(client: discord.Client, token: str) -> discord.Webhook:
    """Build what sends and edits the answers to an interaction, from its token alone."""
    webhook = discord.Webhook.partial(client.application_id or 0, token, client=client)
    webhook.type = discord.WebhookType.application  # only such a one sends what a single person sees
    return webhook


async def send_answer(webhook: discord.Webhook, card: Card) -> int:
    """Send a card as a private answer to an interaction; as plain text where Discord does not take its layout.

    Returns the message's id.

    Raises:
        discord.HTTPException, aiohttp.ClientError, OSError: it was not sent, or it is not known whether it was.

    """
    none = discord.AllowedMentions.none()
    try:
        sent = await webhook.send(
            view=card.layout, files=files_of(card), ephemeral=True, allowed_mentions=none, wait=True
        )
    except discord.HTTPException as error:
        if not _malformed(error):
            raise
        log.error("card-refused", error=str(error))
        sent = await webhook.send(view=plain_layout(card), ephemeral=True, allowed_mentions=none, wait=True)
    return sent.id


async def change_answer(webhook: discord.Webhook, message_id: int, card: Card) -> None:
    """Replace the content of an answer to an interaction by a card; by plain text where its layout is not taken.

    Raises:
        discord.HTTPException, aiohttp.ClientError, OSError: it was not changed, or it is not known whether it was.

    """
    try:
        await _edit_answer(webhook, message_id, card.layout, files_of(card))
    except discord.HTTPException as error:
        if not _malformed(error):
            raise
        log.error("card-refused", answer=message_id, error=str(error))
        await _edit_answer(webhook, message_id, plain_layout(card), [])


async def pin(message: discord.Message | discord.PartialMessage) -> bool:
    """Pin a message; False where that failed, for example for lack of a permission or of room."""
    try:
        await message.pin()
    except FAULTS as error:
        log.info("not-pinned", message=message.id, error=str(error))
        return False
    return True


def files_of(card: Card) -> list[discord.File]:
    """Build a card's files. Each serves one request: sending reads it to its end."""
    return [discord.File(BytesIO(file.data), filename=file.name) for file in card.files]


def plain_layout(card: Card) -> discord.ui.LayoutView:
    """Build a card's plain form as a layout: a message that once had one can never be a classic message again."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(card.plain[:PLAIN_LETTERS]))
    row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()
    for item in card.plain_view.children if card.plain_view is not None else []:
        # A row holds five buttons, or one menu alone.
        if row.children and (
            len(row.children) == ROW_BUTTONS or not (_is_button(item) and _is_button(row.children[0]))
        ):
            view.add_item(row)
            row = discord.ui.ActionRow()
        row.add_item(item)
    if row.children:
        view.add_item(row)
    return view


async def _edit(
    message: discord.Message | discord.PartialMessage, view: discord.ui.LayoutView, files: list[discord.File]
) -> None:
    # What a classic message had must be emptied by name, or Discord refuses the layout.
    none = discord.AllowedMentions.none()
    await message.edit(content=None, embeds=[], attachments=files, view=view, allowed_mentions=none)


async def _edit_answer(
    webhook: discord.Webhook, message_id: int, view: discord.ui.LayoutView, files: list[discord.File]
) -> None:
    none = discord.AllowedMentions.none()
    await webhook.edit_message(  # type: ignore[call-overload]  # typed as if a message had always been a layout
        message_id, content=None, embeds=[], attachments=files, view=view, allowed_mentions=none
    )


def _malformed(error: discord.HTTPException) -> bool:
    # Code 0 where Discord answers 400 without a code of its own.
    return error.status == 400 and error.code in (0, DiscordCode.BAD_FORM)


def _is_button(item: Any) -> bool:
    # A dynamic item wraps the button it draws.
    return isinstance(getattr(item, "item", item), discord.ui.Button)
