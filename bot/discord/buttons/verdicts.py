"""Handlers for verdicts on a pick: love, reject, similar, another, promote an alternate."""

from __future__ import annotations

from bot.discord.buttons.interaction import ButtonInteraction, redraw, require_may_refine, submit_press
from bot.discord.channels import find_conversation
from language.texts import find_texts
from musechat.turn import TurnKind, TurnView
from store.pick_actions import load_pick_turn
from store.thread_history import put_feedback
from store.threads import ThreadView
from store.verdicts import toggle_love


async def toggle_love_of_pick(press: ButtonInteraction) -> None:
    """Accept the pick, or withdraw that; the card and the line in the channel say so."""
    turn, thread = await _load_pick(press)
    await press.services.turn_client.write(toggle_love, press.target_id, await press.get_member_id())
    await redraw(press, turn)
    conversation = find_conversation(press.interaction.client, thread)
    if conversation is not None:
        await press.channel_line.update(conversation, find_texts(turn.language))


async def reject_pick(press: ButtonInteraction) -> None:
    """Reject the pick, and submit a turn for a different one."""
    _, thread = await _load_pick(press)
    # Stored before the turn: the verdict counts even where the day's turns are used up.
    await press.services.turn_client.write(put_feedback, press.target_id, await press.get_member_id(), "rejected")
    await submit_press(press, thread, TurnKind.REJECT, once=f"reject:{press.target_id}", about_pick=press.target_id)


async def find_similar(press: ButtonInteraction) -> None:
    """Submit a turn for more like the pick."""
    _, thread = await _load_pick(press)
    await submit_press(press, thread, TurnKind.SIMILAR, once=f"similar:{press.target_id}", about_pick=press.target_id)


async def find_another(press: ButtonInteraction) -> None:
    """Submit a turn for another pick by the same brief."""
    turn = await press.services.turn_client.view(press.target_id)
    thread = await press.services.get_thread(turn.thread_id)
    await require_may_refine(press, thread)
    await submit_press(press, thread, TurnKind.ANOTHER, once=f"another:{press.target_id}")


async def promote_alternate(press: ButtonInteraction) -> None:
    """Make an alternate the pick, on the card that shows it."""
    _, thread = await _load_pick(press)
    # The turn takes over the pressed message, so its result replaces that card instead of following below.
    message = press.interaction.message
    shown_by = str(message.id) if message is not None else None
    await submit_press(
        press,
        thread,
        TurnKind.ALTERNATE,
        once=f"alternate:{press.target_id}",
        about_pick=press.target_id,
        message_id=shown_by,
    )


async def _load_pick(press: ButtonInteraction) -> tuple[TurnView, ThreadView]:
    """Load the turn and thread of the pressed pick, and check that the member may refine it."""
    turn = await press.services.turn_client.read(load_pick_turn, press.target_id)
    thread = await press.services.get_thread(turn.thread_id)
    await require_may_refine(press, thread)
    return turn, thread
