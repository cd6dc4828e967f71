"""The pinned card of a thread: what stands, who said it, and ways to take it back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import clean, escape, length
from bot.discord.cards.layout import MAX_OPTIONS, Action, Actions, Block, Menu, Option, TextBlock
from bot.discord.cards.trait_labels import wish_words
from language.texts import Texts
from musechat.turn import TurnState, TurnView
from musechat.wish import Force
from store.threads import ThreadView

ROOM = 3000  # letters for wishes; a brief that needs more says how many it leaves out
_MENTION = re.compile(r"<@!?\d{1,20}>")
_ORDER = (Force.MUST, Force.NEVER, Force.PREFER)


def brief_blocks(
    thread: ThreadView,
    brief: Sequence[dict[str, Any]],
    turns: Sequence[TurnView],
    texts: Texts,
    names: Mapping[int, str],
) -> Iterator[Block]:
    """The blocks of a thread's brief card."""
    yield TextBlock(
        "\n".join((f"### {texts('cards.brief.title')}", *_wishes(brief, texts, names), *_footer(thread, texts)))
    )
    if brief:
        newest = sorted(brief, key=lambda entry: -int(entry["event_seq"]))[:MAX_OPTIONS]
        yield Menu(Verb.REMOVE, (thread.id,), texts("cards.brief.remove"), [_removable(e, texts) for e in newest])
    shown = [turn for turn in turns if turn.state is TurnState.DONE and (turn.picks or turn.no_match)]
    shown.sort(key=lambda turn: -turn.seq)
    if len(shown) > 1:
        earlier = [_earlier(turn, texts) for turn in shown[1 : MAX_OPTIONS + 1]]
        yield Menu(Verb.BACK, (thread.id,), texts("cards.brief.back"), earlier)
        yield Actions((Action(Verb.REWIND, (thread.id,), texts("cards.button.undo")),))


def _wishes(brief: Sequence[dict[str, Any]], texts: Texts, names: Mapping[int, str]) -> Iterator[str]:
    if not brief:
        yield texts("cards.brief.nothing")
        return
    authors = {int(entry["author"]) for entry in brief}
    room, left = ROOM, len(brief)
    for force in _ORDER:
        entries = [entry for entry in brief if entry["force"] == force]
        if entries:
            yield f"**{texts(f'cards.brief.{force}')}**"
        for entry in entries:
            line = f"- {escape(wish_words(entry, texts), 80)}{_said_by(entry, names) if len(authors) > 1 else ''}"
            room -= length(line) + 1
            if room < 0:
                yield f"-# {texts.count('cards.brief.more', left)}"
                return
            yield line
            left -= 1
    if len(authors) == 1 and (name := _name(authors.pop(), names)):
        yield f"-# {texts('cards.brief.by', name=name)}"


def _said_by(entry: dict[str, Any], names: Mapping[int, str]) -> str:
    name = _name(int(entry["author"]), names)
    return f" · {name}" if name else ""


def _name(member_id: int, names: Mapping[int, str]) -> str:
    """A mention as it is, which pings nobody here; any other name escaped."""
    name = names.get(member_id, "")
    return name if _MENTION.fullmatch(name) else escape(name, 32)


def _footer(thread: ThreadView, texts: Texts) -> Iterator[str]:
    yield f"-# {texts('cards.brief.open' if thread.open_to_all else 'cards.brief.owner')}"


def _removable(entry: dict[str, Any], texts: Texts) -> Option:
    force = texts(f"cards.brief.{entry['force']}")
    said = clean(str(entry.get("said", "")))
    more = texts("cards.pick.quoted", words=said) if said else ""
    return Option(f"{force}: {wish_words(entry, texts)}", str(entry["event_seq"]), more)


def _earlier(turn: TurnView, texts: Texts) -> Option:
    what = f"{turn.picks[0].title} – {turn.picks[0].artist}" if turn.picks else texts("cards.no-match.title")
    return Option(f"{turn.seq}. {what}", str(turn.seq), turn.words)
