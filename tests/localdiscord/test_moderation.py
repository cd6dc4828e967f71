"""What moderators set, and that it holds at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.localdiscord.music import ARTISTS, COUNT, compose
from tests.localdiscord.scene import PATIENCE_S, Scene, has, title_of

pytestmark = pytest.mark.slow


async def manage(scene: Scene, command: str, **options: Any) -> Any:
    sent = await scene.moderator.slash(f"musechat {command}", options, channel=scene.general)
    answer = await scene.answer(sent)
    assert answer.ephemeral
    return answer


async def refused(scene: Scene, actor: Any, channel: Any = None) -> Any:
    sent = await scene.recommend(actor, channel=channel)
    await sent.wait(lambda i: any(m.ephemeral and m.text for m in i.messages), PATIENCE_S)
    assert not any(has(m, "love") for m in scene.world.bot_messages if m.interaction is sent)
    return next(m for m in sent.messages if m.ephemeral and m.text)


async def test_members_are_not_offered_what_moderators_are(scene: Scene) -> None:
    with pytest.raises(AssertionError, match="musechat"):
        await scene.alice.slash("musechat settings", {}, channel=scene.general)
    assert (await manage(scene, "settings")).text


async def test_a_blocked_artist_is_never_picked_and_can_be_allowed_again(scene: Scene) -> None:
    _, card = await scene.begin(words="energetic")
    title, said = title_of(card), card.text.split("### ", 1)[1]
    artist = min((a for a in ARTISTS if a in said), key=said.index)  # the pick's, not an alternate's
    offered = await scene.moderator.autocomplete("musechat block artist", "name", artist[:3], channel=scene.general)
    assert artist in [choice["value"] for choice in offered]
    assert title in (await manage(scene, "block artist", name=artist)).text
    _, other = await scene.begin(scene.bob, words="energetic")
    assert artist not in other.text
    await manage(scene, "block remove", what=artist)
    _, again = await scene.begin(scene.bob, words="energetic")
    assert title_of(again) == title


async def test_only_the_channels_that_were_chosen(scene: Scene) -> None:
    music = await scene.world.open_channel("music")
    await manage(scene, "channels add", channel=music)
    told = await refused(scene, scene.alice)
    assert str(music.id) in told.text
    thread, _ = await scene.begin(channel=music)
    assert thread.parent is music
    await manage(scene, "channels clear")
    await scene.begin()


async def test_only_the_roles_that_were_chosen(scene: Scene) -> None:
    editors = scene.world.role("Moderators")
    await manage(scene, "roles add", role=editors)
    assert str(editors.id) in (await refused(scene, scene.bob)).text
    await scene.begin(scene.moderator)
    await manage(scene, "roles clear")
    await scene.begin(scene.bob)


async def test_a_daily_limit_says_when_it_goes_on(scene: Scene) -> None:
    await manage(scene, "limits", **{"turns-per-day": 2})
    thread, card = await scene.begin()
    mark = scene.world.mark()
    await scene.press(scene.alice, card, "another")
    card = await scene.pick(after=mark, where=thread, seq=2)
    pressed = await scene.press(scene.alice, card, "another")
    await pressed.wait(lambda i: i.messages, PATIENCE_S)
    assert pressed.messages[-1].ephemeral
    assert "<t:" in pressed.messages[-1].text
    assert "<t:" in (await refused(scene, scene.alice)).text
    await scene.begin(scene.bob)
    await manage(scene, "limits", **{"turns-per-day": 0})
    await scene.begin()


async def test_clips_over_the_limit_are_refused_before_anything_is_made_of_them(scene: Scene, tmp_path: Path) -> None:
    await manage(scene, "limits", **{"clip-megabytes": 1})
    big = tmp_path / "big.mp4"
    big.write_bytes(scene.clips[0].read_bytes() + bytes(2**20))
    sent = await scene.alice.slash("recommend", {}, attachments=[big], channel=scene.general)
    await sent.wait(lambda i: any(m.ephemeral and m.text for m in i.messages), PATIENCE_S)
    assert "1 MiB" in sent.messages[-1].text
    assert not scene.world.guild().threads
    await scene.wait_until(lambda: all(m.ephemeral for m in scene.world.bot_messages), "nothing public is left")


async def test_the_language_of_the_server(scene: Scene) -> None:
    await manage(scene, "language", language="de")
    mark = scene.world.mark()
    await scene.recommend()
    card = await scene.pick(after=mark)
    labels = {part.get("label") for part in card.buttons}
    assert "Another" not in labels


async def test_open_threads_let_everyone_refine(scene: Scene) -> None:
    await manage(scene, "threads", everyone=True)
    thread, _ = await scene.begin()
    mark = scene.world.mark()
    await scene.bob.say(thread, "calmer")
    await scene.pick(after=mark, where=thread, seq=2)


async def test_a_servers_own_track_is_heard_there_alone_and_can_be_taken_out(scene: Scene, tmp_path: Path) -> None:
    song = compose(tmp_path / "song.flac", COUNT + 1, "Club Song", "House Band")  # no piece of the library
    mark = scene.world.mark()
    sent = await scene.moderator.slash(
        "musechat library add",
        {"title": "Club Song", "licence": "CC BY 4.0"},
        attachments=[song],
        channel=scene.general,
    )
    assert (await scene.answer(sent)).ephemeral
    added = await scene.said("Added", after=mark)
    assert "Club Song" in added.text
    assert "Club Song" in (await manage(scene, "library list")).text
    await manage(scene, "library remove", track="Club Song")
    assert "Club Song" not in (await manage(scene, "library list")).text


async def test_the_audit_lists_what_was_picked(scene: Scene) -> None:
    _, card = await scene.begin()
    answer = await manage(scene, "audit")
    assert title_of(card) in answer.text
    table = answer.attachments[0].data.decode("utf-8-sig")
    assert title_of(card) in table
    assert "CC-BY-4.0" in table
