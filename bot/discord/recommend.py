"""``/recommend`` and *Recommend music*: the beginning of every conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.cards.escaping import escape
from bot.discord.clip_intake import require_acceptable, take_attachment
from bot.discord.clips import first_clip, first_link, read_link, read_words
from bot.discord.commands.authorization import require_allowed
from bot.discord.commands.localization import said
from bot.discord.error_messages import defer_publicly
from bot.discord.permissions import may_refine, not_theirs
from bot.discord.services import PLATFORM, Interaction, own_texts, public_texts
from bot.discord.thread_creation import OriginReply, RecommendationRequest, open_conversation
from language.texts import Texts
from musechat.errors import BadInput
from musechat.guild import GuildSettings
from musechat.settings import Settings
from musechat.turn import ClipSource, SourceKind, TurnKind
from store.ledger import require_within_limit
from store.threads import ThreadView, find_thread

if TYPE_CHECKING:
    from bot.discord.client import MuseChatClient

ME, EVERYONE = "me", "everyone"
NO_CLIP = ClipSource(SourceKind.NONE)


class InteractionReply:
    """The public answer to an interaction."""

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction

    async def say(self, text: str) -> discord.Message:
        """Fill in or change the answer."""
        none = discord.AllowedMentions.none()
        return await self._interaction.edit_original_response(content=text, allowed_mentions=none)


@app_commands.command(name="recommend", description=said("recommend.command.description"))
@app_commands.describe(
    video=said("recommend.command.video"),
    link=said("recommend.command.link"),
    words=said("recommend.command.words"),
    who=said("recommend.command.who"),
)
@app_commands.choices(
    who=[
        app_commands.Choice(name=said("recommend.command.just-me"), value=ME),
        app_commands.Choice(name=said("recommend.command.everyone"), value=EVERYONE),
    ]
)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
async def recommend(
    interaction: Interaction,
    video: discord.Attachment | None = None,
    link: str | None = None,
    words: app_commands.Range[str, 1, 1000] | None = None,
    who: str | None = None,
) -> None:
    """Start a conversation about a clip, a link, or words alone."""
    settings, wished = interaction.client.desk.settings, read_words(words)
    linked = _linked(link, settings) if link and video is None else NO_CLIP
    if video is not None:
        require_acceptable(video, settings.max_clip_bytes)
    elif linked is NO_CLIP and not wished:
        raise BadInput("nothing-to-go-on", "Nothing was given", "Give a video, a link, or a few words")
    await _begin(interaction, video or linked, wished, who)


@app_commands.context_menu(name=said("recommend.command.menu"))
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
async def recommend_message(interaction: Interaction, message: discord.Message) -> None:
    """Start a conversation about the first clip or link of a message."""
    settings = interaction.client.desk.settings
    clip = clip_in(message, settings)
    if clip is None:
        raise BadInput("no-clip-there", "There is no video and no link in that message", "Choose one that has either")
    if isinstance(clip, discord.Attachment):
        require_acceptable(clip, settings.max_clip_bytes)
    await _begin(interaction, clip, "", None, anchor=message)


def add_commands(tree: app_commands.CommandTree[Any]) -> None:
    """Add the commands that begin a conversation."""
    tree.add_command(recommend)
    tree.add_command(recommend_message)


def clip_in(message: discord.Message, settings: Settings) -> discord.Attachment | ClipSource | None:
    """The first clip of a message, else the link that looks most like one."""
    return first_clip(message.attachments) or (first_link(message.content) if settings.allowed_links else None)


async def begin(
    client: MuseChatClient, asked: RecommendationRequest, reply: OriginReply, *, own: ThreadView | None = None
) -> ThreadView:
    """Begin with a clip that was taken: in ``own``, one of our threads, or in a conversation to be opened.

    Raises:
        BadInput: ``missing-permission``, ``cannot-speak-here``.
        LimitReached: ``turns-per-day``.
        discord.HTTPException, aiohttp.ClientError, OSError: Discord did not answer.

    """
    desk = client.desk
    thread = own
    if thread is None:
        most = (await desk.guild(asked.guild_id)).turns_per_day
        if most is not None:  # before there is a thread that nothing will come of
            await desk.asking.write(require_within_limit, await desk.member(asked.user_id), asked.guild_id, most)
        thread = await open_conversation(client, asked, reply)
    await desk.submit(
        thread,
        asked.user_id,
        TurnKind.FIRST,
        upload_bytes=asked.upload_bytes,
        words=asked.words,
        source=asked.source,
        request=asked.request,
        language=asked.texts.language,
    )
    return thread


async def own_thread(client: MuseChatClient, channel_id: int, user_id: int) -> ThreadView | None:
    """Our thread that a channel is, for someone who may refine it; None for any other channel.

    Raises:
        BadInput: ``may-not-refine``.

    """
    thread = await client.desk.asking.read(find_thread, PLATFORM, str(channel_id))
    if thread is not None and not await may_refine(client.desk, thread, user_id):
        raise await not_theirs(client.desk, thread)
    return thread


async def _begin(
    interaction: Interaction,
    clip: discord.Attachment | ClipSource,
    words: str,
    who: str | None,
    anchor: discord.Message | None = None,
) -> None:
    await defer_publicly(interaction)
    client = interaction.client
    guild = await require_allowed(interaction)
    channel_id = interaction.channel_id or 0
    own = await own_thread(client, channel_id, interaction.user.id)
    source = await take_attachment(client, clip, guild) if isinstance(clip, discord.Attachment) else clip
    rights = interaction.app_permissions
    asked = RecommendationRequest(
        user_id=interaction.user.id,
        guild_id=interaction.guild_id,
        channel=interaction.channel if isinstance(interaction.channel, discord.abc.Messageable) else None,
        channel_id=channel_id,
        rights=discord.Permissions.all() if rights.administrator else rights,
        texts=_texts(interaction, guild),
        source=source,
        words=words,
        open_to_all=guild.open_to_all if who is None else who == EVERYONE,
        request=f"i{interaction.id}",
        upload_bytes=interaction.filesize_limit,
        anchor=anchor,
    )
    reply = InteractionReply(interaction)
    await begin(client, asked, reply, own=own)
    if own is not None:
        await reply.say(asked.texts("recommend.next-clip", name=escape(asked.title, 80)))


def _texts(interaction: Interaction, guild: GuildSettings) -> Texts:
    return own_texts(interaction) if interaction.guild_id is None else public_texts(guild, interaction.guild_locale)


def _linked(link: str, settings: Settings) -> ClipSource:
    if not settings.allowed_links:
        raise BadInput("links-off", "Links are switched off here", "Upload the clip itself")
    return read_link(link)
