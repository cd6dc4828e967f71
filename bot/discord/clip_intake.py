"""Intake of clips: attachments are copied to the blob store at once, for Discord's links to them expire after a day."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import aiohttp
import discord
import structlog

from bot.discord.clip_search import FoundClips
from bot.discord.clips import NO_CLIP, is_clip, safe_name
from bot.discord.services import Services
from musechat.errors import BadInput
from musechat.file_signatures import FileKind, recognise_file
from musechat.guild import GuildSettings
from musechat.turn import ClipSource, SourceKind
from store.blobs import BlobWriter
from store.videos import put_video

CHUNK = 256 * 1024  # bytes
TRIES = 2  # somebody waits for the answer; a third try would rarely help
PAUSE_S = 1.0
MIB = 2**20

log = structlog.get_logger(__name__)


# What is certainly no clip is refused before a conversation is begun about it; about the rest the worker decides.
_REFUSED = {
    FileKind.DOCUMENT: (
        "clip-not-video",
        "This file is not a video",
        "Choose a video, for example an MP4, WebM or MOV",
    ),
    FileKind.STILL: ("still-picture", "This is a still picture, not a video", "Post a video clip"),
    FileKind.SOUND: (
        "no-picture",
        "This file has sound but no picture",
        "Post a video clip; music alone is best described in words",
    ),
}


class _TransientDownloadError(Exception):
    """A download that may succeed when it is tried again."""


async def take_clip(services: Services, found: FoundClips, which: int, guild: GuildSettings) -> ClipSource:
    """Make one of the clips of a message the source of a turn; where there are none, the source is none.

    Raises:
        BadInput: as :func:`take_attachment`.

    """
    if not found.clips:
        return NO_CLIP
    clip = found.clips[which]
    return await take_attachment(services, clip, guild) if isinstance(clip, discord.Attachment) else clip


async def take_attachment(services: Services, attachment: discord.Attachment, guild: GuildSettings) -> ClipSource:
    """Download an attachment into the blob store.

    Raises:
        BadInput: ``clip-not-video``, ``still-picture``, ``no-picture``, ``clip-too-large``, ``clip-empty``,
            ``clip-not-read``, ``data-folder``.

    """
    limit = clip_limit(services, guild)
    require_acceptable(attachment, limit)
    # What is named a video and is none is better told by the worker, which looks into it.
    return await download(services, attachment, limit, None if is_clip(attachment) else require_possible_clip)


async def download(
    services: Services, attachment: discord.Attachment, limit: int, check_head: Callable[[bytes], None] | None = None
) -> ClipSource:
    """Download a file of at most ``limit`` bytes into the blob store, where it is kept as long as a clip.

    Args:
        services: of the process.
        attachment: to download.
        limit: in bytes.
        check_head: called with the first bytes; what it raises ends the download.

    Raises:
        BadInput: ``clip-too-large``, ``clip-empty``, ``clip-not-read``, ``data-folder``.

    """
    for attempt in range(TRIES):
        try:
            return await _download(services, attachment, limit, check_head)
        except _TransientDownloadError as error:
            log.warning("attachment-not-read", attachment=attachment.id, attempt=attempt + 1, error=str(error))
            if attempt + 1 < TRIES:
                await asyncio.sleep(PAUSE_S)
    raise BadInput("clip-not-read", "The file could not be read from Discord", "Post it again")


def require_possible_clip(head: bytes) -> None:
    """Check by its first bytes that a file may be a clip.

    Raises:
        BadInput: ``clip-not-video``, ``still-picture``, ``no-picture``.

    """
    refused = _REFUSED.get(recognise_file(head))
    if refused is not None:
        raise BadInput(*refused)


def require_acceptable(attachment: discord.Attachment, limit: int) -> None:
    """Check what Discord says of a file, before anything is downloaded.

    Raises:
        BadInput: ``clip-too-large``, ``clip-empty``.

    """
    if attachment.size > limit:
        raise _too_large(limit)
    if attachment.size == 0:
        raise _empty()


def clip_limit(services: Services, guild: GuildSettings) -> int:
    """The largest clip in bytes: the operator's limit, or the guild's where that is lower."""
    return min(services.settings.max_clip_bytes, guild.clip_bytes or services.settings.max_clip_bytes)


async def _download(
    services: Services, attachment: discord.Attachment, limit: int, check_head: Callable[[bytes], None] | None
) -> ClipSource:
    writer = await services.turn_client.call(services.blobs.open_writer)
    try:
        await _stream(services, attachment, writer, limit, check_head)
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


async def _stream(
    services: Services,
    attachment: discord.Attachment,
    writer: BlobWriter,
    limit: int,
    check_head: Callable[[bytes], None] | None,
) -> None:
    async with services.downloads.get(attachment.url) as response:
        if response.status >= 500 or response.status == 429:
            raise _TransientDownloadError(f"status {response.status}")
        if response.status != 200:
            raise BadInput("clip-not-read", f"Discord does not give the file ({response.status})", "Post it again")
        async for chunk in response.content.iter_chunked(CHUNK):
            if check_head is not None and writer.size == 0:
                check_head(chunk)
            # Counted again: the size that Discord announced is not what the server must send.
            if writer.size + len(chunk) > limit:
                raise _too_large(limit)
            await services.turn_client.call(writer.write, chunk)


def _too_large(limit: int) -> BadInput:
    mib = f"{limit / MIB:.0f}" if limit >= MIB else f"{limit / MIB:.1f}"
    return BadInput("clip-too-large", f"The clip is larger than {mib} MiB", "Choose a shorter or smaller one", mib=mib)


def _empty() -> BadInput:
    return BadInput("clip-empty", "The file is empty", "Choose one with a video in it")
