"""``/musechat block``: artists, tracks and genres that are never picked on a server."""

from __future__ import annotations

from collections.abc import Mapping

from discord import app_commands

from bot.discord.cards.escaping import label
from bot.discord.commands.ephemeral_reply import defer_privately
from bot.discord.commands.localization import localised
from bot.discord.commands.moderation.setting_change import (
    Change,
    SetField,
    SettingEditor,
    add_value,
    guild_of,
    remove_values,
)
from bot.discord.commands.moderation.track_autocomplete import (
    SUGGESTED,
    GuildTrackNames,
    find_track,
    suggest_names,
    suggest_tracks,
)
from bot.discord.services import Interaction, Services, own_texts
from language.texts import Texts
from musechat.concepts import GENRES, fold_name
from musechat.errors import BadInput
from musechat.guild import GuildSettings
from musechat.track import Track
from store.audit import TrackName
from store.track_library import get_tracks

MAX_BLOCKED = 500  # of one kind; the settings are one row, loaded for every turn
Name = app_commands.Range[str, 1, 90]  # a choice's value has at most 100 characters, and gets a prefix
Choices = list[app_commands.Choice[str]]
_FIELDS: dict[str, SetField] = {"a": "blocked_artists", "t": "blocked_tracks", "g": "blocked_genres"}


class BlockCommands(app_commands.Group, name="block", description=localised("moderation.describe.block")):
    """The group ``/musechat block``."""

    def __init__(self, services: Services, editor: SettingEditor, names: GuildTrackNames) -> None:
        super().__init__()
        self._services = services
        self._editor = editor
        self._names = names

    @app_commands.command(name="artist", description=localised("moderation.describe.block-artist"))
    @app_commands.describe(name=localised("moderation.describe.artist"))
    async def artist(self, interaction: Interaction, name: Name) -> None:
        """Block everything by an artist."""
        await self._add(interaction, "blocked_artists", name)

    @app_commands.command(name="track", description=localised("moderation.describe.block-track"))
    @app_commands.describe(track=localised("moderation.describe.track"))
    async def track(self, interaction: Interaction, track: app_commands.Range[str, 1, 100]) -> None:
        """Block one track."""
        await defer_privately(interaction)
        names = await self._load_names(interaction)
        found = find_track(names, track)
        if found is None:
            raise no_such_track(interaction)
        await self._editor.change(
            interaction, "blocked", _add_bounded("blocked_tracks", found.id, own_texts(interaction)), tried=True
        )

    @app_commands.command(name="genre", description=localised("moderation.describe.block-genre"))
    @app_commands.describe(name=localised("moderation.describe.genre"))
    async def genre(self, interaction: Interaction, name: Name) -> None:
        """Block a genre."""
        await self._add(interaction, "blocked_genres", name)

    @app_commands.command(name="remove", description=localised("moderation.describe.block-remove"))
    @app_commands.describe(what=localised("moderation.describe.blocked"))
    async def remove(self, interaction: Interaction, what: app_commands.Range[str, 1, 100]) -> None:
        """Unblock an artist, track or genre.

        Raises:
            BadInput: ``not-blocked``.

        """
        await defer_privately(interaction)
        settings = await self._editor.load(interaction)
        found, texts = _find_blocked(settings, what), own_texts(interaction)
        if found is None:
            raise BadInput("not-blocked", texts("moderation.blocked.unknown"), texts("moderation.blocked.choose"))
        field, value = found
        await self._editor.change(interaction, "blocked", remove_values(field, [value]), tried=True)

    @app_commands.command(name="list", description=localised("moderation.describe.block-list"))
    async def look(self, interaction: Interaction) -> None:
        """Show what is blocked."""
        await self._editor.hold_and_change(interaction, "blocked", None, tried=True)

    @artist.autocomplete("name")
    async def _artists(self, interaction: Interaction, typed: str) -> Choices:
        names = await self._load_names(interaction)
        return suggest_names((name.artist for name in names if len(name.artist) <= 90), typed)

    @track.autocomplete("track")
    async def _tracks(self, interaction: Interaction, typed: str) -> Choices:
        return suggest_tracks(await self._load_names(interaction), typed)

    @genre.autocomplete("name")
    async def _genres(self, interaction: Interaction, typed: str) -> Choices:
        texts, typed = own_texts(interaction), typed.casefold().strip()
        found = [name for name in GENRES if typed in name or typed in texts.translate_term(name).casefold()]
        return [app_commands.Choice(name=texts.translate_term(name), value=name) for name in found[:SUGGESTED]]

    @remove.autocomplete("what")
    async def _blocked(self, interaction: Interaction, typed: str) -> Choices:
        settings = await self._editor.load(interaction)
        tracks = await self._services.turn_client.read(get_tracks, settings.blocked_tracks)
        names = _list_blocked(settings, tracks, own_texts(interaction))
        found = [(value, name) for value, name in names.items() if typed.casefold().strip() in name.casefold()]
        return [app_commands.Choice(name=label(name, 100), value=value) for value, name in found[:SUGGESTED]]

    async def _load_names(self, interaction: Interaction) -> list[TrackName]:
        return await self._names.visible(self._services, guild_of(interaction))

    async def _add(self, interaction: Interaction, field: SetField, name: str) -> None:
        name, texts = " ".join(name.split()), own_texts(interaction)
        if not fold_name(name):  # nothing but punctuation would match every name of that sort
            raise BadInput("no-name", texts("moderation.blocked.no-name"), texts("moderation.blocked.choose"))
        await self._editor.hold_and_change(interaction, "blocked", _add_bounded(field, name, texts), tried=True)


def no_such_track(interaction: Interaction) -> BadInput:
    """Build the error of a track that is not in the library, usually typed instead of chosen."""
    texts = own_texts(interaction)
    return BadInput("no-such-track", texts("moderation.library.unknown"), texts("moderation.library.choose"))


def _add_bounded(field: SetField, value: str, texts: Texts) -> Change:
    def add(settings: GuildSettings) -> GuildSettings:
        known = getattr(settings, field)
        if len(known) >= MAX_BLOCKED and value not in known:
            what = texts("moderation.blocked.full", most=MAX_BLOCKED)
            raise BadInput("blocked-full", what, texts("moderation.blocked.full-remedy"))
        return add_value(field, value)(settings)

    return add


def _list_blocked(settings: GuildSettings, tracks: Mapping[str, Track], texts: Texts) -> dict[str, str]:
    """Names of everything blocked, by the value of its suggestion (``a:``, ``g:`` or ``t:`` and the stored value)."""
    names = {f"a:{name}": name for name in sorted(settings.blocked_artists)}
    names |= {f"g:{name}": texts.translate_term(name) for name in sorted(settings.blocked_genres)}
    titles = {i: f"{tracks[i].title} – {tracks[i].artist}" if i in tracks else i for i in settings.blocked_tracks}
    return names | {f"t:{i}": title for i, title in sorted(titles.items(), key=lambda pair: pair[1])}


def _find_blocked(settings: GuildSettings, what: str) -> tuple[SetField, str] | None:
    """Find the field and stored value that the input means: the value of a suggestion, else a name."""
    kind, _, value = what.partition(":")
    if kind in _FIELDS and value in getattr(settings, _FIELDS[kind]):
        return _FIELDS[kind], value
    wanted = fold_name(what)
    for field in _FIELDS.values():
        for known in getattr(settings, field):
            if fold_name(known) == wanted or known == what:
                return field, known
    return None
