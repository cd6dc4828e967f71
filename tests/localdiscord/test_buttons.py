"""Every button, menu and modal of the cards, pressed by who may and by who may not."""

from __future__ import annotations

import pytest

from tests.localdiscord.scene import PATIENCE_S, Scene, button, has, menu, title_of, turn_number

pytestmark = pytest.mark.slow


async def test_love_it_gives_the_credit_line_and_can_be_taken_back(scene: Scene) -> None:
    thread, card = await scene.begin()
    assert "```" not in card.text
    await scene.press(scene.alice, card, "love")
    await scene.wait(lambda m: m is card and "```" in m.text)
    assert title_of(card) in card.text.split("```")[1]
    assert card.attachments
    await scene.press(scene.alice, card, "love")
    await scene.wait(lambda m: m is card and "```" not in m.text)
    assert len([m for m in thread.messages.values() if has(m, "love")]) == 1


async def test_not_for_me_another_and_more_like_this_bring_new_picks(scene: Scene) -> None:
    thread, card = await scene.begin()
    seen = {title_of(card)}
    for n, verb in enumerate(("reject", "another", "similar"), 2):
        mark = scene.world.mark()
        await scene.press(scene.alice, card, verb)
        card = await scene.pick(after=mark, where=thread, seq=n)
        assert title_of(card) not in seen
        seen.add(title_of(card))


async def test_an_alternate_is_brought_forward_on_the_same_card(scene: Scene) -> None:
    thread, card = await scene.begin()
    before = title_of(card)
    await scene.press(scene.alice, card, "alternate")
    await scene.wait(lambda m: m is card and has(m, "love") and title_of(m) != before)
    assert len([m for m in thread.messages.values() if has(m, "love")]) == 1
    mark = scene.world.mark()
    await scene.alice.say(thread, "slower")
    assert turn_number(await scene.pick(after=mark, where=thread)) == 3


async def test_refine_opens_a_modal_whose_words_count(scene: Scene) -> None:
    thread, card = await scene.begin()
    pressed = await scene.alice.click(card, button(card, "refine"))
    modal = await pressed.wait_modal(PATIENCE_S)
    field = modal["components"][0].get("component") or modal["components"][0]["components"][0]
    mark = scene.world.mark()
    submitted = await scene.alice.submit_modal(pressed, {field["custom_id"]: "calmer, no guitar"})
    await submitted.wait_ack(PATIENCE_S)
    assert "calmer, no guitar" in (await scene.pick(after=mark, where=thread, seq=2)).text


async def test_undo_goes_back_to_the_turn_before(scene: Scene) -> None:
    thread, first = await scene.begin()
    mark = scene.world.mark()
    await scene.press(scene.alice, first, "another")
    second = await scene.pick(after=mark, where=thread, seq=2)
    mark = scene.world.mark()
    await scene.press(scene.alice, second, "undo")
    third = await scene.pick(after=mark, where=thread, seq=3)
    assert title_of(third) == title_of(first)


async def test_why_explains_to_anybody_and_to_nobody_else(scene: Scene) -> None:
    _, card = await scene.begin()
    pressed = await scene.press(scene.bob, card, "why")
    answer = await scene.answer(pressed)
    assert answer.ephemeral
    assert len(answer.text) > 80
    assert title_of(card) in answer.text


async def test_why_gets_the_fit_card_with_its_words(scene: Scene) -> None:
    _, card = await scene.begin()
    answer = await scene.answer(await scene.press(scene.bob, card, "why"))
    await scene.wait_until(lambda: [a.filename for a in answer.attachments] == ["fit-card.png"], "the card is there")
    assert answer.ephemeral
    assert answer.attachments[0].data.startswith(b"\x89PNG")
    assert "How clip and music meet" in answer.text
    assert "Your clip of 0:03 with" in str(answer.components)  # its alternative text


async def test_somebody_else_is_told_that_it_is_not_their_conversation(scene: Scene) -> None:
    thread, card = await scene.begin()
    for verb in ("love", "reject", "another", "similar", "undo", "alternate"):
        pressed = await scene.press(scene.bob, card, verb)
        await pressed.wait(lambda i: i.messages, PATIENCE_S)
        assert all(m.ephemeral for m in pressed.messages)
        assert scene.alice.mention in pressed.messages[-1].text
    assert len([m for m in thread.messages.values() if has(m, "love")]) == 1


async def test_the_brief_lets_wishes_go_and_leads_back(scene: Scene) -> None:
    thread, first = await scene.begin(words="no guitar")
    mark = scene.world.mark()
    await scene.alice.say(thread, "calmer")
    await scene.pick(after=mark, where=thread, seq=2)
    brief = await scene.wait(lambda m: m.channel is thread and m.pinned and has(m, "remove") and has(m, "back"))
    removable = [o["value"] for o in menu(brief, "remove")["options"]]
    assert len(removable) == 2
    mark = scene.world.mark()
    await scene.choose(scene.alice, brief, "remove", removable[0])
    await scene.pick(after=mark, where=thread, seq=3)
    await scene.wait(lambda m: m.id == brief.id and len(menu(m, "remove")["options"]) == 1)
    mark = scene.world.mark()
    await scene.choose(scene.alice, brief, "back", "1")
    again = await scene.pick(after=mark, where=thread, seq=4)
    assert title_of(again) == title_of(first)
    await scene.wait(lambda m: m.id == brief.id and "guitar" in m.text.lower() and "calm" not in m.text.lower())


async def test_an_old_card_still_works_after_another_was_edited(scene: Scene) -> None:
    thread, first = await scene.begin()
    mark = scene.world.mark()
    await scene.press(scene.alice, first, "another")
    second = await scene.pick(after=mark, where=thread, seq=2)
    for card in (second, first, second):
        await scene.press(scene.alice, card, "love")
        await scene.wait(lambda m, card=card: m is card, after=mark)
    answer = await scene.answer(await scene.press(scene.bob, first, "why"))
    assert title_of(first) in answer.text
