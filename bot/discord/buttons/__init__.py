"""Dispatches presses on a card's buttons and menus to their handlers.

Every press is acknowledged before anything else, for Discord waits three seconds; errors are answered privately.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, cast

from bot.discord.buttons.choose_sound import choose_sound
from bot.discord.buttons.compare import reveal, start_comparison, take_winner, vote
from bot.discord.buttons.exclude import exclude, open_panel, update_choice
from bot.discord.buttons.get_files import send_files
from bot.discord.buttons.history_steps import (
    cancel_turn,
    relax_rule,
    remove_wish,
    retry_failed_turn,
    return_to_turn,
    undo_last,
    undo_turn,
)
from bot.discord.buttons.interaction import (
    Acknowledge,
    ButtonHandler,
    ButtonInteraction,
    acknowledge_later,
    acknowledge_privately,
    acknowledge_silently,
)
from bot.discord.buttons.other_clip import take_other_clip
from bot.discord.buttons.refine import open_refine_modal, submit_answer, submit_refinement
from bot.discord.buttons.show_turn import show_turn
from bot.discord.buttons.verdicts import (
    find_another,
    find_similar,
    promote_alternate,
    reject_pick,
    toggle_love_of_pick,
)
from bot.discord.buttons.why import show_explanation
from bot.discord.cards.components import Verb, parse_modal_id
from bot.discord.channel_line import ChannelLine
from bot.discord.error_messages import ErrorResponder
from bot.discord.services import Interaction, Services
from musechat.errors import BadInput

__all__ = ["HANDLERS", "ButtonDispatcher"]


_OF_A_TURN = (Verb.UNDO, Verb.COMPARE)  # of those in the menu


async def handle_menu_choice(press: ButtonInteraction) -> None:
    """Handle a choice in the menu *More…* as a press on the button that it stands for.

    Raises:
        BadInput: as that button's handler.

    """
    turn_id, pick_id = press.ids
    verb = Verb(press.values[0])
    acknowledge, handle = HANDLERS[verb]
    await acknowledge(press.interaction)
    await handle(replace(press, ids=(turn_id if verb in _OF_A_TURN else pick_id,), values=()))


HANDLERS: dict[Verb, tuple[Acknowledge, ButtonHandler]] = {
    Verb.LOVE: (acknowledge_silently, toggle_love_of_pick),
    Verb.REJECT: (acknowledge_silently, reject_pick),
    Verb.ANOTHER: (acknowledge_silently, find_another),
    Verb.SIMILAR: (acknowledge_silently, find_similar),
    Verb.ALTERNATE: (acknowledge_silently, promote_alternate),
    Verb.REFINE: (acknowledge_later, open_refine_modal),
    Verb.MORE: (acknowledge_later, handle_menu_choice),
    Verb.ANSWER: (acknowledge_silently, submit_answer),
    Verb.NEVER: (acknowledge_privately, open_panel),
    Verb.NEVER_WHAT: (acknowledge_silently, partial(update_choice, field="what")),
    Verb.NEVER_SCOPE: (acknowledge_silently, partial(update_choice, field="scope")),
    Verb.NEVER_TIME: (acknowledge_silently, partial(update_choice, field="time")),
    Verb.NEVER_DO: (acknowledge_silently, exclude),
    Verb.UNDO: (acknowledge_silently, undo_turn),
    Verb.WHY: (acknowledge_privately, show_explanation),
    Verb.GET: (acknowledge_privately, send_files),
    Verb.SOUND: (acknowledge_silently, choose_sound),
    Verb.COMPARE: (acknowledge_silently, start_comparison),
    Verb.VOTE: (acknowledge_silently, vote),
    Verb.REVEAL: (acknowledge_silently, reveal),
    Verb.TAKE: (acknowledge_silently, take_winner),
    Verb.CLIP: (acknowledge_silently, take_other_clip),
    Verb.CANCEL: (acknowledge_silently, cancel_turn),
    Verb.SHOW: (acknowledge_silently, show_turn),
    Verb.RELAX: (acknowledge_silently, relax_rule),
    Verb.RETRY: (acknowledge_silently, retry_failed_turn),
    Verb.REMOVE: (acknowledge_silently, remove_wish),
    Verb.BACK: (acknowledge_silently, return_to_turn),
    Verb.REWIND: (acknowledge_silently, undo_last),
}


class ButtonDispatcher:
    """Passes each press on any card, however old, to its handler."""

    def __init__(self, services: Services, errors: ErrorResponder, channel_line: ChannelLine) -> None:
        self._services = services
        self._channel_line = channel_line
        self._errors = errors

    async def dispatch(
        self, interaction: Interaction, verb: str, ids: tuple[int, ...], values: tuple[str, ...]
    ) -> None:
        """Handle a press; errors are answered to the user, not raised.

        Args:
            interaction: the press.
            verb: of the component's id; may be one that this version does not know.
            ids: of the component's id, as :class:`Verb` says.
            values: chosen from a menu.

        """
        press = ButtonInteraction(self._services, self._channel_line, interaction, ids, values)
        await self._errors.guard(interaction, self._dispatch(press, verb))

    async def submit_modal(self, interaction: Interaction) -> None:
        """Handle a submitted modal, however long ago and by whichever process it was opened."""
        data = cast("Mapping[str, Any]", interaction.data or {})
        ids = parse_modal_id(str(data.get("custom_id", "")))
        if ids is not None:
            press = ButtonInteraction(self._services, self._channel_line, interaction, ids)
            await self._errors.guard(interaction, self._submit(press))

    async def _submit(self, press: ButtonInteraction) -> None:
        self._errors.require_open()
        await submit_refinement(press)

    async def _dispatch(self, press: ButtonInteraction, verb: str) -> None:
        self._errors.require_open()
        if verb not in HANDLERS:
            raise BadInput("old-button", "This button is from another version of MuseChat", "Use a newer card")
        acknowledge, handle = HANDLERS[Verb(verb)]
        await acknowledge(press.interaction)
        await handle(press)
