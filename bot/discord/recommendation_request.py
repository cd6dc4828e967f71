"""A request for a recommendation as it comes from Discord, and where the bot may answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import discord

from bot.discord.clips import title_of
from language.texts import Texts
from musechat.errors import BadInput
from musechat.turn import ClipSource


class OriginReply(Protocol):
    """The bot's own line where it was asked: sent once, edited after."""

    async def set_text(self, text: str) -> discord.Message:
        """Send or edit the line; the message that holds it."""


@dataclass(frozen=True, slots=True)
class RecommendationRequest:
    """What a member asked for, by a command or in a message.

    Attributes:
        channel: where; None where discord.py does not know it.
        rights: the bot's permissions there.
        request_id: names the request among all of Discord's: the same one is one turn however often it is submitted.
        upload_bytes: the largest file that Discord takes there.
        anchor: the message that a new thread is to hang on, if any.

    """

    user_id: int
    guild_id: int | None
    channel: discord.abc.Messageable | None
    channel_id: int
    rights: discord.Permissions
    texts: Texts
    source: ClipSource
    words: str
    open_to_all: bool
    request_id: str
    upload_bytes: int
    anchor: discord.Message | None = None

    @property
    def title(self) -> str:
        """A name for the conversation."""
        return title_of(self.source, self.words, self.texts("recommend.untitled"))

    @property
    def is_in_thread(self) -> bool:
        """Whether it was asked inside of a thread."""
        return isinstance(self.channel, discord.Thread)

    @property
    def can_open_thread(self) -> bool:
        """Whether a thread can be opened there, as far as is known."""
        fits = isinstance(self.channel, discord.TextChannel | discord.PartialMessageable) and self.guild_id is not None
        return fits and self.rights.create_public_threads and self.rights.send_messages_in_threads

    def require_can_post(self) -> None:
        """Make sure that the bot may post there, or in a thread of it.

        Raises:
            BadInput: ``missing-permission``.

        """
        if self.guild_id is None:
            return
        posting = "send_messages_in_threads" if self.is_in_thread or self.can_open_thread else "send_messages"
        for name in ("view_channel", posting):
            if not getattr(self.rights, name):
                permission = self.texts(f"recommend.permission.{name}")
                what = f"I am missing the permission {permission} in this channel"
                raise BadInput("missing-permission", what, "Ask someone who manages the server", permission=permission)
