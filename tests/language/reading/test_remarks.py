"""What is said to be in the pick, or not: no wish for it, but a rejection of what was ruled out, or a question back."""

from __future__ import annotations

import pytest

from language.reading import Reading, read_words
from musechat.brief import Brief
from musechat.message import Intent
from musechat.wish import Facet, Force
from musechat.wish_values import NamedValue, VocalsValue, WishValue
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES


def read(words: str, *before: str) -> Reading:
    brief = Brief()
    for turn, said in enumerate(before, 1):
        brief = brief.apply_changes(read_words(said, LAST, brief, NAMES).events, turn_seq=turn)
    return read_words(words, LAST, brief, NAMES)


def list_wishes(reading: Reading) -> list[tuple[Force, Facet, WishValue]]:
    return [(c.wish.force, c.wish.facet, c.wish.value) for c in reading.events if c.wish is not None]


SYNTH = [(Force.PREFER, Facet.INSTRUMENT, NamedValue("synth", less=True))]
DRUMS = [(Force.PREFER, Facet.INSTRUMENT, NamedValue("drums"))]
SINGING = [(Force.PREFER, Facet.VOCALS, VocalsValue(present=False))]


@pytest.mark.parametrize(
    "words",
    [
        "there is synth in it",
        "there's a lot of synth in it",
        "I hear a synth",
        "it's got synths in it",
        "da ist Synth drin",
        "ich höre einen Synthesizer",
        "hay sintetizador",
        "il y a du synthé dedans",
        "シンセが入ってる",
    ],
)
def test_what_is_in_the_pick_is_no_wish_for_it(words: str) -> None:
    reading = read(words)
    assert reading.unsure
    assert not reading.another
    assert [act.intent for act in reading.acts] == [Intent.QUESTION]
    assert list_wishes(reading) == SYNTH  # whoever wants another pick for it


@pytest.mark.parametrize(
    "words",
    [
        "there are no drums in it",
        "da ist kein Schlagzeug drin",
        "no hay batería",
        "il n'y a pas de batterie",
        "ドラムが入ってない",
    ],
)
def test_what_is_not_in_the_pick_is_not_refused(words: str) -> None:
    reading = read(words)
    assert reading.unsure
    assert list_wishes(reading) == DRUMS


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("no synths", "but there is synth in it!!"),
        ("kein Synthesizer", "da ist doch ein Synthesizer drin"),
        ("sin sintetizador", "hay sintetizador"),
        ("pas de synthé", "il y a du synthé dedans"),
        ("シンセなし", "シンセが入ってるけど"),
        ("no vocals", "someone is singing"),
        ("ohne Gesang", "da singt doch jemand"),
        ("sin voces", "alguien canta"),
        ("sans voix", "ça chante"),
        ("ボーカルなし", "歌ってるけど"),
        ("drums please", "there are no drums in it"),
    ],
)
def test_a_pick_that_breaks_a_rule_is_turned_down(before: str, words: str) -> None:
    reading = read(words, before)
    assert (reading.rejected, reading.another, reading.unsure) == (True, True, False)
    assert reading.events == ()


@pytest.mark.parametrize("words", ["someone is singing", "da singt jemand", "quelqu'un chante", "歌ってるね"])
def test_singing_is_told_by_its_verb(words: str) -> None:
    assert list_wishes(read(words)) == SINGING


def test_what_is_said_beside_a_remark_counts() -> None:
    assert list_wishes(read("there's synth in it, I said no synths")) == [
        (Force.NEVER, Facet.INSTRUMENT, NamedValue("synth"))
    ]
    praised = read("it has a piano, nice")
    assert [act.intent for act in praised.acts] == [Intent.VERDICT_UP]
    assert read("das hat immer noch Gesang, bitte was anderes", "kein Gesang").another


@pytest.mark.parametrize(
    "words", ["it has to have synth", "there should be synth", "there is too much synth", "I hear synth wedding bells"]
)
def test_what_asks_for_something_is_no_remark(words: str) -> None:
    assert not read(words).unsure


def test_a_question_is_no_remark() -> None:
    assert not read("is there synth in it?").unsure
    assert not read("there is synth in it?").unsure


@pytest.mark.parametrize("words", ["a woman singing", "eine Frau singt", "una mujer cantando", "une femme qui chante"])
def test_whose_voice_is_meant_is_a_wish(words: str) -> None:
    assert not read(words).unsure


def test_a_voice_that_is_not_heard_is_an_edit() -> None:
    assert [act.intent for act in read("声が聞こえない、下げて").acts] == [Intent.EDIT, Intent.EDIT]
