"""Photograph a conversation in Discord for the README: ``python -m tests.localdiscord.picture docs/images/discord.png``.

The real bot and worker over the project's own music and clip, in a local Discord beside the checkout; needs Chromium.
"""

from __future__ import annotations

import asyncio
import base64
import re
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import av

from demo import compose_library, draw_clips
from demo.clips import SCENES
from tests.localdiscord.conftest import LOCAL_DISCORD
from tests.localdiscord.house import House, add_music
from tests.localdiscord.scene import Scene

TRACKS = 32
WORDS = "calmer, and piano if you have it"
WIDTH = 760
PLAIN = "<style>details { display: none }</style>"  # a reader of the README has no use for earlier versions of messages
VIDEO = re.compile(r"data:video/mp4;base64,([A-Za-z0-9+/=]+)")


def main() -> None:
    """Make music, a clip and a conversation; write the picture to the path that was given."""
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        music, clips = house.folder / "demo" / "music", house.folder / "demo" / "clips"
        compose_library(music, count=TRACKS)
        clip = clips / draw_clips(clips, names=(SCENES[0].name,))[0].file
        add_music(house, music)
        with house.mixes_are_made(), house.worker():
            page = asyncio.run(_converse(house, clip))
    from localdiscord.transcript import screenshot

    screenshot(VIDEO.sub(_still, page) + PLAIN, target, width=WIDTH)
    print(target)


async def _converse(house: House, clip: Path) -> str:
    from localdiscord import World

    async with World(bot_name="MuseChat") as world:
        scene = Scene(world, house, [clip], {"MUSECHAT_MESSAGE_CONTENT": "true"})
        await scene.start_bot()
        thread, card = await scene.begin()
        await scene.wait_until(lambda: has_mix(card), "the first card plays the clip")
        mark = world.mark()
        await scene.alice.say(thread, WORDS)
        card = await scene.pick(after=mark, where=thread, seq=2)
        await scene.wait_until(lambda: has_mix(card), "the second card plays the clip")
        await scene.press(scene.alice, card, "love")
        await scene.wait(lambda m: m is card and "```" in m.text)
        page = world.transcript(title="MuseChat", viewer=scene.alice)
        await scene.bot.stop()
        world.assert_clean()
        return page


def has_mix(message: Any) -> bool:
    """Whether a card plays the clip with the music, and not an excerpt of the music alone."""
    return [each.filename for each in message.attachments] == ["clip-with-music.mp4"]


def _still(found: re.Match[str]) -> str:
    """A picture out of a film, which a photograph can show."""
    data: Any = BytesIO(base64.b64decode(found[1]))
    with av.open(data) as box:
        frames = [frame for frame, _ in zip(box.decode(video=0), range(30), strict=False)]
    out = BytesIO()
    frames[-1].to_image().save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


if __name__ == "__main__":
    if not LOCAL_DISCORD.is_dir():
        sys.exit(f"there is no local Discord: {LOCAL_DISCORD} is missing")
    main()
