"""What is kept about somebody: seen, taken along, deleted, and not learned from."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from store.database import Database
from store.members import find_member
from store.tables import TurnRow
from tests.localdiscord.scene import PATIENCE_S, Scene, has

pytestmark = pytest.mark.slow


async def test_what_is_kept_is_shown_and_given_out(scene: Scene) -> None:
    thread, card = await scene.begin(words="something with a lot of zither")
    await scene.press(scene.alice, card, "love")
    shown = await scene.answer(await scene.alice.slash("privacy show", {}, channel=scene.general))
    assert shown.ephemeral
    given = await scene.answer(await scene.alice.slash("privacy export", {}, channel=scene.general))
    assert given.ephemeral
    text = given.attachments[0].data.decode()
    assert "zither" in text
    assert json.loads(text)
    nothing = await scene.answer(await scene.bob.slash("privacy export", {}, channel=scene.general))
    assert not nothing.attachments
    assert thread


async def test_everything_is_deleted_and_old_cards_say_so(scene: Scene, database: Database) -> None:
    _, card = await scene.begin(words="zither please")
    asked = await scene.answer(await scene.alice.slash("privacy delete", {}, channel=scene.general))
    assert asked.ephemeral
    with database.read() as session:
        member = find_member(session, "discord", str(scene.alice.id))
    assert member is not None
    await scene.press(scene.alice, asked, "forget-me")
    await scene.world.wait_for(lambda m: m is asked and not has(m, "forget-me") and not has(m, "keep-me"), PATIENCE_S)

    def gone() -> bool:
        with database.read() as session:
            known = find_member(session, "discord", str(scene.alice.id))
            turns = session.scalars(select(TurnRow.id).where(TurnRow.member_id == member.id)).all()
        return known is None and not turns

    await scene.eventually(gone, "the member is forgotten")
    for verb in ("love", "another", "why"):
        pressed = await scene.press(scene.alice, card, verb)
        await pressed.wait(lambda i: i.messages, PATIENCE_S)
        assert pressed.messages[-1].ephemeral
    await scene.begin()


async def test_keeping_is_an_answer_too(scene: Scene) -> None:
    _, card = await scene.begin()
    asked = await scene.answer(await scene.alice.slash("privacy delete", {}, channel=scene.general))
    await scene.press(scene.alice, asked, "keep-me")
    await scene.world.wait_for(lambda m: m is asked and not has(m, "keep-me"), PATIENCE_S)
    await scene.press(scene.alice, card, "love")
    await scene.wait(lambda m: m is card and "```" in m.text)


async def test_who_opted_out_is_not_learned_from(scene: Scene, database: Database) -> None:
    answer = await scene.answer(await scene.alice.slash("privacy opt-out", {}, channel=scene.general))
    assert answer.ephemeral
    _, card = await scene.begin()
    await scene.press(scene.alice, card, "love")
    await scene.wait(lambda m: m is card and "```" in m.text)
    with database.read() as session:
        member = find_member(session, "discord", str(scene.alice.id))
        assert member is not None
        assert member.opted_out
        queries = session.scalars(select(TurnRow.query).where(TurnRow.member_id == member.id)).all()
    assert not any(queries)
    await scene.answer(await scene.alice.slash("privacy opt-in", {}, channel=scene.general))


async def test_history_and_help_answer_in_private(scene: Scene) -> None:
    _, card = await scene.begin()
    for command in ("history", "help", "taste"):
        answer = await scene.answer(await scene.alice.slash(command, {}, channel=scene.general))
        assert answer.ephemeral
        assert len(answer.text) > 40
    assert card
