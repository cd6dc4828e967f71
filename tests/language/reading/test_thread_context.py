"""Short replies mean what they answer: our question, the last wish, a question asked again of another pick."""

from __future__ import annotations

import pytest

from language.question_texts import write_question
from language.reading import Reading, read_words
from language.texts import LANGUAGES, load_texts
from musechat.brief import Brief
from musechat.message import EditKind, Intent, QuestionSubject
from musechat.questions import Subject
from musechat.wish import Facet, Force
from musechat.wish_values import VocalsValue
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES


def read(words: str, *before: str, brief: Brief | None = None) -> Reading:
    return read_words(words, LAST, brief or Brief(), NAMES, before=before)


def list_vocals(reading: Reading) -> list[bool]:
    return [c.wish.value.present for c in reading.events if c.wish and isinstance(c.wish.value, VocalsValue)]


@pytest.mark.parametrize(
    ("language", "with_it", "without"),
    [
        ("en", "with please", "rather without"),
        ("de", "gerne mit", "nee, lieber ohne"),
        ("es", "sí, con voz", "sin, gracias"),
        ("fr", "avec, merci", "sans, merci"),
        ("ja", "ありで", "なしで"),
    ],
)
def test_our_question_about_a_voice_is_answered_in_a_word(language: str, with_it: str, without: str) -> None:
    asked = f"bot: {write_question(Subject.VOCALS, load_texts(language)).text}"
    assert list_vocals(read(with_it, "calm", asked)) == [True]
    (refused,) = read(without, "calm", asked).events
    assert refused.wish is not None
    assert refused.wish.hard
    assert list_vocals(read(without, "calm", asked)) == [False] or refused.wish.force is Force.NEVER


@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_is_said_of_the_pick_where_two_answers_were_offered(language: str) -> None:
    asked = f"bot: {write_question(Subject.VOCALS, load_texts(language)).text}"
    yes = {"en": "yes", "de": "ja", "es": "sí", "fr": "oui", "ja": "はい"}[language]
    assert read(yes, "calm", asked).smalltalk


def test_yes_and_no_answer_a_question_that_takes_them() -> None:
    assert list_vocals(read("yes please", "calm", "bot: Shall somebody sing?")) == [True]
    assert list_vocals(read("nein danke", "ruhig", "bot: Soll Gesang dabei sein?")) == [False]


@pytest.mark.parametrize("words", ["doesn't matter", "egal", "me da igual", "peu importe", "どっちでもいい"])
def test_that_either_is_fine_keeps_the_pick(words: str) -> None:
    asked = f"bot: {write_question(Subject.DRIVE, load_texts('en')).text}"
    reading = read(words, "piano", asked)
    assert (reading.smalltalk, reading.events) == (True, ())


@pytest.mark.parametrize(
    ("first", "more", "less"),
    [
        ("faster", "a bit more", "that's too much"),
        ("schneller", "noch ein bisschen mehr", "das ist zu viel"),
        ("más rápido", "un poco más", "demasiado"),
        ("plus rapide", "encore un peu plus", "c'est trop"),
        ("もっと速く", "もう少し", "やりすぎ"),
    ],
)
def test_more_and_less_go_on_from_the_last_wish(first: str, more: str, less: str) -> None:
    brief = Brief().apply_changes(read(first).events, turn_seq=1)
    (on,) = read(more, first, "bot:", brief=brief).events
    (back,) = read(less, first, "bot:", brief=brief).events
    assert on.wish is not None
    assert back.wish is not None
    assert on.wish.facet is back.wish.facet is Facet.TEMPO
    assert on.wish.range.min == pytest.approx(132.0)
    assert back.wish.range.max == pytest.approx(115.2)


def test_a_question_is_asked_again_of_another_pick() -> None:
    for words in ("and this one?", "und der hier?", "¿y esta?", "et celle-ci ?", "これは？"):
        (act,) = read(words, "what's the tempo?", "bot: About 88 bpm.", "another one", "bot:").acts
        assert (act.intent, act.subject) == (Intent.QUESTION, QuestionSubject.TEMPO), words


@pytest.mark.parametrize(
    "words", ["louder", "etwas lauter bitte", "súbele", "plus fort", "もっと大きく", "perfect, but a bit louder"]
)
def test_louder_of_nothing_is_the_level_of_the_music(words: str) -> None:
    reading = read(words)
    assert reading.smalltalk
    assert EditKind.LOUDER_MUSIC in [act.edit for act in reading.acts]


@pytest.mark.parametrize("words", ["too loud", "zu laut", "demasiado fuerte", "moins fort", "音が大きい"])
def test_too_loud_of_nothing_is_the_level_of_the_music(words: str) -> None:
    assert [act.edit for act in read(words).acts] == [EditKind.QUIETER_MUSIC]


@pytest.mark.parametrize(
    "words", ["louder and wilder", "louder music", "something louder", "lauter und wilder", "une musique plus forte"]
)
def test_beside_another_wish_it_is_the_energy_of_the_music(words: str) -> None:
    assert [c.wish.facet for c in read(words).events if c.wish] == [Facet.ENERGY]


def test_who_has_had_enough_wants_no_more_of_it() -> None:
    for words in (
        "enough jazz, now rock",
        "genug Jazz, jetzt Rock",
        "assez de jazz, maintenant du rock",
        "ジャズはもういいからロックで",
    ):
        wishes = {c.wish.name: c.wish.wanted for c in read(words).events if c.wish}
        assert wishes == {"jazz": False, "rock": True}, words
    assert not any(c.wish.wanted for c in read("not that corporate ukulele stuff").events if c.wish)


def test_ones_own_voice_is_nobody_singing() -> None:
    for words in (
        "something under my voice",
        "it fights with my talking",
        "das stört meine Stimme",
        "ça couvre ma voix",
    ):
        assert list_vocals(read(words)) == [], words


@pytest.mark.parametrize(
    "words",
    ["70s, 80s and 90s", "70s through 90s", "años 70, 80 y 90", "années 70, 80 et 90", "70年代と80年代と90年代"],
)
def test_decades_are_a_union(words: str) -> None:
    eras = [c.wish.range for c in read(words).events if c.wish and c.wish.facet is Facet.ERA]
    assert (min(e.min or 0 for e in eras), max(e.max or 0 for e in eras)) == (1970, 1999)


@pytest.mark.parametrize(
    ("words", "facet", "upward"),
    [
        ("it's a bit dark", Facet.BRIGHTNESS, True),
        ("this feels a little slow", Facet.TEMPO, True),
        ("das ist etwas düster", Facet.BRIGHTNESS, True),
        ("está un poco oscura", Facet.BRIGHTNESS, True),
        ("c'est un peu sombre", Facet.VALENCE, True),
        ("it's a bit faster than the clip, slower please", Facet.TEMPO, False),
    ],
)
def test_a_mild_complaint_wishes_for_the_other_way(words: str, facet: Facet, upward: bool) -> None:
    last = next(c.wish for c in reversed(read(words).events) if c.wish is not None)
    assert (last.facet, last.range.min is not None) == (facet, upward)


def test_a_wish_in_mild_words_stays_one() -> None:
    assert "dark" in [c.wish.name for c in read("I'd like it a bit dark").events if c.wish]


@pytest.mark.parametrize(
    "words",
    [
        "sounds like elevator music",
        "klingt nach Warteschleife",
        "parece música de ascensor",
        "エレベーターの音楽みたい",
    ],
)
def test_what_it_is_likened_to_in_scorn_is_not_wished_for(words: str) -> None:
    reading = read(words)
    assert (reading.rejected, reading.events) == (True, ())
    assert read("something that sounds like elevator music").events


@pytest.mark.parametrize(
    "words", ["my dog is howling along", "mein Hund heult mit", "mon chien hurle avec", "犬が一緒に歌ってるw"]
)
def test_what_happens_at_home_keeps_the_pick(words: str) -> None:
    assert [act.intent for act in read(words).acts] == [Intent.OFF_TOPIC]
    assert read("music for my dog video").events
