"""Which wish takes which one's place: every pair of kinds, in both directions."""

from __future__ import annotations

from typing import Any

import pytest

from musechat.brief import MAX_STANDING, Brief, BriefChange, BriefEvent, StandingWish, is_replacing
from musechat.wish import Facet, Force, Wish
from tests.musechat.made import wish_of

MUST, NEVER, PREFER = Force.MUST, Force.NEVER, Force.PREFER


def wish(force: Force, facet: Facet, **value: Any) -> Wish:
    return wish_of(force, facet, value)


def replaces(new: Wish, old: Wish, *, same_turn: bool = False) -> bool:
    return is_replacing(StandingWish(2, 2, 7, new), StandingWish(1, 2 if same_turn else 1, 7, old))


def span(force: Force = PREFER, **ends: float) -> Wish:
    return wish(force, Facet.TEMPO, **ends)


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        (span(min=100), span(min=90), True),
        (span(max=90), span(max=100), True),
        (span(min=90), span(max=100), False),
        (span(min=100), span(max=100), False),
        (span(min=101), span(max=100), True),
        (span(max=99), span(min=100), True),
        (span(min=90, max=100), span(min=80), True),
        (span(min=90, max=100), span(max=120), True),
        (span(min=80), span(min=90, max=100), True),
        # A soft wish leaves a hard one that it can live with, and a hard one takes a soft one's end.
        (span(min=95), span(MUST, min=90), False),
        (span(MUST, min=95), span(PREFER, min=90), True),
        (span(MUST, min=95), span(MUST, min=90), True),
        (span(min=120), span(MUST, max=100), True),
        # A refused range and a wanted one are two things; two refused ones are alike.
        (span(NEVER, min=100), span(MUST, min=90), False),
        (span(MUST, min=100), span(NEVER, min=90), False),
        (span(NEVER, min=100), span(NEVER, min=90), True),
        (span(NEVER, min=100), span(NEVER, max=110), False),
    ],
)
def test_ranges(new: Wish, old: Wish, expected: bool) -> None:
    assert replaces(new, old) == expected
    assert replaces(new, old, same_turn=True) == expected


def named(facet: Facet, name: str, force: Force = PREFER, **marks: bool) -> Wish:
    return wish(force, facet, name=name, **marks)


@pytest.mark.parametrize(
    ("new", "old", "later", "together"),
    [
        (named(Facet.GENRE, "jazz"), named(Facet.GENRE, "rock"), True, False),
        (named(Facet.GENRE, "jazz"), named(Facet.GENRE, "jazz"), True, True),
        (named(Facet.GENRE, "jazz"), named(Facet.GENRE, "rock", MUST), False, False),
        (named(Facet.GENRE, "jazz", MUST), named(Facet.GENRE, "rock"), True, False),
        (named(Facet.GENRE, "jazz", MUST), named(Facet.GENRE, "rock", MUST), True, False),
        (named(Facet.GENRE, "jazz", instead=True), named(Facet.GENRE, "rock", MUST), True, False),
        (named(Facet.GENRE, "jazz", NEVER), named(Facet.GENRE, "rock"), False, False),
        (named(Facet.GENRE, "jazz"), named(Facet.GENRE, "rock", NEVER), False, False),
        (named(Facet.GENRE, "jazz", less=True), named(Facet.GENRE, "rock"), False, False),
        (named(Facet.GENRE, "jazz"), named(Facet.GENRE, "rock", less=True), False, False),
        (named(Facet.ARTIST, "Mira"), named(Facet.ARTIST, "Jo"), True, False),
        (named(Facet.INSTRUMENT, "harp"), named(Facet.INSTRUMENT, "piano"), False, False),
        (named(Facet.INSTRUMENT, "harp", MUST), named(Facet.INSTRUMENT, "piano"), False, False),
        (named(Facet.INSTRUMENT, "harp", instead=True), named(Facet.INSTRUMENT, "piano"), True, False),
        (named(Facet.INSTRUMENT, "harp", NEVER), named(Facet.INSTRUMENT, "harp", MUST), True, True),
        (named(Facet.MOOD, "happy"), named(Facet.MOOD, "sad"), True, True),
        (named(Facet.MOOD, "happy"), named(Facet.MOOD, "happy", NEVER), True, True),
        (named(Facet.MOOD, "happy", NEVER), named(Facet.MOOD, "sad"), False, False),
        (named(Facet.MOOD, "happy"), named(Facet.MOOD, "sad", NEVER), False, False),
        (named(Facet.MOOD, "happy"), named(Facet.MOOD, "calm"), False, False),
        (named(Facet.GENRE, "jazz"), named(Facet.INSTRUMENT, "jazz"), False, False),
    ],
)
def test_names_of_later_turns_and_of_one(new: Wish, old: Wish, later: bool, together: bool) -> None:
    assert replaces(new, old) == later
    assert replaces(new, old, same_turn=True) == together


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        (wish(PREFER, Facet.VOCALS, present=True), wish(MUST, Facet.VOCALS, present=False), True),
        (wish(MUST, Facet.EXPLICIT, present=False), wish(MUST, Facet.EXPLICIT, present=True), True),
        (wish(PREFER, Facet.LIKE, artist="Mira"), wish(PREFER, Facet.LIKE, track_id="t1"), True),
        (wish(NEVER, Facet.TRACK, track_id="a"), wish(NEVER, Facet.TRACK, track_id="b"), False),
        (wish(NEVER, Facet.TRACK, track_id="a"), wish(NEVER, Facet.TRACK, track_id="a"), True),
        (wish(MUST, Facet.LICENCE, use="commercial"), wish(MUST, Facet.LICENCE, use="derivatives"), False),
        (wish(MUST, Facet.LICENCE, use="commercial"), wish(PREFER, Facet.LICENCE, use="commercial"), True),
        (wish(PREFER, Facet.WORDS, text="neon"), wish(PREFER, Facet.WORDS, text="rain"), False),
        (wish(PREFER, Facet.WORDS, text="neon"), wish(PREFER, Facet.WORDS, text="neon", avoid=True), True),
        (wish(PREFER, Facet.VOCALS, present=True), wish(PREFER, Facet.EXPLICIT, present=True), False),
    ],
)
def test_single_facets_and_those_that_add_up(new: Wish, old: Wish, expected: bool) -> None:
    assert replaces(new, old) == expected


@pytest.mark.parametrize(
    ("facet", "ends", "mood", "expected"),
    [
        # "calm" lies at 0.2 of energy, "happy" at 0.85 of valence, "bright" at 0.75 of brightness.
        (Facet.ENERGY, {"min": 0.34}, "calm", False),
        (Facet.ENERGY, {"min": 0.36}, "calm", True),
        (Facet.ENERGY, {"max": 0.04}, "calm", True),
        (Facet.ENERGY, {"max": 0.06}, "calm", False),
        (Facet.ENERGY, {"min": 0.36, "max": 0.9}, "calm", True),
        (Facet.VALENCE, {"max": 0.69}, "happy", True),
        (Facet.VALENCE, {"max": 0.71}, "happy", False),
        (Facet.BRIGHTNESS, {"max": 0.59}, "bright", True),
        (Facet.BRIGHTNESS, {"max": 0.61}, "bright", False),
        (Facet.ENERGY, {"min": 0.9}, "happy", False),
        (Facet.VALENCE, {"min": 0.9}, "calm", False),
        (Facet.TEMPO, {"min": 180.0}, "calm", False),
    ],
)
def test_a_range_ends_a_mood_that_lies_well_outside(
    facet: Facet, ends: dict[str, float], mood: str, expected: bool
) -> None:
    new = wish(PREFER, facet, **ends)
    assert replaces(new, named(Facet.MOOD, mood)) == expected
    assert not replaces(new, named(Facet.MOOD, mood, MUST))
    assert not replaces(new, named(Facet.MOOD, mood, NEVER))
    assert not replaces(new, named(Facet.MOOD, mood, less=True))
    assert not replaces(named(Facet.MOOD, mood), new)


def texts(brief: Brief) -> list[str]:
    return [standing.wish.text for standing in brief.standing]


def said(seq: int, turn: int, text: str, force: Force = PREFER) -> BriefEvent:
    return BriefEvent(seq, turn, 7, "add", wish(force, Facet.WORDS, text=text))


@pytest.mark.parametrize(
    ("ref", "kept"),
    [(0, []), (1, ["a", "b"]), (2, ["a", "b", "c"]), (3, ["a", "b", "c"]), (4, ["a", "b", "c", "d"]), (9, ["a", "b", "c", "d"])],
)  # fmt: skip
def test_a_rewind_goes_to_the_end_of_the_named_turn(ref: int, kept: list[str]) -> None:
    events = [said(1, 1, "a"), said(2, 1, "b"), said(3, 2, "c"), said(4, 4, "d")]
    assert texts(Brief.replay_events([*events, BriefEvent(5, 5, 7, "rewind", None, ref)])) == kept


@pytest.mark.parametrize(
    "event",
    [
        BriefEvent(2, 2, 7, "rewind"),
        BriefEvent(2, 2, 7, "add"),
        BriefEvent(2, 2, 7, "remove", None, 9),
        BriefEvent(2, 2, 7, "unheard of", wish(PREFER, Facet.WORDS, text="b")),
    ],
    ids=lambda event: event.op,
)
def test_an_event_that_says_nothing_changes_nothing(event: BriefEvent) -> None:
    assert texts(Brief.replay_events([said(1, 1, "a"), event])) == ["a"]


def test_events_are_taken_in_their_order_whatever_order_they_come_in() -> None:
    first, second = said(1, 1, "a"), BriefEvent(2, 2, 7, "remove", None, 1)
    assert texts(Brief.replay_events([second, first])) == []


@pytest.mark.parametrize("extra", [-1, 0, 1, 2])
def test_the_oldest_soft_wishes_beyond_the_limit_go(extra: int) -> None:
    events = [said(1, 1, "hard", MUST), *(said(n, n, f"{n}") for n in range(2, MAX_STANDING + extra + 1))]
    gone = max(0, extra)
    assert texts(Brief.replay_events(events)) == [
        "hard",
        *(f"{n}" for n in range(2 + gone, MAX_STANDING + extra + 1)),
    ]
    assert MAX_STANDING == 64


def test_hard_wishes_are_kept_beyond_the_limit_and_the_newest_is_too() -> None:
    hard = [said(n, n, f"{n}", MUST) for n in range(1, MAX_STANDING + 3)]
    assert len(Brief.replay_events(hard).standing) == MAX_STANDING + 2
    soft = said(100, 100, "soft")
    assert texts(Brief.replay_events([*hard, soft]))[-1] == "soft"


def test_changes_are_numbered_after_the_last_standing_wish() -> None:
    brief = Brief.replay_events([said(4, 1, "a"), said(7, 2, "b")])
    changes = [BriefChange("add", wish(PREFER, Facet.WORDS, text=text)) for text in ("c", "d")]
    after = brief.apply_changes([*changes, BriefChange("remove", None, 4)], turn_seq=3)
    assert [(s.event_seq, s.turn_seq, s.author, s.wish.text) for s in after.standing] == [
        (7, 2, 7, "b"), (8, 3, 0, "c"), (9, 3, 0, "d"),
    ]  # fmt: skip
    fresh = Brief().apply_changes(changes, turn_seq=1, author=5)
    assert [(s.event_seq, s.author) for s in fresh.standing] == [(1, 5), (2, 5)]
    assert Brief.from_json(after.to_json()) == after


def test_wishes_are_listed_by_facet_oldest_first() -> None:
    brief = Brief().apply_changes(
        [BriefChange("add", named(Facet.INSTRUMENT, n)) for n in ("piano", "harp")]
        + [BriefChange("add", named(Facet.MOOD, "calm"))],
        turn_seq=1,
    )
    assert [s.wish.name for s in brief.list_wishes(Facet.INSTRUMENT)] == ["piano", "harp"]
    assert brief.list_wishes(Facet.GENRE) == ()
