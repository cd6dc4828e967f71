"""The card of a turn that found nothing: which rule is to blame, and the one to lift."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord

from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import escape, label
from bot.discord.cards.layout import Action, Actions, Block, TextBlock
from language.texts import Texts
from language.wish_labels import rule_label
from musechat.turn import TurnView

MOST_RULES = 8


def no_match_blocks(turn: TurnView, texts: Texts) -> Iterator[Block]:
    """The blocks of a turn's no-match report."""
    report = turn.no_match or {}
    yield TextBlock(_story(report, texts))
    relax = report.get("relax")
    offer: tuple[Action, ...] = ()
    if relax:
        what, count = label(rule_label(relax, texts), 40), int(relax.get("would_pass", 0))
        text = texts.count("cards.no-match.relax", count, what=what)
        offer = (Action(Verb.RELAX, (turn.id,), text, discord.ButtonStyle.primary),)
    refine = Action(Verb.REFINE, (turn.id,), texts("cards.button.refine"))
    undo = Action(Verb.UNDO, (turn.id,), texts("cards.button.undo"))
    yield Actions((*offer, refine, undo))


def _story(report: dict[str, Any], texts: Texts) -> str:
    lines = [f"### {texts('cards.no-match.title')}"]
    removed = report.get("removed") or []
    if not removed:
        return "\n".join([*lines, texts("cards.no-match.empty")])
    lines.append(texts.count("cards.no-match.of", int(report.get("total", 0))))
    for entry in removed[:MOST_RULES]:
        what = escape(rule_label(entry, texts), 120)
        lines.append("- " + texts.count("cards.no-match.rule", int(entry.get("count", 0)), what=what))
    if len(removed) > 1:
        lines.append(f"-# {texts('cards.no-match.several')}")
    lines.append(texts("cards.no-match.offer" if report.get("relax") else "cards.no-match.no-offer"))
    return "\n".join(lines)
