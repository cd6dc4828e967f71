"""*Compare…*: three people vote blind, the owner reveals, the votes move what the thread gets, and the winner is taken."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from store.comparisons import load_thread_votes
from store.database import Database
from store.tables import ComparisonRow, TurnRow
from tests.localdiscord.scene import PATIENCE_S, Scene, button, has, menu, title_of, turn_number
from tests.media.mix.clips import measure_loudness

pytestmark = pytest.mark.slow


async def compare(scene: Scene, actor: Any, card: Any) -> Any:
    """Press *Compare…* on a card; the comparison that is posted."""
    mark = scene.world.mark()
    await scene.press(actor, card, "compare")
    return await scene.wait(lambda m: m.channel is card.channel and has(m, "vote"), after=mark)


async def vote(actor: Any, message: Any, nth: int) -> str:
    """Vote for the ``nth`` button; what is answered."""
    pressed = await actor.click(message, button(message, "vote", nth))
    await pressed.wait(lambda i: i.messages, PATIENCE_S)
    assert all(each.ephemeral for each in pressed.messages)
    return str(pressed.messages[-1].text)


async def press(scene: Scene, card: Any, verb: str, seq: int) -> Any:
    mark = scene.world.mark()
    await scene.press(scene.alice, card, verb)
    return await scene.pick(after=mark, where=card.channel, seq=seq)


def queries(db: Database) -> list[bytes]:
    """What the turns of *Another* have searched with, oldest first."""
    with db.read() as session:
        return list(session.scalars(select(TurnRow.query).where(TurnRow.kind == "another").order_by(TurnRow.seq)))


def votes_of(db: Database) -> dict[str, float]:
    with db.read() as session:
        thread_id = session.scalar(select(ComparisonRow.thread_id))
        assert thread_id is not None
        return load_thread_votes(session, thread_id)


async def test_three_people_vote_and_the_ranking_of_the_thread_moves(
    scene: Scene, database: Database, tmp_path: Path
) -> None:
    cleo = scene.world.member("cleo")
    thread, first = await scene.begin(who="everyone")
    names = [title_of(first), *(line for line in first.text.splitlines() if " – " in line)]
    # Without votes, the same question from the same pick searches with the same numbers.
    await press(scene, first, "another", 2)
    again = await press(scene, first, "undo", 3)
    await press(scene, again, "another", 4)
    again = await press(scene, first, "undo", 5)
    before = queries(database)
    assert before[0] == before[1] != b""

    poll = await compare(scene, scene.bob, again)
    letters = [each.filename for each in poll.attachments]
    assert letters == ["A.mp4", "B.mp4", "C.mp4", "D.mp4"]
    assert not [name for name in names if name in poll.text]
    assert title_of(first) not in str(poll.components)
    levels = []
    for each in poll.attachments:
        (tmp_path / each.filename).write_bytes(each.data)
        levels.append(measure_loudness(tmp_path / each.filename)[0])
    assert max(levels) - min(levels) <= 0.5

    assert "**A**" in await vote(scene.alice, poll, 0)
    answers = await asyncio.gather(vote(scene.alice, poll, 1), vote(scene.bob, poll, 1), vote(cleo, poll, 2))
    assert [answer.count("**B**") for answer in answers] == [1, 1, 0]
    await scene.wait(lambda m: m is poll and "3 votes so far" in m.text)
    assert votes_of(database) == {}

    refused = await scene.touch(scene.bob, poll, "reveal")
    await refused.wait(lambda i: i.messages, PATIENCE_S)
    assert scene.alice.mention in refused.messages[-1].text
    taken = await scene.touch(scene.alice, first, "compare")
    await taken.wait(lambda i: i.messages, PATIENCE_S)
    assert "already" in taken.messages[-1].text

    await scene.press(scene.alice, poll, "reveal")
    await scene.wait(lambda m: m is poll and has(m, "take"))
    assert "🏆 **B**" in poll.text
    assert title_of(first) in poll.text
    assert [each.filename for each in poll.attachments] == letters
    said = votes_of(database)
    assert sorted(said.values()) == pytest.approx([-2 / 3, -2 / 3, -1 / 3, 2 / 3])

    await press(scene, again, "another", 7)
    assert queries(database)[-1] != before[0]
    winner = next(line for line in poll.text.splitlines() if "🏆" in line)
    mark = scene.world.mark()
    await scene.press(scene.bob, poll, "take")
    card = await scene.pick(after=mark, where=thread)
    assert title_of(card) in winner
    assert turn_number(card) == 8


async def test_it_lives_through_a_restart_and_pressing_together_makes_one(scene: Scene) -> None:
    thread, card = await scene.begin(who="everyone")
    assert "compare" in [option["value"] for option in menu(card, "more")["options"]]
    mark = scene.world.mark()
    await asyncio.gather(scene.press(scene.alice, card, "compare"), scene.press(scene.bob, card, "compare"))
    poll = await scene.wait(lambda m: m.channel is thread and has(m, "vote"), after=mark)
    await scene.house_is_idle()
    await scene.restart_bot(crash=True)
    assert "none of these" in (await vote(scene.bob, poll, 4)).lower()
    await scene.press(scene.alice, poll, "reveal")
    await scene.wait(lambda m: m is poll and has(m, "take"))
    assert "🏆" not in poll.text
    assert len([m for m in thread.messages.values() if has(m, "take") or has(m, "vote")]) == 1
