"""Never again: what is hidden, from whom, how long, and that nothing gets around it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.localdiscord.music import ARTISTS
from tests.localdiscord.scene import PATIENCE_S, Scene, has, menu, title_of

pytestmark = pytest.mark.slow


async def open_panel(scene: Scene, actor: Any, card: Any) -> Any:
    pressed = await scene.press(actor, card, "never")
    panel = await scene.answer(pressed)
    assert panel.ephemeral
    return panel


async def choose(scene: Scene, actor: Any, panel: Any, verb: str, value: str) -> None:
    edits = panel.edits
    await scene.choose(actor, panel, verb, value)
    await scene.world.wait_for(lambda m: m is panel and m.edits > edits, PATIENCE_S)


def artist_of(card: Any) -> str:
    heads = card.text.split("### ", 1)[1].split("\n")
    return re.sub(r"[*_\\]", "", heads[1])


async def test_an_artist_is_never_shown_again(scene: Scene) -> None:
    thread, card = await scene.begin()
    artist = next(a for a in ARTISTS if a in artist_of(card))
    panel = await open_panel(scene, scene.alice, card)
    await choose(scene, scene.alice, panel, "never-what", "1")
    assert artist in panel.text
    mark = scene.world.mark()
    await scene.press(scene.alice, panel, "never-do")
    card = await scene.pick(after=mark, where=thread, seq=2)
    for n in range(3, 6):
        assert artist not in card.text
        mark = scene.world.mark()
        await scene.press(scene.alice, card, "another")
        card = await scene.pick(after=mark, where=thread, seq=n)
    assert artist not in card.text


async def test_for_me_everywhere_holds_in_a_new_conversation(scene: Scene) -> None:
    thread, card = await scene.begin(words="energetic")
    title = title_of(card)
    panel = await open_panel(scene, scene.alice, card)
    mark = scene.world.mark()
    await scene.press(scene.alice, panel, "never-do")
    await scene.pick(after=mark, where=thread, seq=2)
    _, other = await scene.begin(words="energetic")
    assert title not in other.text
    _, bobs = await scene.begin(scene.bob, words="energetic")
    assert title_of(bobs) == title


async def test_only_moderators_hide_something_from_the_whole_server(scene: Scene) -> None:
    _, card = await scene.begin()
    panel = await open_panel(scene, scene.alice, card)
    assert "2" not in [o["value"] for o in menu(panel, "never-scope")["options"]]
    thread, card = await scene.begin(scene.moderator, words="energetic")
    title = title_of(card)
    panel = await open_panel(scene, scene.moderator, card)
    await choose(scene, scene.moderator, panel, "never-scope", "2")
    mark = scene.world.mark()
    await scene.press(scene.moderator, panel, "never-do")
    await scene.pick(after=mark, where=thread, seq=2)
    _, bobs = await scene.begin(scene.bob, words="energetic")
    assert title not in bobs.text


async def test_undo_lifts_what_was_hidden(scene: Scene) -> None:
    thread, card = await scene.begin()
    title = title_of(card)
    panel = await open_panel(scene, scene.alice, card)
    mark = scene.world.mark()
    await scene.press(scene.alice, panel, "never-do")
    second = await scene.pick(after=mark, where=thread, seq=2)
    mark = scene.world.mark()
    await scene.press(scene.alice, second, "undo")
    assert title_of(await scene.pick(after=mark, where=thread, seq=3)) == title
    _, other = await scene.begin()
    assert title_of(other) == title


async def test_what_is_hidden_can_be_lifted_with_taste(scene: Scene) -> None:
    thread, card = await scene.begin(words="energetic")
    title = title_of(card)
    panel = await open_panel(scene, scene.alice, card)
    mark = scene.world.mark()
    await scene.press(scene.alice, panel, "never-do")
    await scene.pick(after=mark, where=thread, seq=2)
    shown = await scene.answer(await scene.alice.slash("taste", {}, channel=scene.general))
    assert shown.ephemeral
    assert title in shown.text
    lift = menu(shown, "lift")
    await scene.choose(scene.alice, shown, "lift", lift["options"][0]["value"])
    await scene.world.wait_for(lambda m: m is shown and not has(m, "lift"), PATIENCE_S)
    _, other = await scene.begin(words="energetic")
    assert title_of(other) == title
