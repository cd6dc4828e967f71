"""The last filter: the hard rules that every pick passes, whatever path it came by.

Whether a track passes a single rule is measured in :mod:`musechat.matching`; where rules come from is in
:mod:`musechat.rule_sources`. A guild's own tracks are hidden from everybody else: never picked, and in no report's
counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from musechat.brief import Brief
from musechat.concepts import FindNamedConcept
from musechat.no_match import NoMatchReport, report_no_match
from musechat.rule import Rule, RuleSubject
from musechat.rule_sources import GuildRules, rule_of_exclusion, rule_of_shown, rule_of_wish, rules_of_guild
from musechat.taste import Exclusion
from musechat.track import Track

__all__ = [
    "FilterResult",
    "GuildRules",
    "Refusal",
    "Rule",
    "Rules",
    "diagnose_no_match",
    "filter_tracks",
    "find_refusal",
]


@dataclass(frozen=True)
class Rules:
    """All rules that stand for one turn, in the order in which they are named.

    Attributes:
        rules: the rules, each with a name of its own.
        guild_id: the guild in which the turn was asked: the only one whose own tracks are not hidden.

    """

    rules: tuple[Rule, ...] = ()
    guild_id: int | None = None

    @classmethod
    def build_rules(
        cls,
        brief: Brief,
        find_named: FindNamedConcept,
        *,
        shown: Collection[str] = (),
        exclusions: Sequence[Exclusion] = (),
        guild: GuildRules | None = None,
        at: datetime | None = None,
        sounds_like: Mapping[str, frozenset[str]] | None = None,
        guild_id: int | None = None,
    ) -> Rules:
        """Collect the rules of a turn.

        Args:
            brief: its ``must`` and ``never`` wishes become rules.
            find_named: finds a genre, an instrument or a mood with the names that tags mention it by.
            shown: ids of tracks that this thread has seen.
            exclusions: of thread, member and guild; those that ended before ``at`` are dropped.
            guild: the community's own rules, None outside one.
            at: now; None keeps every exclusion.
            sounds_like: for each track id that a "sounds-like" exclusion names, the ids too close to it.
            guild_id: the community itself; other communities' own tracks are hidden.

        """
        found = [rule for s in brief.standing if s.wish.hard and (rule := rule_of_wish(s, find_named)) is not None]
        if shown:
            found.append(rule_of_shown(shown))
        standing = [e for e in exclusions if at is None or e.expires_at is None or e.expires_at > at]
        found += [rule_of_exclusion(exclusion, sounds_like or {}, find_named) for exclusion in standing]
        found += rules_of_guild(guild or GuildRules(), find_named)
        return cls(tuple(_number_names(found)), guild_id)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def lift_rule(self, name: str) -> Rules:
        """The rules with those of one name lifted."""
        return replace(self, rules=tuple(rule for rule in self.rules if rule.name != name))

    def is_hidden(self, track: Track) -> bool:
        """Whether the track belongs to another guild: here it does not exist."""
        return track.guild_id is not None and track.guild_id != self.guild_id


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a track may not be picked: the rule's name, and what it is about; None for a track that is hidden."""

    rule: str
    about: RuleSubject | None


def find_refusal(track: Track, rules: Rules) -> Refusal | None:
    """Name the first rule that the track breaks, None where it passes."""
    if rules.is_hidden(track):
        return Refusal("hidden", None)
    return next((Refusal(rule.name, rule.about) for rule in rules if rule.refuses(track)), None)


@dataclass(frozen=True)
class FilterResult:
    """What the last filter kept, and how many tracks each rule refuses (a track may break several)."""

    kept: list[Track] = field(default_factory=list)
    removed: dict[str, int] = field(default_factory=dict)


def filter_tracks(tracks: Iterable[Track], rules: Rules) -> FilterResult:
    """Keep the tracks that break no rule, in their order; hidden ones are neither kept nor counted."""
    kept: list[Track] = []
    removed = {rule.name: 0 for rule in rules}
    for track in tracks:
        if rules.is_hidden(track):
            continue
        broken = [rule.name for rule in rules if rule.refuses(track)]
        for name in set(broken):
            removed[name] += 1
        if not broken:
            kept.append(track)
    return FilterResult(kept, removed)


def diagnose_no_match(tracks: Sequence[Track], rules: Rules) -> NoMatchReport:
    """Report on a library of which nothing passes, by trying every track against every rule."""
    seen = (track for track in tracks if not rules.is_hidden(track))
    counts = Counter(frozenset(rule.name for rule in rules if rule.refuses(track)) for track in seen)
    return report_no_match(rules.rules, counts)


def _number_names(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Give every rule a name of its own: two bans on an era are two rules, and each can be lifted."""
    seen: dict[str, int] = {}
    for rule in rules:
        count = seen[rule.name] = seen.get(rule.name, 0) + 1
        yield rule if count == 1 else replace(rule, name=f"{rule.name}-{count}")
