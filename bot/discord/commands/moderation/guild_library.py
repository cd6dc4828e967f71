"""``/musechat library``: a server's own tracks, recommended on no other server, and the sources of everyone's."""

from __future__ import annotations

import json
from io import BytesIO
from urllib.parse import urlsplit

import discord
from discord import app_commands
from sqlalchemy.orm import Session

from bot.discord.cards.escaping import escape
from bot.discord.clip_intake import download
from bot.discord.commands.ephemeral_reply import defer_privately, draw_page, show
from bot.discord.commands.localization import localised
from bot.discord.commands.moderation.block import Choices, no_such_track
from bot.discord.commands.moderation.library_sources import ask_sync, show_sources
from bot.discord.commands.moderation.music_files import require_music
from bot.discord.commands.moderation.setting_change import guild_of
from bot.discord.commands.moderation.track_autocomplete import GuildTrackNames, find_track, suggest_tracks, title_of
from bot.discord.services import PLATFORM, Interaction, Services, own_texts, public_texts
from language.licences import describe_licence, parse_licence
from language.texts import Texts
from musechat.errors import BadInput
from musechat.track import MAX_TRACK_BYTES, Track
from musechat.turn import TurnKind
from store.audit import TrackName, load_guild_tracks
from store.threads import ThreadView, open_thread
from store.track_library import get_track, remove_track

LISTED = 15  # in the answer; a longer list comes as a file
Text = app_commands.Range[str, 1, 200]


class LibraryCommands(app_commands.Group, name="library", description=localised("moderation.describe.library")):
    """The group ``/musechat library``."""

    def __init__(self, services: Services, names: GuildTrackNames) -> None:
        super().__init__()
        self._services = services
        self._names = names

    @app_commands.command(name="add", description=localised("moderation.describe.library-add"))
    @app_commands.describe(
        file=localised("moderation.describe.file"),
        title=localised("moderation.describe.title"),
        artist=localised("moderation.describe.artist-name"),
        licence=localised("moderation.describe.licence"),
        source=localised("moderation.describe.source"),
    )
    async def add(
        self,
        interaction: Interaction,
        file: discord.Attachment,
        title: Text | None = None,
        artist: Text | None = None,
        licence: Text | None = None,
        source: app_commands.Range[str, 1, 400] | None = None,
    ) -> None:
        """Store a file and submit its analysis; the result is shown in the channel.

        Raises:
            BadInput: ``not-music``, ``music-too-large``, ``source``, and those of the download.

        """
        await defer_privately(interaction)
        services, texts = self._services, own_texts(interaction)
        require_music(file, MAX_TRACK_BYTES, texts)
        _require_address(source, texts)
        stored = await download(services, file, MAX_TRACK_BYTES)
        guild = await services.get_guild_settings(interaction.guild_id)
        given = {"title": title, "artist": artist, "licence": licence, "source_url": source}
        await services.submit_turn(
            await self._create_thread(interaction),
            interaction.user.id,
            TurnKind.ADD,
            words=json.dumps({name: value for name, value in given.items() if value}, ensure_ascii=False),
            source=stored,
            request=f"i{interaction.id}",
            language=public_texts(guild, interaction.guild_locale).language,
        )
        self._names.expire()  # else the track would be missing from suggestions for a minute
        parts = [
            texts("moderation.library.listening", name=escape(stored.name, 100)),
            _describe_given_licence(licence, texts),
        ]
        await show(interaction, draw_page(parts))

    @app_commands.command(name="remove", description=localised("moderation.describe.library-remove"))
    @app_commands.describe(track=localised("moderation.describe.own-track"))
    async def remove(self, interaction: Interaction, track: app_commands.Range[str, 1, 100]) -> None:
        """Remove one of the server's own tracks; a worker deletes its file.

        Raises:
            BadInput: ``no-such-track``.

        """
        await defer_privately(interaction)
        guild_id = guild_of(interaction)
        found = find_track(await self._load_own(guild_id), track)
        if found is None or not await self._services.turn_client.write(_remove, found.id, guild_id):
            raise no_such_track(interaction)
        self._names.expire()
        texts = own_texts(interaction)
        await show(interaction, draw_page([texts("moderation.library.removed", name=escape(title_of(found), 110))]))

    @app_commands.command(name="list", description=localised("moderation.describe.library-list"))
    async def look(self, interaction: Interaction) -> None:
        """List the server's own tracks; more than ``LISTED`` come as a file as well."""
        await defer_privately(interaction)
        texts = own_texts(interaction)
        tracks = await self._services.turn_client.read(load_guild_tracks, guild_of(interaction))
        if not tracks:
            await show(interaction, draw_page([texts("moderation.library.none")]))
            return
        lines = "\n".join(f"- {_describe_track(track, texts)}" for track in tracks[:LISTED])
        head = f"## {texts.format_count('moderation.library.own', len(tracks))}\n{lines}"
        if len(tracks) <= LISTED:
            await show(interaction, draw_page([head]))
            return
        whole = "\n".join(f"{t.id}\t{t.title}\t{t.artist}\t{t.licence.id}" for t in tracks)
        file = discord.File(BytesIO(whole.encode()), filename="library.txt")
        await show(interaction, draw_page([head], file=file), file)

    @app_commands.command(name="sources", description=localised("moderation.describe.library-sources"))
    async def sources(self, interaction: Interaction) -> None:
        """Show the installation's sources of music, which serve every server."""
        await show_sources(self._services, interaction)

    @app_commands.command(name="sync", description=localised("moderation.describe.library-sync"))
    async def sync(self, interaction: Interaction) -> None:
        """Have the installation's sources looked at now."""
        await ask_sync(self._services, interaction)

    @remove.autocomplete("track")
    async def _own(self, interaction: Interaction, typed: str) -> Choices:
        return suggest_tracks(await self._load_own(guild_of(interaction)), typed)

    async def _load_own(self, guild_id: int) -> list[TrackName]:
        names = await self._names.visible(self._services, guild_id)
        return [name for name in names if name.guild_id == guild_id]

    async def _create_thread(self, interaction: Interaction) -> ThreadView:
        """Create the thread that every turn needs; without a Discord thread it is shown in the channel itself."""
        services = self._services
        thread_id = await services.turn_client.write(
            open_thread,
            platform=PLATFORM,
            member_id=await services.get_member_id(interaction.user.id),
            guild_id=interaction.guild_id,
            channel_id=str(interaction.channel_id),
            name="library",
        )
        return await services.get_thread(thread_id)


def _remove(session: Session, track_id: str, guild_id: int) -> bool:
    # The names are cached: whether the track is still there, and this guild's, is decided in the transaction.
    track = get_track(session, track_id)
    return track is not None and track.guild_id == guild_id and remove_track(session, track_id)


def _require_address(source: str | None, texts: Texts) -> None:
    if source is not None and urlsplit(source).scheme not in ("http", "https"):
        raise BadInput("source", texts("moderation.library.no-address"), texts("moderation.library.address"))


def _describe_given_licence(licence: str | None, texts: Texts) -> str:
    """Describe how the licence as typed was understood, so that a mistake is seen at once."""
    if licence is None:
        return texts("moderation.library.no-licence")
    read = parse_licence(licence)
    return texts("moderation.library.licence", name=escape(read.id, 80), means=describe_licence(read, texts))


def _describe_track(track: Track, texts: Texts) -> str:
    means = describe_licence(track.licence, texts)
    return f"**{escape(track.title, 60)}** – {escape(track.artist, 40)} · {escape(track.licence.id, 30)} ({means})"
