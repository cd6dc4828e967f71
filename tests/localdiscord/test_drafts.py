"""A reason that is written slowly grows on the card, and the finished card takes its place at once."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.localdiscord.scene import Scene, has, title_of


@pytest.mark.slow
async def test_a_reason_grows_on_the_card_and_the_finished_card_takes_its_place(scene: Scene) -> None:
    mark = scene.world.mark()
    titles, beginnings = set(), []
    with scene.house.words_are_slow() as allow:
        await scene.recommend()
        card = await scene.wait(lambda m: has(m, "cancel"), after=mark)
        for words in (4, 7):
            allow(words)
            await scene.wait_until(lambda n=words: len(draft_of(card).split()) == n, f"{words} words are on the card")
            assert "▸ Writing" in card.text
            titles.add(title_of(card))
            beginnings.append(draft_of(card))
    await scene.wait_until(lambda: has(card, "love"), "the card is finished")
    assert titles == {title_of(card)}
    assert beginnings[1].startswith(beginnings[0])
    assert beginnings[1] in card.text


def draft_of(card: Any) -> str:
    """What a card shows of a reason that is being written."""
    found = re.search(r"^### .+\n.*\n(.+) …$", card.text, re.MULTILINE)
    return found[1] if found else ""
