"""The line in the channel where a conversation was asked for: it says how the conversation stands, to its end."""

from __future__ import annotations

from collections import OrderedDict

import discord
import structlog

from bot.discord.api_calls import FAULTS, GONE, DiscordCode, code_of
from bot.discord.cards.escaping import escape
from bot.discord.channels import ConversationChannel
from bot.turn_client import TurnClient
from language.texts import Texts
from store.thread_outcome import OutcomeKind, ThreadOutcome, load_thread_outcome
from store.threads import note_reply_message

KEPT = 1000  # conversations whose line is remembered; forgetting one costs an edit that changes nothing
NAME = 80  # letters of a clip's name

log = structlog.get_logger(__name__)


class ChannelLine:
    """Keeps the lines true. Failed edits are not retried: the next change of the conversation brings the line along."""

    def __init__(self, turn_client: TurnClient) -> None:
        self._turn_client = turn_client
        self._shown: OrderedDict[int, ThreadOutcome] = OrderedDict()

    async def update(self, conversation: ConversationChannel, texts: Texts) -> None:
        """Bring the line of a conversation up to date, if it has one; Discord's errors are logged only."""
        thread = conversation.thread
        if thread.reply_message_id is None:
            return
        outcome = await self._turn_client.read(load_thread_outcome, thread.id)
        if outcome.kind is OutcomeKind.OPEN or self._shown.get(thread.id) == outcome:
            return
        channel = conversation.parent or conversation.channel
        message = channel.get_partial_message(int(thread.reply_message_id))
        try:
            line = write_line(conversation, outcome, texts)
            await message.edit(content=line, allowed_mentions=discord.AllowedMentions.none())
        except FAULTS as error:
            log.info("channel-line-not-updated", thread=thread.id, error=str(error))
            if code_of(error) in (*GONE, DiscordCode.UNKNOWN_MESSAGE):  # a moderator deleted it, and meant to
                await self._turn_client.write(note_reply_message, thread.id, None)
            return
        self._shown[thread.id] = outcome
        self._shown.move_to_end(thread.id)
        if len(self._shown) > KEPT:
            self._shown.popitem(last=False)


def write_line(conversation: ConversationChannel, outcome: ThreadOutcome, texts: Texts) -> str:
    """Write the line of a conversation that has come to an outcome; names are escaped."""
    own = conversation.parent is not None
    where = f"<#{conversation.channel.id}>" if own else f"**{escape(conversation.thread.name, NAME)}**"
    names = {"title": escape(outcome.title, 90), "artist": escape(outcome.artist, 90)} if outcome.title else {}
    line = texts(f"recommend.{outcome.kind}", thread=where, **names)
    if own or outcome.kind not in (OutcomeKind.FOUND, OutcomeKind.LOVED):
        return line
    # Where there is no thread to write in, the line goes on saying how to refine.
    how = "refine-here" if conversation.thread.guild_id is not None else "refine-here-alone"
    return f"{line}\n-# {texts(f'recommend.{how}')}"
