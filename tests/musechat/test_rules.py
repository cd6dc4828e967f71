"""The last filter: what is refused, why, and what to relax."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.vocabulary import find_named_concept
from language.wish_labels import label_report
from musechat.brief import Brief, BriefEvent, Facet, Force, Wish
from musechat.rule import WishSubject
from musechat.rule_sources import rule_of_shown
from musechat.rules import GuildRules, Refusal, Rules, diagnose_no_match, filter_tracks, find_refusal
from musechat.taste import Exclusion
from musechat.track import Track
from tests.musechat.made import CREDIT, FREE, HOME, UNKNOWN, made_track, wish_of

MUST, NEVER, PREFER = Force.MUST, Force.NEVER, Force.PREFER


def brief_of(*wishes: Wish) -> Brief:
    return Brief.replay_events(BriefEvent(n, n, 1, "add", w) for n, w in enumerate(wishes, 1))


def rules_of(*wishes: tuple[Force, Facet, dict[str, Any]]) -> Rules:
    return Rules.build_rules(brief_of(*(wish_of(*w, "") for w in wishes)), find_named_concept)


CASES: list[tuple[tuple[Force, Facet, dict[str, Any]], dict[str, Any], bool]] = [
    ((MUST, Facet.TEMPO, {"min": None, "max": 100}), {"tempo_bpm": 90.0}, True),
    ((MUST, Facet.TEMPO, {"min": None, "max": 100}), {"tempo_bpm": 110.0}, False),
    ((MUST, Facet.TEMPO, {"min": None, "max": 100}), {"tempo_bpm": None}, False),
    ((MUST, Facet.LENGTH, {"min": 60, "max": None}), {"duration_s": 59.0}, False),
    ((MUST, Facet.ERA, {"min": 1980, "max": 1989}), {"year": 1984}, True),
    ((MUST, Facet.ERA, {"min": 1980, "max": 1989}), {"year": None}, False),
    ((NEVER, Facet.ERA, {"min": 1980, "max": 1989}), {"year": 1984}, False),
    ((NEVER, Facet.ERA, {"min": 1980, "max": 1989}), {"year": None}, True),
    ((MUST, Facet.VOCALS, {"present": False, "voice": None}), {"vocals": True, "vocal_score": 0.9}, False),
    ((MUST, Facet.VOCALS, {"present": False, "voice": None}), {"vocals": None, "vocal_score": 0.35}, False),
    ((MUST, Facet.VOCALS, {"present": False, "voice": None}), {"vocals": None, "vocal_score": 0.34}, True),
    ((MUST, Facet.VOCALS, {"present": True, "voice": None}), {"vocals": True, "vocal_score": 0.9}, True),
    ((MUST, Facet.VOCALS, {"present": True, "voice": None}), {"vocals": False}, False),
    ((NEVER, Facet.VOCALS, {"present": True, "voice": "male"}), {"vocals": True, "tags": {"male vocal": 0.6}}, False),
    ((NEVER, Facet.VOCALS, {"present": True, "voice": "male"}), {"vocals": True, "tags": {"female": 0.6}}, True),
    ((NEVER, Facet.GENRE, {"name": "rock"}), {"tags": {"classic rock": 0.5}}, False),
    ((NEVER, Facet.GENRE, {"name": "rock"}), {"genre": "Rock"}, False),
    ((NEVER, Facet.GENRE, {"name": "rock"}), {"genre": "Baroque", "tags": {"rock": 0.05}}, True),
    ((MUST, Facet.GENRE, {"name": "hip-hop"}), {"genre": "Rap"}, True),
    ((MUST, Facet.INSTRUMENT, {"name": "piano"}), {"tags": {"piano": 0.4}}, True),
    ((MUST, Facet.INSTRUMENT, {"name": "piano"}), {"tags": {"guitar": 0.4}}, False),
    ((NEVER, Facet.INSTRUMENT, {"name": "saxophone"}), {"tags": {"jazz": 0.9}}, True),
    ((MUST, Facet.MOOD, {"name": "calm"}), {"energy": 0.2}, True),
    ((MUST, Facet.MOOD, {"name": "calm"}), {"energy": 0.9}, False),
    ((NEVER, Facet.ARTIST, {"name": "Kai"}), {"artist": "Mira & Jo feat. KAI"}, False),
    ((NEVER, Facet.ARTIST, {"name": "Kai"}), {"artist": "Kaito"}, True),
    ((MUST, Facet.ARTIST, {"name": "Björk"}), {"artist": "Bjork"}, True),
    ((NEVER, Facet.TRACK, {"track_id": "t1"}), {}, False),
    ((MUST, Facet.LICENCE, {"use": "commercial"}), {"licence": HOME}, False),
    ((MUST, Facet.LICENCE, {"use": "commercial"}), {"licence": UNKNOWN}, False),
    ((MUST, Facet.LICENCE, {"use": "commercial"}), {"licence": CREDIT}, True),
    ((MUST, Facet.LICENCE, {"use": "no-attribution"}), {"licence": CREDIT}, False),
    ((MUST, Facet.LICENCE, {"use": "no-attribution"}), {"licence": FREE}, True),
    ((MUST, Facet.LICENCE, {"use": "no-attribution"}), {"licence": UNKNOWN}, False),
    ((MUST, Facet.EXPLICIT, {"present": False}), {"explicit": True}, False),
    ((NEVER, Facet.EXPLICIT, {"present": True}), {"explicit": True}, False),
    ((PREFER, Facet.GENRE, {"name": "rock"}), {"genre": "Jazz"}, True),
    ((MUST, Facet.WORDS, {"text": "neon"}), {}, True),
]


@pytest.mark.parametrize(("wish", "track", "passes"), CASES)
def test_one_rule(wish: tuple[Force, Facet, dict[str, Any]], track: dict[str, Any], passes: bool) -> None:
    assert (find_refusal(made_track(**track), rules_of(wish)) is None) is passes


def test_a_refusal_names_the_rule_and_what_it_is_about() -> None:
    wish = wish_of(MUST, Facet.VOCALS, {"present": False, "voice": None})
    found = find_refusal(made_track(vocals=True), rules_of((MUST, Facet.VOCALS, {"present": False, "voice": None})))
    assert found == Refusal("must-vocals", WishSubject(wish))


def test_shown_exclusions_and_the_guild_refuse() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    exclusions = (
        Exclusion("member", "artist", "Artist b"),
        Exclusion("thread", "genre", "metal"),
        Exclusion("guild", "sounds-like", "d"),
        Exclusion("member", "track", "f", at - timedelta(days=1)),
    )
    guild = GuildRules(frozenset({"commercial"}), False, frozenset({"Artist g"}), frozenset({"h"}), frozenset({"rap"}))
    rules = Rules.build_rules(
        Brief(),
        find_named_concept,
        shown={"a"},
        exclusions=exclusions,
        guild=guild,
        at=at,
        sounds_like={"d": frozenset({"e"})},
    )
    tracks = {i: made_track(i) for i in "abdefgh"} | {
        "c": made_track("c", genre="Heavy Metal"),
        "i": made_track("i", licence=HOME),
        "j": made_track("j", explicit=True),
        "k": made_track("k", genre="Rap"),
        "l": made_track("l"),
    }
    names = {i: r.rule for i, t in tracks.items() if (r := find_refusal(t, rules))}
    assert names == {
        "a": "shown",
        "b": "member-artist-artist-b",
        "c": "thread-genre-metal",
        "d": "guild-sounds-like-d",
        "e": "guild-sounds-like-d",
        "g": "guild-artists",
        "h": "guild-tracks",
        "i": "guild-licence-commercial",
        "j": "guild-explicit",
        "k": "guild-genre-rap",
    }


def test_no_match_offers_the_rule_that_brings_most_back() -> None:
    tracks = [
        made_track("a", vocals=True),
        made_track("b", vocals=True),
        made_track("c", tempo_bpm=140.0),
        made_track("d", vocals=True, tempo_bpm=140.0),
    ]
    rules = rules_of(
        (MUST, Facet.TEMPO, {"min": None, "max": 100.0}), (MUST, Facet.VOCALS, {"present": False, "voice": None})
    )
    slow = [made_track(t.id, vocals=t.traits.vocals, tempo_bpm=90.0 if t.id in "ab" else 140.0) for t in tracks]
    vocals, tempo = (rule.about.to_json() for rule in reversed(tuple(rules)))
    assert label_report(diagnose_no_match(slow, rules)).to_json() == {
        "removed": [
            {"rule": "must-vocals", "label": "no vocals", "count": 3, "about": vocals},
            {"rule": "must-tempo", "label": "at most 100 bpm", "count": 2, "about": tempo},
        ],
        "relax": {"rule": "must-vocals", "label": "no vocals", "would_pass": 2, "event_seq": 2, "about": vocals},
        "total": 4,
    }
    assert vocals["wish"]["value"] == {"present": False, "voice": None}


def test_a_guilds_rule_is_never_offered_for_relaxing() -> None:
    rules = Rules.build_rules(Brief(), find_named_concept, guild=GuildRules(explicit_allowed=False))
    report = diagnose_no_match([made_track(explicit=True)], rules)
    assert report.relax is None
    assert report.removed[0].rule == "guild-explicit"


def test_an_empty_library_reports_nothing() -> None:
    assert diagnose_no_match([], rules_of()).to_json() == {"removed": [], "relax": None, "total": 0}


tracks_drawn = st.builds(
    lambda n, tempo, year, vocals, score, licence, explicit, genre, tags, artist, energy, length: made_track(
        f"{n:x}",
        tempo_bpm=tempo,
        year=year,
        vocals=vocals,
        vocal_score=score,
        licence=licence,
        explicit=explicit,
        genre=genre,
        tags=tags,
        artist=artist,
        energy=energy,
        duration_s=length,
    ),
    st.integers(0, 30),
    st.sampled_from([None, 70.0, 100.0, 130.0]),
    st.sampled_from([None, 1985, 2020]),
    st.sampled_from([None, True, False]),
    st.sampled_from([0.0, 0.3, 0.35, 0.9]),
    st.sampled_from([FREE, CREDIT, HOME, UNKNOWN]),
    st.booleans(),
    st.sampled_from(["", "Rock", "Jazz", "Hip-Hop"]),
    st.dictionaries(
        st.sampled_from(["piano", "rock", "classic rock", "male vocal", "calm"]), st.sampled_from([0.05, 0.2, 0.9])
    ),
    st.sampled_from(["Mira", "Jo", "Mira feat. Jo", "The Calm"]),
    st.sampled_from([0.1, 0.5, 0.9]),
    st.sampled_from([30.0, 90.0, 200.0]),
)
wishes_drawn = st.lists(
    st.sampled_from([w for w, _, _ in CASES] + [(NEVER, Facet.TEMPO, {"min": 90.0, "max": None})]), max_size=4
)
rules_drawn = st.builds(
    lambda wishes, shown, exclusions, guild: Rules.build_rules(
        brief_of(*(wish_of(*w, "") for w in wishes)),
        find_named_concept,
        shown=shown,
        exclusions=exclusions,
        guild=guild,
        sounds_like={"1": frozenset({"2", "3"})},
    ),
    wishes_drawn,
    st.frozensets(st.sampled_from("0123456789"), max_size=4),
    st.lists(
        st.builds(
            Exclusion,
            st.sampled_from(["thread", "member", "guild"]),
            st.sampled_from(["artist", "genre", "track", "sounds-like"]),
            st.sampled_from(["Jo", "rock", "1"]),
        ),
        max_size=2,
    ),
    st.sampled_from([None, GuildRules(frozenset({"commercial"}), False, blocked_artists=frozenset({"mira"}))]),
)


@given(st.lists(tracks_drawn, max_size=12), rules_drawn)
def test_nothing_refused_ever_passes(tracks: list[Track], rules: Rules) -> None:
    result = filter_tracks(tracks, rules)
    assert all(find_refusal(t, rules) is None for t in result.kept)
    assert [t for t in tracks if find_refusal(t, rules) is None] == result.kept
    names = {rule.name for rule in rules}
    for name in names:
        count = sum(any(r.name == name and r.refuses(t) for r in rules) for t in tracks)
        assert result.removed[name] == count


@given(st.lists(tracks_drawn, max_size=12), rules_drawn)
def test_the_report_equals_brute_force(tracks: list[Track], rules: Rules) -> None:
    report = diagnose_no_match(tracks, rules)
    assert report.total == len(tracks)
    passing = len(filter_tracks(tracks, rules).kept)
    gains = {r.name: len(filter_tracks(tracks, rules.lift_rule(r.name)).kept) for r in rules if r.relaxable}
    best = max(gains.values(), default=passing)
    if best > passing:
        assert report.relax is not None
        assert report.relax.would_pass == best == gains[report.relax.rule]
    else:
        assert report.relax is None
    counts = {line.rule: line.count for line in report.removed}
    assert counts == {name: n for name, n in filter_tracks(tracks, rules).removed.items() if n}


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ((MUST, Facet.VOCALS, {"present": True, "voice": "female"}), "must-vocals-female"),
        ((NEVER, Facet.VOCALS, {"present": True, "voice": "male"}), "never-vocals-male"),
        ((MUST, Facet.VOCALS, {"present": False, "voice": None}), "must-vocals"),
        ((MUST, Facet.GENRE, {"name": "Hip Hop"}), "must-genre-hip-hop"),
        ((NEVER, Facet.ARTIST, {"name": "Björk"}), "never-artist-bjork"),
        ((NEVER, Facet.TRACK, {"track_id": "t1"}), "never-track-t1"),
        ((MUST, Facet.LICENCE, {"use": "commercial"}), "must-licence-commercial"),
        ((MUST, Facet.EXPLICIT, {"present": False}), "must-explicit"),
        ((MUST, Facet.TEMPO, {"min": 90.0, "max": None}), "must-tempo"),
        ((NEVER, Facet.LICENCE, {"use": "commercial"}), None),  # nobody wants a track that may not be used
        ((MUST, Facet.SHAPE, {"name": "rising"}), None),
        ((MUST, Facet.WORDS, {"text": "neon"}), None),
        ((PREFER, Facet.GENRE, {"name": "jazz"}), None),
    ],
)
def test_each_kind_of_rule_has_a_name_of_its_own(wish: tuple[Force, Facet, dict[str, Any]], name: str | None) -> None:
    assert [rule.name for rule in rules_of(wish)] == ([name] if name else [])


def test_two_rules_of_one_facet_are_counted_apart() -> None:
    rules = rules_of(
        (NEVER, Facet.VOCALS, {"present": True, "voice": "female"}), (NEVER, Facet.GENRE, {"name": "rock"}),
        (NEVER, Facet.GENRE, {"name": "jazz"}),
    )  # fmt: skip
    tracks = [made_track("a", genre="Rock"), made_track("b", genre="Jazz"), made_track("c", genre="Jazz Rock")]
    removed = filter_tracks(tracks, rules).removed
    assert (removed["never-genre-rock"], removed["never-genre-jazz"]) == (2, 2)


def test_what_was_shown_stays_out_and_nobody_may_lift_that() -> None:
    tracks = [made_track("t1"), made_track("t2")]
    rules = Rules([rule_of_shown({"t1", "t2"})])
    assert [rule.relaxable for rule in rules] == [False]
    assert filter_tracks(tracks, rules).kept == []
    assert diagnose_no_match(tracks, rules).relax is None
