"""The bot answers who speaks to it, and keeps out of what people say to each other."""

from __future__ import annotations

from pathlib import Path

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from musechat.turn import SourceKind, TurnKind
from store.database import Database
from store.tables import MemberRow, ThreadRow, TurnRow
from tests.bot.discord.sim import Sim, text_of


def me(sim: Sim) -> str:
    return f"<@{sim.env.backend.bot_user.id}>"


def turns(db: Database) -> list[TurnRow]:
    with db.read() as session:
        return list(session.query(TurnRow).order_by(TurnRow.id))


def attached(clip: Path, name: str) -> tuple[str, bytes]:
    return name, clip.read_bytes()


async def begin(sim: Sim, db: Database) -> tuple[MemberActor, ChannelHandle]:
    alice = sim.member("alice")
    await alice.slash(sim.general, "recommend", words="calm")
    thread = await sim.thread(sim.general)
    await sim.until(lambda: turns(db), "the first turn")
    return alice, thread


def said(place: ChannelHandle, text: str) -> list[discord.Message]:
    return [m for m in place.history() if text in text_of(m)]


async def test_it_keeps_out_of_what_is_not_said_to_it(sim: Sim, stocked: Database) -> None:
    alice, thread = await begin(sim, stocked)
    bob = sim.member("bob")
    theirs = await bob.send(thread, "I like it")
    await alice.send(thread, "so do I")
    await alice.send(thread, f"{me(sim)} what does <@{bob.id}> think?")
    await alice.send(thread, f"{me(sim)} indeed", reply_to=theirs)
    await alice.send(sim.general, "calmer please")
    await sim.idle()
    assert len(turns(stocked)) == 1
    assert not said(sim.general, "`/recommend`")
    assert not said(thread, "can refine")


async def test_a_mention_or_a_reply_in_its_thread_refines(sim: Sim, stocked: Database) -> None:
    alice, thread = await begin(sim, stocked)
    message = await alice.send(thread, f"{me(sim)}  more   energy")
    await sim.until(lambda: len(turns(stocked)) == 2, "the mention is a turn")
    await alice.send(thread, "no vocals", reply_to=thread.history()[0])
    await sim.until(lambda: len(turns(stocked)) == 3, "the reply is a turn")
    _, second, third = turns(stocked)
    assert (second.kind, second.words, second.request) == (TurnKind.REFINE, "more energy", f"m{message.id}")
    assert third.words == "no vocals"


async def test_who_may_not_refine_is_told_once_and_not_made_a_member(sim: Sim, stocked: Database) -> None:
    alice, thread = await begin(sim, stocked)
    bob = sim.member("bob")
    for words in ("louder", "much louder"):
        await bob.send(thread, f"{me(sim)} {words}")
    await sim.until(lambda: said(thread, "can refine this conversation"), "a line")
    await sim.idle()
    (line,) = said(thread, "can refine this conversation")
    assert f"<@{alice.id}>" in line.content
    assert len(turns(stocked)) == 1
    with stocked.read() as session:
        assert session.query(MemberRow).filter_by(external_id=str(bob.id)).count() == 0


async def test_everyone_may_refine_what_is_open_to_all(sim: Sim, stocked: Database) -> None:
    alice = sim.member("alice")
    await alice.slash(sim.general, "recommend", words="calm", who="everyone")
    thread = await sim.thread(sim.general)
    await sim.until(lambda: turns(stocked), "the first turn")
    await sim.member("bob").send(thread, f"{me(sim)} more energy")
    await sim.until(lambda: len(turns(stocked)) == 2, "bob's turn")


async def test_a_mention_with_a_clip_begins_a_conversation_on_that_message(
    sim: Sim, stocked: Database, clip: Path
) -> None:
    alice = sim.member("alice")
    message = await alice.send(sim.general, f"{me(sim)} calm", attachments=[attached(clip, "beach_day.mp4")])
    thread = await sim.thread(sim.general)
    assert (thread.id, thread.name) == (message.id, "beach day")
    await sim.until(lambda: turns(stocked), "the first turn")
    (turn,) = turns(stocked)
    assert (turn.source_kind, turn.words, turn.source_name) == (SourceKind.BLOB, "calm", "beach_day.mp4")


async def test_a_mention_without_anything_gets_a_hint_once(sim: Sim, stocked: Database) -> None:
    alice = sim.member("alice")
    for _ in range(2):
        await alice.send(sim.general, f"hello {me(sim)}")
    await sim.until(lambda: said(sim.general, "`/recommend`"), "a hint")
    await sim.idle()
    assert len(said(sim.general, "`/recommend`")) == 1
    assert not turns(stocked)


async def test_a_clip_in_a_thread_goes_on_there(sim: Sim, stocked: Database, clip: Path) -> None:
    alice, thread = await begin(sim, stocked)
    await alice.send(thread, me(sim), attachments=[attached(clip, "second.mp4")])
    await sim.until(lambda: len(turns(stocked)) == 2, "the clip is a turn")
    assert turns(stocked)[1].kind == TurnKind.FIRST
    assert len(sim.general.threads) == 1


async def test_a_reply_to_ones_own_message_in_ones_own_thread_is_heard(sim: Sim, stocked: Database) -> None:
    alice, thread = await begin(sim, stocked)
    own = await alice.send(thread, "hm, let me think")
    await alice.send(thread, f"{me(sim)} slower", reply_to=own)
    await sim.until(lambda: len(turns(stocked)) == 2, "the reply is a turn")
    assert turns(stocked)[1].words == "slower"


async def test_a_clip_that_discord_hides_is_said_to_be_hidden_with_the_way_out(
    sim: Sim, stocked: Database, clip: Path
) -> None:
    alice, bob = sim.member("alice"), sim.member("bob")
    theirs = await bob.send(sim.general, "look", attachments=[attached(clip, "waves.mp4")])
    await alice.send(sim.general, f"{me(sim)} find music for this, calm", reply_to=theirs)
    await sim.until(lambda: said(sim.general, "Apps → Recommend music"), "a hint")
    assert not turns(stocked)


async def test_a_link_to_a_message_is_answered_with_the_way_out(sim: Sim, stocked: Database) -> None:
    link = f"https://discord.com/channels/{sim.guild.id}/{sim.general.id}/1"
    await sim.member("alice").send(sim.general, f"{me(sim)} find music for {link}")
    await sim.until(lambda: said(sim.general, "Forward that message"), "a hint")
    assert not turns(stocked)


async def test_a_reply_without_a_mention_is_between_people(sim: Sim, stocked: Database, clip: Path) -> None:
    alice, bob = sim.member("alice"), sim.member("bob")
    theirs = await bob.send(sim.general, "look", attachments=[attached(clip, "waves.mp4")])
    before = len(sim.general.history())
    await alice.send(sim.general, "nice one", reply_to=theirs)
    await sim.idle()
    assert len(sim.general.history()) == before + 1
    assert not turns(stocked)


async def test_in_private_words_begin_and_go_on(sim: Sim, stocked: Database) -> None:
    alice = sim.user("alice")
    await alice.send_dm("a calm evening")
    await sim.until(lambda: len(turns(stocked)) == 1, "a first turn")
    await alice.send_dm("with piano")
    await sim.until(lambda: len(turns(stocked)) == 2, "a second turn")
    assert [turn.kind for turn in turns(stocked)] == [TurnKind.FIRST, TurnKind.REFINE]
    assert len({turn.thread_id for turn in turns(stocked)}) == 1


async def test_what_was_said_while_nobody_listened_is_heard_once(sim: Sim, stocked: Database) -> None:
    alice, thread = await begin(sim, stocked)
    await sim.client.close()
    message = await alice.send(thread, f"{me(sim)} more energy")
    for _ in range(2):
        await sim.restart()
        await sim.until(lambda: len(turns(stocked)) == 2, "the missed message is a turn")
    await sim.idle()
    assert [turn.request for turn in turns(stocked)[1:]] == [f"m{message.id}"]


async def test_how_far_was_heard_is_written_down_at_the_end(sim: Sim, stocked: Database) -> None:
    alice, thread = await begin(sim, stocked)
    await sim.idle()  # it has caught up
    message = await alice.send(thread, f"{me(sim)} more energy")
    await sim.until(lambda: len(turns(stocked)) == 2, "the turn")
    await sim.idle()
    await sim.client.close()
    with stocked.read() as session:
        assert session.query(ThreadRow).one().seen_message_id == str(message.id)
