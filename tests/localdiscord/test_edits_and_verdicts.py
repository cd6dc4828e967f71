"""Edits and verdicts as people give them: in words, by a reaction, by a number; the pick stays where it should."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localdiscord.scene import Scene, has, menu, title_of


def is_loved(card: Any) -> bool:
    return any(b.get("label") == "Loved" for b in card.buttons)


@pytest.mark.slow
async def test_praise_in_words_shows_on_the_card_and_the_button_confirms_it(scene: Scene) -> None:
    thread, card = await scene.begin()
    assert not is_loved(card)
    attached = [each.filename for each in card.attachments]
    await scene.alice.say(thread, "ooh I love this one")
    await scene.wait(lambda m: m is card and is_loved(m) and "Credit" in m.text)
    assert [each.filename for each in card.attachments] == attached
    await scene.press(scene.alice, card, "love")
    await scene.press(scene.alice, card, "love")
    await scene.wait(lambda m: m is card and not is_loved(m))
    await scene.alice.react(card, "👍")
    await scene.wait(lambda m: m is card and is_loved(m))
    await scene.bob.react(card, "👎")  # not his conversation
    await scene.alice.react(card, "👍", add=False)
    await scene.wait(lambda m: m is card and not is_loved(m))
    mark = scene.world.mark()
    await scene.alice.react(card, "👎")
    other = await scene.pick(after=mark, where=thread, seq=3)  # the praise was turn 2
    assert title_of(other) != title_of(card)


@pytest.mark.slow
async def test_an_edit_keeps_the_track_and_an_alternate_is_reached_by_its_number(scene: Scene) -> None:
    thread, card = await scene.begin()
    mark = scene.world.mark()
    await scene.alice.say(thread, "start it at 0:06")
    edited = await scene.pick(after=mark, where=thread, seq=2)
    assert title_of(edited) == title_of(card)
    assert "now starts at 0:06" in edited.text
    mark = scene.world.mark()
    await scene.alice.say(thread, "start at 9:59")
    said = await scene.wait(lambda m: m.channel is thread and "long" in m.text, after=mark)
    assert not has(said, "love")
    mark = scene.world.mark()
    await scene.alice.say(thread, "mute my clip please")
    muted = await scene.pick(after=mark, where=thread, seq=4)
    assert "own sound will be left out" in muted.text
    mark = scene.world.mark()
    await scene.alice.say(thread, "show me number 2")
    alternate = await scene.pick(after=mark, where=thread, seq=5)
    assert title_of(alternate) != title_of(card)
    assert title_of(alternate) in card.text
    mark = scene.world.mark()
    await scene.alice.say(thread, "undo")
    back = await scene.pick(after=mark, where=thread, seq=6)
    assert title_of(back) == title_of(card)
    assert "0:06" in back.text


@pytest.mark.slow
async def test_the_clips_sound_is_chosen_with_the_command_in_the_menu_and_in_words(scene: Scene) -> None:
    thread, card = await scene.begin(sound="voice_first")

    def chosen(message: Any) -> list[str]:
        return [option["label"] for option in menu(message, "sound")["options"] if option.get("default")]

    assert "the music will step back while somebody speaks" in card.text
    assert chosen(card) == ["Voice first"]
    mark = scene.world.mark()
    await scene.choose(scene.alice, card, "sound", "music_only")
    only = await scene.pick(after=mark, where=thread, seq=2)
    assert (title_of(only), chosen(only)) == (title_of(card), ["Music only"])
    assert "own sound will be left out" in only.text
    mark = scene.world.mark()
    await scene.alice.say(thread, "with my sound")
    beneath = await scene.pick(after=mark, where=thread, seq=3)
    assert (title_of(beneath), chosen(beneath)) == (title_of(card), ["With my sound"])
