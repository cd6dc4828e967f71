"""The main job, as people see it: a clip goes in, a thread opens, a pick comes out, words change it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localdiscord.scene import MENU, PATIENCE_S, Scene, button, has, title_of, turn_number


async def test_a_clip_becomes_a_thread_with_a_pick_its_preview_and_a_pinned_brief(scene: Scene) -> None:
    mark = scene.world.mark()
    sent = await scene.recommend(words="something calm")
    card = await scene.pick(after=mark)
    thread = card.channel
    assert thread.is_thread
    assert thread.parent is scene.general
    assert title_of(card)
    assert [each.filename for each in card.attachments] == ["preview.mp4"]
    assert card.attachments[0].data[4:8] == b"ftyp"
    assert card.attachments[0].size < 10 * 2**20
    brief = await scene.wait(lambda m: m.channel is thread and m.pinned)
    assert "calm" in brief.text
    line = await scene.answer(sent)
    assert not line.ephemeral
    assert line.channel is scene.general
    assert len([m for m in scene.world.bot_messages if has(m, "love")]) == 1


async def test_words_in_the_thread_change_the_pick_and_the_brief(scene: Scene) -> None:
    thread, card = await scene.begin()
    seen = [title_of(card)]
    for n, words in enumerate(("calmer", "no choir please", "a bit brighter"), 2):
        mark = scene.world.mark()
        await scene.alice.say(thread, words)
        card = await scene.pick(after=mark, where=thread, seq=n)
        assert title_of(card) not in seen
        assert words in card.text
        seen.append(title_of(card))
    brief = await scene.wait(lambda m: m.channel is thread and m.pinned and "bright" in m.text.lower())
    assert "choir" in brief.text.lower()
    cards = [m for m in thread.messages.values() if m.from_bot and has(m, "love") and not m.deleted]
    assert len(cards) == 4


@pytest.mark.slow
async def test_the_context_menu_takes_the_clip_of_a_message(scene: Scene) -> None:
    post = await scene.bob.say(scene.general, "look what I cut", files=[scene.clips[1]])
    mark = scene.world.mark()
    used = await scene.alice.context_menu(MENU, post)
    await used.wait_ack(PATIENCE_S)
    card = await scene.pick(after=mark)
    assert card.channel.is_thread
    assert turn_number(card) == 1


@pytest.mark.slow
async def test_a_reply_that_mentions_the_bot_is_heard_without_the_right_to_read_messages(scene: Scene) -> None:
    thread, card = await scene.begin()
    mark = scene.world.mark()
    await scene.alice.say(thread, f"{scene.world.bot_user.mention} slower")
    assert "slower" in (await scene.pick(after=mark, where=thread, seq=2)).text
    mark = scene.world.mark()
    await scene.alice.say(thread, "and darker", reply_to=card)
    await scene.pick(after=mark, where=thread, seq=3)


@pytest.mark.slow
async def test_progress_is_shown_and_becomes_the_answer(scene: Scene) -> None:
    mark = scene.world.mark()
    with scene.house.gate_shut():
        await scene.recommend(clip=2)
        progress = await scene.wait(lambda m: has(m, "cancel"), after=mark)
        assert progress.channel.is_thread
    card = await scene.pick(after=mark)
    assert card is progress
    assert not has(card, "cancel")
    assert card.edits <= 8


@pytest.mark.slow
async def test_a_turn_can_be_cancelled_and_the_next_one_comes(scene: Scene) -> None:
    mark = scene.world.mark()
    with scene.house.gate_shut():
        await scene.recommend()
        progress = await scene.wait(lambda m: has(m, "cancel"), after=mark)
        refused = await scene.bob.click(progress, button(progress, "cancel"))
        await refused.wait_ack(PATIENCE_S)
        await scene.press(scene.alice, progress, "cancel")
        await scene.wait(lambda m: m is progress and "Cancelled" in m.text)
    assert not has(progress, "love")
    mark = scene.world.mark()
    await scene.alice.say(progress.channel, "calm piano")
    await scene.pick(after=mark, where=progress.channel)


@pytest.mark.slow
async def test_thanks_are_answered_without_another_pick(scene: Scene) -> None:
    thread, card = await scene.begin()
    mark = scene.world.mark()
    await scene.alice.say(thread, "thank you!")
    said = await scene.wait(lambda m: m.channel is thread and m is not card and not m.pinned, after=mark)
    assert not has(said, "love")
    assert said.text


@pytest.mark.slow
async def test_only_the_owner_refines_unless_the_thread_is_open(scene: Scene) -> None:
    thread, _ = await scene.begin()
    await scene.bob.say(thread, "louder, with drums")
    mark = scene.world.mark()
    await scene.alice.say(thread, "calmer")
    card = await scene.pick(after=mark, where=thread)
    assert turn_number(card) == 2
    assert "calmer" in card.text


@pytest.mark.slow
async def test_a_conversation_in_direct_messages(scene: Scene) -> None:
    mark = scene.world.mark()
    await scene.recommend(channel=scene.alice.dm())
    first = await scene.pick(after=mark, where=scene.alice.dm())
    mark = scene.world.mark()
    await scene.alice.say(scene.alice.dm(), "calmer")
    second = await scene.pick(after=mark, where=scene.alice.dm(), seq=2)
    assert title_of(second) != title_of(first)


@pytest.mark.slow
async def test_a_clip_that_is_none_is_said_so(scene: Scene, tmp_path: Any) -> None:
    (tmp_path / "broken.mp4").write_bytes(b"this is a text and not a film\n" * 40)
    mark = scene.world.mark()
    sent = await scene.alice.slash("recommend", {}, attachments=[tmp_path / "broken.mp4"], channel=scene.general)
    await sent.wait_ack(PATIENCE_S)
    said = await scene.said("broken.mp4", after=mark)
    assert not has(said, "love")


@pytest.mark.slow
async def test_a_second_clip_in_the_same_thread_starts_anew_there(scene: Scene) -> None:
    thread, first = await scene.begin()
    mark = scene.world.mark()
    await scene.recommend(clip=1, channel=thread)
    second = await scene.pick(after=mark, where=thread)
    assert title_of(second) != title_of(first)


@pytest.mark.slow
async def test_what_breaks_on_our_side_has_a_number_and_can_be_tried_again(scene: Scene) -> None:
    mark = scene.world.mark()
    with scene.house.choosing_breaks():
        await scene.recommend()
        failed = await scene.wait(lambda m: has(m, "retry"), after=mark)
    assert "incident" in failed.text.lower()
    await scene.press(scene.alice, failed, "retry")
    assert (await scene.pick(after=mark)).channel is failed.channel
