"""How conversations begin, and how they are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discord.clips import first_link, read_link, read_words, shorten, title_of
from musechat.errors import BadInput
from musechat.turn import ClipSource, SourceKind, TurnKind
from store.database import Database
from store.guilds import change_guild
from store.tables import ThreadRow, TurnRow, VideoRow
from tests.bot.discord.sim import Sim, text_of


def attached(clip: Path, name: str) -> tuple[str, bytes]:
    return name, clip.read_bytes()


def turns(db: Database) -> list[TurnRow]:
    with db.read() as session:
        return list(session.query(TurnRow).order_by(TurnRow.id))


async def test_a_clip_opens_a_thread_with_its_brief_and_is_kept(sim: Sim, stocked: Database, clip: Path) -> None:
    alice = sim.member("alice")
    asked = await alice.slash(sim.general, "recommend", video=attached(clip, "beach_day.mp4"), words="calm  piano")
    thread = await sim.thread(sim.general)
    await sim.until(lambda: turns(stocked), "the first turn")
    (turn,) = turns(stocked)
    assert thread.name == "beach day"
    assert (turn.kind, turn.source_kind, turn.words) == (TurnKind.FIRST, SourceKind.BLOB, "calm piano")
    assert turn.preview_bytes > 0
    assert f"<#{thread.id}>" in (await sim.answer(asked, "<#")).content
    with stocked.read() as session:
        row = session.query(ThreadRow).one()
        assert (row.external_id, row.channel_id, row.guild_id) == (str(thread.id), str(sim.general.id), sim.guild.id)
        assert session.get(VideoRow, turn.source) is not None
    assert str(thread.history()[0].id) == row.brief_message_id
    assert [m.id for m in thread.pinned_messages()] == [int(row.brief_message_id)]


@pytest.mark.parametrize(
    ("locale", "words", "said"),
    [
        ("en-US", "calm piano", "calm piano; Voice first"),
        ("en-US", None, "Voice first"),
        ("ja", "穏やかなピアノ", "穏やかなピアノ; 声を優先"),
    ],
)
async def test_how_the_clip_sounds_is_an_option_that_is_said_behind_the_words(
    sim: Sim, stocked: Database, clip: Path, locale: str, words: str | None, said: str
) -> None:
    options: dict[str, object] = {"video": attached(clip, "waves.mp4"), "sound": "voice_first"}
    options |= {"words": words} if words else {}
    await sim.member("alice", locale=locale).slash(sim.general, "recommend", **options)
    await sim.until(lambda: turns(stocked), "the first turn")
    assert [turn.words for turn in turns(stocked)] == [said]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({}, "something to go on"),
        ({"sound": "voice_first"}, "something to go on"),
        ({"link": "ftp://x"}, "not a link"),
        ({"video": ("notes.txt", b"text")}, "not a video"),
        ({"video": ("empty.mp4", b"")}, "empty"),
        ({"video": ("large.mp4", b"x" * 2_000_001)}, "larger than"),
    ],
)
async def test_what_cannot_be_used_is_refused_privately_before_anything_is_opened(
    sim: Sim, stocked: Database, options: dict[str, object], line: str
) -> None:
    answer = await sim.answer(await sim.member("alice").slash(sim.general, "recommend", **options), line)
    assert answer.ephemeral
    assert not sim.general.threads
    assert not turns(stocked)


async def test_the_message_menu_takes_the_clip_of_the_message(sim: Sim, stocked: Database, clip: Path) -> None:
    bob, alice = sim.member("bob"), sim.member("alice")
    message = await bob.send(sim.general, "look", attachments=[attached(clip, "waves.mp4")])
    await alice.context_menu(sim.general, "Recommend music", message)
    thread = await sim.thread(sim.general)
    assert thread.id == message.id
    await sim.until(lambda: turns(stocked), "the first turn")
    await alice.context_menu(sim.general, "Recommend music", message)  # that message has its thread by now
    second = await sim.thread(sim.general, 1)
    assert second.id != message.id
    await sim.until(lambda: len(turns(stocked)) == 2, "the second turn")


async def test_the_message_menu_says_what_it_needs(sim: Sim) -> None:
    alice = sim.member("alice")
    message = await alice.send(sim.general, "just words")
    answer = await sim.answer(await alice.context_menu(sim.general, "Recommend music", message))
    assert answer.ephemeral
    assert "no video and no link" in answer.content


async def test_where_no_thread_may_be_opened_the_channel_itself_is_the_conversation(
    sim: Sim, stocked: Database
) -> None:
    room, alice = sim.channel("flat", create_public_threads=False), sim.member("alice")
    await sim.answer(await alice.slash(room, "recommend", words="calm"), "Reply to my answers")
    await sim.until(lambda: turns(stocked), "the first turn")
    with stocked.read() as session:
        row = session.query(ThreadRow).one()
    assert (row.external_id, row.channel_id) == (None, str(room.id))
    assert not room.threads


async def test_where_it_may_not_speak_it_names_the_permission(sim: Sim, stocked: Database) -> None:
    room = sim.channel("mute", create_public_threads=False, send_messages=False)
    asked = await sim.member("alice").slash(room, "recommend", words="calm")
    answer = await sim.answer(asked, "Send Messages")
    assert answer.ephemeral
    assert not turns(stocked)


async def test_in_its_own_thread_it_goes_on_there_for_who_may_refine(sim: Sim, stocked: Database) -> None:
    alice = sim.member("alice")
    await alice.slash(sim.general, "recommend", words="calm")
    thread = await sim.thread(sim.general)
    await sim.until(lambda: turns(stocked), "the first turn")
    await alice.slash(thread, "recommend", words="lively")
    await sim.until(lambda: len(turns(stocked)) == 2, "a second turn")
    refused = await sim.answer(await sim.member("bob").slash(thread, "recommend", words="loud"), "can refine")
    assert refused.ephemeral
    assert len({turn.thread_id for turn in turns(stocked)}) == 1


async def test_a_used_up_day_opens_no_thread(sim: Sim, stocked: Database) -> None:
    with stocked.write() as session:
        change_guild(session, sim.guild.id, lambda old: type(old)(turns_per_day=1))
    alice = sim.member("alice")
    await alice.slash(sim.general, "recommend", words="calm")
    await sim.until(lambda: turns(stocked), "the first turn")
    answer = await sim.answer(await alice.slash(sim.general, "recommend", words="more"), "<t:")
    assert answer.ephemeral
    await sim.idle()
    assert len(sim.general.threads) == 1


async def test_a_file_that_discord_does_not_give_at_once_is_asked_for_again(sim: Sim, stocked: Database) -> None:
    # The bytes are gone from the simulated CDN, so both tries fail; the person is told how to fix it.
    sim.env.files._base += "/gone"
    asked = await sim.member("alice").slash(sim.general, "recommend", video=("waves.mp4", b"bytes"))
    answer = await sim.answer(asked, "could not read")
    assert answer.ephemeral
    assert "Post it again" in text_of(answer)


@pytest.mark.parametrize(
    ("source", "words", "title"),
    [
        (ClipSource(SourceKind.BLOB, "x", "my_holiday-in-2024.final.mp4"), "", "my holiday in 2024.final"),
        (ClipSource(SourceKind.LINK, "https://www.youtube.com/watch?v=1"), "", "youtube.com"),
        (ClipSource(SourceKind.LINK, "https://example.org/a/night%20drive.webm"), "", "night drive"),
        (ClipSource(SourceKind.NONE), "calm piano", "calm piano"),
        (ClipSource(SourceKind.NONE), "", "fallback"),
    ],
)
def test_conversations_are_named_after_their_clip(source: ClipSource, words: str, title: str) -> None:
    assert title_of(source, words, "fallback") == title


def test_of_several_links_the_one_that_looks_like_a_clip_is_taken() -> None:
    text = "see https://blog.example/post, https://discord.com/channels/1/2/3 and (https://youtu.be/abc)!"
    found = first_link(text)
    assert found is not None
    assert found.value == "https://youtu.be/abc"
    assert first_link("https://discord.com/channels/1/2/3") is None


@pytest.mark.parametrize("text", ["", "youtube.com/x", "javascript:alert(1)", "https://", "https://[x", "file:///etc"])
def test_what_is_no_link_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_link(text)
    assert refused.value.code == "link"


def test_words_come_in_one_line_and_not_without_end() -> None:
    assert read_words(" calm\n  piano ") == "calm piano"
    with pytest.raises(BadInput):
        read_words("x" * 1001)


def test_long_names_are_cut_between_words() -> None:
    assert shorten("one two three", 100) == "one two three"
    cut = shorten("word " * 40, 100)
    assert len(cut) <= 100
    assert cut.endswith("word…")
