"""A press on a card, and what handlers share: acknowledging, authorization, submitting a turn, redrawing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Unpack

import discord

from bot.discord.card_redraw import find_preview
from bot.discord.cards import turn_card
from bot.discord.channel_line import ChannelLine
from bot.discord.commands.authorization import require_allowed
from bot.discord.permissions import build_refusal, may_refine
from bot.discord.reach import has_channel, make_reply_address
from bot.discord.services import Interaction, Services, TurnFields, own_texts, public_texts
from language.texts import Texts, find_texts
from musechat.turn import TurnKind, TurnView
from store.pick_actions import count_ended_turns
from store.threads import ThreadView
from store.verdicts import list_loved_picks

NOBODY = discord.AllowedMentions.none()


@dataclass(frozen=True, slots=True)
class ButtonInteraction:
    """One press of a button, or one choice in a menu; passed to the handlers.

    Attributes:
        services: of the process.
        channel_line: keeps the lines of conversations in their channels.
        interaction: of discord.py.
        ids: in the component's id, at least one.
        values: chosen in a menu; empty for a button.

    """

    services: Services
    channel_line: ChannelLine
    interaction: Interaction
    ids: tuple[int, ...]
    values: tuple[str, ...] = ()

    @property
    def target_id(self) -> int:
        """The id of the turn, pick or thread that the component is about."""
        return self.ids[0]

    @property
    def texts(self) -> Texts:
        """Texts in the language of the user who pressed."""
        return own_texts(self.interaction)

    async def get_member_id(self) -> int:
        """Our id of the member who pressed."""
        return await self.services.get_member_id(self.interaction.user.id)


ButtonHandler = Callable[[ButtonInteraction], Awaitable[None]]
Acknowledge = Callable[[Interaction], Awaitable[None]]


async def acknowledge_silently(interaction: Interaction) -> None:
    """Acknowledge without showing anything; the card changes later."""
    await interaction.response.defer()


async def acknowledge_privately(interaction: Interaction) -> None:
    """Acknowledge with an answer to come that only the user who pressed sees."""
    await interaction.response.defer(ephemeral=True, thinking=True)


async def acknowledge_later(_interaction: Interaction) -> None:
    """Leave the acknowledgement to the handler: a modal must be the first response."""


async def require_may_refine(press: ButtonInteraction, thread: ThreadView) -> None:
    """Check that the member who pressed may refine the thread.

    Raises:
        BadInput: ``may-not-refine``; ``not-here`` or ``not-you`` by the guild's settings.

    """
    await require_allowed(press.services, press.interaction)
    if not await may_refine(press.services, thread, press.interaction.user.id):
        raise await build_refusal(press.services, thread)


async def submit_press(
    press: ButtonInteraction, thread: ThreadView, kind: TurnKind, *, once: str = "", **fields: Unpack[TurnFields]
) -> int:
    """Submit a turn for a press, and return its id; its result comes by delivery.

    Args:
        press: by somebody who may refine.
        thread: that the turn belongs to.
        kind: of the turn.
        once: identifies the action within its thread: pressing again has an effect only after another turn has ended.
        fields: further fields of the turn.

    Raises:
        BadInput: ``no-such-thread``.
        LimitReached: ``turns-per-day``.

    """
    interaction, services = press.interaction, press.services
    request = f"i{interaction.id}"
    # Several members, or one impatient one, press the same button: the ledger takes a request id once.
    if once:
        request = f"{once}:{thread.id}:{await services.turn_client.read(count_ended_turns, thread.id)}"
    fields["request"] = request
    if has_channel(thread):
        guild = await services.get_guild_settings(thread.guild_id)
        fields["language"] = public_texts(guild, interaction.guild_locale or interaction.locale).language
    else:
        fields["language"] = press.texts.language
        fields["reply"] = make_reply_address(interaction)
    return await services.submit_turn(
        thread, interaction.user.id, kind, upload_bytes=interaction.filesize_limit, **fields
    )


async def redraw(press: ButtonInteraction, turn: TurnView) -> None:
    """Redraw the pressed card, in the language it has and with the preview it carries."""
    message = press.interaction.message
    if message is None:
        return
    loved = await press.services.turn_client.read(list_loved_picks, turn.id)
    card = turn_card(turn, find_texts(turn.language), loved=loved, kept_preview=find_preview(message))
    # Attachments are left out of the edit: sending the listed ones would drop those that Discord does not list.
    edit = press.interaction.edit_original_response
    if message.flags.components_v2:  # a message cannot change between the two forms
        await edit(view=card.layout, allowed_mentions=NOBODY)
    else:
        await edit(content=card.plain, view=card.plain_view, allowed_mentions=NOBODY)


async def follow_up_privately(press: ButtonInteraction, text: str) -> None:
    """Send a line that only the user who pressed sees."""
    await press.interaction.followup.send(text, ephemeral=True, allowed_mentions=NOBODY)
