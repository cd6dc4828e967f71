"""Wishes that nothing meets are said honestly, and the cheapest to lift is one press away."""

from __future__ import annotations

import pytest

from tests.localdiscord.music import COUNT
from tests.localdiscord.scene import Scene, has

pytestmark = pytest.mark.slow


async def test_which_rule_is_to_blame_and_lifting_it_brings_a_pick(scene: Scene) -> None:
    thread, _ = await scene.begin()
    mark = scene.world.mark()
    await scene.alice.say(thread, "must be between 300 and 310 bpm")
    card = await scene.wait(lambda m: m.channel is thread and has(m, "relax"), after=mark)
    assert not has(card, "love")
    assert "300" in card.text
    mark = scene.world.mark()
    await scene.press(scene.alice, card, "relax")
    assert "300" not in (await scene.pick(after=mark, where=thread, seq=3)).text


async def test_undo_goes_back_from_nothing(scene: Scene) -> None:
    thread, first = await scene.begin()
    mark = scene.world.mark()
    await scene.alice.say(thread, "must be between 300 and 310 bpm")
    card = await scene.wait(lambda m: m.channel is thread and has(m, "relax"), after=mark)
    mark = scene.world.mark()
    await scene.press(scene.alice, card, "undo")
    await scene.pick(after=mark, where=thread, seq=3)
    assert has(first, "love")


async def test_a_library_that_is_all_shown_says_so(scene: Scene) -> None:
    thread, card = await scene.begin()
    for _ in range(12):
        mark = scene.world.mark()
        await scene.press(scene.alice, card, "another")
        card = await scene.wait(
            lambda m: m.channel is thread and not m.pinned and (has(m, "love") or has(m, "undo")), after=mark
        )
        if not has(card, "love"):
            break
    assert not has(card, "love")
    assert str(COUNT) in card.text
