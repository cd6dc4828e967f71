"""The app installed to a person: on a server that does not have the bot, over the wire.

The local Discord knows no users' installs; its events are given the two fields by which Discord tells of them. Its rules
for interactions hold as everywhere: who may see an answer, which token may edit it, what a file may weigh.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.localdiscord.scene import MENU, PATIENCE_S, Scene, has

CONTEXTS = {"guild": 0, "private": 2}


def install_to_people(world: Any, context: str) -> None:
    """From here on commands come by users' installs."""
    payloads, made = world.payloads, world.payloads.interaction

    def make(interaction: Any) -> dict[str, Any]:
        event = made(interaction)
        event["authorizing_integration_owners"] = {"1": str(interaction.user.id)}
        event["context"] = CONTEXTS[context]
        return dict(event)

    payloads.interaction = make


def posted(scene: Scene) -> list[Any]:
    """The bot's requests that would need it to be in a channel."""
    return [
        request
        for request in scene.world.requests
        if request.route.startswith("/channels/") and request.method in ("POST", "PATCH", "PUT")
    ]


async def answered(scene: Scene, interaction: Any, *, below: bool) -> Any:
    """Wait for the card that answers an interaction: its own message, or one below that was pressed."""

    def found(each: Any) -> Any:
        messages = each.followups if below else each.messages
        return next((m for m in messages if has(m, "love")), None)

    await interaction.wait(found, PATIENCE_S)
    return found(interaction)


@pytest.mark.slow
@pytest.mark.parametrize("context", ["guild", "private"])
async def test_a_conversation_goes_on_in_private_answers(scene: Scene, context: str) -> None:
    install_to_people(scene.world, context)
    where = scene.general if context == "guild" else scene.alice.dm()
    if context == "guild":
        await scene.world.kick_bot(scene.general.guild)
    before = len(posted(scene))
    asked = await scene.recommend(channel=where, words="calm piano")
    card = await answered(scene, asked, below=False)
    assert card.ephemeral

    another = await answered(scene, await scene.press(scene.alice, card, "another"), below=True)
    assert another.ephemeral
    clicked = await scene.touch(scene.alice, another, "refine")
    await clicked.wait_modal(PATIENCE_S)
    said = await scene.alice.submit_modal(clicked, {"words": "more energy"})
    refined = await answered(scene, said, below=True)
    assert refined.ephemeral
    await scene.house_is_idle()
    assert len({card.id, another.id, refined.id}) == 3
    assert len(posted(scene)) == before


@pytest.mark.slow
async def test_the_menu_on_somebody_elses_message_and_a_restart_in_between(scene: Scene) -> None:
    post = await scene.bob.say(scene.general, "mine", files=[scene.clips[0]])
    install_to_people(scene.world, "guild")
    with scene.house.gate_shut():
        asked = await scene.alice.context_menu(MENU, post)
        await asked.wait(lambda each: any(has(message, "cancel") for message in each.messages), PATIENCE_S)
        await scene.restart_bot(crash=True)
    card = await answered(scene, asked, below=False)
    assert card.ephemeral
    assert not scene.general.messages[post.id].thread


@pytest.mark.slow
async def test_a_token_that_ended_takes_nothing_along(scene: Scene) -> None:
    install_to_people(scene.world, "guild")
    asked = await scene.recommend(words="calm")
    asked.expire()
    await scene.house_is_idle()
    assert not any(has(m, "love") for m in asked.messages)
    shown = await scene.answer(await scene.alice.slash("history", {}, channel=scene.general))
    assert shown.ephemeral
    assert "calm" not in shown.text  # it names picks, not words
