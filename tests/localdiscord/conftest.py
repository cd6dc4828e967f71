"""The whole of MuseChat in a local Discord: the real bot process and the real worker process, and people over the wire.

The local Discord is no part of this project; where its folder does not lie beside the checkout these tests are skipped.
Every test ends by asking it whether the bot broke one of Discord's rules.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from store.database import Database
from tests.bot.house import draw_clip
from tests.localdiscord.house import House
from tests.localdiscord.scene import PATIENCE_S, Scene

LOCAL_DISCORD = Path(__file__).resolve().parents[3] / "shared" / "localdiscord"

if LOCAL_DISCORD.is_dir():
    sys.path.insert(0, str(LOCAL_DISCORD))


@pytest.fixture(scope="session")
def local_discord() -> Any:
    """The local Discord's package."""
    pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    return pytest.importorskip("localdiscord", reason=f"no local Discord: {LOCAL_DISCORD} is missing")


@pytest.fixture(scope="session")
def house(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An installation of this test process's own, with the real worker at work."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(furnished / "musechat.db", folder)
    house = House(folder)
    with house.worker():
        yield house


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Some clips, the shortest first. Each shows something else: a clip that looks alike is taken for a new cut."""
    folder = tmp_path_factory.mktemp("clips")
    named = enumerate((("waves", 3.0), ("harbour", 4.0), ("dusk", 5.0)))
    return [draw_clip(folder / f"{name}.mp4", seconds, look=look) for look, (name, seconds) in named]


@pytest.fixture
def world_options() -> dict[str, Any]:
    """Options of the local Discord; tests that need others override this."""
    return {}


@pytest.fixture
def bot_settings() -> dict[str, str]:
    """The bot's environment beside the house's."""
    return {"MUSECHAT_MESSAGE_CONTENT": "true"}


@pytest.fixture
def forgiven() -> tuple[str, ...]:
    """Kinds of problems that a test brings about itself."""
    return ()


@pytest.fixture
async def world(local_discord: Any, world_options: dict[str, Any], forgiven: tuple[str, ...]) -> AsyncIterator[Any]:
    """A local Discord of the test's own. In the end the bot is stopped, and must have kept all rules."""
    # Discord waits three seconds for an answer; whether they are kept is what the benchmarks look at.
    patient = {"bot_name": "MuseChat", "interaction_deadline": PATIENCE_S}
    async with local_discord.World(**patient | world_options) as world:
        yield world
        for bot in world.bots:
            await bot.stop()
        world.assert_clean(ignore=forgiven)


@pytest.fixture
def empty_house(house: House) -> House:
    """The installation, without the conversations of earlier tests."""
    house.forget()
    return house


@pytest.fixture
async def scene(
    world: Any, empty_house: House, clips: list[Path], bot_settings: dict[str, str]
) -> AsyncIterator[Scene]:
    """People in a guild with the running bot."""
    scene = Scene(world, empty_house, clips, bot_settings)
    await scene.start_bot()
    yield scene
    scene.keep_transcript(os.environ.get("PYTEST_CURRENT_TEST", "").split(" ")[0])


@pytest.fixture
def database(house: House) -> Iterator[Database]:
    """The house's ledger, to look at."""
    db = house.database()
    yield db
    db.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Show what the bot printed and did where a test failed."""
    report = yield
    scene = getattr(item, "funcargs", {}).get("scene")
    if report.failed and isinstance(scene, Scene):
        report.sections.append(("bot", scene.bot.text[-6000:]))
        report.sections.append(("worker", scene.house.log()[-2000:]))
        report.sections.append(("local Discord", scene.world.report()[-6000:]))
    return report
