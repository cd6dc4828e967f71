"""Questions have answers that mean what they say in every language, and who wants none can say so."""

from __future__ import annotations

import re

import pytest

from language.question_texts import write_question
from language.reading import LibraryWords, read_words
from language.reading.question_consent import find_question_consent
from language.texts import LANGUAGES, load_texts
from musechat.brief import Brief, BriefChange, Facet, Force
from musechat.questions import ANSWERS, Subject, is_answered, list_open_subjects
from tests.musechat.made import wish_of

ALSO = {"dark": {"dark", "sad"}}  # one word of French is either


def brief_of(words: str) -> Brief:
    return Brief().apply_changes(read_words(words, None, Brief(), LibraryWords()).events, turn_seq=1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", Subject)
def test_an_answer_reads_as_what_it_was_ranked_for(subject: Subject, language: str) -> None:
    asked = write_question(subject, load_texts(language))
    assert asked.text.endswith(("?", "？"))
    assert len(set(asked.answers)) == 2
    for words, wish in zip(asked.answers, ANSWERS[subject], strict=True):
        assert len(words) <= 20  # a button's
        (event,) = read_words(words, None, Brief(), LibraryWords()).events
        assert event.wish is not None
        assert event.wish.facet is wish.facet
        if wish.facet is Facet.VOCALS:
            assert event.wish.value == wish.value
        else:
            assert event.wish.name in ALSO.get(wish.name, {wish.name})
        assert is_answered(subject, [event.wish])


@pytest.mark.parametrize(
    ("words", "settled"),
    [
        ("no vocals", {Subject.VOCALS}),
        ("slow", {Subject.DRIVE}),
        ("calm piano", {Subject.DRIVE, Subject.SOUND}),
        ("angry", {Subject.DRIVE, Subject.MOOD}),
        ("happy", {Subject.MOOD}),
        ("jazz", {Subject.SOUND}),
        ("like rain on a window", set()),
        ("for commercial use", set()),
    ],
)
def test_what_the_brief_settles_is_not_asked(words: str, settled: set[Subject]) -> None:
    assert set(Subject) - set(list_open_subjects(brief_of(words))) == settled


def test_who_names_what_it_is_to_sound_like_is_asked_nothing() -> None:
    like = wish_of(Force.PREFER, Facet.LIKE, {"track_id": "0" * 16}, "more like this")
    assert list_open_subjects(Brief().apply_changes([BriefChange("add", like)], turn_seq=1)) == ()
    never = wish_of(Force.NEVER, Facet.ARTIST, {"name": "Tarn"}, "no Tarn")
    assert list_open_subjects(Brief().apply_changes([BriefChange("add", never)], turn_seq=1)) == tuple(Subject)


@pytest.mark.parametrize(
    ("words", "wanted", "rest"),
    [
        ("no questions please", False, ""),
        ("calmer, and no more questions", False, "calmer, and"),
        ("Don’t ask me any questions!", False, ""),
        ("stop asking questions", False, ""),
        ("bitte keine Fragen mehr, lieber ruhiger", False, "lieber ruhiger"),
        ("sin preguntas", False, ""),
        ("no me hagas más preguntas", False, ""),
        ("plus de questions, plus calme", False, "plus calme"),
        ("質問はいらない", False, ""),
        ("質問しないでください", False, ""),
        ("you may ask again", True, ""),
        ("du darfst wieder fragen", True, ""),
        ("puedes preguntarme", True, ""),
        ("tu peux me poser des questions", True, ""),
        ("質問していいです", True, ""),
        ("don't ask me why, but jazz", None, "don't ask me why, but jazz"),
        ("a song full of questions", None, "a song full of questions"),
        ("", None, ""),
    ],
)
def test_who_wants_no_questions_can_say_so(words: str, wanted: bool | None, rest: str) -> None:
    assert find_question_consent(words) == (wanted, rest)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_we_tell_people_to_say_is_understood(language: str) -> None:
    for key, wanted in (("cards.remark.no-questions", True), ("moderation.questions.asked", False)):
        (said,) = re.findall("[“„«「](.+?)[”“»」]", load_texts(language)(key))
        assert find_question_consent(said.strip("\u00a0\u202f ")) == (wanted, "")
