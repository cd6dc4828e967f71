"""A reason that is written slowly grows on the card, calmly, and the finished card takes its place at once."""

from __future__ import annotations

import asyncio
import re
import time
from itertools import pairwise
from typing import Any

from bot.discord.thread_queue import EDITS_S
from tests.localdiscord.scene import PATIENCE_S, Scene, has, title_of


async def test_a_reason_grows_on_the_card_and_the_finished_card_takes_its_place(scene: Scene) -> None:
    mark = scene.world.mark()
    with scene.house.words_are_slow():
        await scene.recommend()
        card = await scene.wait(lambda m: has(m, "cancel"), after=mark)
        texts = await texts_until_done(card)
    drafts = [(at, text) for at, text in texts if " …\n" in f"{text}\n" and "### " in text and "▸ Writing" in text]
    assert len(drafts) >= 2, texts
    assert all(b - a >= EDITS_S * 0.8 for (a, _), (b, _) in pairwise(drafts))  # they travel, some longer than others
    done = texts[-1][1]
    assert {title_of_text(text) for _, text in drafts} == {title_of(card)}
    beginnings = [text.split("\n")[2].removesuffix(" …") for _, text in drafts]
    assert beginnings == sorted(beginnings, key=len)
    assert all(beginning in done for beginning in beginnings)


async def test_a_quick_reason_makes_no_further_edit(scene: Scene) -> None:
    mark = scene.world.mark()
    with scene.house.gate_shut():
        await scene.recommend()
        card = await scene.wait(lambda m: has(m, "cancel"), after=mark)
        await scene.world.settle(EDITS_S + 0.2)
        watching = asyncio.create_task(texts_until_done(card))
        await asyncio.sleep(0)
    texts = [text for _, text in await watching]
    assert not [text for text in texts[:-1] if " …\n" in text]


async def texts_until_done(card: Any) -> list[tuple[float, str]]:
    """What a card said, and when, until it showed a pick."""
    texts: list[tuple[float, str]] = []
    end = time.monotonic() + PATIENCE_S
    while True:
        text, done = card.text, has(card, "love")
        if not texts or texts[-1][1] != text:
            texts.append((time.monotonic(), text))
        if done:
            return texts
        assert time.monotonic() < end, texts
        await asyncio.sleep(0.01)


def title_of_text(text: str) -> str:
    found = re.match(r"### (?:\[)?(.+?)(?:\]\(|$)", text, re.MULTILINE)
    assert found, text
    return found[1]
