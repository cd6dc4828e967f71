"""The report of a turn for which no track passed: how many each rule refused, and the one rule to lift.

A rule says what it is about as a value, and people read that in their own language (``language.wish_labels``). The
``label`` beside it is what the report was stored with; the domain itself has no words for it and leaves it empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from musechat.json_types import JsonObject
from musechat.rule import Rule, RuleSubject, parse_subject


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many tracks a rule refuses."""

    rule: str
    count: int
    about: RuleSubject | None
    label: str = ""

    def to_json(self) -> JsonObject:
        """Plain JSON types."""
        entry: JsonObject = {"rule": self.rule, "label": self.label, "count": self.count}
        return entry | _subject_json(self.about)

    @classmethod
    def from_json(cls, data: JsonObject) -> RuleCount:
        """Inverse of :meth:`to_json`."""
        about = parse_subject(data.get("about"))
        return cls(str(data.get("rule", "")), int(data.get("count", 0)), about, str(data.get("label", "")))


@dataclass(frozen=True, slots=True)
class RelaxOffer:
    """The rule whose lifting brings most back.

    Attributes:
        rule: its name.
        would_pass: how many tracks pass without it.
        event_seq: the brief event to remove in order to lift it; None where it comes from elsewhere.
        about: what it is about.
        label: what it was called when the report was stored.

    """

    rule: str
    would_pass: int
    event_seq: int | None
    about: RuleSubject | None
    label: str = ""

    def to_json(self) -> JsonObject:
        """Plain JSON types."""
        gain: JsonObject = {"would_pass": self.would_pass, "event_seq": self.event_seq}
        return {"rule": self.rule, "label": self.label, **gain, **_subject_json(self.about)}

    @classmethod
    def from_json(cls, data: JsonObject) -> RelaxOffer:
        """Inverse of :meth:`to_json`."""
        about, event = parse_subject(data.get("about")), data.get("event_seq")
        gain = int(data.get("would_pass", 0))
        return cls(str(data.get("rule", "")), gain, event, about, str(data.get("label", "")))


@dataclass(frozen=True, slots=True)
class NoMatchReport:
    """Why nothing passed.

    Attributes:
        removed: the rules that refuse something, those that refuse most first; a track may break several.
        relax: what to lift; None where no single rule that may be lifted brings anything back.
        total: how many tracks were tried.

    """

    removed: tuple[RuleCount, ...] = ()
    relax: RelaxOffer | None = None
    total: int = 0

    def to_json(self) -> JsonObject:
        """Plain JSON types, as they are stored with a turn and printed."""
        relax = self.relax.to_json() if self.relax else None
        return {"removed": [entry.to_json() for entry in self.removed], "relax": relax, "total": self.total}

    @classmethod
    def from_json(cls, data: JsonObject) -> NoMatchReport:
        """Inverse of :meth:`to_json`."""
        relax = data.get("relax")
        removed = tuple(RuleCount.from_json(entry) for entry in data.get("removed") or ())
        return cls(removed, RelaxOffer.from_json(relax) if relax else None, int(data.get("total", 0)))


def report_no_match(rules: Sequence[Rule], counts: Mapping[frozenset[str], int]) -> NoMatchReport:
    """Report which rule removed how many, and the single rule whose lifting brings most back.

    Args:
        rules: the rules of the turn.
        counts: for each set of rule names, how many tracks break exactly these.

    """
    named = {rule.name: rule for rule in reversed(rules)}
    order = tuple(dict.fromkeys(rule.name for rule in rules))
    refused = {name: sum(n for names, n in counts.items() if name in names) for name in order}
    removed = [RuleCount(name, refused[name], named[name].about) for name in order if refused[name]]
    removed.sort(key=lambda entry: -entry.count)
    return NoMatchReport(tuple(removed), _find_offer([named[name] for name in order], counts), sum(counts.values()))


def _find_offer(rules: Sequence[Rule], counts: Mapping[frozenset[str], int]) -> RelaxOffer | None:
    """Find the rule to lift: only tracks that break nothing else come back, so two rules in the way offer nothing."""
    passing = counts.get(frozenset(), 0)
    gains = {rule.name: passing + counts.get(frozenset({rule.name}), 0) for rule in rules if rule.relaxable}
    best = max((rule for rule in rules if rule.relaxable), key=lambda rule: gains[rule.name], default=None)
    if best is None or gains[best.name] <= passing:
        return None
    return RelaxOffer(best.name, gains[best.name], best.event_seq, best.about)


def _subject_json(about: RuleSubject | None) -> JsonObject:
    return {} if about is None else {"about": about.to_json()}
