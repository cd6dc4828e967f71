"""A request for a recommendation from Discord, and whether the bot has the permissions to answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import discord

from bot.discord.clip_search import FoundClips
from bot.discord.clips import title_of
from language.texts import Texts
from musechat.errors import BadInput
from musechat.turn import ClipSource


class OriginReply(Protocol):
    """The bot's reply in the channel of the request: sent once, edited afterwards."""

    async def set_text(self, text: str) -> discord.Message:
        """Send or edit the reply; returns its message."""


@dataclass(frozen=True, slots=True)
class RecommendationRequest:
    """What a member asked for, by a command or in a message.

    Attributes:
        channel: of the request; None where discord.py does not know it.
        rights: the bot's permissions in that channel.
        request_id: unique among Discord's requests; submitting the same one again makes no second turn.
        upload_bytes: the largest file that Discord takes in that channel.
        anchor: the message on which to open a new thread, if any.
        clips: those of the message, of which ``source`` is the first; the others are offered.

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
    clips: FoundClips | None = None

    @property
    def title(self) -> str:
        """The conversation's title."""
        return title_of(self.source, self.words, self.texts("recommend.untitled"))

    @property
    def is_in_thread(self) -> bool:
        """Whether the request was made inside a thread."""
        return isinstance(self.channel, discord.Thread)

    @property
    def can_open_thread(self) -> bool:
        """Whether a thread can be opened in the channel, as far as is known without trying."""
        # A partial channel may be a text channel: Discord refuses where it is not.
        fits = isinstance(self.channel, discord.TextChannel | discord.PartialMessageable) and self.guild_id is not None
        return fits and self.rights.create_public_threads and self.rights.send_messages_in_threads

    def require_can_post(self) -> None:
        """Check that the bot may post in the channel, or in a thread of it.

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
