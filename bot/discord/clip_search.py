"""Finds the clips of a message: its own, those of what it forwards; where names do not tell, by their first bytes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass

import aiohttp
import discord
import structlog

from bot.discord.attachment_downloads import AttachmentDownloads
from bot.discord.clips import Clip, is_clip, may_be_clip
from bot.discord.message_links import find_linked_clips, is_message_link, scan_links
from musechat.errors import BadInput
from musechat.file_signatures import HEAD_BYTES, FileKind, recognise_file
from musechat.settings import Settings
from musechat.turn import ClipSource

MAX_CLIPS = 11  # of one message: the one that is taken, and as many buttons as two rows hold
KEPT_POSTS = 500  # whose clips are remembered; the others are read again when a button asks for them
TRIES = 2

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Post:
    """What of a message may hold clips.

    Attributes:
        message_id: of the message.
        attachments: its own, then those of what it forwards.
        links: that may lead to clips, the likeliest first; empty where links are switched off.
        blank: nothing of it is known to the bot, not even a text: Discord hides it.
        names_message: its text has a link to a message on Discord, which may hold what is meant.

    """

    message_id: int
    attachments: tuple[discord.Attachment, ...] = ()
    links: tuple[ClipSource, ...] = ()
    blank: bool = False
    names_message: bool = False

    @property
    def may_hold_clips(self) -> bool:
        """Whether it is worth a search."""
        return bool(self.links) or any(is_clip(each) or may_be_clip(each) for each in self.attachments)


@dataclass(frozen=True, slots=True)
class FoundClips:
    """The clips of a message, the one to be taken first; each keeps its place however often they are found."""

    message_id: int
    clips: tuple[Clip, ...] = ()

    def keep_attachments(self) -> FoundClips:
        """The same without links."""
        return FoundClips(self.message_id, tuple(c for c in self.clips if isinstance(c, discord.Attachment)))


def read_post(message: discord.Message, settings: Settings) -> Post:
    """Read what of a message may hold clips, without a request."""
    parts: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    attachments = tuple(attachment for part in parts for attachment in part.attachments)
    links = list(dict.fromkeys(link for part in parts for link in _list_links(part)))
    shown = message.attachments or message.embeds or message.components or message.stickers or message.poll
    blank = not (message.content or shown or attachments or links)
    return Post(
        message.id,
        attachments,
        tuple(find_linked_clips(links)) if settings.allowed_links else (),
        blank=blank,
        names_message=any(map(is_message_link, links)),
    )


def _list_links(part: discord.Message | discord.MessageSnapshot) -> list[str]:
    """The links of a text and its previews; one to a page of an animated picture is replaced by the picture's file."""
    moving = {embed.url or "": embed.video.url for embed in part.embeds if embed.type == "gifv" and embed.video.url}
    links = [moving.pop(link, "") or link for link in scan_links(part.content)]
    return [*links, *moving.values(), *(embed.url for embed in part.embeds if embed.url and embed.type != "gifv")]


class ClipSearch:
    """Finds clips in messages, and remembers what it found for the buttons that name the others."""

    def __init__(self, downloads: AttachmentDownloads) -> None:
        self._downloads = downloads
        self._found: OrderedDict[int, FoundClips] = OrderedDict()

    async def find(self, post: Post) -> FoundClips:
        """Find a message's clips: attachments that say so, then those whose content does, then links.

        Raises:
            BadInput: ``clip-not-read``: an attachment had to be looked into and could not.

        """
        stated = [each for each in post.attachments if is_clip(each)]
        hidden = [each for each in post.attachments if may_be_clip(each)]
        kinds = await asyncio.gather(*(self._recognise(each) for each in hidden))
        moving = [each for each, kind in zip(hidden, kinds, strict=True) if kind is FileKind.MOVING]
        clips: list[Clip] = [*stated, *moving, *post.links]
        found = FoundClips(post.message_id, tuple(clips[:MAX_CLIPS]))
        if len(found.clips) > 1:
            self._remember(found)
        return found

    def recall(self, message_id: int) -> FoundClips | None:
        """What was found in a message before; None where that is forgotten."""
        return self._found.get(message_id)

    def _remember(self, found: FoundClips) -> None:
        self._found[found.message_id] = found
        self._found.move_to_end(found.message_id)
        if len(self._found) > KEPT_POSTS:
            self._found.popitem(last=False)

    async def _recognise(self, attachment: discord.Attachment) -> FileKind:
        for _ in range(TRIES):
            try:
                return recognise_file(await self._read_head(attachment))
            except (aiohttp.ClientError, TimeoutError) as error:
                log.warning("attachment-not-read", attachment=attachment.id, error=repr(error))
        raise BadInput("clip-not-read", "The file could not be read from Discord", "Post it again")

    async def _read_head(self, attachment: discord.Attachment) -> bytes:
        head = bytearray()
        async with self._downloads.get(attachment.url, first_bytes=HEAD_BYTES) as response:
            response.raise_for_status()
            # The server may send the whole file all the same.
            async for chunk in response.content.iter_any():
                head += chunk
                if len(head) >= HEAD_BYTES:
                    break
        return bytes(head[:HEAD_BYTES])
