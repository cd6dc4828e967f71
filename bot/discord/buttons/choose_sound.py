"""*Music only · with my sound · voice first*: the menu under a pick, said as if it had been written."""

from __future__ import annotations

from bot.discord.buttons.interaction import ButtonInteraction, require_may_refine, submit_press
from language.sound_choices import list_sound_choices
from language.texts import find_texts
from musechat.errors import BadInput
from musechat.turn import TurnKind


async def choose_sound(press: ButtonInteraction) -> None:
    """Submit the words of the chosen mode as a turn; who presses twice, or together with others, is heard once.

    Raises:
        BadInput: ``no-such-turn``, ``no-such-pick``, ``may-not-refine``.

    """
    turn = await press.services.turn_client.view(press.target_id)
    thread = await press.services.get_thread(turn.thread_id)
    await require_may_refine(press, thread)
    chosen = press.values[0] if press.values else ""
    texts = find_texts(turn.language)
    offered = list_sound_choices(turn.picks[0].mix, turn.video, turn.clip_music, texts) if turn.picks else ()
    words = next((choice.words for choice in offered if choice.mode == chosen), None)
    if words is None:
        raise BadInput("no-such-pick", f"Turn {turn.id} has no pick whose sound can be chosen", "Use a newer card")
    await submit_press(press, thread, TurnKind.REFINE, once=f"sound:{turn.id}:{chosen}", words=words)
