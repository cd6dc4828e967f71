"""Many people at once: everybody is acknowledged in time, and gets one answer of their own."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks.crowd import Crowd, gather_crowd
from tests.localdiscord.scene import PATIENCE_S, Scene, has, title_of, turn_number

pytestmark = pytest.mark.slow


async def test_two_people_in_two_threads_do_not_mix(scene: Scene) -> None:
    (mine, first), (theirs, other) = await asyncio.gather(
        begun(scene, scene.alice, "calm and slow"), begun(scene, scene.bob, "fast and energetic")
    )
    assert mine is not theirs
    assert title_of(first) != title_of(other)
    mark = scene.world.mark()
    await asyncio.gather(scene.alice.say(mine, "calmer"), scene.bob.say(theirs, "even faster"))
    first, other = await scene.pick(after=mark, where=mine), await scene.pick(after=mark, where=theirs)
    assert "calmer" in first.text
    assert "even faster" in other.text


async def test_two_people_in_one_open_thread_are_answered_in_turn(scene: Scene) -> None:
    thread, _ = await begun(scene, scene.alice, "calm", who="everyone")
    mark = scene.world.mark()
    await asyncio.gather(scene.alice.say(thread, "no guitar"), scene.bob.say(thread, "a bit faster"))
    second = await scene.pick(after=mark, where=thread, seq=2)
    third = await scene.pick(after=mark, where=thread, seq=3)
    assert title_of(second) != title_of(third)
    brief = await scene.wait(lambda m: m.channel is thread and m.pinned and scene.bob.mention in m.text)
    assert scene.alice.mention in brief.text


async def test_the_same_button_pressed_twice_counts_once(scene: Scene) -> None:
    thread, card = await scene.begin()
    mark = scene.world.mark()
    await asyncio.gather(*(scene.press(scene.alice, card, "another") for _ in range(4)))
    await scene.pick(after=mark, where=thread, seq=2)
    await scene.world.settle(1.5, timeout=PATIENCE_S)
    assert max(turn_number(m) for m in thread.messages.values() if has(m, "love")) == 2


async def test_a_hundred_members_at_once(scene: Scene) -> None:
    await scene.begin()  # the clip is known from here on
    crowd: Crowd = await gather_crowd(scene.world, 100, scene.clips[0])
    assert not crowd.failed
    assert crowd.final_cards == dict.fromkeys(crowd.final_cards, 1)
    assert len(crowd.final_cards) == 100


async def begun(scene: Scene, actor: object, words: str, **options: str) -> tuple[object, object]:
    """Begin, told apart from what others begin at the same time by its words."""
    mark = scene.world.mark()
    await scene.recommend(actor, words=words, **options)
    card = await scene.wait(lambda m: has(m, "love") and words in m.text, after=mark)
    return card.channel, card


async def test_undo_on_ones_own_card_leaves_what_the_other_wished_since(scene: Scene) -> None:
    thread, first = await begun(scene, scene.alice, "calm", who="everyone")
    mark = scene.world.mark()
    await scene.bob.say(thread, "no guitar")
    await scene.pick(after=mark, where=thread, seq=2)
    mark = scene.world.mark()
    await scene.press(scene.alice, first, "undo")
    card = await scene.pick(after=mark, where=thread, seq=3)
    assert "the others' kept" in card.text
    brief = await scene.wait(lambda m: m.channel is thread and m.pinned and scene.alice.mention not in m.text)
    assert "guitar" in brief.text.lower()
    assert scene.bob.mention in brief.text
    pressed = await scene.touch(scene.alice, first, "undo")
    await pressed.wait(lambda i: i.messages, PATIENCE_S)
    assert "Others have wished for something since" in pressed.messages[-1].text
