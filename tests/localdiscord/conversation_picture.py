"""Hold a thread of thirty messages in five languages and photograph it.

``python -m tests.localdiscord.conversation_picture docs/images/conversation.png [--data FOLDER] [--page FILE]``: the real
bot and worker over the project's own music and clip, in a local Discord beside the checkout; needs Chromium. ``--data``
takes an installation whose library is heard already, ``--page`` keeps the transcript as a page.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from demo import compose_library, draw_clips
from demo.clips import SCENES
from tests.localdiscord.conftest import LOCAL_DISCORD
from tests.localdiscord.house import House, add_music
from tests.localdiscord.long_thread import FIRST_WORDS, THREAD, hold_thread
from tests.localdiscord.picture import PLAIN
from tests.localdiscord.scene import Scene

TRACKS = 48
WIDTH, COLUMNS, GAP = 640, 4, 16
COLOURS = 14  # enough for text on a dark ground
BOT = {"MUSECHAT_MESSAGE_CONTENT": "true"}
UNSEEN = "<style>video, img[alt$='.mp4'] { display: none }</style>"  # what plays says nothing in a photograph


def main() -> None:
    """Hold the thread, and write its picture to the path that was given."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--page", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        house = House(asked.data or Path(folder))
        clip = draw_clips(Path(folder) / "clips", names=(SCENES[0].name,))[0].file
        if asked.data is None:
            compose_library(house.folder / "demo" / "music", count=TRACKS)
            add_music(house, house.folder / "demo" / "music")
        with house.worker():
            page = asyncio.run(_converse(house, Path(folder) / "clips" / clip))
    if asked.page is not None:
        asked.page.write_text(page, "utf-8")
    _photograph(page, asked.target)
    print(asked.target)


async def _converse(house: House, clip: Path) -> str:
    from localdiscord import World

    async with World(bot_name="MuseChat", interaction_deadline=300.0) as world:
        scene = Scene(world, house, [clip], BOT)
        await scene.start_bot()
        thread, _ = await scene.begin(words=FIRST_WORDS)
        await hold_thread(scene, thread, THREAD)
        page: str = world.transcript(title="MuseChat", viewer=scene.alice)
        await scene.bot.stop()
        world.assert_clean()
        return page


def _photograph(page: str, target: Path) -> None:
    """Photograph a page and lay it out in columns, in few colours."""
    from localdiscord.transcript import screenshot

    with tempfile.TemporaryDirectory() as folder:
        tall = Image.open(screenshot(page + PLAIN + UNSEEN, Path(folder) / "page.png", width=WIDTH)).convert("RGB")
    lay_out(tall).save(target, optimize=True)


def lay_out(tall: Image.Image) -> Image.Image:
    """Cut a tall picture into columns, between lines."""
    height = -(-tall.height // COLUMNS)
    cuts = [0, *(_find_calm_row(tall, column * height) for column in range(1, COLUMNS)), tall.height]
    tallest = max(b - a for a, b in itertools.pairwise(cuts))
    ground: Any = tall.getpixel((2, 2))
    sheet = Image.new("RGB", (COLUMNS * tall.width + (COLUMNS - 1) * GAP, tallest), ground)
    for n, (top, bottom) in enumerate(itertools.pairwise(cuts)):
        sheet.paste(tall.crop((0, top, tall.width, bottom)), (n * (tall.width + GAP), 0))
    return sheet.quantize(COLOURS)


def _find_calm_row(tall: Image.Image, near: int) -> int:
    """The row nearest to one in which nothing is drawn."""
    grey = tall.convert("L")
    for away in range(400):
        for row in (near - away, near + away):
            low, high = grey.crop((0, row, tall.width, row + 6)).getextrema()
            if int(high) - int(low) < 4:
                return row + 3
    return near


if __name__ == "__main__":
    if not LOCAL_DISCORD.is_dir():
        sys.exit(f"there is no local Discord: {LOCAL_DISCORD} is missing")
    main()
