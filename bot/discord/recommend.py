"""``/recommend`` and *Recommend music*: the commands that start a conversation."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord.cards.escaping import escape
from bot.discord.clip_intake import require_acceptable, take_clip
from bot.discord.clip_search import FoundClips, Post, read_post
from bot.discord.clips import NO_CLIP, read_link, read_words
from bot.discord.commands.authorization import require_allowed
from bot.discord.commands.localization import anywhere, localised
from bot.discord.conversation_start import ConversationStarter
from bot.discord.error_messages import defer_publicly
from bot.discord.reach import answers_by_token, make_reply_address
from bot.discord.recommendation_request import RecommendationRequest
from bot.discord.services import Interaction, Services, own_texts, public_texts
from language.sound_choices import MODE_KEYS, add_mode
from language.texts import Texts
from musechat.errors import BadInput
from musechat.guild import GuildSettings
from musechat.mix_mode import MixMode
from musechat.settings import Settings
from musechat.turn import ClipSource

ME, EVERYONE = "me", "everyone"


class InteractionReply:
    """The public answer to an interaction, edited in place."""

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction

    async def set_text(self, text: str) -> discord.Message:
        """Set the answer's text; returns its message."""
        none = discord.AllowedMentions.none()
        return await self._interaction.edit_original_response(content=text, allowed_mentions=none)


class RecommendHandler:
    """Checks a command's input, and starts the conversation."""

    def __init__(self, services: Services, starter: ConversationStarter) -> None:
        self._services = services
        self._starter = starter

    async def start_from_options(
        self,
        interaction: Interaction,
        video: discord.Attachment | None,
        link: str | None,
        words: str | None,
        who: str | None,
        sound: str | None = None,
    ) -> None:
        """Start from the options of ``/recommend``; ``sound`` is a mode of the mix, and said behind the words.

        Raises:
            BadInput: there is nothing to start from, or it is not acceptable.
            LimitReached: ``turns-per-day``.

        """
        settings, read = self._services.settings, read_words(words)
        linked = _read_link(link, settings) if link and video is None else NO_CLIP
        if video is not None:
            require_acceptable(video, settings.max_clip_bytes)
        elif linked is NO_CLIP and not read:
            raise BadInput("nothing-to-go-on", "Nothing was given", "Give a video, a link, or a few words")
        if sound is not None:
            read = add_mode(read, MixMode(sound), own_texts(interaction))
        clips = (video,) if video is not None else () if linked is NO_CLIP else (linked,)
        await self._start(interaction, FoundClips(interaction.id, clips), words=read, who=who)

    async def start_from_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Start from the first clip or link of a message.

        Raises:
            BadInput: there is none, or it is not acceptable.
            LimitReached: ``turns-per-day``.

        """
        post = read_post(message, self._services.settings)
        if not post.may_hold_clips:  # told privately, which a public deferral would make harder
            raise _build_no_clip_error()
        await self._start(interaction, post, anchor=message)

    async def _start(
        self,
        interaction: Interaction,
        clips: FoundClips | Post,
        *,
        words: str = "",
        who: str | None = None,
        anchor: discord.Message | None = None,
    ) -> None:
        # Discord waits three seconds for this; a download or a busy database may take longer.
        private, answer_id = answers_by_token(interaction), 0
        address = make_reply_address(interaction)  # now: its time runs while a clip is downloaded
        if private:
            answer_id = await _defer_privately(interaction)
        else:
            await defer_publicly(interaction)
        guild = await require_allowed(self._services, interaction)
        own = None if private else await self._starter.find_own_thread(interaction.channel_id or 0, interaction.user.id)
        found = await self._find_clips(clips) if isinstance(clips, Post) else clips
        source = await take_clip(self._services, found, 0, guild)
        request = _build_request(interaction, guild, source, found, words=words, who=who, anchor=anchor)
        if private:
            await self._starter.start_private(request, address, answer_id)
            return
        reply = InteractionReply(interaction)
        await self._starter.start(request, reply, own=own)
        if own is not None:  # a new thread has its own lines in the reply; the deferral must be answered here too
            await reply.set_text(request.texts("recommend.next-clip", name=escape(request.title, 80)))

    async def _find_clips(self, post: Post) -> FoundClips:
        found = await self._services.clip_search.find(post)
        if not found.clips:
            raise _build_no_clip_error()
        return found


async def _defer_privately(interaction: Interaction) -> int:
    """Acknowledge a command whose answer only its user will see; returns the id of the message it will be."""
    acknowledged = await interaction.response.defer(ephemeral=True, thinking=True)
    if acknowledged is not None and acknowledged.message_id is not None:
        return acknowledged.message_id
    return (await interaction.original_response()).id


def _build_no_clip_error() -> BadInput:
    what = "There is no video and no link in that message"
    return BadInput("no-clip-there", what, "Choose one that has either, or use `/recommend`")


def add_recommend_commands(tree: app_commands.CommandTree[Any], handler: RecommendHandler) -> None:
    """Register the commands that start a conversation."""

    @tree.command(name="recommend", description=localised("recommend.command.description"))
    @app_commands.describe(
        video=localised("recommend.command.video"),
        link=localised("recommend.command.link"),
        words=localised("recommend.command.words"),
        sound=localised("recommend.command.sound"),
        who=localised("recommend.command.who"),
    )
    @app_commands.choices(
        who=[
            app_commands.Choice(name=localised("recommend.command.just-me"), value=ME),
            app_commands.Choice(name=localised("recommend.command.everyone"), value=EVERYONE),
        ],
        sound=[
            app_commands.Choice(name=localised(f"cards.sound.{name}"), value=mode.value)
            for mode, name in MODE_KEYS.items()
        ],
    )
    @anywhere
    async def recommend(
        interaction: Interaction,
        video: discord.Attachment | None = None,
        link: str | None = None,
        words: app_commands.Range[str, 1, 1000] | None = None,
        sound: str | None = None,
        who: str | None = None,
    ) -> None:
        """Start a conversation about a clip, a link, or words alone."""
        await handler.start_from_options(interaction, video, link, words, who, sound)

    @tree.context_menu(name=localised("recommend.command.menu"))
    @anywhere
    async def recommend_message(interaction: Interaction, message: discord.Message) -> None:
        """Start a conversation about the first clip or link of a message."""
        await handler.start_from_message(interaction, message)


def _build_request(
    interaction: Interaction,
    guild: GuildSettings,
    source: ClipSource,
    clips: FoundClips,
    *,
    words: str,
    who: str | None,
    anchor: discord.Message | None,
) -> RecommendationRequest:
    rights, channel = interaction.app_permissions, interaction.channel
    return RecommendationRequest(
        user_id=interaction.user.id,
        guild_id=interaction.guild_id,
        channel=channel if isinstance(channel, discord.abc.Messageable) else None,
        channel_id=interaction.channel_id or 0,
        rights=discord.Permissions.all() if rights.administrator else rights,
        texts=_choose_texts(interaction, guild),
        source=source,
        words=words,
        open_to_all=guild.open_to_all if who is None else who == EVERYONE,
        request_id=f"i{interaction.id}",
        upload_bytes=interaction.filesize_limit,
        anchor=anchor,
        clips=clips,
    )


def _choose_texts(interaction: Interaction, guild: GuildSettings) -> Texts:
    if interaction.guild_id is None or answers_by_token(interaction):
        return own_texts(interaction)
    return public_texts(guild, interaction.guild_locale)


def _read_link(link: str, settings: Settings) -> ClipSource:
    if not settings.allowed_links:
        raise BadInput("links-off", "Links are switched off here", "Upload the clip itself")
    return read_link(link)
