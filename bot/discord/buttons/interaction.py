"""A press: what every button does first, and what most of them end in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.discord.cards import turn_card
from bot.discord.cards.layout import PREVIEW_NAME
from bot.discord.commands.authorization import require_allowed
from bot.discord.permissions import may_refine, not_theirs
from bot.discord.services import Interaction, Services, own_texts, public_texts
from language.texts import Texts, texts_for
from musechat.turn import TurnKind, TurnView
from store.pick_actions import ended_turns, loved_picks
from store.threads import ThreadView

NOBODY = discord.AllowedMentions.none()


@dataclass(frozen=True, slots=True)
class ButtonInteraction:
    """One press of a button, or one choice from a menu."""

    interaction: Interaction
    ids: tuple[int, ...]
    values: tuple[str, ...] = ()

    @property
    def of(self) -> int:
        """The id of what the button is about."""
        return self.ids[0]

    @property
    def desk(self) -> Services:
        """The bot's desk."""
        return self.interaction.client.desk

    @property
    def texts(self) -> Texts:
        """Texts for the one who pressed."""
        return own_texts(self.interaction)

    async def member(self) -> int:
        """Our id of the one who pressed."""
        return await self.desk.member(self.interaction.user.id)


Work = Callable[[ButtonInteraction], Awaitable[None]]
Acknowledge = Callable[[Interaction], Awaitable[None]]


async def quietly(interaction: Interaction) -> None:
    """Acknowledge without a trace; the card changes later."""
    await interaction.response.defer()


async def privately(interaction: Interaction) -> None:
    """Acknowledge with an answer to come that only the one who pressed sees."""
    await interaction.response.defer(ephemeral=True, thinking=True)


async def later(_interaction: Interaction) -> None:
    """Leave the answer to the handler, which opens a modal and needs nothing for it."""


async def require_may_refine(press: ButtonInteraction, thread: ThreadView) -> None:
    """Let a press pass only where its member may refine the thread.

    Raises:
        BadInput: ``may-not-refine``, or what the community's rules say.

    """
    await require_allowed(press.interaction)
    if not await may_refine(press.desk, thread, press.interaction.user.id):
        raise await not_theirs(press.desk, thread)


async def ask(press: ButtonInteraction, thread: ThreadView, kind: TurnKind, *, once: str = "", **more: Any) -> int:
    """Submit the turn that a press means; its answer comes by delivery.

    Args:
        press: by somebody who may refine.
        thread: that the turn belongs to.
        kind: of the turn.
        once: names the press among those of its thread. Pressing again asks again only once another turn has ended.
        more: further fields of :class:`musechat.turn.NewTurn`.

    Raises:
        BadInput: ``no-such-thread``.
        LimitReached: ``turns-per-day``.

    """
    interaction, desk = press.interaction, press.desk
    request = f"i{interaction.id}"
    if once:
        request = f"{once}:{thread.id}:{await desk.asking.read(ended_turns, thread.id)}"
    texts = public_texts(await desk.guild(thread.guild_id), interaction.guild_locale or interaction.locale)
    return await desk.submit(
        thread,
        interaction.user.id,
        kind,
        upload_bytes=interaction.filesize_limit,
        request=request,
        language=texts.language,
        **more,
    )


async def redraw(press: ButtonInteraction, turn: TurnView) -> None:
    """Draw the pressed card anew, in the language it has and with the preview it carries."""
    message = press.interaction.message
    if message is None:
        return
    loved = await press.desk.asking.read(loved_picks, turn.id)
    card = turn_card(turn, texts_for(turn.language), loved=loved, kept_preview=_shows_preview(message))
    form: dict[str, Any] = {"view": card.layout}
    if not message.flags.components_v2:
        form = {"content": card.plain, "view": card.plain_view}
    # What is attached stays as it is: a list of it would drop what Discord does not list.
    await press.interaction.edit_original_response(**form, allowed_mentions=NOBODY)


def _shows_preview(message: discord.Message) -> bool:
    """Whether a message carries the pick's preview. Discord does not list as attached what a component shows."""
    shown = [attachment.filename for attachment in message.attachments]
    parts = [part for box in message.components for part in (box, *getattr(box, "children", ()))]
    for gallery in parts:
        if isinstance(gallery, discord.MediaGalleryComponent):
            shown += [item.media.url.partition("?")[0].rpartition("/")[2] for item in gallery.items]
    return PREVIEW_NAME in shown


async def whisper(press: ButtonInteraction, text: str) -> None:
    """Say a line to the one who pressed, beside the card."""
    await press.interaction.followup.send(text, ephemeral=True, allowed_mentions=NOBODY)
