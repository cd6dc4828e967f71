"""The common part of all setting commands: defer, change the guild's settings, show the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias

from bot.discord.commands.ephemeral_reply import defer_privately, draw_page, show
from bot.discord.commands.moderation.dry_run import dry_run
from bot.discord.commands.moderation.settings_status import Area, describe_settings
from bot.discord.services import Interaction, Services, own_texts
from musechat.guild import GuildSettings
from store.guilds import change_guild

Change = Callable[[GuildSettings], GuildSettings]
SetField: TypeAlias = Literal["channels", "roles", "blocked_artists", "blocked_tracks", "blocked_genres"]


@dataclass(frozen=True, slots=True)
class NewValues:
    """Values for some of a guild's settings; None leaves one as it is."""

    explicit_allowed: bool | None = None
    questions: bool | None = None
    open_to_all: bool | None = None

    def to_change(self) -> Change | None:
        """Build a change that sets the given values; None where there are none."""
        given = {each.name: value for each in fields(self) if (value := getattr(self, each.name)) is not None}
        return (lambda settings: replace(settings, **given)) if given else None


class SettingEditor:
    """Changes a guild's settings, and shows them afterwards."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def load(self, interaction: Interaction) -> GuildSettings:
        """Load the guild's current settings."""
        return await self._services.get_guild_settings(guild_of(interaction))

    async def hold_and_change(
        self, interaction: Interaction, area: Area, change: Change | None, *, tried: bool = False
    ) -> None:
        """Defer the answer, then do as :meth:`change`."""
        await defer_privately(interaction)
        await self.change(interaction, area, change, tried=tried)

    async def change(self, interaction: Interaction, area: Area, change: Change | None, *, tried: bool = False) -> None:
        """Apply a change, and fill in the deferred answer with an area of the settings.

        Args:
            interaction: in a guild.
            area: of the settings, to be shown.
            change: to be applied first; None only shows.
            tried: whether to show a dry run of the rules as well.

        """
        texts, guild_id = own_texts(interaction), guild_of(interaction)
        before = await self.load(interaction)
        after = await self._apply(guild_id, change) if change else before
        parts = await describe_settings(self._services, guild_id, after, (area,), texts)
        if tried:
            parts.append(await dry_run(self._services, guild_id, before.rules, after.rules, texts))
        await show(interaction, draw_page(parts))

    async def _apply(self, guild_id: int, change: Change) -> GuildSettings:
        """Apply a change in one transaction, and drop the cached settings."""
        # A function of the stored settings, not new settings: two moderators may change different fields at once.
        settings = await self._services.turn_client.write(change_guild, guild_id, change)
        self._services.drop_cached(guild_id=guild_id)
        return settings


def guild_of(interaction: Interaction) -> int:
    """The guild's id; these commands exist in guilds only."""
    assert interaction.guild_id is not None  # noqa: S101 - Discord offers the group in guilds only
    return interaction.guild_id


def add_value(name: SetField, value: int | str) -> Change:
    """Build a change that adds a value to a set."""
    return lambda settings: _with_set(settings, name, getattr(settings, name) | {value})


def remove_values(name: SetField, values: Iterable[int | str]) -> Change:
    """Build a change that removes values from a set."""
    gone = frozenset(values)
    return lambda settings: _with_set(settings, name, getattr(settings, name) - gone)


def clear_values(name: SetField) -> Change:
    """Build a change that empties a set."""
    return lambda settings: _with_set(settings, name, frozenset())


def _with_set(settings: GuildSettings, name: SetField, values: frozenset[Any]) -> GuildSettings:
    changed: Any = {name: values}  # a type checker cannot see that the Literal holds names of sets alone
    return replace(settings, **changed)
