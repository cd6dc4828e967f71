"""Delivery over a real ledger: each end is shown exactly once, also across restarts."""

from __future__ import annotations

import discord
import pytest
from simcord.builders import ChannelHandle
from sqlalchemy import update

from bot.discord import thread_queue
from store.database import Database
from store.tables import TurnRow
from tests.bot.discord.sim import Sim, buttons_of, text_of
from tests.bot.discord.stand_in import StandIn


def cards(place: ChannelHandle) -> list[discord.Message]:
    return with_button(place, "mc:love")


def with_button(place: ChannelHandle, start: str) -> list[discord.Message]:
    return [m for m in place.history() if any(i.startswith(start) for i in buttons_of(m).values())]


def id_of(card: discord.Message, verb: str) -> str:
    return next(i for i in buttons_of(card).values() if i.startswith(f"mc:{verb}:"))


def line_of(sim: Sim, thread: ChannelHandle) -> discord.Message:
    (line,) = [m for m in sim.general.history() if f"<#{thread.id}>" in m.content]
    return line


async def begin(sim: Sim, words: str = "calmer") -> ChannelHandle:
    alice = sim.member("alice")
    await alice.slash(sim.general, "recommend", words=words)
    return await sim.thread(sim.general)


def delivered(db: Database) -> bool:
    with db.read() as session:
        turns = session.query(TurnRow).all()
        return bool(turns) and all(turn.delivered_at is not None for turn in turns)


async def test_progress_becomes_the_answer_in_the_same_message(sim: Sim, worker: StandIn, stocked: Database) -> None:
    worker.gate.clear()
    thread = await begin(sim)
    (progress,) = await sim.until(lambda: with_button(thread, "mc:cancel"), "progress")
    worker.gate.set()
    await sim.until(lambda: delivered(stocked), "all delivered")
    assert [card.id for card in cards(thread)] == [progress.id]


async def test_what_ended_while_no_bot_ran_is_shown_when_one_comes(
    sim: Sim, worker: StandIn, stocked: Database
) -> None:
    worker.gate.clear()
    thread = await begin(sim)
    await sim.until(lambda: worker.reached, "the turn runs")
    await sim.client.close()
    worker.gate.set()
    await sim.restart()
    await sim.until(lambda: delivered(stocked), "all delivered")
    assert len(cards(thread)) == 1


async def test_an_answer_of_which_nothing_was_noted_is_found_and_not_sent_again(
    sim: Sim, worker: StandIn, stocked: Database
) -> None:
    thread = await begin(sim)
    await sim.until(lambda: delivered(stocked), "all delivered")
    await sim.client.close()
    with stocked.write() as session:
        session.execute(update(TurnRow).values(delivered_at=None, message_id=None))
    await sim.restart()
    await sim.until(lambda: delivered(stocked), "all delivered")
    assert len(cards(thread)) == 1


@pytest.mark.slow
async def test_the_channels_line_names_the_first_pick_and_then_the_loved_one(
    sim: Sim, worker: StandIn, stocked: Database
) -> None:
    alice = sim.member("alice")
    await alice.slash(sim.general, "recommend", words="calmer")
    thread = await sim.thread(sim.general)
    card = (await sim.until(lambda: cards(thread), "a pick"))[0]
    await sim.until(lambda: delivered(stocked), "all delivered")
    line = line_of(sim, thread).content
    first = line.split("**")[1]
    assert first in text_of(card)

    async def press(verb: str, which: int) -> None:
        card = sim.again(cards(thread)[which])
        await sim.acknowledged(await alice.click(card, custom_id=id_of(card, verb)))

    await press("another", 0)
    await sim.until(lambda: len(cards(thread)) == 2 and delivered(stocked), "another pick")
    assert line_of(sim, thread).content == line
    await press("love", 1)
    await sim.until(lambda: line_of(sim, thread).content.startswith("❤️"), "the loved one in the line")
    assert first not in line_of(sim, thread).content
    await press("love", 1)
    await sim.until(lambda: line_of(sim, thread).content == line, "the first one again")


@pytest.mark.parametrize(("words", "says"), [("broken", "did not work"), ("impossible", "nothing fits")])
async def test_the_channels_line_says_how_it_ended(
    sim: Sim, worker: StandIn, stocked: Database, words: str, says: str
) -> None:
    await sim.member("alice").slash(sim.general, "recommend", words=words)
    thread = await sim.thread(sim.general)
    await sim.until(lambda: delivered(stocked), "all delivered")
    await sim.until(lambda: says in line_of(sim, thread).content, "a line that says so")


async def test_where_there_is_no_thread_the_line_follows_too(sim: Sim, worker: StandIn, stocked: Database) -> None:
    room = sim.channel("flat", create_public_threads=False)
    await sim.member("alice").slash(room, "recommend", words="calm")
    await sim.until(lambda: [m for m in room.history() if m.content.startswith("🎵")], "a line with the pick")
    (line,) = [m for m in room.history() if m.content.startswith("🎵")]
    assert "Reply to my answers" in line.content
    assert "<#" not in line.content


async def test_a_preview_that_discord_finds_too_large_costs_only_the_preview(
    sim: Sim, worker: StandIn, stocked: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thread_queue, "PATIENCE_S", 60.0)  # the next message is the answer, however slow the machine
    alice = sim.member("alice")
    await alice.slash(sim.general, "recommend", words="calmer")
    thread = await sim.thread(sim.general)
    (first,) = await sim.until(lambda: cards(thread), "a pick")
    sim.env.inject_error("POST", f"/channels/{thread.id}/messages", status=413, code=40005)
    await alice.send(thread, f"<@{sim.env.backend.bot_user.id}> more energy")
    _, second = await sim.until(lambda: cards(thread)[1:] and cards(thread), "a second pick")
    assert first.attachments
    assert not second.attachments
