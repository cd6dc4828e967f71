"""*Refine…*: a modal for words, for those who cannot or do not want to write in the thread; answers to questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import ui

from bot.discord.buttons.interaction import ButtonInteraction, acknowledge_silently, require_may_refine, submit_press
from bot.discord.cards.components import Verb, custom_id
from language.texts import Texts
from musechat.errors import BadInput
from musechat.turn import TurnKind

MAX_LETTERS = 500
WORDS = "words"  # id of the modal's field; stored in modals that are open while a new version starts: never rename


async def open_refine_modal(press: ButtonInteraction) -> None:
    """Open the modal. It must be the first response within three seconds, so permissions are checked on submitting."""
    modal = build_refine_modal(press.target_id, press.texts)
    await press.interaction.response.send_modal(modal)
    # discord.py need not keep it: what is submitted is handled by the modal's id, also after a restart.
    modal.stop()


async def submit_refinement(press: ButtonInteraction) -> None:
    """Submit the words of a modal as a turn, whichever process opened it.

    Raises:
        BadInput: ``may-not-refine``, ``say-something``.

    """
    await acknowledge_silently(press.interaction)
    words = " ".join(find_field(press.interaction.data or {}, WORDS).split())
    if not words:
        raise BadInput("say-something", "Nothing was said", "Say what should change")
    turn = await press.services.turn_client.view(press.target_id)
    thread = await press.services.get_thread(turn.thread_id)
    await require_may_refine(press, thread)
    await submit_press(press, thread, TurnKind.REFINE, words=words)


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


def build_refine_modal(turn_id: int, texts: Texts) -> ui.Modal:
    """Build the modal that asks what should change."""
    modal = ui.Modal(title=texts("buttons.refine.title"), custom_id=custom_id(Verb.REFINE, turn_id))
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=WORDS,
        style=discord.TextStyle.paragraph,
        placeholder=texts("buttons.refine.example"),
        min_length=1,
        max_length=MAX_LETTERS,
    )
    modal.add_item(ui.Label(text=texts("buttons.refine.what"), component=field))
    return modal


def find_field(data: Mapping[str, Any], name: str) -> str:
    """What was entered in a field of a submitted modal; empty where there is no such field."""
    return next((str(field.get("value") or "") for field in _iter_fields(data) if field.get("custom_id") == name), "")


def _iter_fields(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the fields of a modal: in labels, or in rows as older versions had them."""
    yield part
    inner = [*part.get("components", ()), *([part["component"]] if "component" in part else [])]
    for each in inner:
        yield from _iter_fields(each)
