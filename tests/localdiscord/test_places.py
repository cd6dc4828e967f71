"""Clips wherever people put them: forwarded, replied to, several at once, in files whose names do not say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.localdiscord.scene import MENU, PATIENCE_S, Scene, has, ids_of, turn_number

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 20
TEXT = ("Shopping list: bread, milk, two kinds of cheese\n" * 20).encode()


def mention(scene: Scene, words: str = "") -> str:
    return f"{scene.world.bot_user.mention} {words}".strip()


def named(path: Path, name: str) -> tuple[str, bytes]:
    return name, path.read_bytes()


@pytest.mark.slow
async def test_a_reply_to_somebodys_clip_finds_music_for_it(scene: Scene) -> None:
    post = await scene.bob.say(scene.general, "look what I cut", files=[scene.clips[1]])
    mark = scene.world.mark()
    await scene.alice.say(scene.general, mention(scene, "find music for this, calm piano"), reply_to=post)
    card = await scene.pick(after=mark)
    assert card.channel.name == "harbour"
    await scene.wait(lambda m: m.channel is card.channel and m.pinned and "piano" in m.text.lower())


@pytest.mark.slow
async def test_a_forwarded_clip_by_menu_mention_and_in_private(scene: Scene) -> None:
    post = await scene.bob.say(scene.world.channel("general"), "mine", files=[scene.clips[0]])
    forwarded = await scene.bob.say(scene.general, forward=post)

    mark = scene.world.mark()
    await (await scene.alice.context_menu(MENU, forwarded)).wait_ack(PATIENCE_S)
    assert (await scene.pick(after=mark)).channel.name == "waves"

    mark = scene.world.mark()
    await scene.alice.say(scene.general, mention(scene, "calm"), forward=post)
    assert (await scene.pick(after=mark)).channel.name == "waves"

    mark = scene.world.mark()
    await scene.alice.say(scene.general, mention(scene, "lively"), reply_to=forwarded)
    assert (await scene.pick(after=mark)).channel.name == "waves"

    mark = scene.world.mark()
    private = scene.alice.dm()
    await scene.alice.say(private, forward=post)
    await scene.pick(after=mark, where=private)
    mark = scene.world.mark()
    await scene.alice.say(private, "calmer")
    assert turn_number(await scene.pick(after=mark, where=private, seq=2)) == 2


@pytest.mark.slow
async def test_of_several_clips_one_is_taken_and_the_others_are_a_press_away(scene: Scene) -> None:
    mark = scene.world.mark()
    await scene.alice.say(scene.general, mention(scene, "calm"), files=scene.clips)
    note = await scene.said("several clips", after=mark)
    first = await scene.pick(after=mark)
    assert note.channel is first.channel
    assert "waves.mp4" in note.text
    assert [b["label"] for b in note.buttons] == ["2 · harbour.mp4", "3 · dusk.mp4"]
    refused = await scene.bob.click(note, ids_of(note)[1])
    await refused.wait_ack(PATIENCE_S)
    await refused.wait(lambda i: i.messages, PATIENCE_S)
    assert scene.alice.mention in refused.messages[-1].text
    for name in ("harbour.mp4", "dusk.mp4", "waves.mp4"):
        if name == "dusk.mp4":  # what was found is forgotten, and read again
            await scene.restart_bot(crash=True)
        mark = scene.world.mark()
        chosen = next(b["custom_id"] for b in note.buttons if name in b["label"])
        await (await scene.alice.click(note, chosen)).wait_ack(PATIENCE_S)
        await scene.pick(after=mark, where=first.channel)
        await scene.wait(lambda m, name=name: m is note and f"I took **{name}**" in m.content + m.text)
    assert len(note.buttons) == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["holiday", "00012.MTS", "clip.txt", "GS010001.360", "video.dat", "clip.3gp2"])
async def test_a_clip_is_known_by_its_content_whatever_its_name(scene: Scene, name: str) -> None:
    mark = scene.world.mark()
    await scene.alice.say(scene.general, mention(scene), files=[named(scene.clips[0], name)])
    await scene.pick(after=mark)
    mark = scene.world.mark()
    sent = await scene.alice.slash("recommend", {}, attachments=[named(scene.clips[0], name)], channel=scene.alice.dm())
    await sent.wait_ack(PATIENCE_S)
    await scene.pick(after=mark, where=scene.alice.dm())


@pytest.mark.slow
@pytest.mark.parametrize(("name", "content"), [("offer.pdf", PDF), ("notes.txt", TEXT), ("index.ts", TEXT)])
async def test_a_document_is_no_clip(scene: Scene, name: str, content: bytes) -> None:
    mark = scene.world.mark()
    await scene.alice.say(scene.general, mention(scene), files=[(name, content)])
    await scene.said("Post a video or a link", after=mark)
    sent = await scene.alice.slash("recommend", {}, attachments=[(name, content)], channel=scene.general)
    await sent.wait_ack(PATIENCE_S)
    await sent.wait(lambda i: any("not a video" in m.text for m in i.messages), PATIENCE_S)
    mark = scene.world.mark()
    post = await scene.bob.say(scene.general, "read this", files=[(name, content), scene.clips[0]])
    await (await scene.alice.context_menu(MENU, post)).wait_ack(PATIENCE_S)
    assert (await scene.pick(after=mark)).channel.name == "waves"
    assert not [m for m in scene.world.bot_messages if "several" in m.text]


@pytest.mark.slow
async def test_a_document_beside_words_in_a_thread_does_not_hide_the_words(scene: Scene) -> None:
    thread, _ = await scene.begin()
    mark = scene.world.mark()
    await scene.alice.say(thread, "calmer", files=[("notes.txt", TEXT)])
    assert "calmer" in (await scene.pick(after=mark, where=thread, seq=2)).text


@pytest.mark.slow
async def test_a_reply_to_words_says_what_is_needed(scene: Scene) -> None:
    post = await scene.bob.say(scene.general, "who knows a good song?")
    mark = scene.world.mark()
    await scene.alice.say(scene.general, mention(scene, "find music for this"), reply_to=post)
    said = await scene.said("no video and no link in the message you replied to", after=mark)
    assert not has(said, "love")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("||https://www.tiktok.com/@a/photo/6748451240264420610||", "post of pictures, with music or without"),
        ("<https://www.youtube.com/playlist?list=PLabc>", "not to one video"),
        ("https://www.twitch.tv/somebody.", "a channel or a search, not to one video"),
    ],
)
async def test_a_link_to_something_else_than_a_video_is_called_what_it_is(scene: Scene, link: str, says: str) -> None:
    mark = scene.world.mark()
    await scene.alice.say(scene.general, mention(scene, f"calm {link}"))
    said = await scene.said(says, after=mark)
    assert said.channel.is_thread
    await scene.said("did not work", after=mark, where=scene.general)


class TestWithoutTheMessageContentIntent:
    """What others write is hidden from the bot, unless they mention it."""

    @pytest.fixture
    def bot_settings(self) -> dict[str, str]:
        return {}

    @pytest.mark.slow
    async def test_several_clips_are_reached_by_menu_and_button(self, scene: Scene) -> None:
        post = await scene.bob.say(scene.general, "look", files=scene.clips[:2])
        mark = scene.world.mark()
        await (await scene.alice.context_menu(MENU, post)).wait_ack(PATIENCE_S)
        note = await scene.said("several clips", after=mark)
        await scene.pick(after=mark)
        mark = scene.world.mark()
        await (await scene.alice.click(note, ids_of(note)[0])).wait_ack(PATIENCE_S)
        await scene.pick(after=mark, where=note.channel)
        await scene.bob.delete(post)
        await scene.restart_bot()
        pressed = await scene.alice.click(note, ids_of(note)[0])
        await pressed.wait(lambda i: i.messages, PATIENCE_S)
        assert "no longer see the clips" in pressed.messages[-1].text
