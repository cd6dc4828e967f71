"""The bot ends and starts again, politely or not: nothing is forgotten, nothing is said twice."""

from __future__ import annotations

import pytest

from tests.localdiscord.scene import PATIENCE_S, Scene, button, has, menu, title_of

pytestmark = pytest.mark.slow


async def test_old_buttons_work_after_a_restart(scene: Scene) -> None:
    thread, card = await scene.begin(words="calm")
    panel = await scene.answer(await scene.press(scene.alice, card, "never"))
    brief = await scene.wait(lambda m: m.channel is thread and m.pinned)
    await scene.restart_bot()
    await scene.press(scene.alice, card, "love")
    await scene.wait(lambda m: m is card and "```" in m.text)
    await scene.choose(scene.alice, panel, "never-what", "1")
    mark = scene.world.mark()
    await scene.press(scene.alice, card, "similar")
    await scene.pick(after=mark, where=thread, seq=2)
    mark = scene.world.mark()
    await scene.choose(scene.alice, brief, "remove", menu(brief, "remove")["options"][0]["value"])
    await scene.pick(after=mark, where=thread, seq=3)
    mark = scene.world.mark()
    await scene.alice.say(thread, "calmer")
    await scene.pick(after=mark, where=thread, seq=4)


async def test_an_open_modal_outlives_a_restart(scene: Scene) -> None:
    thread, card = await scene.begin()
    opened = await scene.alice.click(card, button(card, "refine"))
    await opened.wait_modal(PATIENCE_S)
    await scene.restart_bot(crash=True)
    mark = scene.world.mark()
    submitted = await scene.alice.submit_modal(opened, {"words": "calmer, no drums"})
    await submitted.wait_ack(PATIENCE_S)
    assert "calmer, no drums" in (await scene.pick(after=mark, where=thread, seq=2)).text


@pytest.mark.parametrize("crash", [False, True], ids=["polite", "crash"])
async def test_a_turn_in_flight_is_answered_once_by_the_next_process(scene: Scene, crash: bool) -> None:
    mark = scene.world.mark()
    with scene.house.gate_shut():
        await scene.recommend()
        progress = await scene.wait(lambda m: has(m, "cancel"), after=mark)
        await scene.restart_bot(crash=crash)
    card = await scene.pick(after=mark)
    assert card is progress
    await scene.world.settle(1.5, timeout=PATIENCE_S)
    assert len([m for m in card.channel.messages.values() if has(m, "love")]) == 1


async def test_a_turn_that_ended_while_the_bot_was_down_is_shown_when_it_is_back(scene: Scene) -> None:
    mark = scene.world.mark()
    with scene.house.gate_shut():
        await scene.recommend()
        progress = await scene.wait(lambda m: has(m, "cancel"), after=mark)
        await scene.bot.kill()
    await scene.house_is_idle()
    await scene.start_bot()
    assert await scene.pick(after=mark) is progress


async def test_words_said_while_the_bot_was_down_are_answered(scene: Scene) -> None:
    thread, first = await scene.begin()
    await scene.bot.stop()
    await scene.alice.say(thread, "calmer")
    mark = scene.world.mark()
    await scene.start_bot()
    card = await scene.pick(after=mark, where=thread, seq=2)
    assert "calmer" in card.text
    assert title_of(card) != title_of(first)
    await scene.world.settle(1.5, timeout=PATIENCE_S)
    assert len([m for m in thread.messages.values() if has(m, "love")]) == 2


async def test_it_ends_quickly_when_asked_to(scene: Scene) -> None:
    await scene.begin()
    assert await scene.bot.stop(PATIENCE_S) == 0
