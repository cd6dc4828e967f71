"""*Refine…*: a modal for words, for those who cannot or do not want to write in the thread; answers to questions."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import ui

from bot.discord.buttons.interaction import ButtonInteraction, acknowledge_silently, require_may_refine, submit_press
from bot.discord.cards.components import Verb, custom_id
from bot.discord.services import Interaction
from musechat.errors import BadInput
from musechat.turn import TurnKind

MAX_LETTERS = 500
OPEN_S = 15 * 60.0  # discord.py forgets the modal after that; submitting it then shows an error of Discord's


async def open_refine_modal(press: ButtonInteraction) -> None:
    """Open the modal. It must be the first response within three seconds, so permissions are checked on submitting."""
    await press.interaction.response.send_modal(RefineModal(press))


async def submit_answer(press: ButtonInteraction) -> None:
    """Submit the pressed answer to a turn's question, as if it had been written.

    Raises:
        BadInput: ``no-question``, ``may-not-refine``.

    """
    turn_id, which = press.ids
    turn = await press.services.turn_client.view(turn_id)
    thread = await press.services.get_thread(turn.thread_id)
    await require_may_refine(press, thread)
    if turn.question is None or which >= len(turn.question.answers):
        raise BadInput("no-question", "That question does not stand any more", "Say what should change")
    words = turn.question.answers[which]
    await submit_press(press, thread, TurnKind.REFINE, once=f"answer:{turn_id}:{which}", words=words)


class RefineModal(ui.Modal):
    """A modal that asks what should change."""

    def __init__(self, press: ButtonInteraction) -> None:
        turn_id, texts = press.target_id, press.texts
        super().__init__(title=texts("buttons.refine.title"), custom_id=custom_id(Verb.REFINE, turn_id), timeout=OPEN_S)
        self._press = press
        self.words: ui.TextInput[RefineModal] = ui.TextInput(
            custom_id="words",
            style=discord.TextStyle.paragraph,
            placeholder=texts("buttons.refine.example"),
            min_length=1,
            max_length=MAX_LETTERS,
        )
        self.add_item(ui.Label(text=texts("buttons.refine.what"), component=self.words))

    async def on_submit(self, interaction: Interaction) -> None:
        """Submit the words as a turn."""
        await self._press.errors.guard(interaction, self._submit(interaction))

    async def _submit(self, interaction: Interaction) -> None:
        await acknowledge_silently(interaction)
        # Submitting is an interaction of its own; the press's token serves for the modal alone.
        press = replace(self._press, interaction=interaction)
        turn = await press.services.turn_client.view(press.target_id)
        thread = await press.services.get_thread(turn.thread_id)
        await require_may_refine(press, thread)
        await submit_press(press, thread, TurnKind.REFINE, words=self.words.value.strip())
