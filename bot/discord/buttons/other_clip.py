"""Handler of the buttons that name the other clips of a message: one press goes on with that clip."""

from __future__ import annotations

import discord

from bot.discord.buttons.interaction import NOBODY, ButtonInteraction, require_may_refine, submit_press
from bot.discord.cards import clip_choice_card
from bot.discord.clip_intake import take_clip
from bot.discord.clip_search import FoundClips, read_post
from bot.discord.clips import name_of
from bot.discord.services import public_texts
from musechat.errors import BadInput
from musechat.turn import TurnKind
from store.threads import ThreadView


async def take_other_clip(press: ButtonInteraction) -> None:
    """Go on in the conversation with another clip of the message that began it.

    Raises:
        BadInput: ``clips-gone``, ``may-not-refine``, or as :func:`bot.discord.clip_intake.take_attachment`.

    """
    thread_id, message_id, which = press.ids
    thread = await press.services.get_thread(thread_id)
    await require_may_refine(press, thread)
    found = press.services.clip_search.recall(message_id) or await _find_again(press, thread, message_id)
    if which >= len(found.clips):
        raise _build_gone_error()
    guild = await press.services.get_guild_settings(thread.guild_id)
    source = await take_clip(press.services, found, which, guild)
    await submit_press(press, thread, TurnKind.FIRST, once=f"clip:{message_id}:{which}", source=source)
    texts = public_texts(guild, press.interaction.guild_locale or press.interaction.locale)
    names = [name_of(clip) for clip in found.clips]
    card = clip_choice_card(thread.id, message_id, names, texts, taken=which)
    await press.interaction.edit_original_response(view=card.layout, allowed_mentions=NOBODY)


async def _find_again(press: ButtonInteraction, thread: ThreadView, message_id: int) -> FoundClips:
    """Read the message anew: it stands in the conversation's own channel or in the one where it was asked for."""
    for channel_id in (thread.external_id, thread.channel_id):
        if channel_id is None:
            continue
        channel = press.interaction.client.get_partial_messageable(int(channel_id), guild_id=thread.guild_id)
        try:
            message = await channel.fetch_message(message_id)
        except discord.HTTPException as error:
            if error.status >= 500:
                raise
            continue  # not there, or not for us to read
        return await press.services.clip_search.find(read_post(message, press.services.settings))
    raise _build_gone_error()


def _build_gone_error() -> BadInput:
    return BadInput("clips-gone", "I can no longer see that message's clips", "Post the clip that you mean")
