"""Who may use MuseChat where."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import discord
import pytest

from bot.discord.commands.authorization import require_allowed
from bot.discord.services import Interaction
from store.guilds import change_guild
from tests.bot.discord.sim import Sim, text_of

Try = Callable[..., Awaitable[str]]


@pytest.fixture
async def attempt(sim: Sim) -> Try:
    """What a member is told who uses a gated command in a channel."""

    @sim.client.tree.command(name="probe", description="A gated command")  # type: ignore[attr-defined]
    async def probe(interaction: Interaction) -> None:
        await require_allowed(sim.services, interaction)
        await interaction.response.send_message("let through", ephemeral=True)

    await sim.client.tree.sync()  # type: ignore[attr-defined]

    async def attempt(who: Any, where: Any) -> str:
        return text_of(await sim.answer(await who.slash(where, "probe")))

    return attempt


async def setting(sim: Sim, **values: Any) -> None:
    await sim.services.turn_client.write(change_guild, sim.guild.id, lambda settings: replace(settings, **values))
    sim.services.drop_cached(guild_id=sim.guild.id)


async def test_everyone_is_let_through_where_nothing_was_set(sim: Sim, attempt: Try) -> None:
    assert await attempt(sim.member("ann"), sim.general) == "let through"


async def test_other_channels_are_refused_by_name_but_not_to_moderators(sim: Sim, attempt: Try) -> None:
    ann, mod, music = sim.member("ann"), sim.moderator("mod"), sim.channel("music")
    await setting(sim, channels=frozenset({music.id}))
    assert f"only in <#{music.id}>" in await attempt(ann, sim.general)
    assert await attempt(ann, music) == "let through"
    assert await attempt(mod, sim.general) == "let through"


async def test_threads_of_a_channel_count_as_the_channel(sim: Sim, attempt: Try) -> None:
    ann, music = sim.member("ann"), sim.channel("music")
    await setting(sim, channels=frozenset({music.id}))
    channel = sim.client.get_channel(music.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.create_thread(name="film", type=discord.ChannelType.public_thread)
    assert await attempt(ann, await sim.thread(music)) == "let through"


async def test_members_without_any_of_the_roles_are_told_which(sim: Sim, attempt: Try) -> None:
    role = sim.guild.create_role("Editors")
    ann, eve, mod = sim.member("ann"), sim.member("eve", roles=[role]), sim.moderator("mod")
    await setting(sim, roles=frozenset({role.id}))
    assert f"one of these roles: <@&{role.id}>" in await attempt(ann, sim.general)
    assert await attempt(eve, sim.general) == "let through"
    assert await attempt(mod, sim.general) == "let through"
    await setting(sim, roles=frozenset({sim.guild.id}))  # the role of everyone
    assert await attempt(ann, sim.general) == "let through"
