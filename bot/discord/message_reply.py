"""The bot's reply to a message, sent once and edited afterwards."""

from __future__ import annotations

import discord


class MessageReply:
    """A reply to one message: the first text is sent, further ones edit it."""

    def __init__(self, message: discord.Message) -> None:
        self._message = message
        self._reply: discord.Message | None = None

    async def set_text(self, text: str) -> discord.Message:
        """Send or edit the reply; returns its message.

        Raises:
            discord.HTTPException, aiohttp.ClientError, OSError: Discord did not take it.

        """
        none = discord.AllowedMentions.none()
        if self._reply is not None:
            return await self._reply.edit(content=text, allowed_mentions=none)
        # The message may have been deleted meanwhile; the reply is then sent without a reference.
        reference = self._message.to_reference(fail_if_not_exists=False)
        nonce = f"r{self._message.id}"  # the same reply is not sent twice
        channel = self._message.channel
        self._reply = await channel.send(text, reference=reference, nonce=nonce, allowed_mentions=none)
        return self._reply
