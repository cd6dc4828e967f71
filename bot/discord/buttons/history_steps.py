"""Steps back and aside: undo, back to a turn, lift a wish, cancel, try again."""

from __future__ import annotations

from bot.discord.buttons.interaction import ButtonInteraction, ask, redraw, require_may_refine, whisper
from musechat.errors import BadInput
from musechat.turn import TurnKind, TurnView
from store.ledger import queue_of, retry
from store.pick_actions import last_shown, step_back, take_back
from store.threads import ThreadView


async def undo(press: ButtonInteraction) -> None:
    """Take back the member's verdict on the card's pick, or what came after the card, or the card itself."""
    turn, thread = await _turn_and_thread(press)
    await _undo(press, turn, thread)


async def rewind(press: ButtonInteraction) -> None:
    """Take the thread's last turn back, from the pinned brief."""
    thread = await press.desk.thread(press.of)
    await require_may_refine(press, thread)
    turn = await press.desk.asking.read(last_shown, thread.id)
    if turn is None:
        raise nothing_to_undo()
    await _undo(press, turn, thread)


async def _undo(press: ButtonInteraction, turn: TurnView, thread: ThreadView) -> None:
    asking, member_id = press.desk.asking, await press.member()
    step = await asking.read(step_back, turn, member_id)
    if step.verdict:
        await asking.write(take_back, turn.picks[0].id, member_id)
    if step.waiting is not None:
        await asking.cancel(step.waiting)
    elif step.to is not None:
        await ask(press, thread, TurnKind.BACK, once=f"undo:{turn.id}:{step.to}", about_turn=step.to)
    elif not step.verdict:
        raise nothing_to_undo()
    elif _shows(press, turn):
        await redraw(press, turn)
    else:
        await whisper(press, press.texts("buttons.taken-back"))


def _shows(press: ButtonInteraction, turn: TurnView) -> bool:
    """Whether the pressed message is the turn's card, and not the brief."""
    message = press.interaction.message
    return message is not None and str(message.id) == turn.message_id


async def back(press: ButtonInteraction) -> None:
    """Go back to the turn that was chosen from the brief's menu."""
    thread = await press.desk.thread(press.of)
    await require_may_refine(press, thread)
    seq = int(press.values[0])
    await ask(press, thread, TurnKind.BACK, once=f"back:{seq}", about_turn=seq)


async def remove(press: ButtonInteraction) -> None:
    """Lift the wish that was chosen from the brief's menu."""
    thread = await press.desk.thread(press.of)
    await require_may_refine(press, thread)
    event = int(press.values[0])
    await ask(press, thread, TurnKind.RELAX, once=f"remove:{event}", about_event=event)


async def relax(press: ButtonInteraction) -> None:
    """Lift the rule that the card of a turn without a pick offers."""
    turn, thread = await _turn_and_thread(press)
    event = turn.no_match.relax.event_seq if turn.no_match and turn.no_match.relax else None
    await ask(press, thread, TurnKind.RELAX, once=f"relax:{turn.id}", about_turn=turn.seq, about_event=event)


async def cancel(press: ButtonInteraction) -> None:
    """Ask for a turn's end; only whoever asked for the turn may.

    Raises:
        BadInput: ``not-your-turn``.

    """
    turn = await press.desk.asking.view(press.of)
    if turn.member_id != await press.member():
        raise BadInput("not-your-turn", "Only the one who asked for this can cancel it")
    if not await press.desk.asking.cancel(turn.id):
        await whisper(press, press.texts("buttons.already-ended"))


async def again(press: ButtonInteraction) -> None:
    """Have a failed turn tried again."""
    turn, _ = await _turn_and_thread(press)
    asking = press.desk.asking
    if await asking.write(retry, turn.id):
        asking.ring(turn.id, await asking.read(queue_of, turn.id))
    else:
        await whisper(press, press.texts("buttons.already-retried"))


async def _turn_and_thread(press: ButtonInteraction) -> tuple[TurnView, ThreadView]:
    turn = await press.desk.asking.view(press.of)
    thread = await press.desk.thread(turn.thread_id)
    await require_may_refine(press, thread)
    return turn, thread


def nothing_to_undo() -> BadInput:
    """The error of a step back from the first turn."""
    return BadInput("nothing-to-undo", "There is nothing before this to go back to", "Say what should change instead")
