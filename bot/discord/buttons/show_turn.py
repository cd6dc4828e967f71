"""*Show it*: goes on with a private answer whose time was over; the press gives another quarter of an hour."""

from __future__ import annotations

from bot.discord.api_calls import files_of
from bot.discord.buttons.interaction import NOBODY, ButtonInteraction, require_may_refine
from bot.discord.cards import progress_card
from bot.discord.played_media import draw_ended_card, read_played
from bot.discord.reach import has_channel, make_reply_address
from store.turn_replies import put_reply


async def show_turn(press: ButtonInteraction) -> None:
    """Show a turn as it stands in the message that was pressed; one that goes on is shown there from now on.

    Raises:
        BadInput: ``no-such-turn``, ``may-not-refine``.

    """
    services = press.services
    turn = await services.turn_client.view(press.target_id)
    thread = await services.get_thread(turn.thread_id)
    await require_may_refine(press, thread)
    if not has_channel(thread):
        await services.turn_client.write(put_reply, turn.id, make_reply_address(press.interaction))
        turn = await services.turn_client.view(turn.id)
    if turn.state.final:
        turn, played = await read_played(services, turn)
        card = draw_ended_card(turn, played)
    else:
        card = progress_card(turn, press.texts, estimate_s=None)
    await press.interaction.edit_original_response(
        view=card.layout, attachments=files_of(card), allowed_mentions=NOBODY
    )
