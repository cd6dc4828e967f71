"""A question comes beside a pick, and its answer is one press away, also after a restart."""

from __future__ import annotations

import pytest

from tests.localdiscord.scene import Scene, button, has, turn_number

pytestmark = pytest.mark.slow


async def test_an_answer_is_one_press_away_also_after_a_restart(scene: Scene) -> None:
    with scene.house.picks_ask():
        thread, card = await scene.begin()
    assert "Rather calm, or with more drive?" in card.text
    assert button(card, "answer", 1).endswith(":1")
    await scene.restart_bot()
    mark = scene.world.mark()
    await scene.press(scene.alice, card, "answer")
    answered = await scene.pick(after=mark, where=thread, seq=2)
    assert "“calm”" in answered.text
    assert not has(answered, "answer")
    brief = await scene.wait(lambda m: m.channel is thread and m.pinned and "Ideally" in m.text)
    assert "calm" in brief.text
    mark = scene.world.mark()
    why = await scene.answer(await scene.press(scene.alice, answered, "why"))
    assert "- " in why.text  # each alternate beside it


async def test_who_wants_no_questions_is_told_so_in_a_line(scene: Scene) -> None:
    thread, card = await scene.begin()
    mark = scene.world.mark()
    await scene.alice.say(thread, "no more questions please")
    line = await scene.said("no more questions", after=mark, where=thread)
    assert not has(line, "love")
    assert turn_number(card) == 1
