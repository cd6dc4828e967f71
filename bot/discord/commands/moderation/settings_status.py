"""Describes a guild's settings in words, by area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias, get_args

from bot.discord.cards.escaping import escape
from bot.discord.commands.authorization import channel_mentions, role_mentions
from bot.discord.services import Services
from language.languages import find_language
from language.texts import Texts
from musechat.guild import GuildSettings
from musechat.settings import Settings
from musechat.track import Track
from store.track_library import get_tracks

Area: TypeAlias = Literal[
    "channels", "roles", "limits", "licences", "explicit", "blocked", "language", "questions", "threads"
]
AREAS: tuple[Area, ...] = get_args(Area)
SHOWN = 30  # names of one kind in an answer
USES = ("commercial", "derivatives", "no-attribution")
MIB = 2**20


async def describe_settings(
    services: Services, guild_id: int, settings: GuildSettings, areas: Sequence[Area], texts: Texts
) -> list[str]:
    """Describe these areas of the settings: one markdown text per area, in their order."""
    tracks: dict[str, Track] = {}
    if "blocked" in areas and settings.blocked_tracks:
        tracks = await services.turn_client.read(get_tracks, settings.blocked_tracks)
    return [_describe_area(area, guild_id, settings, tracks, services.settings, texts) for area in areas]


def _describe_area(
    area: Area, guild_id: int, settings: GuildSettings, tracks: dict[str, Track], operator: Settings, texts: Texts
) -> str:
    match area:
        case "channels":
            text = _describe_allowed(texts, "channels", channel_mentions(settings.channels))
        case "roles":
            text = _describe_allowed(texts, "roles", role_mentions(settings.roles, guild_id))
        case "limits":
            text = _describe_limits(settings, operator, texts)
        case "licences":
            text = "\n".join(_describe_use(use, settings, texts) for use in USES)
        case "explicit":
            text = texts(f"moderation.explicit.{'allowed' if settings.explicit_allowed else 'refused'}")
        case "blocked":
            text = _describe_blocked(settings, tracks, texts)
        case "language":
            chosen = settings.language
            text = find_language(chosen).profile.own_name if chosen else texts("moderation.language.auto")
        case "questions":
            text = texts(f"moderation.questions.{'asked' if settings.questions else 'silent'}")
        case _:
            text = texts(f"moderation.threads.{'open' if settings.open_to_all else 'own'}")
    return f"**{texts(f'moderation.{area}.title')}**\n{text}"


def _describe_allowed(texts: Texts, area: str, names: str) -> str:
    return texts(f"moderation.{area}.some", names=names) if names else texts(f"moderation.{area}.any")


def _describe_limits(settings: GuildSettings, operator: Settings, texts: Texts) -> str:
    turns = settings.turns_per_day
    # The lower of the guild's and the operator's: what members meet, not what was typed.
    seconds = min(settings.clip_seconds or operator.max_clip_seconds, operator.max_clip_seconds)
    size = min(settings.clip_bytes or operator.max_clip_bytes, operator.max_clip_bytes)
    return "\n".join(
        (
            texts("moderation.limits.no-turns")
            if turns is None
            else texts.format_count("moderation.limits.turns", turns),
            texts("moderation.limits.clip", seconds=f"{seconds:.0f}", mib=f"{size / MIB:.0f}"),
        )
    )


def _describe_use(use: str, settings: GuildSettings, texts: Texts) -> str:
    return texts(f"moderation.licences.{use}-{'needed' if use in settings.licence_uses else 'any'}")


def _describe_blocked(settings: GuildSettings, tracks: dict[str, Track], texts: Texts) -> str:
    titles = sorted(_name_track(track_id, tracks) for track_id in settings.blocked_tracks)
    named = {
        "artists": [escape(name, 60) for name in sorted(settings.blocked_artists)],
        "tracks": titles,
        "genres": [escape(texts.translate_term(name), 40) for name in sorted(settings.blocked_genres)],
    }
    lines = [f"- {texts(f'moderation.blocked.{kind}')}: {_join_some(names)}" for kind, names in named.items() if names]
    return "\n".join(lines) or texts("moderation.blocked.none")


def _name_track(track_id: str, tracks: dict[str, Track]) -> str:
    track = tracks.get(track_id)
    return f"{escape(track.title, 60)} – {escape(track.artist, 40)}" if track else f"`{track_id}`"


def _join_some(names: list[str]) -> str:
    return "; ".join(names[:SHOWN]) + (f" … (+{len(names) - SHOWN})" if len(names) > SHOWN else "")
