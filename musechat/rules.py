"""The last filter: the hard rules that every pick passes, whatever path it came by.

What is not known counts against a track where a rule asks for it: an unknown licence is not allowed, an unknown tempo
meets no tempo rule, an unknown year no era. A ban (``never``) needs something known to act on. Vocals are a matter of
degree: under "no vocals" a track passes when it was found to have none, or when it is unsure
(``vocals is None``) and the estimated probability of singing lies below :data:`UNSURE_VOCALS`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from musechat.brief import Brief, StandingWish
from musechat.labels import label_of
from musechat.taste import Exclusion
from musechat.track import Licence, Track
from musechat.wish import RANGES, Facet, Force, Wish
from musechat.words import Term, artist_names, find_term, plain

UNSURE_VOCALS = 0.35
TAG_PRESENT = 0.2  # score from which a track counts as carrying a tag
MOOD_REACH = 0.3  # how far from a mood's target a track may lie on each scale and still have that mood


class RuleKind(StrEnum):
    """What a rule looks at."""

    RANGE = "range"  # value: {"facet", "min", "max", "inside": bool}
    VOCALS = "vocals"  # value: {"present": bool, "voice": str | None, "want": bool}
    TERM = "term"  # value: {"facet", "name", "want": bool}
    ARTIST = "artist"  # value: {"names": frozenset of plain names, "want": bool}
    TRACKS = "tracks"  # value: {"ids": frozenset, "want": bool}
    LICENCE = "licence"  # value: {"use": str}
    EXPLICIT = "explicit"  # value: {"present": bool}


@dataclass(frozen=True)
class Rule:
    """One hard rule.

    Attributes:
        name: stable within a thread, hyphenated: "must-vocals", "never-genre-jazz", "shown".
        label: for people: "no vocals", "not jazz", "already shown in this thread".
        relaxable: whether the asker may lift it; a guild's rules they may not.
        event_seq: the brief event to remove in order to lift it, None where it comes from elsewhere.

    """

    name: str
    label: str
    kind: RuleKind
    value: Mapping[str, Any]
    relaxable: bool = True
    event_seq: int | None = None

    def refuses(self, track: Track) -> bool:
        """Whether the track breaks this rule."""
        return not _MEETS[self.kind](track, self.value)


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
    """All rules that stand for one turn, in the order in which they are named."""

    rules: tuple[Rule, ...] = ()

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
    ) -> Rules:
        """Collect the rules of a turn.

        Args:
            brief: its ``must`` and ``never`` wishes become rules.
            shown: ids of tracks that this thread has seen.
            exclusions: of thread, member and guild; those that ended before ``at`` are dropped.
            guild: the community's own rules, None outside one.
            at: now; None keeps every exclusion.
            sounds_like: for each track id that a "sounds-like" exclusion names, the ids too close to it.

        """
        found = [rule for s in brief.standing if s.wish.hard for rule in _wish_rules(s)]
        if shown:
            value = {"ids": frozenset(shown), "want": False}
            found.append(Rule("shown", "already shown in this thread", RuleKind.TRACKS, value))
        standing = [e for e in exclusions if at is None or e.expires_at is None or e.expires_at > at]
        found += [_exclusion_rule(e, sounds_like or {}) for e in standing]
        return cls(tuple(_distinct((*found, *_guild_rules(guild or GuildRules())))))

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def without(self, name: str) -> Rules:
        """The rules with those of one name lifted."""
        return Rules(tuple(rule for rule in self.rules if rule.name != name))


def refusal(track: Track, rules: Rules) -> Refusal | None:
    """Name the first rule that the track breaks, None where it passes."""
    return next((Refusal(rule.name, rule.label) for rule in rules if rule.refuses(track)), None)


@dataclass(frozen=True)
class FilterResult:
    """What the last filter kept, and how many tracks each rule refuses (a track may break several)."""

    kept: list[Track] = field(default_factory=list)
    removed: dict[str, int] = field(default_factory=dict)


def last_filter(tracks: Iterable[Track], rules: Rules) -> FilterResult:
    """Keep the tracks that break no rule, in their order."""
    kept: list[Track] = []
    removed = {rule.name: 0 for rule in rules}
    for track in tracks:
        broken = [rule.name for rule in rules if rule.refuses(track)]
        for name in set(broken):
            removed[name] += 1
        if not broken:
            kept.append(track)
    return FilterResult(kept, removed)


def no_match(tracks: Sequence[Track], rules: Rules) -> dict[str, Any]:
    """Report on a library of which nothing passes, by trying every track against every rule."""
    broken = [frozenset(rule.name for rule in rules if rule.refuses(track)) for track in tracks]
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
        ``{"removed": [{"rule", "label", "count"}], "relax": {"rule", "label", "would_pass", "event_seq"} | None,
        "total": n}``; ``relax`` is None where no single rule that may be lifted brings anything back.

    """
    named = {rule.name: rule for rule in reversed(rules.rules)}
    refused = {name: sum(n for names, n in counts.items() if name in names) for name in named}
    removed = [
        {"rule": rule.name, "label": rule.label, "count": refused[rule.name]}
        for rule in (named[name] for name in dict.fromkeys(r.name for r in rules))
        if refused[rule.name]
    ]
    passing = counts.get(frozenset(), 0)
    gains = {n: passing + counts.get(frozenset({n}), 0) for n, rule in named.items() if rule.relaxable}
    best = max((r.name for r in rules if r.relaxable), key=lambda name: gains[name], default=None)
    relax = None
    if best is not None and gains[best] > passing:
        rule = named[best]
        relax = {"rule": best, "label": rule.label, "would_pass": gains[best], "event_seq": rule.event_seq}
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
    return [Rule(name, label_of(wish), kind, value, True, standing.event_seq)]


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
        name = plain(str(value.get("name", "")))
        return RuleKind.ARTIST, {"names": frozenset({name}), "want": want}, _hyphened(name)
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
    if exclusion.what == "artist":
        value: dict[str, Any] = {"names": frozenset({plain(exclusion.value)}), "want": False}
        return Rule(name, label, RuleKind.ARTIST, value, relaxable)
    if exclusion.what == "genre":
        value = {"facet": Facet.GENRE, "name": exclusion.value, "want": False}
        return Rule(name, label, RuleKind.TERM, value, relaxable)
    ids = frozenset({exclusion.value}) | sounds_like.get(exclusion.value, frozenset())
    return Rule(name, label, RuleKind.TRACKS, {"ids": ids, "want": False}, relaxable)


def _guild_rules(guild: GuildRules) -> list[Rule]:
    def ours(name: str, label: str, kind: RuleKind, value: dict[str, Any]) -> Rule:
        return Rule(f"guild-{name}", f"this server: {label}", kind, value, relaxable=False)

    found = [
        ours(f"licence-{use}", f"only licences that allow {use}", RuleKind.LICENCE, {"use": use})
        for use in sorted(guild.licence_uses)
    ]
    if not guild.explicit_allowed:
        found.append(ours("explicit", "nothing explicit", RuleKind.EXPLICIT, {"present": False}))
    if guild.blocked_artists:
        names = frozenset(plain(name) for name in guild.blocked_artists)
        found.append(ours("artists", "blocked artists", RuleKind.ARTIST, {"names": names, "want": False}))
    if guild.blocked_tracks:
        ids = {"ids": guild.blocked_tracks, "want": False}
        found.append(ours("tracks", "blocked tracks", RuleKind.TRACKS, ids))
    return found + [
        ours(f"genre-{_hyphened(g)}", f"no {g}", RuleKind.TERM, {"facet": Facet.GENRE, "name": g, "want": False})
        for g in sorted(guild.blocked_genres)
    ]


# -- whether a track meets a rule ---------------------------------------------------------------------------------


def measured(track: Track, facet: Facet) -> float | None:
    """The value that a range rule looks at, None where it is not known."""
    traits = track.traits
    return {
        Facet.TEMPO: traits.tempo_bpm,
        Facet.ENERGY: traits.energy,
        Facet.BRIGHTNESS: traits.brightness,
        Facet.VALENCE: traits.valence,
        Facet.LENGTH: traits.duration_s,
        Facet.ERA: track.year,
    }[facet]


def _meets_range(track: Track, value: Mapping[str, Any]) -> bool:
    found = measured(track, value["facet"])
    if found is None:
        return not value["inside"]
    low, high = value["min"], value["max"]
    inside = (low is None or found >= low) and (high is None or found <= high)
    return bool(inside == value["inside"])


def has_vocals(track: Track) -> bool:
    """Whether singing has to be reckoned with."""
    traits = track.traits
    return traits.vocals if traits.vocals is not None else traits.vocal_score >= UNSURE_VOCALS


VOICE_TAGS = {
    "female": (
        "female vocals",
        "female vocal",
        "female voice",
        "female vocalists",
        "female vocalist",
        "female",
        "woman",
    ),
    "male": ("male vocals", "male vocal", "male voice", "male vocalists", "male vocalist", "male", "man"),
}


def voice_score(track: Track, voice: str) -> float:
    """How sure the tags are of a female or male voice, 0..1."""
    return max((track.tag_score(tag) for tag in VOICE_TAGS.get(voice, ())), default=0.0)


def _meets_vocals(track: Track, value: Mapping[str, Any]) -> bool:
    sung, voice = has_vocals(track), value["voice"]
    if not value["present"]:
        return bool(sung != value["want"])
    fits = sung and (voice is None or voice_score(track, voice) >= TAG_PRESENT)
    return fits == bool(value["want"])


def term_score(track: Track, term: Term) -> float:
    """How sure tags and the file's genre are that a term is in a track, 0..1; only tags that name it outright count."""
    scores = [tag.score for tag in track.tags if term.named_in(tag.name)]
    if term.facet is Facet.GENRE and track.genre and term.named_in(track.genre):
        scores.append(1.0)
    return max(scores, default=0.0)


def _meets_term(track: Track, value: Mapping[str, Any]) -> bool:
    term = find_term(value["facet"], value["name"])
    present = term_score(track, term) >= TAG_PRESENT
    if term.facet is Facet.MOOD and not present:
        pairs = (
            (term.energy, track.traits.energy),
            (term.valence, track.traits.valence),
            (term.brightness, track.traits.brightness),
        )
        known = [abs(target - found) <= MOOD_REACH for target, found in pairs if target is not None]
        present = bool(known) and all(known)
    return present == bool(value["want"])


def _meets_artist(track: Track, value: Mapping[str, Any]) -> bool:
    return bool(artist_names(track.artist) & value["names"]) == bool(value["want"])


def _meets_tracks(track: Track, value: Mapping[str, Any]) -> bool:
    return (track.id in value["ids"]) == bool(value["want"])


def allows(licence: Licence, use: str) -> bool:
    """Whether a licence is known to allow a use; what is not known is not allowed."""
    if use == "commercial":
        return licence.commercial is True
    if use == "derivatives":
        return licence.derivatives is True
    return licence.attribution is False


def _meets_licence(track: Track, value: Mapping[str, Any]) -> bool:
    return allows(track.licence, value["use"])


def _meets_explicit(track: Track, value: Mapping[str, Any]) -> bool:
    return track.explicit == bool(value["present"])


_MEETS = {
    RuleKind.RANGE: _meets_range,
    RuleKind.VOCALS: _meets_vocals,
    RuleKind.TERM: _meets_term,
    RuleKind.ARTIST: _meets_artist,
    RuleKind.TRACKS: _meets_tracks,
    RuleKind.LICENCE: _meets_licence,
    RuleKind.EXPLICIT: _meets_explicit,
}
