"""The member's own clip with the pick under it: it takes the excerpt's place on the card, and can be taken away."""

from __future__ import annotations

import io
from typing import Any

import av
import pytest

from tests.localdiscord.scene import PATIENCE_S, Scene, has


@pytest.mark.slow
async def test_the_card_gets_the_clip_with_the_music_and_gives_it_away(scene: Scene) -> None:
    with scene.house.mixes_are_made():
        thread, card = await scene.begin()
        await scene.wait_until(lambda: _names(card) == ["clip-with-music.mp4"], "the mix is on the card")
    assert has(card, "get")
    with av.open(io.BytesIO(card.attachments[0].data)) as box:
        kinds = sorted(stream.type for stream in box.streams)
        length_s = (box.duration or 0) / av.time_base
    assert kinds == ["audio", "video"]
    assert length_s == pytest.approx(3.0, abs=0.15)
    assert "Your clip with" in str(card.components)
    assert len([m for m in thread.messages.values() if m.from_bot and has(m, "love") and not m.deleted]) == 1
    given = await (await scene.press(scene.bob, card, "get")).response(PATIENCE_S)
    assert given.ephemeral
    assert _names(given) == ["clip-with-music.mp4", "for-editors.zip", "music.m4a"]


def _names(message: Any) -> list[str]:
    return [each.filename for each in message.attachments]
