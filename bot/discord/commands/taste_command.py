"""``/taste``: shows a member's learned taste and exclusions, and resets or lifts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands, ui
from sqlalchemy.orm import Session

from bot.discord.cards.escaping import escape, label
from bot.discord.commands.command_components import ComponentHandler, Style, build_button, build_menu
from bot.discord.commands.ephemeral_reply import Row, defer_change, defer_privately, draw_page, show
from bot.discord.commands.localization import anywhere, localised
from bot.discord.commands.taste_summary import summarise_taste
from bot.discord.services import PLATFORM, Interaction, Services, own_texts
from language.texts import Texts
from musechat.track import Track
from store.exclusions import StandingExclusion, lift_exclusion, load_exclusions
from store.member_history import load_liked_tracks
from store.members import find_member, reset_taste
from store.tables import utc_now
from store.track_library import get_tracks

LISTED = 25  # Discord's limit of a menu
BY_TRACK = ("track", "sounds-like")


@dataclass(frozen=True, slots=True)
class _Taste:
    opted_out: bool = False
    liked: tuple[Track, ...] = ()
    exclusions: tuple[StandingExclusion, ...] = ()
    tracks: dict[str, Track] | None = None  # those that exclusions name


class TasteHandler:
    """Shows a member's taste and exclusions, and changes them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def show(self, interaction: Interaction, first: str = "") -> None:
        """Fill in the deferred answer; ``first`` is a line above it."""
        taste = await self._services.turn_client.read(_read, str(interaction.user.id))
        await show(interaction, _build_page(taste, own_texts(interaction), first))

    async def refresh(self, interaction: Interaction, _n: int, _chosen: Sequence[str]) -> None:
        """Show the current state in place of the answer."""
        await defer_change(interaction)
        await self.show(interaction)

    async def lift(self, interaction: Interaction, _n: int, chosen: Sequence[str]) -> None:
        """Lift the chosen exclusions."""
        await defer_change(interaction)
        for value in chosen:
            await self._services.turn_client.write(_lift_of, str(interaction.user.id), int(value))
        await self.show(interaction, own_texts(interaction)("commands.taste.lifted"))

    async def confirm_reset(self, interaction: Interaction, n: int, _chosen: Sequence[str]) -> None:
        """Ask for confirmation before the taste, learned from ``n`` tracks, is deleted."""
        await defer_change(interaction)
        texts = own_texts(interaction)
        row = [
            build_button("taste-forget", 0, texts("commands.taste.reset-yes"), style=Style.danger),
            build_button("taste", 0, texts("commands.taste.reset-no")),
        ]
        await show(interaction, draw_page([texts.format_count("commands.taste.reset-sure", n)], [row]))

    async def reset(self, interaction: Interaction, _n: int, _chosen: Sequence[str]) -> None:
        """Delete the learned taste."""
        await defer_change(interaction)
        await self._services.turn_client.write(_reset_of, str(interaction.user.id))
        await self.show(interaction, own_texts(interaction)("commands.taste.reset-done"))


def make_taste_command(services: Services) -> app_commands.Command[Any, ..., None]:
    """Make the command ``/taste``."""
    handler = TasteHandler(services)

    @app_commands.command(name="taste", description=localised("commands.taste.description"))
    @anywhere
    async def taste_command(interaction: Interaction) -> None:
        """Show taste and exclusions."""
        await defer_privately(interaction)
        await handler.show(interaction)

    return taste_command


def make_taste_handlers(services: Services) -> dict[str, ComponentHandler]:
    """Make the handlers of its answer's buttons and menu, by verb."""
    handler = TasteHandler(services)
    return {
        "taste": handler.refresh,
        "lift": handler.lift,
        "taste-reset": handler.confirm_reset,
        "taste-forget": handler.reset,
    }


def _read(session: Session, user_id: str) -> _Taste:
    member = find_member(session, PLATFORM, user_id)
    if member is None:
        return _Taste()
    exclusions = tuple(load_exclusions(session, member.id, utc_now()))
    # These store a track's id: only with its track can they be named.
    tracks = get_tracks(session, (exclusion.value for exclusion in exclusions if exclusion.what in BY_TRACK))
    return _Taste(member.opted_out, tuple(load_liked_tracks(session, member.id)), exclusions, tracks)


def _lift_of(session: Session, user_id: str, exclusion_id: int) -> None:
    # By the member as well: the exclusion's id comes from the client.
    member = find_member(session, PLATFORM, user_id)
    if member is not None:
        lift_exclusion(session, member.id, exclusion_id)


def _reset_of(session: Session, user_id: str) -> None:
    member = find_member(session, PLATFORM, user_id)
    if member is not None:
        reset_taste(session, member.id)


def _build_page(taste: _Taste, texts: Texts, first: str) -> ui.LayoutView:
    rows: list[Row] = []
    if taste.exclusions:
        rows.append([build_menu("lift", 0, texts("commands.taste.lift"), _build_options(taste, texts))])
    if taste.liked:
        reset = texts("commands.taste.reset")
        rows.append([build_button("taste-reset", len(taste.liked), reset, style=Style.danger)])
    return draw_page([first, _describe_learned(taste, texts), _describe_exclusions(taste, texts)], rows)


def _describe_learned(taste: _Taste, texts: Texts) -> str:
    title = f"## {texts('commands.taste.title')}"
    if taste.opted_out:
        return f"{title}\n{texts('commands.taste.opted-out')}"
    if not taste.liked:
        return f"{title}\n{texts('commands.taste.nothing')}"
    lines = [texts.format_count("commands.taste.liked", len(taste.liked))]
    lines += [f"- {line}" for line in summarise_taste(taste.liked, texts)]
    lines.append(f"-# {texts('commands.taste.say')}")
    return "\n".join([title, *lines])


def _describe_exclusions(taste: _Taste, texts: Texts) -> str:
    title = f"### {texts('commands.taste.never')}"
    if not taste.exclusions:
        return f"{title}\n{texts('commands.taste.never-none')}"
    lines = [
        f"- {_name_exclusion(exclusion, taste, texts, escape)} – {_describe_reach(exclusion, texts)}"
        for exclusion in taste.exclusions[:LISTED]
    ]
    left = len(taste.exclusions) - LISTED
    if left > 0:
        lines.append(texts.format_count("commands.taste.more", left))
    return "\n".join([title, *lines])


def _build_options(taste: _Taste, texts: Texts) -> list[discord.SelectOption]:
    def option(exclusion: StandingExclusion) -> discord.SelectOption:
        where = texts(f"commands.taste.scope.{exclusion.scope}")
        name = label(_name_exclusion(exclusion, taste, texts, label), 100)
        return discord.SelectOption(label=name, value=str(exclusion.id), description=label(where, 100))

    return [option(exclusion) for exclusion in taste.exclusions[:LISTED]]


def _name_exclusion(exclusion: StandingExclusion, taste: _Taste, texts: Texts, fit: Callable[[str, int], str]) -> str:
    """Render what is excluded, for example "everything by X"; ``fit`` escapes and shortens a name for its place."""
    name = exclusion.value
    if exclusion.what in BY_TRACK:
        track = (taste.tracks or {}).get(exclusion.value)
        name = f"{track.title} – {track.artist}" if track else texts("commands.taste.gone")
    elif exclusion.what == "genre":
        name = texts.translate_term(name)
    return texts(f"commands.taste.what.{exclusion.what}", name=fit(name, 70))


def _describe_reach(exclusion: StandingExclusion, texts: Texts) -> str:
    """Render for whom an exclusion holds, and until when."""
    where = texts(f"commands.taste.scope.{exclusion.scope}")
    if exclusion.scope == "thread" and exclusion.thread_name:
        where = f"{where} ({escape(exclusion.thread_name, 40)})"
    if exclusion.expires_at is None:
        return where
    return f"{where}, {texts('commands.taste.until', when=discord.utils.format_dt(exclusion.expires_at, 'R'))}"
