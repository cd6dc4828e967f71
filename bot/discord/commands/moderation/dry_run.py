"""Dry run of rules: which of a guild's last picks they would have refused."""

from __future__ import annotations

from collections.abc import Iterable

from bot.discord.cards.escaping import escape
from bot.discord.services import Services
from language.texts import Texts
from language.vocabulary import find_named_concept
from language.wish_labels import subject_label
from musechat.brief import Brief
from musechat.rules import GuildRules, Rule, Rules
from store.audit import AuditedPick, load_last_picks

NAMED = 5


async def dry_run(services: Services, guild_id: int, before: GuildRules, after: GuildRules, texts: Texts) -> str:
    """Describe in a few lines which of the last picks the rules ``after`` refuse; "" where there are no picks yet."""
    picks = await services.turn_client.read(load_last_picks, guild_id)
    if not picks:
        return ""
    found = refused(picks, before, after)
    if not found:
        return texts.format_count("moderation.dry-run.none", len(picks))
    lines = [
        f"- {escape(pick.track.title, 60)} – {escape(pick.track.artist, 40)} ({escape(_label(rule, texts), 80)})"
        for pick, rule in found[:NAMED]
    ]
    if len(found) > NAMED:
        lines.append(texts.format_count("moderation.dry-run.more", len(found) - NAMED))
    return "\n".join((texts("moderation.dry-run.some", n=len(found), total=len(picks)), *lines))


def refused(picks: Iterable[AuditedPick], before: GuildRules, after: GuildRules) -> list[tuple[AuditedPick, Rule]]:
    """Find the picks that the rules ``after`` refuse, each with one refusing rule; those of new rules come first."""
    # Both sorts are by "is old": a pick is charged to a new rule where it breaks one, and new rules lead the list.
    old = Rules.build_rules(Brief(), find_named_concept, guild=before).rules
    rules = sorted(Rules.build_rules(Brief(), find_named_concept, guild=after), key=lambda rule: rule in old)
    broken = ((pick, next((rule for rule in rules if rule.refuses(pick.track)), None)) for pick in picks)
    return sorted(((pick, rule) for pick, rule in broken if rule is not None), key=lambda found: found[1] in old)


def _label(rule: Rule, texts: Texts) -> str:
    return subject_label(rule.about, texts)
