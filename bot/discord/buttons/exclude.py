"""Never again…: what is to be hidden, from whom and for how long, chosen in a panel that only one member sees.

The choice so far lives in the panel's own ids, so it works after a restart and nothing has to be remembered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import discord

from bot.discord.buttons.interaction import NOBODY, ButtonInteraction, ask, require_may_refine
from bot.discord.cards import card_of
from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import escape
from bot.discord.cards.layout import Action, Actions, Block, BlockGap, Menu, Option, TextBlock
from language.texts import Texts
from musechat.errors import BadInput
from musechat.turn import Pick, TurnKind
from store.pick_actions import count_hidden, genre_of, turn_of_pick
from store.tables import now
from store.thread_history import Scope, What, add_exclusion
from store.threads import ThreadView

WHATS: tuple[What, ...] = ("track", "artist", "genre", "sounds-like")
SCOPES: tuple[Scope, ...] = ("thread", "member", "guild")
TIMES: tuple[tuple[str, timedelta | None], ...] = (
    ("tonight", timedelta(hours=12)),  # whose night it is, Discord does not tell
    ("month", timedelta(days=30)),
    ("always", None),
)


@dataclass(frozen=True, slots=True)
class ExclusionChoice:
    """What a panel stands at, as places in the three lists above."""

    what: int = 0
    scope: int = 1
    time: int = 2

    @property
    def number(self) -> int:
        """The choice as digits of one id."""
        return self.what * 100 + self.scope * 10 + self.time

    @classmethod
    def of(cls, number: int) -> ExclusionChoice:
        """Inverse of :attr:`number`."""
        return cls(number // 100 % len(WHATS), number // 10 % 10 % len(SCOPES), number % 10 % len(TIMES))


@dataclass(frozen=True, slots=True)
class ExclusionPanel:
    """All that the panel says."""

    pick: Pick
    genre: str  # "" where the track has none that could be hidden
    choice: ExclusionChoice
    moderator: bool
    hides: int  # tracks, of those that can be counted

    @property
    def what(self) -> What:
        """What the choice hides."""
        return WHATS[self.choice.what]

    @property
    def value(self) -> str:
        """What the exclusion names."""
        return _value(self.what, self.pick, self.genre)


async def never(press: ButtonInteraction) -> None:
    """Open the panel."""
    await _show(press, ExclusionChoice())


async def choose(press: ButtonInteraction, field: str) -> None:
    """Take one menu's choice into the panel."""
    await _show(press, replace(ExclusionChoice.of(press.ids[1]), **{field: int(press.values[0])}))


async def do_it(press: ButtonInteraction) -> None:
    """Exclude what was chosen, and ask for something else."""
    thread, panel = await _panel(press, ExclusionChoice.of(press.ids[1]))
    scope = SCOPES[panel.choice.scope]
    if scope == "guild" and not panel.moderator:
        raise BadInput("moderators-only", "Only those who manage the server can hide something from all of it")
    span = TIMES[panel.choice.time][1]
    exclusion: dict[str, Any] = {
        "scope": scope,
        "of": {"thread": thread.id, "member": await press.member(), "guild": thread.guild_id}[scope],
        "what": panel.what,
        "value": panel.value,
        "expires_at": None if span is None else now() + span,
    }
    # First without the turn: what was excluded stands even where the day's turns are used up.
    await press.desk.asking.write(add_exclusion, **exclusion)
    await _say_done(press, panel)
    turn_id = await ask(press, thread, TurnKind.REJECT, once=f"reject:{press.of}", about_pick=press.of)
    await press.desk.asking.write(add_exclusion, **exclusion, turn_id=turn_id)


async def _show(press: ButtonInteraction, choice: ExclusionChoice) -> None:
    _, panel = await _panel(press, choice)
    card = card_of(_blocks(panel, press.texts), boxed=False)
    await press.interaction.edit_original_response(view=card.layout, allowed_mentions=NOBODY)


async def _say_done(press: ButtonInteraction, panel: ExclusionPanel) -> None:
    line = press.texts("buttons.never.done", hidden=_hidden(panel, press.texts))
    card = card_of([TextBlock(line), TextBlock(f"-# {press.texts('buttons.never.lift')}")], boxed=False)
    await press.interaction.edit_original_response(view=card.layout, allowed_mentions=NOBODY)


async def _panel(press: ButtonInteraction, choice: ExclusionChoice) -> tuple[ThreadView, ExclusionPanel]:
    asking = press.desk.asking
    turn = await asking.read(turn_of_pick, press.of)
    thread = await press.desk.thread(turn.thread_id)
    await require_may_refine(press, thread)
    pick = next(pick for pick in turn.picks if pick.id == press.of)
    genre = await asking.read(genre_of, pick.track_id)
    if WHATS[choice.what] == "genre" and not genre:
        choice = replace(choice, what=0)
    moderator = thread.guild_id is not None and press.interaction.permissions.manage_guild
    what = WHATS[choice.what]
    hides = await asking.read(count_hidden, what, _value(what, pick, genre), thread.guild_id)
    return thread, ExclusionPanel(pick, genre, choice, moderator, hides)


def _value(what: What, pick: Pick, genre: str) -> str:
    return {"artist": pick.artist, "genre": genre}.get(what, pick.track_id)


def _blocks(panel: ExclusionPanel, texts: Texts) -> list[Block]:
    pick, choice = panel.pick, panel.choice
    ids = (pick.id, choice.number)
    shown = [n for n, what in enumerate(WHATS) if what != "genre" or panel.genre]
    whats = [_option("what", n, WHATS[n], choice.what, texts, **_names(panel, texts)) for n in shown]
    allowed = [n for n, scope in enumerate(SCOPES) if scope != "guild" or panel.moderator]
    scopes = [_option("scope", n, SCOPES[n], choice.scope, texts) for n in allowed]
    times = [_option("time", n, name, choice.time, texts) for n, (name, _) in enumerate(TIMES)]
    hide = Action(Verb.NEVER_DO, ids, texts("buttons.never.do"), discord.ButtonStyle.danger)
    return [
        TextBlock(f"### {texts('buttons.never.title')}"),
        Menu(Verb.NEVER_WHAT, ids, texts("buttons.never.title"), whats),
        Menu(Verb.NEVER_SCOPE, ids, texts("buttons.never.title"), scopes),
        Menu(Verb.NEVER_TIME, ids, texts("buttons.never.title"), times),
        TextBlock(texts("buttons.never.hides", hidden=_hidden(panel, texts))),
        BlockGap(line=False),
        Actions((hide,)),
    ]


def _option(menu: str, n: int, name: str, chosen: int, texts: Texts, **names: str) -> Option:
    key = f"buttons.never.{menu}.{name}"
    more = texts(f"{key}-more") if texts.has(f"{key}-more") else ""
    return Option(texts(key, **names), str(n), more, n == chosen)


def _names(panel: ExclusionPanel, texts: Texts) -> dict[str, str]:
    return {"title": panel.pick.title, "artist": panel.pick.artist, "genre": texts.term(panel.genre)}


def _hidden(panel: ExclusionPanel, texts: Texts) -> str:
    """What the choice hides, in a clause."""
    names = {key: escape(name, 80) for key, name in _names(panel, texts).items()}
    what = texts.count(f"buttons.never.hidden.{panel.what}", panel.hides, **names)
    scope = texts(f"buttons.never.within.{SCOPES[panel.choice.scope]}")
    time = texts(f"buttons.never.until.{TIMES[panel.choice.time][0]}")
    return texts("buttons.never.clause", what=what, scope=scope, time=time)
