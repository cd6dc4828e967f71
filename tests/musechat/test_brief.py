"""The brief's ledger: replay, overriding, removal and rewinding."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from musechat.brief import MAX_STANDING, Brief, BriefChange, BriefEvent, Facet, Force, Wish
from tests.musechat.made import wish_of

MUST, NEVER, PREFER = Force.MUST, Force.NEVER, Force.PREFER


def wish(force: Force, facet: Facet, **value: Any) -> Wish:
    return wish_of(force, facet, value, "said")


def ledger(*turns: list[Wish]) -> list[BriefEvent]:
    flat = [(turn, w) for turn, wishes in enumerate(turns, 1) for w in wishes]
    return [BriefEvent(seq, turn, 7, "add", w) for seq, (turn, w) in enumerate(flat, 1)]


def standing(*turns: list[Wish]) -> list[Wish]:
    return [s.wish for s in Brief.replay_events(ledger(*turns)).standing]


def test_no_vocals_replaces_a_liking_for_vocals() -> None:
    none = wish(MUST, Facet.VOCALS, present=False)
    assert standing([wish(PREFER, Facet.VOCALS, present=True)], [none]) == [none]


def test_a_new_tempo_range_replaces_the_old() -> None:
    new = wish(MUST, Facet.TEMPO, min=120, max=140)
    assert standing([wish(MUST, Facet.TEMPO, min=80, max=100)], [new]) == [new]


def test_ranges_that_close_in_from_both_sides_stand_together() -> None:
    at_least, at_most = wish(PREFER, Facet.TEMPO, min=90), wish(PREFER, Facet.TEMPO, max=120)
    assert standing([at_least], [at_most]) == [at_least, at_most]
    assert standing([wish(PREFER, Facet.TEMPO, min=130)], [at_most]) == [at_most]


def test_a_soft_range_never_lifts_a_hard_one_that_it_can_live_with() -> None:
    hard, softer = wish(MUST, Facet.TEMPO, max=100), wish(PREFER, Facet.TEMPO, max=80)
    assert standing([hard], [softer]) == [hard, softer]
    assert standing([hard], [wish(PREFER, Facet.TEMPO, min=120)]) == [wish(PREFER, Facet.TEMPO, min=120)]


def test_instruments_add_up_until_one_is_asked_for_instead() -> None:
    piano, guitar = wish(PREFER, Facet.INSTRUMENT, name="piano"), wish(PREFER, Facet.INSTRUMENT, name="guitar")
    assert standing([piano], [guitar]) == [piano, guitar]
    harp = wish(PREFER, Facet.INSTRUMENT, name="harp", instead=True)
    no_drums = wish(NEVER, Facet.INSTRUMENT, name="drums")
    assert standing([piano, no_drums], [guitar], [harp]) == [no_drums, harp]


def test_several_instruments_named_instead_in_one_turn_stand_together() -> None:
    piano, harp = (wish(PREFER, Facet.INSTRUMENT, name=n, instead=True) for n in ("piano", "harp"))
    assert standing([wish(PREFER, Facet.INSTRUMENT, name="guitar")], [piano, harp]) == [piano, harp]


def test_a_later_genre_replaces_the_earlier_but_one_turn_may_name_several() -> None:
    jazz, soul, rock = (wish(PREFER, Facet.GENRE, name=n) for n in ("jazz", "soul", "rock"))
    assert standing([jazz, soul]) == [jazz, soul]
    assert standing([jazz, soul], [rock]) == [rock]


def test_a_ban_and_a_wish_for_the_same_thing_do_not_stand_together() -> None:
    ban, want = wish(NEVER, Facet.GENRE, name="jazz"), wish(PREFER, Facet.GENRE, name="jazz")
    assert standing([ban], [want]) == [want]
    assert standing([want], [ban]) == [ban]


def test_opposite_moods_replace_each_other_and_others_do_not() -> None:
    happy, sad, calm = (wish(PREFER, Facet.MOOD, name=n) for n in ("happy", "sad", "calm"))
    assert standing([sad], [happy]) == [happy]
    assert standing([calm], [happy]) == [calm, happy]


def test_more_energetic_ends_the_wish_for_calm() -> None:
    calm, livelier = wish(PREFER, Facet.MOOD, name="calm"), wish(PREFER, Facet.ENERGY, min=0.6, than=0.5, by=0.1)
    assert standing([calm], [livelier]) == [livelier]


def test_licence_uses_words_and_artists_banned_accumulate() -> None:
    wishes = [
        wish(MUST, Facet.LICENCE, use="commercial"),
        wish(MUST, Facet.LICENCE, use="no-attribution"),
        wish(NEVER, Facet.ARTIST, name="A"),
        wish(NEVER, Facet.ARTIST, name="B"),
        wish(PREFER, Facet.WORDS, text="rainy street"),
        wish(PREFER, Facet.WORDS, text="neon"),
    ]
    assert standing(*[[w] for w in wishes]) == wishes


def test_removing_a_wish_leaves_the_others() -> None:
    events = ledger([wish(PREFER, Facet.INSTRUMENT, name="piano")], [wish(PREFER, Facet.MOOD, name="calm")])
    events.append(BriefEvent(3, 3, 7, "remove", None, 1))
    assert [s.wish.facet for s in Brief.replay_events(events).standing] == [Facet.MOOD]


def test_a_very_long_brief_forgets_soft_wishes_and_keeps_hard_ones() -> None:
    hard = wish(NEVER, Facet.ARTIST, name="A")
    kept = standing([hard], *[[wish(PREFER, Facet.WORDS, text=f"word {n}")] for n in range(200)])
    assert hard in kept
    assert len(kept) <= 64
    assert kept[-1].text == "word 199"


def test_a_long_brief_forgets_its_oldest_soft_wishes_first() -> None:
    hard = wish(NEVER, Facet.ARTIST, name="A")
    words = [wish(PREFER, Facet.WORDS, text=f"word {n}") for n in range(MAX_STANDING + 4)]
    assert standing([words[0]], [hard], *[[w] for w in words[1:]]) == [hard, *words[5:]]


def test_after_foresees_what_replay_will_give() -> None:
    first = ledger([wish(PREFER, Facet.INSTRUMENT, name="piano")])
    change = BriefChange("add", wish(PREFER, Facet.INSTRUMENT, name="harp", instead=True))
    foreseen = Brief.replay_events(first).apply_changes([change], turn_seq=2, author=7)
    assert foreseen == Brief.replay_events([*first, BriefEvent(2, 2, 7, *change)])


names = st.sampled_from(["piano", "guitar", "jazz", "rock", "calm", "happy", "sad", "energetic"])
numbers = st.one_of(st.none(), st.sampled_from([60.0, 90.0, 120.0, 150.0]))
named = st.builds(
    lambda force, facet, name, extra: wish_of(force, facet, {"name": name} | extra, ""),
    st.sampled_from(list(Force)),
    st.sampled_from([Facet.GENRE, Facet.INSTRUMENT, Facet.MOOD, Facet.ARTIST]),
    names,
    st.sampled_from([{}, {"instead": True}, {"less": True}]),
)
ranged = st.builds(
    lambda force, facet, low, high: wish_of(force, facet, {"min": low, "max": high}, ""),
    st.sampled_from(list(Force)),
    st.sampled_from([Facet.TEMPO, Facet.LENGTH, Facet.ERA]),
    numbers,
    numbers,
)
others = st.sampled_from(
    [
        wish(MUST, Facet.VOCALS, present=False),
        wish(PREFER, Facet.VOCALS, present=True, voice="female"),
        wish(MUST, Facet.LICENCE, use="commercial"),
        wish(PREFER, Facet.WORDS, text="neon"),
        wish(PREFER, Facet.LIKE, track_id="t1"),
        wish(NEVER, Facet.TRACK, track_id="t1"),
        wish(PREFER, Facet.ENERGY, max=0.3, than=0.4, by=0.1),
    ]
)


@st.composite
def ledgers(draw: st.DrawFn) -> list[BriefEvent]:
    events: list[BriefEvent] = []
    for turn in range(1, draw(st.integers(1, 8)) + 1):
        for _ in range(draw(st.integers(0, 3))):
            op = draw(st.sampled_from(["add"] * 6 + ["remove", "rewind"]))
            one = draw(st.one_of(named, ranged, others)) if op == "add" else None
            ref = {"add": None, "remove": draw(st.integers(1, 20)), "rewind": draw(st.integers(0, turn))}[op]
            events.append(BriefEvent(len(events) + 1, turn, 1, op, one, ref))
    return events


@given(ledgers(), st.randoms(use_true_random=False))
def test_replay_depends_on_the_ledger_alone(events: list[BriefEvent], shuffler: random.Random) -> None:
    mixed = list(events)
    shuffler.shuffle(mixed)
    assert Brief.replay_events(mixed) == Brief.replay_events(events) == Brief.replay_events(iter(events))


@given(ledgers(), st.integers(0, 8))
def test_rewinding_gives_the_state_after_that_turn(events: list[BriefEvent], turn: int) -> None:
    then = Brief.replay_events(e for e in events if e.turn_seq <= turn)
    rewound = [*events, BriefEvent(len(events) + 1, 9, 1, "rewind", None, turn)]
    assert Brief.replay_events(rewound) == then


@given(ledgers(), ledgers(), st.integers(1, 8))
def test_what_is_said_after_a_rewind_builds_on_the_old_state(
    events: list[BriefEvent], more: list[BriefEvent], turn: int
) -> None:
    old = [e for e in events if e.turn_seq <= turn]
    rewind = BriefEvent(100, 20, 1, "rewind", None, turn)
    later = [BriefEvent(200 + e.seq, 21, 1, "add", e.wish) for e in more if e.op == "add"]
    assert Brief.replay_events([*events, rewind, *later]) == Brief.replay_events([*old, *later])


@given(ledgers())
def test_no_two_standing_wishes_bound_a_range_so_that_nothing_fits(events: list[BriefEvent]) -> None:
    brief = Brief.replay_events(events)
    for facet in (Facet.TEMPO, Facet.LENGTH, Facet.ENERGY):
        ranges = [s.wish.range for s in brief.list_wishes(facet) if s.wish.force is not NEVER]
        for a in ranges:
            for b in ranges:
                if a is not b and a.min is not None and b.max is not None:
                    assert a.min <= b.max


@given(ledgers())
def test_wishes_survive_json(events: list[BriefEvent]) -> None:
    for event in events:
        if event.wish is not None:
            assert Wish.from_json(event.wish.to_json()) == event.wish
