"""``/musechat``: the settings of a server, for its moderators.

Discord offers the group to members with *Manage Server*. Administrators may grant it to other roles (Server Settings,
Integrations), so the permission is not checked a second time here.
"""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from bot.discord.commands.ephemeral_reply import defer_privately, draw_page, show
from bot.discord.commands.localization import localised, on_servers
from bot.discord.commands.moderation.access_scope import ChannelCommands, RoleCommands
from bot.discord.commands.moderation.audit import show_audit
from bot.discord.commands.moderation.block import BlockCommands
from bot.discord.commands.moderation.guild_library import LibraryCommands
from bot.discord.commands.moderation.rights_check import show_rights
from bot.discord.commands.moderation.setting_change import Change, NewValues, SettingEditor, guild_of
from bot.discord.commands.moderation.settings_status import AREAS, MIB, USES, describe_settings
from bot.discord.commands.moderation.track_autocomplete import GuildTrackNames
from bot.discord.services import Interaction, Services, own_texts
from language.languages import list_languages
from musechat.guild import GuildSettings

AUTO = "auto"  # the language of the server as Discord has it


@on_servers
class ModerationCommands(
    app_commands.Group,
    name="musechat",
    description=localised("moderation.describe.musechat"),
    default_permissions=discord.Permissions(manage_guild=True),
):
    """The group ``/musechat``."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._editor = SettingEditor(services)
        names = GuildTrackNames()
        self.add_command(ChannelCommands(self._editor))
        self.add_command(RoleCommands(self._editor))
        self.add_command(BlockCommands(services, self._editor, names))
        self.add_command(LibraryCommands(services, names))

    @app_commands.command(name="settings", description=localised("moderation.describe.settings"))
    async def settings(self, interaction: Interaction) -> None:
        """Show all settings."""
        await defer_privately(interaction)
        guild_id, texts = guild_of(interaction), own_texts(interaction)
        settings = await self._editor.load(interaction)
        areas = await describe_settings(self._services, guild_id, settings, AREAS, texts)
        await show(interaction, draw_page([f"## {texts('moderation.settings.title')}", "\n\n".join(areas)]))

    @app_commands.command(name="check", description=localised("moderation.describe.check"))
    async def check(self, interaction: Interaction) -> None:
        """Show which rights are missing in which channel, and how to give them."""
        await defer_privately(interaction)
        await show_rights(interaction, await self._editor.load(interaction))

    @app_commands.command(name="limits", description=localised("moderation.describe.limits"))
    @app_commands.describe(
        turns=localised("moderation.describe.turns"),
        clip_seconds=localised("moderation.describe.clip-seconds"),
        clip_megabytes=localised("moderation.describe.clip-megabytes"),
    )
    @app_commands.rename(turns="turns-per-day", clip_seconds="clip-seconds", clip_megabytes="clip-megabytes")
    async def limits(
        self,
        interaction: Interaction,
        turns: app_commands.Range[int, 0, 10_000] | None = None,
        clip_seconds: app_commands.Range[int, 0, 36_000] | None = None,
        clip_megabytes: app_commands.Range[int, 0, 10_000] | None = None,
    ) -> None:
        """Set the limits of a member; 0 lifts a limit, an option left out leaves it."""
        await self._editor.hold_and_change(interaction, "limits", _change_limits(turns, clip_seconds, clip_megabytes))

    @app_commands.command(name="licences", description=localised("moderation.describe.licences"))
    @app_commands.describe(
        commercial=localised("moderation.describe.commercial"),
        derivatives=localised("moderation.describe.derivatives"),
        no_attribution=localised("moderation.describe.no-attribution"),
    )
    @app_commands.rename(no_attribution="no-attribution")
    async def licences(
        self,
        interaction: Interaction,
        commercial: bool | None = None,
        derivatives: bool | None = None,
        no_attribution: bool | None = None,
    ) -> None:
        """Set the uses that the licence of every pick must allow."""
        wanted = dict(zip(USES, (commercial, derivatives, no_attribution), strict=True))
        given = {use: on for use, on in wanted.items() if on is not None}
        await self._editor.hold_and_change(
            interaction, "licences", _change_licences(given) if given else None, tried=True
        )

    @app_commands.command(name="explicit", description=localised("moderation.describe.explicit"))
    @app_commands.describe(allowed=localised("moderation.describe.explicit-allowed"))
    async def explicit(self, interaction: Interaction, allowed: bool | None = None) -> None:
        """Set whether tracks marked as explicit may be picked."""
        await self._editor.hold_and_change(
            interaction, "explicit", NewValues(explicit_allowed=allowed).to_change(), tried=True
        )

    @app_commands.command(name="language", description=localised("moderation.describe.language"))
    @app_commands.describe(language=localised("moderation.describe.language-choice"))
    @app_commands.choices(
        language=[
            app_commands.Choice(name=localised("moderation.language.auto"), value=AUTO),
            *(app_commands.Choice(name=each.profile.own_name, value=each.code) for each in list_languages()),
        ]
    )
    async def language(self, interaction: Interaction, language: str | None = None) -> None:
        """Set the language of public answers."""
        await self._editor.hold_and_change(interaction, "language", _change_language(language) if language else None)

    @app_commands.command(name="questions", description=localised("moderation.describe.questions"))
    @app_commands.describe(allowed=localised("moderation.describe.questions-allowed"))
    async def questions(self, interaction: Interaction, allowed: bool | None = None) -> None:
        """Set whether a pick may come with a question."""
        await self._editor.hold_and_change(interaction, "questions", NewValues(questions=allowed).to_change())

    @app_commands.command(name="threads", description=localised("moderation.describe.threads"))
    @app_commands.describe(everyone=localised("moderation.describe.threads-everyone"))
    async def threads(self, interaction: Interaction, everyone: bool | None = None) -> None:
        """Set who may refine new threads, where the command that opens them does not say."""
        await self._editor.hold_and_change(interaction, "threads", NewValues(open_to_all=everyone).to_change())

    @app_commands.command(name="audit", description=localised("moderation.describe.audit"))
    async def audit(self, interaction: Interaction) -> None:
        """Show the last picks on this server, and the rules that admitted them."""
        await show_audit(self._services, interaction)


def _change_limits(turns: int | None, seconds: int | None, megabytes: int | None) -> Change | None:
    if turns is None and seconds is None and megabytes is None:
        return None

    def change(settings: GuildSettings) -> GuildSettings:
        # 0 lifts a limit, None leaves it as it is.
        return replace(
            settings,
            turns_per_day=settings.turns_per_day if turns is None else turns or None,
            clip_seconds=settings.clip_seconds if seconds is None else float(seconds) or None,
            clip_bytes=settings.clip_bytes if megabytes is None else megabytes * MIB or None,
        )

    return change


def _change_licences(given: dict[str, bool]) -> Change:
    def change(settings: GuildSettings) -> GuildSettings:
        on = {use for use, wanted in given.items() if wanted}
        return replace(settings, licence_uses=(settings.licence_uses - set(given)) | on)

    return change


def _change_language(language: str) -> Change:
    return lambda settings: replace(settings, language=None if language == AUTO else language)
