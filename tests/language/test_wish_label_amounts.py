"""Amounts, directions and negations in the labels of wishes and rules, in English."""

from __future__ import annotations

from typing import Any

import pytest

from language.wish_labels import describe_rule, describe_wish, label_report, subject_label
from musechat.no_match import NoMatchReport, RelaxOffer, RuleCount
from musechat.rule import ExclusionSubject, GuildSubject, RuleSubject, ShownSubject, WishSubject
from musechat.wish import Facet, Force
from tests.musechat.made import wish_of

MUST, NEVER, PREFER = Force.MUST, Force.NEVER, Force.PREFER


@pytest.mark.parametrize(
    ("facet", "value", "label"),
    [
        (Facet.TEMPO, {"min": 80.0, "max": 99.6}, "80 to 100 bpm"),
        (Facet.TEMPO, {"min": 80.4}, "at least 80 bpm"),
        (Facet.TEMPO, {"max": 80.6}, "at most 81 bpm"),
        (Facet.TEMPO, {"min": 0.0}, "at least 0 bpm"),
        (Facet.LENGTH, {"min": 60.0, "max": 90.0}, "60 to 90 s"),
        (Facet.LENGTH, {"min": 45.2}, "at least 45 s"),
        (Facet.LENGTH, {"max": 120.0}, "at most 120 s"),
        (Facet.ERA, {"min": 1980, "max": 1989}, "from 1980 to 1989"),
        (Facet.ERA, {"min": 1980}, "from at least 1980"),
        (Facet.ERA, {"max": 1989}, "from at most 1989"),
        (Facet.ENERGY, {"min": 0.25, "max": 0.5}, "energy 25 to 50%"),
        (Facet.ENERGY, {"max": 0.0}, "energy at most 0%"),
        (Facet.BRIGHTNESS, {"min": 0.706}, "brightness at least 71%"),
        (Facet.VALENCE, {"max": 1.0}, "cheerfulness at most 100%"),
    ],
)
def test_a_range_says_its_ends_in_the_facets_unit(facet: Facet, value: dict[str, Any], label: str) -> None:
    for force in (MUST, PREFER):
        assert describe_wish(wish_of(force, facet, value)) == label
    assert describe_wish(wish_of(NEVER, facet, value)) == f"not {label}"


@pytest.mark.parametrize(
    ("facet", "up", "down"),
    [
        (Facet.ENERGY, "more energetic", "calmer"),
        (Facet.BRIGHTNESS, "brighter", "darker"),
        (Facet.VALENCE, "happier", "sadder"),
    ],
)
def test_a_comparative_on_a_share_says_its_direction(facet: Facet, up: str, down: str) -> None:
    def label(**ends: float) -> str:
        return describe_wish(wish_of(PREFER, facet, {"min": None, "max": None, "by": 0.1, **ends}))

    assert label(than=0.5, min=0.6) == up
    assert label(than=0.5, max=0.4) == down
    assert label(than=0.5, min=0.55, max=0.75) == up
    assert label(than=0.5, min=0.25, max=0.45) == down
    # Judged by the middle of the range, not by its nearer or farther end.
    assert label(than=0.5, min=0.45, max=0.6) == up
    assert label(than=0.5, min=0.35, max=0.6) == down
    assert label(than=0.5, min=0.5) == up
    assert label(than=0.0, min=0.05) == up


@pytest.mark.parametrize(
    ("force", "facet", "value", "label"),
    [
        (MUST, Facet.ENERGY, {"min": 0.6, "max": None, "than": 0.5, "by": 0.1}, "energy at least 60%"),
        (NEVER, Facet.ENERGY, {"min": 0.6, "max": None, "than": 0.5, "by": 0.1}, "not energy at least 60%"),
        (PREFER, Facet.TEMPO, {"min": 110.0, "max": None, "than": 100.0, "by": 10.0}, "at least 110 bpm"),
        (PREFER, Facet.LENGTH, {"min": None, "max": 90.0, "than": 100.0, "by": 10.0}, "at most 90 s"),
        (PREFER, Facet.ENERGY, {"min": 0.6, "max": None, "than": None, "by": None}, "energy at least 60%"),
    ],
)
def test_all_other_ranges_are_said_in_numbers(force: Force, facet: Facet, value: dict[str, Any], label: str) -> None:
    assert describe_wish(wish_of(force, facet, value)) == label


@pytest.mark.parametrize(
    ("facet", "value", "wanted", "refused"),
    [
        (Facet.VOCALS, {"present": True}, "vocals", "no vocals"),
        (Facet.VOCALS, {"present": False}, "no vocals", "vocals"),
        (Facet.VOCALS, {"present": True, "voice": "female"}, "female vocals", "no female vocals"),
        (Facet.VOCALS, {"present": True, "voice": "male"}, "male vocals", "no male vocals"),
        (Facet.VOCALS, {"present": False, "voice": "male"}, "no male vocals", "male vocals"),
        (Facet.ARTIST, {"name": "Mira"}, "by Mira", "nothing by Mira"),
        (Facet.GENRE, {"name": "jazz"}, "jazz", "no jazz"),
        (Facet.INSTRUMENT, {"name": "piano"}, "piano", "no piano"),
        (Facet.MOOD, {"name": "calm"}, "calm", "no calm"),
        (Facet.WORDS, {"text": "rainy street"}, "rainy street", "no rainy street"),
        (Facet.EXPLICIT, {"present": True}, "explicit", "nothing explicit"),
        (Facet.EXPLICIT, {"present": False}, "nothing explicit", "explicit"),
        (Facet.TRACK, {"track_id": "t1"}, "that track", "not that track"),
        (Facet.LICENCE, {"use": "commercial"}, "commercial use allowed", "commercial use allowed"),
        (Facet.LICENCE, {"use": "derivatives"}, "changes allowed", "changes allowed"),
        (Facet.LICENCE, {"use": "no-attribution"}, "no credit needed", "no credit needed"),
        (Facet.LICENCE, {"use": "something else"}, "no credit needed", "no credit needed"),
        (Facet.LIKE, {"artist": "Mira"}, "like Mira", "not like Mira"),
        (Facet.LIKE, {"track_id": "t1"}, "like an earlier pick", "like an earlier pick"),
    ],
)
def test_a_wish_and_its_refusal(facet: Facet, value: dict[str, Any], wanted: str, refused: str) -> None:
    assert describe_wish(wish_of(MUST, facet, value)) == wanted
    assert describe_wish(wish_of(PREFER, facet, value)) == wanted
    assert describe_wish(wish_of(NEVER, facet, value)) == refused


@pytest.mark.parametrize(
    ("facet", "value"),
    [
        (Facet.GENRE, {"name": "rain", "less": True}),
        (Facet.INSTRUMENT, {"name": "rain", "less": True}),
        (Facet.MOOD, {"name": "calm", "less": True}),
        (Facet.WORDS, {"text": "rain", "avoid": True}),
    ],
)
def test_less_of_something_is_less_and_none_of_it_none(facet: Facet, value: dict[str, Any]) -> None:
    name = value.get("name") or value["text"]
    assert describe_wish(wish_of(PREFER, facet, value)) == f"less {name}"
    assert describe_wish(wish_of(NEVER, facet, value)) == f"no {name}"


RULES: list[tuple[RuleSubject, str, str]] = [
    (ShownSubject(), "already shown in this thread", "already shown in this thread"),
    (WishSubject(wish_of(MUST, Facet.TEMPO, {"max": 90.0})), "at most 90 bpm", "at most 90 bpm"),
    (ExclusionSubject("thread", "artist", "Mira"), "never again: Mira", "never again (artist: Mira)"),
    (ExclusionSubject("member", "genre", "jazz"), "never again: jazz", "never again (genre: jazz)"),
    (ExclusionSubject("thread", "track", "t1"), "never again: that track", "never again (track: t1)"),
    (ExclusionSubject("guild", "artist", "Mira"), "this server: never again: Mira", "never again (artist: Mira)"),
    (
        GuildSubject("licence", "commercial"),
        "this server: commercial use allowed",
        "this server: only licences that allow commercial",
    ),
    (GuildSubject("genre", "jazz"), "this server: no jazz", "this server: no jazz"),
    (GuildSubject("explicit", ""), "this server: nothing explicit", "this server: nothing explicit"),
    (GuildSubject("artists", ""), "this server: blocked artists", "this server: blocked artists"),
    (GuildSubject("tracks", ""), "this server: blocked tracks", "this server: blocked tracks"),
]


@pytest.mark.parametrize(("about", "shown", "stored"), RULES)
def test_a_rule_as_it_is_shown_and_as_it_is_stored(about: RuleSubject, shown: str, stored: str) -> None:
    assert subject_label(about) == shown
    assert describe_rule(RuleCount("r", 1, about, "as stored")) == shown
    report = label_report(NoMatchReport((RuleCount("r", 3, about),), RelaxOffer("r", 2, 5, about), 9))
    assert report == NoMatchReport((RuleCount("r", 3, about, stored),), RelaxOffer("r", 2, 5, about, stored), 9)


def test_a_report_without_an_offer_stays_without_one() -> None:
    report = label_report(NoMatchReport((RuleCount("old", 3, None, "dropped"),), None, 9))
    assert report == NoMatchReport((RuleCount("old", 3, None, ""),), None, 9)
    assert describe_rule(RuleCount("old", 3, None, "as stored")) == "as stored"
