"""The pinned card of a thread: its standing wishes, their authors, and controls to remove them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import clean, escape, length
from bot.discord.cards.layout import MAX_OPTIONS, Action, Actions, Block, Menu, Option, TextBlock
from language.texts import Texts
from language.wish_labels import describe_wish, name_refused
from musechat.brief import Brief, StandingWish
from musechat.turn import TurnState, TurnView
from musechat.wish import Force, Wish
from store.threads import ThreadView

ROOM = 3000  # letters for wishes; a brief that needs more says how many it leaves out
_MENTION = re.compile(r"<@!?\d{1,20}>")
_ORDER = (Force.MUST, Force.NEVER, Force.PREFER)


def brief_blocks(
    thread: ThreadView,
    brief: Brief,
    turns: Sequence[TurnView],
    texts: Texts,
    names: Mapping[int, str],
) -> Iterator[Block]:
    """Yield the blocks of a thread's brief card; ``names`` maps a member's id to a mention or name."""
    title = f"### {texts('cards.brief.title')}"
    yield TextBlock("\n".join((title, *_write_wishes(brief, texts, names), *_write_footer(thread, texts))))
    if brief.standing:
        # A menu holds 25: the newest are the ones that somebody wants to take back.
        newest = sorted(brief.standing, key=lambda standing: -standing.event_seq)[:MAX_OPTIONS]
        options = [_build_remove_option(standing, texts) for standing in newest]
        yield Menu(Verb.REMOVE, (thread.id,), texts("cards.brief.remove"), options)
    shown = [turn for turn in turns if turn.state is TurnState.DONE and (turn.picks or turn.no_match)]
    shown.sort(key=lambda turn: -turn.seq)
    if len(shown) > 1:  # the newest is where the thread stands: there must be another to return to
        earlier = [_build_back_option(turn, texts) for turn in shown[1 : MAX_OPTIONS + 1]]
        yield Menu(Verb.BACK, (thread.id,), texts("cards.brief.back"), earlier)
        yield Actions((Action(Verb.REWIND, (thread.id,), texts("cards.button.undo")),))


def _write_wishes(brief: Brief, texts: Texts, names: Mapping[int, str]) -> Iterator[str]:
    if not brief.standing:
        yield texts("cards.brief.nothing")
        return
    authors = {standing.author for standing in brief.standing}
    room, left = ROOM, len(brief.standing)
    for force in _ORDER:
        wishes = [standing for standing in brief.standing if standing.wish.force is force]
        if wishes:
            yield f"**{texts(f'cards.brief.{force}')}**"
        for standing in wishes:
            author = _write_author(standing, names) if len(authors) > 1 else ""
            line = f"- {escape(_name_wish(standing.wish, texts), 80)}{author}"
            room -= length(line) + 1
            if room < 0:
                yield f"-# {texts.format_count('cards.brief.more', left)}"
                return
            yield line
            left -= 1
    if len(authors) == 1 and (name := _write_name(authors.pop(), names)):
        yield f"-# {texts('cards.brief.by', name=name)}"


def _write_author(standing: StandingWish, names: Mapping[int, str]) -> str:
    name = _write_name(standing.author, names)
    return f" · {name}" if name else ""


def _write_name(member_id: int, names: Mapping[int, str]) -> str:
    """A mention unchanged (cards are sent without pings); any other name escaped."""
    name = names.get(member_id, "")
    return name if _MENTION.fullmatch(name) else escape(name, 32)


def _write_footer(thread: ThreadView, texts: Texts) -> Iterator[str]:
    yield f"-# {texts('cards.brief.open' if thread.open_to_all else 'cards.brief.owner')}"


def _build_remove_option(standing: StandingWish, texts: Texts) -> Option:
    force = texts(f"cards.brief.{standing.wish.force}")
    said = clean(standing.wish.said)
    more = texts("cards.pick.quoted", words=said) if said else ""
    label = texts("cards.brief.option", force=force, wish=_name_wish(standing.wish, texts))
    return Option(label, str(standing.event_seq), more)


def _name_wish(wish: Wish, texts: Texts) -> str:
    """Name a wish as it stands after its force, which says already that something is never wanted."""
    return name_refused(wish, texts) if wish.force is Force.NEVER else describe_wish(wish, texts)


def _build_back_option(turn: TurnView, texts: Texts) -> Option:
    what = f"{turn.picks[0].title} – {turn.picks[0].artist}" if turn.picks else texts("cards.no-match.title")
    return Option(f"{turn.seq}. {what}", str(turn.seq), turn.words)
