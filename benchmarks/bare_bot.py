"""A minimal bot that answers ``/ping``: the reference cost of discord.py itself."""

from __future__ import annotations

import asyncio
import os
import signal

import discord
from discord import app_commands


class BareBot(discord.AutoShardedClient):
    """Answers ``/ping``."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="ping", description="Answer.")(ping)

    async def setup_hook(self) -> None:
        await self.tree.sync()


async def ping(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("pong", ephemeral=True)


async def run() -> None:
    bot = BareBot()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, lambda: asyncio.create_task(bot.close()))
    async with bot:
        await bot.start(os.environ["DISCORD_TOKEN"])


def main() -> None:
    asyncio.run(run())
