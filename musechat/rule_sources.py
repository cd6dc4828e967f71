"""Makes hard rules from wishes, exclusions and a guild's settings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from musechat.brief import StandingWish
from musechat.concepts import FindNamedConcept, fold_name
from musechat.credits import list_banned_names
from musechat.matching import (
    ArtistTest,
    ExplicitTest,
    LicenceTest,
    RangeTest,
    RuleTest,
    TermTest,
    TracksTest,
    VocalsTest,
)
from musechat.rule import ExclusionSubject, GuildSubject, Rule, ShownSubject, WishSubject
from musechat.taste import Exclusion
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import ExplicitValue, LicenceValue, NamedValue, RangeValue, TrackValue, VocalsValue


@dataclass(frozen=True)
class GuildRules:
    """What a community's moderators allow."""

    licence_uses: frozenset[str] = frozenset()  # "commercial", "derivatives", "no-attribution"
    explicit_allowed: bool = True
    blocked_artists: frozenset[str] = frozenset()
    blocked_tracks: frozenset[str] = frozenset()
    blocked_genres: frozenset[str] = frozenset()


def rule_of_wish(standing: StandingWish, find_named: FindNamedConcept) -> Rule | None:
    """Make the rule of a hard wish; None for what cannot be checked, which is free words and likenesses."""
    wish = standing.wish
    test = _test_of_wish(wish, find_named)
    if test is None:
        return None
    name = "-".join(filter(None, (wish.force.value, wish.facet.value, _name_part(wish))))
    return Rule(name, test, WishSubject(replace(wish, said="")), event_seq=standing.event_seq)


def rule_of_shown(shown: Collection[str]) -> Rule:
    """Make the rule that keeps what a thread has seen from it."""
    return Rule("shown", TracksTest(frozenset(shown), want=False), ShownSubject(), relaxable=False)


def rule_of_exclusion(
    exclusion: Exclusion, sounds_like: Mapping[str, frozenset[str]], find_named: FindNamedConcept
) -> Rule:
    """Make the rule of an exclusion.

    Args:
        exclusion: that has not ended.
        sounds_like: for each track id that a "sounds-like" exclusion names, the ids too close to it.
        find_named: finds a genre with its names.

    """
    name = f"{exclusion.scope}-{exclusion.what}-{_hyphenate(exclusion.value)}"
    about = ExclusionSubject(exclusion.scope, exclusion.what, exclusion.value)
    test = _test_of_exclusion(exclusion, sounds_like, find_named)
    return Rule(name, test, about, relaxable=exclusion.scope != "guild")


def rules_of_guild(guild: GuildRules, find_named: FindNamedConcept) -> Iterator[Rule]:
    """Make the rules that a community's moderators set; no member may lift them."""
    for use in sorted(guild.licence_uses):
        yield _guild_rule(LicenceTest(use), "licence", use)
    if not guild.explicit_allowed:
        yield _guild_rule(ExplicitTest(present=False), "explicit")
    if guild.blocked_artists:
        names = frozenset[str]().union(*(list_banned_names(name) for name in guild.blocked_artists))
        yield _guild_rule(ArtistTest(names, want=False), "artists")
    if guild.blocked_tracks:
        yield _guild_rule(TracksTest(guild.blocked_tracks, want=False), "tracks")
    for genre in sorted(guild.blocked_genres):
        yield _guild_rule(TermTest(find_named(Facet.GENRE, genre), want=False), "genre", genre)


def _guild_rule(test: RuleTest, what: str, value: str = "") -> Rule:
    name = "-".join(filter(None, ("guild", what, _hyphenate(value))))
    return Rule(name, test, GuildSubject(what, value), relaxable=False)


def _test_of_wish(wish: Wish, find_named: FindNamedConcept) -> RuleTest | None:
    """What a track has to pass for a hard wish, None for what cannot be checked."""
    want = wish.force is Force.MUST
    match wish.value:
        case RangeValue(min=low, max=high):
            return RangeTest(wish.facet, low, high, inside=want)
        case VocalsValue(present, voice):
            return VocalsTest(present, voice, want)
        case NamedValue(name) if wish.facet is Facet.ARTIST:
            # A ban on an artist also bans tracks with them as a guest; a wish for them needs their own name.
            return ArtistTest(frozenset({fold_name(name)}) if want else list_banned_names(name), want)
        case NamedValue() if wish.facet is Facet.SHAPE:
            return None  # always soft
        case NamedValue(name):
            return TermTest(find_named(wish.facet, name), want)
        case TrackValue(track_id):
            return TracksTest(frozenset({track_id}), want)
        case LicenceValue(use):
            return LicenceTest(use) if want else None
        case ExplicitValue(present):
            return ExplicitTest(present=present == want)
        case _:
            return None


def _name_part(wish: Wish) -> str:
    """What tells a wish's rule from the others of its facet."""
    match wish.value:
        case VocalsValue(voice=voice):
            return voice or ""
        case NamedValue(name):
            return _hyphenate(name)
        case TrackValue(track_id):
            return track_id
        case LicenceValue(use):
            return use
        case _:
            return ""


def _test_of_exclusion(
    exclusion: Exclusion, sounds_like: Mapping[str, frozenset[str]], find_named: FindNamedConcept
) -> RuleTest:
    if exclusion.what == "artist":
        return ArtistTest(list_banned_names(exclusion.value), want=False)
    if exclusion.what == "genre":
        return TermTest(find_named(Facet.GENRE, exclusion.value), want=False)
    ids = frozenset({exclusion.value}) | sounds_like.get(exclusion.value, frozenset())
    return TracksTest(ids, want=False)


def _hyphenate(name: str) -> str:
    return fold_name(name).replace(" ", "-")
