"""The card of a turn without a match: how many tracks each rule removed, and the rule to lift."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import escape, label
from bot.discord.cards.layout import Action, Actions, Block, TextBlock
from language.texts import Texts
from language.wish_labels import describe_rule
from musechat.no_match import NoMatchReport
from musechat.turn import TurnView

MOST_RULES = 8  # that are listed; the report has them by count, so the rest matter least


def no_match_blocks(turn: TurnView, texts: Texts) -> Iterator[Block]:
    """Yield the blocks of a turn's no-match report."""
    report = turn.no_match or NoMatchReport()
    yield TextBlock(_write_story(report, texts))
    offer: tuple[Action, ...] = ()
    if report.relax is not None:
        what = label(describe_rule(report.relax, texts), 40)
        text = texts.format_count("cards.no-match.relax", report.relax.would_pass, what=what)
        offer = (Action(Verb.RELAX, (turn.id,), text, discord.ButtonStyle.primary),)
    refine = Action(Verb.REFINE, (turn.id,), texts("cards.button.refine"))
    undo = Action(Verb.UNDO, (turn.id,), texts("cards.button.undo"))
    yield Actions((*offer, refine, undo))


def _write_story(report: NoMatchReport, texts: Texts) -> str:
    lines = [f"### {texts('cards.no-match.title')}"]
    if not report.removed:  # an empty library, or counts that were deleted with a member's data
        return "\n".join([*lines, texts("cards.no-match.empty")])
    lines.append(texts.format_count("cards.no-match.of", report.total))
    for entry in report.removed[:MOST_RULES]:
        what = escape(describe_rule(entry, texts), 120)
        lines.append("- " + texts.format_count("cards.no-match.rule", entry.count, what=what))
    if len(report.removed) > 1:
        lines.append(f"-# {texts('cards.no-match.several')}")
    lines.append(texts("cards.no-match.offer" if report.relax else "cards.no-match.no-offer"))
    return "\n".join(lines)
