"""The same over PostgreSQL: the bot reaches nothing but this machine, and nobody notices a difference."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from store.migrate import upgrade_database
from tests.databases import postgres_database
from tests.localdiscord.house import House, add_music
from tests.localdiscord.scene import Scene, title_of

pytestmark = pytest.mark.slow

TRACKS = 10


@pytest.fixture
def house(furnished: Path, postgres_server: URL, tmp_path: Path) -> Iterator[House]:
    """An installation whose ledger is in PostgreSQL."""
    (tmp_path / "music").mkdir()
    for track in sorted((furnished / "music").iterdir())[::4][:TRACKS]:
        shutil.copy(track, tmp_path / "music")
    with postgres_database(postgres_server) as url:
        upgrade_database(url)
        house = House(tmp_path, url)
        add_music(house, tmp_path / "music")
        with house.worker():
            yield house


async def test_a_conversation_over_postgresql(scene: Scene) -> None:
    thread, first = await scene.begin()
    mark = scene.world.mark()
    await scene.alice.say(thread, "calmer")
    second = await scene.pick(after=mark, where=thread, seq=2)
    assert title_of(second) != title_of(first)
    others = [scene.world.member(f"member{n}") for n in range(8)]
    await asyncio.gather(*(scene.recommend(other) for other in others))
    await scene.house_is_idle()
    await scene.restart_bot()
    await scene.press(scene.alice, second, "love")
    await scene.wait(lambda m: m is second and "```" in m.text)
