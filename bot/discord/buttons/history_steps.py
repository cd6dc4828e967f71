"""Handlers that change a thread's course: undo, return to a turn, remove a wish, relax a rule, cancel, retry."""

from __future__ import annotations

from bot.discord.buttons.interaction import (
    ButtonInteraction,
    follow_up_privately,
    redraw,
    require_may_refine,
    submit_press,
)
from bot.discord.buttons.show_turn import show_turn
from bot.discord.reach import has_channel, make_reply_address
from musechat.errors import BadInput
from musechat.turn import TurnKind, TurnView
from store.ledger import get_queue, retry_turn
from store.pick_actions import find_undo_step, load_last_shown, withdraw_verdict
from store.threads import ThreadView
from store.turn_replies import put_reply


async def undo_turn(press: ButtonInteraction) -> None:
    """Undo the member's verdict on the card's pick, or the turns after the card, or the card's turn.

    Where others have wished since, only the member's own wishes go.

    Raises:
        BadInput: ``nothing-to-undo``, ``others-wished-since``, ``may-not-refine``.

    """
    turn, thread = await _load_turn(press)
    await _step_back(press, turn, thread)


async def undo_last(press: ButtonInteraction) -> None:
    """Undo the thread's last turn, from the pinned brief.

    Raises:
        BadInput: ``nothing-to-undo``, ``others-wished-since``, ``may-not-refine``.

    """
    thread = await press.services.get_thread(press.target_id)
    await require_may_refine(press, thread)
    turn = await press.services.turn_client.read(load_last_shown, thread.id)
    if turn is None:
        raise build_nothing_to_undo()
    await _step_back(press, turn, thread)


async def _step_back(press: ButtonInteraction, turn: TurnView, thread: ThreadView) -> None:
    turn_client, member_id = press.services.turn_client, await press.get_member_id()
    step = await turn_client.read(find_undo_step, turn, member_id)
    if step.verdict:
        await turn_client.write(withdraw_verdict, turn.picks[0].id, member_id)
    # A turn that still runs has changed nothing yet: ending it is all there is to undo.
    if step.waiting is not None:
        await turn_client.cancel(step.waiting)
    elif step.to is not None:
        await submit_press(press, thread, TurnKind.BACK, once=f"undo:{turn.id}:{step.to}", about_turn=step.to)
    elif step.wishes_of is not None:
        once = f"withdraw:{turn.id}:{step.wishes_of}"
        await submit_press(press, thread, TurnKind.WITHDRAW, once=once, about_turn=step.wishes_of)
    elif not step.verdict:
        raise _build_others_wished() if step.others_wished else build_nothing_to_undo()
    elif _is_card_of(press, turn):  # only a verdict was taken back: no turn follows that would redraw the card
        await redraw(press, turn)
    else:
        await follow_up_privately(press, press.texts("buttons.taken-back"))


def _is_card_of(press: ButtonInteraction, turn: TurnView) -> bool:
    """Whether the pressed message is the turn's card, rather than the brief."""
    message = press.interaction.message
    return message is not None and str(message.id) == turn.message_id


async def return_to_turn(press: ButtonInteraction) -> None:
    """Return to the turn that was chosen in the brief's menu."""
    thread = await press.services.get_thread(press.target_id)
    await require_may_refine(press, thread)
    seq = int(press.values[0])
    await submit_press(press, thread, TurnKind.BACK, once=f"back:{seq}", about_turn=seq)


async def remove_wish(press: ButtonInteraction) -> None:
    """Remove the wish that was chosen in the brief's menu."""
    thread = await press.services.get_thread(press.target_id)
    await require_may_refine(press, thread)
    event = int(press.values[0])
    await submit_press(press, thread, TurnKind.RELAX, once=f"remove:{event}", about_event=event)


async def relax_rule(press: ButtonInteraction) -> None:
    """Lift the rule that the card of a turn without a pick offers to lift."""
    turn, thread = await _load_turn(press)
    event = turn.no_match.relax.event_seq if turn.no_match and turn.no_match.relax else None
    await submit_press(press, thread, TurnKind.RELAX, once=f"relax:{turn.id}", about_turn=turn.seq, about_event=event)


async def cancel_turn(press: ButtonInteraction) -> None:
    """Cancel a turn; only the member who submitted it may.

    Raises:
        BadInput: ``not-your-turn``.

    """
    turn = await press.services.turn_client.view(press.target_id)
    if turn.member_id != await press.get_member_id():
        raise BadInput("not-your-turn", "Only the one who asked for this can cancel it")
    if await press.services.turn_client.cancel(turn.id):
        return
    if has_channel(await press.services.get_thread(turn.thread_id)):
        await follow_up_privately(press, press.texts("buttons.already-ended"))
    else:  # it ended when nothing could be shown any more
        await show_turn(press)


async def retry_failed_turn(press: ButtonInteraction) -> None:
    """Queue a failed turn again."""
    turn, thread = await _load_turn(press)
    turn_client = press.services.turn_client
    if not has_channel(thread):
        await turn_client.write(put_reply, turn.id, make_reply_address(press.interaction))
    # The ledger decides: of two presses on the same button only the first finds the turn failed.
    if await turn_client.write(retry_turn, turn.id):
        turn_client.notify(turn.id, await turn_client.read(get_queue, turn.id))
    else:
        await follow_up_privately(press, press.texts("buttons.already-retried"))


async def _load_turn(press: ButtonInteraction) -> tuple[TurnView, ThreadView]:
    turn = await press.services.turn_client.view(press.target_id)
    thread = await press.services.get_thread(turn.thread_id)
    await require_may_refine(press, thread)
    return turn, thread


def build_nothing_to_undo() -> BadInput:
    """Build the error of an undo where nothing came before."""
    return BadInput("nothing-to-undo", "There is nothing before this to go back to", "Say what should change instead")


def _build_others_wished() -> BadInput:
    what = "Since then others have wished for something, and going back would take that from them"
    return BadInput("others-wished-since", what, "Remove a wish, or go back to an earlier turn, in the pinned brief")
