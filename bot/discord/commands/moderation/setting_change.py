"""What every setting does: acknowledge, change what stands, say what stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from bot.discord.commands.ephemeral_reply import hold, page, show
from bot.discord.commands.moderation.dry_run import dry_run
from bot.discord.commands.moderation.settings_status import standing
from bot.discord.services import Interaction, own_texts
from musechat.guild import GuildSettings
from store.guilds import change_guild

Change = Callable[[GuildSettings], GuildSettings]


def guild_of(interaction: Interaction) -> int:
    """The guild in which a command of moderators was used; they exist nowhere else."""
    assert interaction.guild_id is not None  # noqa: S101 - Discord offers the group in guilds only
    return interaction.guild_id


async def standing_settings(interaction: Interaction) -> GuildSettings:
    """The guild's settings as they are."""
    return await interaction.client.desk.guild(guild_of(interaction))


async def change_and_tell(interaction: Interaction, area: str, how: Change | None, *, tried: bool = False) -> None:
    """Hold, change (None: only look), and say what stands now in an area of the settings; see :func:`tell`."""
    await hold(interaction)
    await tell(interaction, area, how, tried=tried)


async def tell(interaction: Interaction, area: str, how: Change | None, *, tried: bool = False) -> None:
    """Change, and fill in the answer that was held.

    ``tried``: say also which of the guild's last picks the rules would have refused, first those that the change made.
    """
    texts, desk, guild_id = own_texts(interaction), interaction.client.desk, guild_of(interaction)
    before = await standing_settings(interaction)
    after = await _change(interaction, how) if how else before
    parts = await standing(desk, guild_id, after, (area,), texts)
    if tried:
        parts.append(await dry_run(desk, guild_id, before.rules, after.rules, texts))
    await show(interaction, page(parts))


async def _change(interaction: Interaction, how: Change) -> GuildSettings:
    """Apply a change to what stands in the database, and let it count at once."""
    desk, guild_id = interaction.client.desk, guild_of(interaction)
    settings = await desk.asking.write(change_guild, guild_id, how)
    desk.forget(guild_id=guild_id)
    return settings


def with_values(**values: Any) -> Change | None:
    """A change that sets what is not None; None where there is nothing to set."""
    given = {name: value for name, value in values.items() if value is not None}
    return (lambda settings: replace(settings, **given)) if given else None


def adding(name: str, value: Any) -> Change:
    """A change that puts a value into a set."""
    return lambda settings: replace(settings, **{name: getattr(settings, name) | {value}})


def removing(name: str, values: Iterable[Any]) -> Change:
    """A change that takes values out of a set."""
    gone = frozenset(values)
    return lambda settings: replace(settings, **{name: getattr(settings, name) - gone})


def clearing(name: str) -> Change:
    """A change that empties a set."""
    nothing: dict[str, Any] = {name: frozenset()}
    return lambda settings: replace(settings, **nothing)
