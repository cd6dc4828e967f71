"""What moderators see and may ask of the installation's sources of music: no address, path, key or reason of a fault.

The sources are the operator's, and serve every server. Whoever may set a server's rules may have them looked at now:
once in ten minutes, for all servers together.
"""

from __future__ import annotations

from datetime import datetime

from bot.discord.commands.ephemeral_reply import defer_privately, draw_page, show
from bot.discord.services import Interaction, Services, own_texts
from language.texts import Texts
from store.source_tracks import ADDED, FETCHED, WANTED, SourceStatus, list_source_status
from store.sync_requests import ask_for_sync, is_sync_asked

NAMES = {
    "opensubsonic": "OpenSubsonic",
    "jellyfin": "Jellyfin",
    "plex": "Plex",
    "jamendo": "Jamendo",
    "ccmixter": "ccMixter",
    "openverse": "Openverse",
    "archive": "Internet Archive",
    "commons": "Wikimedia Commons",
}


async def show_sources(services: Services, interaction: Interaction) -> None:
    """Show what there is of each source, and when it was last looked at."""
    await defer_privately(interaction)
    texts = own_texts(interaction)
    statuses = await services.turn_client.read(list_source_status)
    lines = [_describe(status, texts) for status in statuses]
    if services.settings.library_folders:
        lines.insert(0, f"- {texts('moderation.library.folders')}")
    if not lines:
        await show(interaction, draw_page([texts("moderation.library.no-sources")]))
        return
    waits = await services.turn_client.read(is_sync_asked)
    parts = [f"## {texts('moderation.library.sources')}\n" + "\n".join(lines)]
    await show(interaction, draw_page([*parts, *([texts("moderation.library.sync-asked")] if waits else [])]))


async def ask_sync(services: Services, interaction: Interaction) -> None:
    """Have all sources looked at now, unless that was asked for a short while ago."""
    await defer_privately(interaction)
    texts = own_texts(interaction)
    statuses = await services.turn_client.read(list_source_status)
    if not statuses and not services.settings.library_folders:
        await show(interaction, draw_page([texts("moderation.library.no-sources")]))
        return
    earlier = await services.turn_client.write(ask_for_sync)
    said = (
        texts("moderation.library.sync-asked")
        if earlier is None
        else texts("moderation.library.sync-recent", when=_format_when(earlier))
    )
    await show(interaction, draw_page([said]))


def _describe(status: SourceStatus, texts: Texts) -> str:
    waiting = status.counts.get(WANTED, 0) + status.counts.get(FETCHED, 0)
    parts = [texts.format_count("moderation.library.tracks", status.counts.get(ADDED, 0))]
    if waiting:
        parts.append(texts.format_count("moderation.library.waiting", waiting))
    if status.synced_at is not None:
        parts.append(texts("moderation.library.synced", when=_format_when(status.synced_at)))
    if status.error:
        parts.append(texts("moderation.library.failed"))
    return f"- **{NAMES.get(status.name, status.name)}**: {' · '.join(parts)}"


def _format_when(time: datetime) -> str:
    return f"<t:{int(time.timestamp())}:R>"
