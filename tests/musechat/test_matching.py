"""Each hard rule on each kind of track: a table of what passes, and of what is not known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from language.vocabulary import find_named_concept
from musechat.matching import (
    MOOD_REACH,
    TAG_PRESENT,
    UNSURE_VOCALS,
    ArtistTest,
    ExplicitTest,
    LicenceTest,
    RangeTest,
    TermTest,
    TracksTest,
    VocalsTest,
    meets_rule,
)
from musechat.track import Tag, Track
from musechat.wish import Facet
from tests.musechat.made import CREDIT, FREE, HOME, UNKNOWN, made_track


def sung(present: bool | None, score: float = 0.5, **changed: object) -> Track:
    track = made_track(**changed)
    return replace(track, traits=replace(track.traits, vocals=present, vocal_score=score))


@pytest.mark.parametrize(
    ("low", "high", "inside", "passes"),
    [
        (110.0, 130.0, True, True),
        (120.0, 120.0, True, True),
        (120.1, None, True, False),
        (None, 119.9, True, False),
        (None, None, True, True),
        (110.0, 130.0, False, False),
        (120.1, None, False, True),
        (None, 119.9, False, True),
    ],
)
def test_a_range_holds_at_both_of_its_ends(low: float | None, high: float | None, inside: bool, passes: bool) -> None:
    track = made_track()
    track = replace(track, traits=replace(track.traits, tempo_bpm=120.0))
    assert meets_rule(RangeTest(Facet.TEMPO, low, high, inside), track) is passes


@pytest.mark.parametrize("inside", [True, False])
def test_an_unknown_tempo_meets_no_range_and_breaks_no_ban(inside: bool) -> None:
    track = made_track()
    track = replace(track, traits=replace(track.traits, tempo_bpm=None))
    assert meets_rule(RangeTest(Facet.TEMPO, 60.0, 200.0, inside), track) is not inside


@pytest.mark.parametrize(
    ("test", "with_singing", "without"),
    [
        (VocalsTest(present=True, voice=None, want=True), True, False),
        (VocalsTest(present=True, voice=None, want=False), False, True),
        (VocalsTest(present=False, voice=None, want=True), False, True),
        (VocalsTest(present=False, voice=None, want=False), True, False),
    ],
)
def test_vocals_are_wanted_or_banned(test: VocalsTest, with_singing: bool, without: bool) -> None:
    assert meets_rule(test, sung(True)) is with_singing
    assert meets_rule(test, sung(False)) is without


def test_unsure_vocals_count_by_their_probability() -> None:
    no_vocals = VocalsTest(present=False, voice=None, want=True)
    assert meets_rule(no_vocals, sung(None, UNSURE_VOCALS - 0.01))
    assert not meets_rule(no_vocals, sung(None, UNSURE_VOCALS))


@pytest.mark.parametrize(("score", "passes"), [(TAG_PRESENT, True), (TAG_PRESENT - 0.01, False)])
def test_a_voice_needs_a_tag_that_is_sure_enough(score: float, passes: bool) -> None:
    track = replace(sung(True), tags=(Tag("female vocals", score, "tagger"),))
    assert meets_rule(VocalsTest(True, "female", want=True), track) is passes
    assert meets_rule(VocalsTest(True, "female", want=False), track) is not passes
    assert not meets_rule(VocalsTest(True, "male", want=True), track)


@pytest.mark.parametrize("want", [True, False])
def test_a_term_is_found_in_tags_and_in_the_genre(want: bool) -> None:
    rock = TermTest(find_named_concept(Facet.GENRE, "rock"), want)
    bare = replace(made_track(), tags=(), genre="")
    assert meets_rule(rock, replace(bare, genre="Alternative Rock")) is want
    assert meets_rule(rock, replace(bare, tags=(Tag("rock", TAG_PRESENT, "tagger"),))) is want
    assert meets_rule(rock, replace(bare, tags=(Tag("rock", TAG_PRESENT - 0.01, "tagger"),))) is not want
    assert meets_rule(rock, bare) is not want


def test_a_mood_is_also_met_by_what_was_measured() -> None:
    calm = TermTest(find_named_concept(Facet.MOOD, "calm"), want=True)
    target = 0.2  # the energy that "calm" stands for
    bare = replace(made_track(), tags=(), genre="")

    def at(energy: float) -> Track:
        return replace(bare, traits=replace(bare.traits, energy=energy))

    assert meets_rule(calm, at(target + MOOD_REACH - 0.01))
    assert not meets_rule(calm, at(target + MOOD_REACH + 0.01))
    assert meets_rule(calm, replace(at(1.0), tags=(Tag("calm", TAG_PRESENT, "analysis"),)))
    # A mood without a target is known by its tag alone.
    assert not meets_rule(TermTest(find_named_concept(Facet.MOOD, "sexy"), want=True), at(0.5))


@pytest.mark.parametrize("want", [True, False])
def test_artists_and_tracks_are_wanted_or_banned(want: bool) -> None:
    track = replace(made_track(), artist="Mira Sol feat. Jo", title="Blue")
    assert meets_rule(ArtistTest(frozenset({"jo"}), want), track) is want
    assert meets_rule(ArtistTest(frozenset({"kai"}), want), track) is not want
    assert meets_rule(TracksTest(frozenset({track.id}), want), track) is want
    assert meets_rule(TracksTest(frozenset({"another"}), want), track) is not want


@pytest.mark.parametrize(
    ("use", "allowed"),
    [
        ("commercial", (True, True, False, False)),
        ("derivatives", (True, True, True, False)),
        ("no-attribution", (True, False, False, False)),
    ],
)
def test_a_licence_allows_only_what_it_is_known_to_allow(use: str, allowed: tuple[bool, ...]) -> None:
    home = replace(HOME, attribution=True)
    licences = (FREE, CREDIT, home, UNKNOWN)
    found = tuple(meets_rule(LicenceTest(use), replace(made_track(), licence=licence)) for licence in licences)
    assert found == allowed


@pytest.mark.parametrize("present", [True, False])
def test_explicit_is_as_the_rule_says(present: bool) -> None:
    assert meets_rule(ExplicitTest(present), replace(made_track(), explicit=present))
    assert not meets_rule(ExplicitTest(present), replace(made_track(), explicit=not present))
