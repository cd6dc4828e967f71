"""Edits, verdicts and alternates in words, in five languages; every sentence is our own."""

from __future__ import annotations

import pytest

from language.reading import LibraryWords, Reading, read_words
from language.reading.comparatives import LastPick
from language.reading.edit_details import LARGE, SMALL, read_edit_details
from musechat.brief import Brief
from musechat.edits import TrackPart
from musechat.message import EditKind, Intent, MessageAct
from musechat.wish import Facet, Force
from musechat.wish_values import LikeValue

LAST = LastPick("t1", "Nobody Held", 100.0, 0.5, 0.5, 0.5, 120.0)
NAMES = LibraryWords.from_tracks([])


def read(words: str) -> Reading:
    return read_words(words, LAST, Brief(), NAMES)


def only_edit(words: str) -> MessageAct:
    (act,) = read(words).acts
    assert act.intent is Intent.EDIT, words
    return act


@pytest.mark.parametrize(
    ("words", "kind", "part"),
    [
        ("play the bit where the drums come in", EditKind.USE_PART, TrackPart.ENTRY),
        ("jump to the loudest part", EditKind.USE_PART, TrackPart.LOUD),
        ("nimm bitte die ruhigste Stelle", EditKind.USE_PART, TrackPart.QUIET),
        ("ab da, wo die Drums einsetzen", EditKind.USE_PART, TrackPart.ENTRY),
        ("usa el trozo tranquilo", EditKind.USE_PART, TrackPart.QUIET),
        ("donde entra la batería", EditKind.USE_PART, TrackPart.ENTRY),
        ("prends le passage avec la batterie", EditKind.USE_PART, TrackPart.ENTRY),
        ("間奏のところを使って", EditKind.USE_PART, TrackPart.BREAK),
        ("ビートが入るところから", EditKind.USE_PART, TrackPart.ENTRY),
        ("use the bridge", EditKind.USE_PART, TrackPart.BREAK),
        ("start with the singing", EditKind.USE_PART, TrackPart.ENTRY),
    ],
)
def test_parts_are_told_by_their_sound(words: str, kind: EditKind, part: TrackPart) -> None:
    act = only_edit(words)
    assert (act.edit, read_edit_details(act).part) == (kind, part)


@pytest.mark.parametrize(
    ("words", "kind", "amount"),
    [
        ("begin a tad later", EditKind.START_LATER, SMALL),
        ("begin much later", EditKind.START_LATER, LARGE),
        ("fang ein bisschen früher an", EditKind.START_EARLIER, SMALL),
        ("entra un poco más tarde", EditKind.START_LATER, SMALL),
        ("démarre bien plus tard", EditKind.START_LATER, LARGE),
        ("もう少し前から始めて", EditKind.START_EARLIER, SMALL),
        ("turn the track down a little", EditKind.QUIETER_MUSIC, SMALL),
    ],
)
def test_how_much_is_said_beside_it(words: str, kind: EditKind, amount: float) -> None:
    act = only_edit(words)
    assert (act.edit, read_edit_details(act).amount) == (kind, amount)


@pytest.mark.parametrize(
    ("words", "second"),
    [
        ("the drop must come at second 7", 7.0),
        ("der Drop soll bei Sekunde 11 sitzen", 11.0),
        ("el drop en el segundo 9", 9.0),
        ("le drop doit tomber à 14 secondes", 14.0),
        ("ドロップは0:08に来るように", 8.0),
    ],
)
def test_a_drop_is_put_on_a_second_of_the_clip(words: str, second: float) -> None:
    act = only_edit(words)
    assert (act.edit, act.at_s) == (EditKind.USE_DROP_AT, second)


def test_fades_and_ranges_say_which_end() -> None:
    both = read_edit_details(only_edit("fade it in and out"))
    assert (both.fade_in, both.fade_out) == (True, True)
    out = read_edit_details(only_edit("fade the song out over six seconds"))
    assert (out.fade_in, out.fade_out, out.seconds) == (False, True, 6.0)
    assert read_edit_details(only_edit("play it only for the last 5 seconds")).from_end is True
    assert read_edit_details(only_edit("only the second half of my video")).share == (0.5, 1.0)
    assert read_edit_details(only_edit("only 0:20 to 0:35 of the song")).of_track is True


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("can we hear number three", 3),
        ("#2 then", 2),
        ("zeig mir mal die dritte", 3),
        ("die 2 klingt besser", 2),
        ("muéstrame la tercera", 3),
        ("joue le troisième", 3),
        ("二番目のを聞かせて", 2),
        ("the last one on the list", -1),
    ],
)
def test_alternates_are_reached_by_their_number(words: str, number: int) -> None:
    acts = read(words).acts
    assert [(act.intent, act.choose) for act in acts] == [(Intent.CHOOSE, number)], words


@pytest.mark.parametrize("words", ["geh einen Schritt zurück", "la de antes", "celui d'avant", "one step back please"])
def test_earlier_turns_are_reached_in_words(words: str) -> None:
    reading = read(words)
    assert reading.back, words
    assert reading.back_to is None


@pytest.mark.parametrize(
    "words", ["gar nicht schlecht", "nada mal", "franchement pas mal", "これ、悪くないね", "🥰🥰", "🔥"]
)
def test_praise_that_begins_with_a_no_is_praise(words: str) -> None:
    reading = read(words)
    assert reading.praised, words
    assert reading.smalltalk


@pytest.mark.parametrize(
    "words",
    [
        "way too similar to the one before",
        "sounds too much like the second one",
        "das ist mir zu ähnlich",
        "suena muy parecido al anterior",
        "c'est trop proche du premier",
        "さっきの曲と似てる",
    ],
)
def test_too_similar_asks_for_something_unlike_the_pick(words: str) -> None:
    reading = read(words)
    (change,) = reading.events
    assert change.wish is not None
    assert change.wish.value == LikeValue(track_id="t1", less=True)
    assert not reading.back


@pytest.mark.parametrize(
    ("words", "course"),
    [
        ("gentle at the start, then it gets massive", "rise"),
        ("from quiet to epic", "rise"),
        ("erst ganz leise und dann richtig laut", "rise"),
        ("que empiece suave y termine a tope", "rise"),
        ("d'abord doux, ensuite ça explose", "rise"),
        ("静かに始まって最後は盛り上がる", "rise"),
        ("wild at first and later calm", "fall"),
        ("de más a menos", "fall"),
    ],
)
def test_a_course_over_time_is_one_soft_wish(words: str, course: str) -> None:
    wishes = [change.wish for change in read(words).events if change.wish is not None]
    assert [(w.force, w.name) for w in wishes if w.facet is Facet.SHAPE] == [(Force.PREFER, course)]
    assert not [w for w in wishes if w.facet in (Facet.MOOD, Facet.ENERGY)]


def test_a_refused_course_and_a_place_in_the_track_are_none() -> None:
    assert not [c for c in read("no slow build up to a climax").events if c.wish and c.wish.facet is Facet.SHAPE]
    assert [act.edit for act in read("start at the quiet part").acts] == [EditKind.USE_PART]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("less cluttered", "minimal"),
        ("weniger überladen bitte", "minimal"),
        ("menos recargada", "minimal"),
        ("moins chargée", "minimal"),
        ("音数を減らして", "minimal"),
        ("fuller sound", "layered"),
        ("dichter", "layered"),
        ("más denso", "layered"),
        ("plus étoffé", "layered"),
        ("厚みのある音", "layered"),
    ],
)
def test_density_goes_both_ways(words: str, name: str) -> None:
    texts = [c.wish.text for c in read(words).events if c.wish is not None and c.wish.facet is Facet.WORDS]
    assert [name in text for text in texts] == [True], texts


def test_a_wish_beside_an_edit_is_a_wish_and_a_reason_for_it_is_none() -> None:
    both = read("calmer, start at 0:12")
    assert {act.intent for act in both.acts} == {Intent.EDIT, Intent.WISH}
    assert [c.wish.facet for c in both.events if c.wish is not None] == [Facet.ENERGY]
    for words in ("skip the intro, it drags", "turn it down, i cant hear myself talk"):
        assert not read(words).events, words


@pytest.mark.parametrize(
    "words",
    [
        "put the drop at 0:06",
        "setz den Drop auf 0:06",
        "pon el drop en 0:06",
        "mets le drop à 0:06",
        "ドロップを0:06に合わせて",
    ],
)
def test_a_drop_that_is_put_somewhere_falls_on_the_second_that_was_said(words: str) -> None:
    (act,) = read_words(words, LAST, Brief(), NAMES).acts
    assert (act.edit, act.at_s) == (EditKind.USE_DROP_AT, 6.0)
