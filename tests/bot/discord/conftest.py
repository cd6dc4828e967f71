"""The bot in a simulated Discord, over a real ledger and library, with a worker whose decisions a test can order."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import discord
import pytest

from bot.discord.services import Services
from bot.turn_client import TurnClient
from musechat.settings import Settings
from store.blobs import BlobStore
from store.database import Database
from tests.bot.discord.sim import Sim
from tests.bot.discord.stand_in import StandIn
from tests.bot.house import SilentBell


@pytest.fixture
def worker(stocked: Database, blobs: BlobStore, clip: Path) -> Iterator[StandIn]:
    """Takes turns in a thread; ask for it where turns are to be done."""
    with StandIn(stocked, blobs, clip) as stand_in:
        yield stand_in


@pytest.fixture
async def sim(stocked: Database, settings: Settings, blobs: BlobStore) -> AsyncIterator[Sim]:
    """A guild with the bot in it. Without the fixture ``worker`` its turns wait."""
    from bot.discord.client import MuseChatClient

    def build() -> tuple[Services, discord.AutoShardedClient]:
        services = Services(TurnClient(stocked, SilentBell(), "discord"), settings, blobs)
        return services, MuseChatClient(services)

    sim = Sim(build)
    await sim.start()
    yield sim
    await sim.close()
