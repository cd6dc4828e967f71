"""The last filter: the hard rules that every pick passes, whatever path it came by.

Whether a track meets a single rule is measured in :mod:`musechat.matching`. A guild's own tracks are hidden from
everybody else: never picked, and in no report's counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from language.wish_labels import label_of
from musechat.brief import Brief, StandingWish
from musechat.concepts import plain
from musechat.credits import banned_names
from musechat.matching import (
    MOOD_REACH,
    TAG_PRESENT,
    UNSURE_VOCALS,
    VOICE_TAGS,
    RuleKind,
    allows,
    has_vocals,
    measured,
    meets,
    term_score,
    voice_score,
)
from musechat.taste import Exclusion
from musechat.track import Track
from musechat.wish import RANGES, Facet, Force, Wish

__all__ = [
    "MOOD_REACH",
    "TAG_PRESENT",
    "UNSURE_VOCALS",
    "VOICE_TAGS",
    "FilterResult",
    "GuildRules",
    "Refusal",
    "Rule",
    "RuleKind",
    "Rules",
    "allows",
    "has_vocals",
    "last_filter",
    "measured",
    "no_match",
    "refusal",
    "report_no_match",
    "term_score",
    "voice_score",
]


@dataclass(frozen=True)
class Rule:
    """One hard rule.

    Attributes:
        name: stable within a thread, hyphenated: "must-vocals", "never-genre-jazz", "shown".
        label: for people: "no vocals", "not jazz", "already shown in this thread".
        relaxable: whether the asker may lift it; a guild's rules they may not, and what was shown stays shown.
        event_seq: the brief event to remove in order to lift it, None where it comes from elsewhere.
        about: where it comes from, for labels in other languages: ``{"wish": …}`` (as JSON, nothing said),
            ``{"shown": True}``, ``{"exclusion": {"scope", "what", "value"}}`` or ``{"guild": {"what", "value"}}`` with
            "licence", "explicit", "artists", "tracks" or "genre".

    """

    name: str
    label: str
    kind: RuleKind
    value: Mapping[str, Any]
    relaxable: bool = True
    event_seq: int | None = None
    about: Mapping[str, Any] = field(default_factory=dict)

    def refuses(self, track: Track) -> bool:
        """Whether the track breaks this rule."""
        return not meets(self.kind, track, self.value)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a track may not be picked."""

    rule: str
    label: str


@dataclass(frozen=True)
class GuildRules:
    """What a community's moderators allow."""

    licence_uses: frozenset[str] = frozenset()  # "commercial", "derivatives", "no-attribution"
    explicit_allowed: bool = True
    blocked_artists: frozenset[str] = frozenset()
    blocked_tracks: frozenset[str] = frozenset()
    blocked_genres: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rules:
    """All rules that stand for one turn, in the order in which they are named.

    Attributes:
        rules: the rules.
        guild_id: the guild in which the turn was asked: the only one whose own tracks are not hidden.

    """

    rules: tuple[Rule, ...] = ()
    guild_id: int | None = None

    @classmethod
    def build(
        cls,
        brief: Brief,
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
            shown: ids of tracks that this thread has seen.
            exclusions: of thread, member and guild; those that ended before ``at`` are dropped.
            guild: the community's own rules, None outside one.
            at: now; None keeps every exclusion.
            sounds_like: for each track id that a "sounds-like" exclusion names, the ids too close to it.
            guild_id: the community itself; other communities' own tracks are hidden.

        """
        found = [rule for s in brief.standing if s.wish.hard for rule in _wish_rules(s)]
        if shown:
            value = {"ids": frozenset(shown), "want": False}
            about = {"shown": True}
            found.append(Rule("shown", "already shown in this thread", RuleKind.TRACKS, value, False, None, about))
        standing = [e for e in exclusions if at is None or e.expires_at is None or e.expires_at > at]
        found += [_exclusion_rule(e, sounds_like or {}) for e in standing]
        return cls(tuple(_distinct((*found, *_guild_rules(guild or GuildRules())))), guild_id)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def without(self, name: str) -> Rules:
        """The rules with those of one name lifted."""
        return replace(self, rules=tuple(rule for rule in self.rules if rule.name != name))

    def hides(self, track: Track) -> bool:
        """Whether the track belongs to another guild: here it does not exist."""
        return track.guild_id is not None and track.guild_id != self.guild_id


def refusal(track: Track, rules: Rules) -> Refusal | None:
    """Name the first rule that the track breaks, None where it passes."""
    if rules.hides(track):
        return Refusal("hidden", "another server's own")
    return next((Refusal(rule.name, rule.label) for rule in rules if rule.refuses(track)), None)


@dataclass(frozen=True)
class FilterResult:
    """What the last filter kept, and how many tracks each rule refuses (a track may break several)."""

    kept: list[Track] = field(default_factory=list)
    removed: dict[str, int] = field(default_factory=dict)


def last_filter(tracks: Iterable[Track], rules: Rules) -> FilterResult:
    """Keep the tracks that break no rule, in their order; hidden ones are neither kept nor counted."""
    kept: list[Track] = []
    removed = {rule.name: 0 for rule in rules}
    for track in tracks:
        if rules.hides(track):
            continue
        broken = [rule.name for rule in rules if rule.refuses(track)]
        for name in set(broken):
            removed[name] += 1
        if not broken:
            kept.append(track)
    return FilterResult(kept, removed)


def no_match(tracks: Sequence[Track], rules: Rules) -> dict[str, Any]:
    """Report on a library of which nothing passes, by trying every track against every rule."""
    seen = [track for track in tracks if not rules.hides(track)]
    broken = [frozenset(rule.name for rule in rules if rule.refuses(track)) for track in seen]
    counts: dict[frozenset[str], int] = {}
    for names in broken:
        counts[names] = counts.get(names, 0) + 1
    return report_no_match(rules, counts)


def report_no_match(rules: Rules, counts: Mapping[frozenset[str], int]) -> dict[str, Any]:
    """Report which rule removed how many, and the single rule whose lifting brings most back.

    Args:
        rules: the rules of the turn.
        counts: for each set of rule names, how many tracks break exactly these.

    Returns:
        ``{"removed": [{"rule", "label", "count", "about"}], "relax": {"rule", "label", "would_pass", "event_seq",
        "about"} | None, "total": n}``; ``relax`` is None where no single rule that may be lifted brings anything back,
        ``about`` as in :class:`Rule`.

    """
    named = {rule.name: rule for rule in reversed(rules.rules)}
    refused = {name: sum(n for names, n in counts.items() if name in names) for name in named}
    removed = [
        {"rule": rule.name, "label": rule.label, "count": refused[rule.name], "about": dict(rule.about)}
        for rule in (named[name] for name in dict.fromkeys(r.name for r in rules))
        if refused[rule.name]
    ]
    passing = counts.get(frozenset(), 0)
    gains = {n: passing + counts.get(frozenset({n}), 0) for n, rule in named.items() if rule.relaxable}
    best = max((r.name for r in rules if r.relaxable), key=lambda name: gains[name], default=None)
    relax = None
    if best is not None and gains[best] > passing:
        rule = named[best]
        would = {"would_pass": gains[best], "event_seq": rule.event_seq, "about": dict(rule.about)}
        relax = {"rule": best, "label": rule.label, **would}
    return {"removed": sorted(removed, key=lambda r: -r["count"]), "relax": relax, "total": sum(counts.values())}


def _distinct(rules: Iterable[Rule]) -> Iterable[Rule]:
    """Give every rule a name of its own: two bans on an era are two rules, and each can be lifted."""
    seen: dict[str, int] = {}
    for rule in rules:
        count = seen[rule.name] = seen.get(rule.name, 0) + 1
        yield rule if count == 1 else replace(rule, name=f"{rule.name}-{count}")


# -- from wishes, exclusions and guild settings to rules ---------------------------------------------------------


def _wish_rules(standing: StandingWish) -> list[Rule]:
    """Write the rules of one hard wish; free words and likenesses cannot be checked and make none."""
    wish = standing.wish
    want = wish.force is Force.MUST
    made = _checked(wish, want)
    if made is None:
        return []
    kind, value, part = made
    name = "-".join(filter(None, (wish.force.value, wish.facet.value, part)))
    return [Rule(name, label_of(wish), kind, value, True, standing.event_seq, {"wish": _unsaid(wish)})]


def _unsaid(wish: Wish) -> dict[str, Any]:
    """A wish as JSON without the asker's own words, which are not kept for as long as reports are."""
    return replace(wish, said="").to_json()


def _checked(wish: Wish, want: bool) -> tuple[RuleKind, dict[str, Any], str] | None:
    value = wish.value
    if wish.facet in RANGES:
        span = {"facet": wish.facet, "min": value.get("min"), "max": value.get("max"), "inside": want}
        return RuleKind.RANGE, span, ""
    if wish.facet is Facet.VOCALS:
        voice = value.get("voice")
        return RuleKind.VOCALS, {"present": bool(value.get("present")), "voice": voice, "want": want}, voice or ""
    if wish.facet in (Facet.GENRE, Facet.INSTRUMENT, Facet.MOOD):
        name = str(value.get("name", ""))
        return RuleKind.TERM, {"facet": wish.facet, "name": name, "want": want}, _hyphened(name)
    if wish.facet is Facet.ARTIST:
        name = str(value.get("name", ""))
        names = frozenset({plain(name)}) if want else banned_names(name)
        return RuleKind.ARTIST, {"names": names, "want": want}, _hyphened(name)
    if wish.facet is Facet.TRACK:
        track_id = str(value.get("track_id"))
        return RuleKind.TRACKS, {"ids": frozenset({track_id}), "want": want}, track_id
    if wish.facet is Facet.LICENCE:
        use = str(value.get("use"))
        return (RuleKind.LICENCE, {"use": use}, use) if want else None
    if wish.facet is Facet.EXPLICIT:
        return RuleKind.EXPLICIT, {"present": bool(value.get("present")) == want}, ""
    return None


def _hyphened(name: str) -> str:
    return plain(name).replace(" ", "-")


def _exclusion_rule(exclusion: Exclusion, sounds_like: Mapping[str, frozenset[str]]) -> Rule:
    relaxable = exclusion.scope != "guild"
    name = f"{exclusion.scope}-{exclusion.what}-{_hyphened(exclusion.value)}"
    label = f"never again ({exclusion.what}: {exclusion.value})"
    kind, value = _excluded(exclusion, sounds_like)
    about = {"scope": exclusion.scope, "what": exclusion.what, "value": exclusion.value}
    return Rule(name, label, kind, value, relaxable, None, {"exclusion": about})


def _excluded(exclusion: Exclusion, sounds_like: Mapping[str, frozenset[str]]) -> tuple[RuleKind, dict[str, Any]]:
    if exclusion.what == "artist":
        return RuleKind.ARTIST, {"names": banned_names(exclusion.value), "want": False}
    if exclusion.what == "genre":
        return RuleKind.TERM, {"facet": Facet.GENRE, "name": exclusion.value, "want": False}
    ids = frozenset({exclusion.value}) | sounds_like.get(exclusion.value, frozenset())
    return RuleKind.TRACKS, {"ids": ids, "want": False}


def _guild_rules(guild: GuildRules) -> list[Rule]:
    def ours(what: str, label: str, kind: RuleKind, value: dict[str, Any], named: str = "") -> Rule:
        name = "-".join(filter(None, ("guild", what, _hyphened(named))))
        about = {"guild": {"what": what, "value": named}}
        return Rule(name, f"this server: {label}", kind, value, False, None, about)

    found = [
        ours("licence", f"only licences that allow {use}", RuleKind.LICENCE, {"use": use}, use)
        for use in sorted(guild.licence_uses)
    ]
    if not guild.explicit_allowed:
        found.append(ours("explicit", "nothing explicit", RuleKind.EXPLICIT, {"present": False}))
    if guild.blocked_artists:
        names = frozenset[str]().union(*(banned_names(name) for name in guild.blocked_artists))
        found.append(ours("artists", "blocked artists", RuleKind.ARTIST, {"names": names, "want": False}))
    if guild.blocked_tracks:
        ids = {"ids": guild.blocked_tracks, "want": False}
        found.append(ours("tracks", "blocked tracks", RuleKind.TRACKS, ids))
    return found + [
        ours("genre", f"no {g}", RuleKind.TERM, {"facet": Facet.GENRE, "name": g, "want": False}, g)
        for g in sorted(guild.blocked_genres)
    ]
