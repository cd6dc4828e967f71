"""What a member thinks of a pick: love it, not for me, more like this, another, that one instead."""

from __future__ import annotations

from bot.discord.buttons.interaction import ButtonInteraction, ask, redraw, require_may_refine
from musechat.turn import TurnKind, TurnView
from store.pick_actions import toggle_love, turn_of_pick
from store.thread_history import put_feedback
from store.threads import ThreadView


async def love(press: ButtonInteraction) -> None:
    """Accept the pick, or take that back; the card shows it in place."""
    turn, _ = await _about(press)
    await press.desk.asking.write(toggle_love, press.of, await press.member())
    await redraw(press, turn)


async def reject(press: ButtonInteraction) -> None:
    """Reject the pick, and ask for something away from it."""
    _, thread = await _about(press)
    await press.desk.asking.write(put_feedback, press.of, await press.member(), "rejected")
    await ask(press, thread, TurnKind.REJECT, once=f"reject:{press.of}", about_pick=press.of)


async def similar(press: ButtonInteraction) -> None:
    """Ask for more like the pick."""
    _, thread = await _about(press)
    await ask(press, thread, TurnKind.SIMILAR, once=f"similar:{press.of}", about_pick=press.of)


async def another(press: ButtonInteraction) -> None:
    """Ask for something else by the same brief."""
    turn = await press.desk.asking.view(press.of)
    thread = await press.desk.thread(turn.thread_id)
    await require_may_refine(press, thread)
    await ask(press, thread, TurnKind.ANOTHER, once=f"another:{press.of}")


async def alternate(press: ButtonInteraction) -> None:
    """Bring an alternate forward, on the card that shows it."""
    _, thread = await _about(press)
    message = press.interaction.message
    shown_by = str(message.id) if message is not None else None
    await ask(press, thread, TurnKind.ALTERNATE, once=f"alternate:{press.of}", about_pick=press.of, message_id=shown_by)


async def _about(press: ButtonInteraction) -> tuple[TurnView, ThreadView]:
    """The turn and thread of the pick that was pressed, for somebody who may refine it."""
    turn = await press.desk.asking.read(turn_of_pick, press.of)
    thread = await press.desk.thread(turn.thread_id)
    await require_may_refine(press, thread)
    return turn, thread
