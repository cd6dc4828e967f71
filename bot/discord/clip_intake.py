"""Intake of clips: attachments are copied to the blob store at once, for Discord's links to them expire after a day."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import discord
import structlog

from bot.discord.clips import is_clip, safe_name
from bot.discord.services import Services
from musechat.errors import BadInput
from musechat.guild import GuildSettings
from musechat.turn import ClipSource, SourceKind
from store.blobs import BlobWriter
from store.videos import put_video

CHUNK = 256 * 1024  # bytes
TRIES = 2  # somebody waits for the answer; a third try would rarely help
PAUSE_S = 1.0
MIB = 2**20

log = structlog.get_logger(__name__)


class _TransientDownloadError(Exception):
    """A download that may succeed when it is tried again."""


async def take_attachment(services: Services, attachment: discord.Attachment, guild: GuildSettings) -> ClipSource:
    """Download an attachment into the blob store.

    Raises:
        BadInput: ``clip-not-video``, ``clip-too-large``, ``clip-empty``, ``clip-not-read``, ``data-folder``.

    """
    limit = clip_limit(services, guild)
    require_acceptable(attachment, limit)
    return await download(services, attachment, limit)


async def download(services: Services, attachment: discord.Attachment, limit: int) -> ClipSource:
    """Download a file of at most ``limit`` bytes into the blob store, where it is kept as long as a clip.

    Raises:
        BadInput: ``clip-too-large``, ``clip-empty``, ``clip-not-read``, ``data-folder``.

    """
    for attempt in range(TRIES):
        try:
            return await _download(services, attachment, limit)
        except _TransientDownloadError as error:
            log.warning("attachment-not-read", attachment=attachment.id, attempt=attempt + 1, error=str(error))
            if attempt + 1 < TRIES:
                await asyncio.sleep(PAUSE_S)
    raise BadInput("clip-not-read", "The file could not be read from Discord", "Post it again")


def require_acceptable(attachment: discord.Attachment, limit: int) -> None:
    """Check what Discord says of a file, before anything is downloaded.

    Raises:
        BadInput: ``clip-not-video``, ``clip-too-large``, ``clip-empty``.

    """
    if not is_clip(attachment):
        raise BadInput("clip-not-video", "This file is not a video", "Choose a video, for example an MP4, WebM or MOV")
    if attachment.size > limit:
        raise _too_large(limit)
    if attachment.size == 0:
        raise _empty()


def clip_limit(services: Services, guild: GuildSettings) -> int:
    """The largest clip in bytes: the operator's limit, or the guild's where that is lower."""
    return min(services.settings.max_clip_bytes, guild.clip_bytes or services.settings.max_clip_bytes)


async def _download(services: Services, attachment: discord.Attachment, limit: int) -> ClipSource:
    writer = await services.turn_client.call(services.blobs.open_writer)
    try:
        await _stream(services, attachment, writer, limit)
        if writer.size == 0:
            raise _empty()
        blob = await services.turn_client.call(writer.commit)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise _TransientDownloadError(repr(error)) from error
    finally:
        await services.turn_client.call(writer.abort)  # does nothing after a commit
    # Blobs without a row are removed by retention, so the row follows at once.
    kept_until = datetime.now(UTC) + timedelta(hours=services.settings.clip_hours)
    await services.turn_client.write(put_video, blob.sha256, blob.size, blob.name, kept_until)
    return ClipSource(SourceKind.BLOB, blob.name, safe_name(attachment.filename))


async def _stream(services: Services, attachment: discord.Attachment, writer: BlobWriter, limit: int) -> None:
    async with services.downloads.get(attachment.url) as response:
        if response.status >= 500 or response.status == 429:
            raise _TransientDownloadError(f"status {response.status}")
        if response.status != 200:
            raise BadInput("clip-not-read", f"Discord does not give the file ({response.status})", "Post it again")
        async for chunk in response.content.iter_chunked(CHUNK):
            # Counted again: the size that Discord announced is not what the server must send.
            if writer.size + len(chunk) > limit:
                raise _too_large(limit)
            await services.turn_client.call(writer.write, chunk)


def _too_large(limit: int) -> BadInput:
    mib = f"{limit / MIB:.0f}" if limit >= MIB else f"{limit / MIB:.1f}"
    return BadInput("clip-too-large", f"The clip is larger than {mib} MiB", "Choose a shorter or smaller one", mib=mib)


def _empty() -> BadInput:
    return BadInput("clip-empty", "The file is empty", "Choose one with a video in it")
