"""``/musechat check``: which rights the bot lacks in which channel, and how to give them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import discord

from bot.discord.commands.ephemeral_reply import draw_page, show
from bot.discord.services import Interaction, own_texts
from bot.needed_rights import NEEDED_RIGHTS
from language.texts import Texts
from musechat.guild import GuildSettings

SHOWN = 25  # channels that an answer names; what is left is counted

Missing = tuple[str, ...]  # names of rights, in the order of NEEDED_RIGHTS


async def show_rights(interaction: Interaction, settings: GuildSettings) -> None:
    """Fill in the deferred answer; looks at what discord.py has cached, and asks Discord nothing."""
    guild, member, texts = interaction.guild, interaction.user, own_texts(interaction)
    assert guild is not None  # noqa: S101 - the command is offered on servers only
    seen = [channel for channel in guild.text_channels if _may_see(channel, member)]
    chosen = [channel for channel in seen if not settings.channels or channel.id in settings.channels]
    missing = {channel.id: find_missing(channel.permissions_for(guild.me)) for channel in chosen}
    everywhere = find_missing(guild.me.guild_permissions)
    role = guild.self_role.mention if guild.self_role else guild.me.mention
    parts = describe_rights(missing, everywhere, role, texts)
    notes = [texts("moderation.check.only")] if settings.channels else []
    notes += [texts("moderation.check.hidden")] if len(seen) < len(guild.text_channels) else []
    await show(interaction, draw_page([f"## {texts('moderation.check.title')}", *parts, "\n".join(notes)]))


def find_missing(rights: discord.Permissions) -> Missing:
    """List the needed rights that are not among these."""
    if rights.administrator:
        return ()
    return tuple(name for name in NEEDED_RIGHTS if not getattr(rights, name))


def describe_rights(missing: dict[int, Missing], everywhere: Missing, role: str, texts: Texts) -> list[str]:
    """Describe what is missing, how to give it and what does not work without, as parts of an answer.

    Args:
        missing: the missing rights by channel id; channels that lack nothing included.
        everywhere: the rights that the bot's own role lacks.
        role: mention of that role.
        texts: in which language.

    """
    if not missing:
        return [texts("moderation.check.none")]
    lacking = {channel: rights for channel, rights in missing.items() if rights}
    if not lacking:
        return [texts("moderation.check.all")]
    fine = len(missing) - len(lacking)
    names = {name for rights in lacking.values() for name in rights}
    first = texts.format_count("moderation.check.fine", fine) if fine else ""
    return [
        first,
        _headed("missing", _list_channels(lacking, texts), texts),
        _headed("how", _list_remedies(names, everywhere, role, texts), texts),
        _headed("why", _list_effects(names, texts), texts),
    ]


def _list_channels(lacking: dict[int, Missing], texts: Texts) -> Iterable[str]:
    groups: dict[Missing, list[int]] = {}
    for channel, rights in list(lacking.items())[:SHOWN]:
        groups.setdefault(rights, []).append(channel)
    for rights, channels in groups.items():
        mentions = ", ".join(f"<#{channel}>" for channel in channels)
        yield texts("moderation.check.channels", channels=mentions, rights=_name_rights(rights, texts))
    if len(lacking) > SHOWN:
        yield texts("moderation.check.more", n=len(lacking) - SHOWN)


def _list_remedies(names: Collection[str], everywhere: Missing, role: str, texts: Texts) -> Iterable[str]:
    if of_role := [name for name in everywhere if name in names]:
        yield texts("moderation.check.role", role=role, rights=_name_rights(of_role, texts))
    if set(names) - set(everywhere):  # the role has it, and a channel takes it away
        yield texts("moderation.check.channel", role=role)


def _list_effects(names: Collection[str], texts: Texts) -> Iterable[str]:
    for name in NEEDED_RIGHTS:
        if name in names:
            yield f"{_name_rights([name], texts)}: {texts(f'moderation.check.without.{name}')}"


def _headed(title: str, lines: Iterable[str], texts: Texts) -> str:
    return "\n".join([f"**{texts(f'moderation.check.{title}')}**", *(f"- {line}" for line in lines)])


def _name_rights(names: Iterable[str], texts: Texts) -> str:
    return ", ".join(f"**{texts(f'recommend.permission.{name}')}**" for name in names)


def _may_see(channel: discord.TextChannel, user: discord.User | discord.Member) -> bool:
    return isinstance(user, discord.Member) and channel.permissions_for(user).view_channel
