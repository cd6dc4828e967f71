"""*Never again…*: excludes a track, artist, genre or similar music, chosen in a private panel.

The choice so far is encoded in the ids of the panel's components, so it survives a restart and no state is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import discord

from bot.discord.buttons.interaction import NOBODY, ButtonInteraction, require_may_refine, submit_press
from bot.discord.cards import card_of
from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import escape
from bot.discord.cards.layout import Action, Actions, Block, BlockGap, Menu, Option, TextBlock
from language.texts import Texts
from musechat.errors import BadInput
from musechat.pick import Pick
from musechat.turn import TurnKind
from store.pick_actions import count_hidden, find_track_genre, load_pick_turn
from store.tables import utc_now
from store.thread_history import Scope, What, add_exclusion
from store.threads import ThreadView

# Positions in these are stored in ids of messages that stay: append only.
WHATS: tuple[What, ...] = ("track", "artist", "genre", "sounds-like")
SCOPES: tuple[Scope, ...] = ("thread", "member", "guild")
TIMES: tuple[tuple[str, timedelta | None], ...] = (
    ("tonight", timedelta(hours=12)),  # Discord does not give time zones
    ("month", timedelta(days=30)),
    ("always", None),
)


@dataclass(frozen=True, slots=True)
class ExclusionChoice:
    """What is chosen in a panel, as positions in ``WHATS``, ``SCOPES`` and ``TIMES``."""

    what: int = 0
    scope: int = 1
    time: int = 2

    @property
    def number(self) -> int:
        """The choice as one number of three decimal digits: what, scope, time."""
        return self.what * 100 + self.scope * 10 + self.time

    @classmethod
    def from_number(cls, number: int) -> ExclusionChoice:
        """Inverse of :attr:`number`; any number gives a valid choice."""
        # Modulo: the number comes from the client.
        return cls(number // 100 % len(WHATS), number // 10 % 10 % len(SCOPES), number % 10 % len(TIMES))


@dataclass(frozen=True, slots=True)
class ExclusionPanel:
    """The data that the panel shows."""

    pick: Pick
    genre: str  # "" where the track has none that could be hidden
    choice: ExclusionChoice
    moderator: bool
    hides: int  # number of tracks; of similar ones only the pick counts

    @property
    def what(self) -> What:
        """The kind of exclusion that is chosen."""
        return WHATS[self.choice.what]

    @property
    def value(self) -> str:
        """What the exclusion names: an artist, a genre or a track's id."""
        return _excluded_value(self.what, self.pick, self.genre)


@dataclass(frozen=True, slots=True)
class NewExclusion:
    """An exclusion to be stored. ``owner_id``: of the thread, member or guild that ``scope`` says."""

    scope: Scope
    owner_id: int
    what: What
    value: str
    expires_at: datetime | None


async def open_panel(press: ButtonInteraction) -> None:
    """Open the panel with the default choice: this track, for this member, always."""
    await _show_panel(press, ExclusionChoice())


async def update_choice(press: ButtonInteraction, field: str) -> None:
    """Redraw the panel with one menu's new choice; ``field``: of :class:`ExclusionChoice`."""
    await _show_panel(press, replace(ExclusionChoice.from_number(press.ids[1]), **{field: int(press.values[0])}))


async def exclude(press: ButtonInteraction) -> None:
    """Store the chosen exclusion, and submit a turn for another pick.

    Raises:
        BadInput: ``moderators-only``, ``may-not-refine``.
        LimitReached: ``turns-per-day``.

    """
    thread, panel = await _load_panel(press, ExclusionChoice.from_number(press.ids[1]))
    scope = SCOPES[panel.choice.scope]
    if scope == "guild" and not panel.moderator:
        raise BadInput("moderators-only", "Only those who manage the server can hide something from all of it")
    exclusion = await _build_exclusion(press, thread, panel, scope)
    # First without the turn: the exclusion holds even where the day's turns are used up.
    await _store_exclusion(press, exclusion)
    await _confirm(press, panel)
    turn_id = await submit_press(
        press, thread, TurnKind.REJECT, once=f"reject:{press.target_id}", about_pick=press.target_id
    )
    # Stored again with the turn's id, so that undoing the turn lifts the exclusion.
    await _store_exclusion(press, exclusion, turn_id)


async def _build_exclusion(
    press: ButtonInteraction, thread: ThreadView, panel: ExclusionPanel, scope: Scope
) -> NewExclusion:
    owners = {"thread": thread.id, "member": await press.get_member_id(), "guild": thread.guild_id or 0}
    span = TIMES[panel.choice.time][1]
    return NewExclusion(scope, owners[scope], panel.what, panel.value, None if span is None else utc_now() + span)


async def _store_exclusion(press: ButtonInteraction, exclusion: NewExclusion, turn_id: int | None = None) -> None:
    await press.services.turn_client.write(
        add_exclusion,
        scope=exclusion.scope,
        of=exclusion.owner_id,
        what=exclusion.what,
        value=exclusion.value,
        expires_at=exclusion.expires_at,
        turn_id=turn_id,
    )


async def _show_panel(press: ButtonInteraction, choice: ExclusionChoice) -> None:
    _, panel = await _load_panel(press, choice)
    card = card_of(_build_blocks(panel, press.texts), boxed=False)
    await press.interaction.edit_original_response(view=card.layout, allowed_mentions=NOBODY)


async def _confirm(press: ButtonInteraction, panel: ExclusionPanel) -> None:
    line = press.texts("buttons.never.done", **_list_hidden(panel, press.texts))
    card = card_of([TextBlock(line), TextBlock(f"-# {press.texts('buttons.never.lift')}")], boxed=False)
    await press.interaction.edit_original_response(view=card.layout, allowed_mentions=NOBODY)


async def _load_panel(press: ButtonInteraction, choice: ExclusionChoice) -> tuple[ThreadView, ExclusionPanel]:
    turn_client = press.services.turn_client
    turn = await turn_client.read(load_pick_turn, press.target_id)
    thread = await press.services.get_thread(turn.thread_id)
    await require_may_refine(press, thread)
    pick = next(pick for pick in turn.picks if pick.id == press.target_id)
    genre = await turn_client.read(find_track_genre, pick.track_id)
    if WHATS[choice.what] == "genre" and not genre:  # its genre may have changed since the panel was drawn
        choice = replace(choice, what=0)
    moderator = thread.guild_id is not None and press.interaction.permissions.manage_guild
    what = WHATS[choice.what]
    hides = await turn_client.read(count_hidden, what, _excluded_value(what, pick, genre), thread.guild_id)
    return thread, ExclusionPanel(pick, genre, choice, moderator, hides)


def _excluded_value(what: What, pick: Pick, genre: str) -> str:
    return {"artist": pick.artist, "genre": genre}.get(what, pick.track_id)


def _build_blocks(panel: ExclusionPanel, texts: Texts) -> list[Block]:
    pick, choice = panel.pick, panel.choice
    ids = (pick.id, choice.number)
    shown = [index for index, what in enumerate(WHATS) if what != "genre" or panel.genre]
    names = _panel_names(panel, texts)
    whats = [_build_option("what", index, WHATS[index], choice.what, texts, **names) for index in shown]
    allowed = [index for index, scope in enumerate(SCOPES) if scope != "guild" or panel.moderator]
    scopes = [_build_option("scope", index, SCOPES[index], choice.scope, texts) for index in allowed]
    times = [_build_option("time", index, name, choice.time, texts) for index, (name, _) in enumerate(TIMES)]
    hide = Action(Verb.NEVER_DO, ids, texts("buttons.never.do"), discord.ButtonStyle.danger)
    return [
        TextBlock(f"### {texts('buttons.never.title')}"),
        Menu(Verb.NEVER_WHAT, ids, texts("buttons.never.title"), whats),
        Menu(Verb.NEVER_SCOPE, ids, texts("buttons.never.title"), scopes),
        Menu(Verb.NEVER_TIME, ids, texts("buttons.never.title"), times),
        TextBlock(texts("buttons.never.hides", hidden=_describe_hidden(panel, texts))),
        BlockGap(line=False),
        Actions((hide,)),
    ]


def _build_option(menu: str, index: int, name: str, chosen: int, texts: Texts, **names: str) -> Option:
    key = f"buttons.never.{menu}.{name}"
    more = texts(f"{key}-more") if texts.has_key(f"{key}-more") else ""
    return Option(texts(key, **names), str(index), more, index == chosen)


def _panel_names(panel: ExclusionPanel, texts: Texts) -> dict[str, str]:
    return {"title": panel.pick.title, "artist": panel.pick.artist, "genre": texts.translate_term(panel.genre)}


def _describe_hidden(panel: ExclusionPanel, texts: Texts) -> str:
    """Render what the choice hides as a clause."""
    return texts("buttons.never.clause", **_list_hidden(panel, texts))


def _list_hidden(panel: ExclusionPanel, texts: Texts) -> dict[str, str]:
    """What the choice hides, from whom, and how long."""
    names = {key: escape(name, 80) for key, name in _panel_names(panel, texts).items()}
    what = texts.format_count(f"buttons.never.hidden.{panel.what}", panel.hides, **names)
    scope = texts(f"buttons.never.within.{SCOPES[panel.choice.scope]}")
    time = texts(f"buttons.never.until.{TIMES[panel.choice.time][0]}")
    return {"what": what, "scope": scope, "time": time}
