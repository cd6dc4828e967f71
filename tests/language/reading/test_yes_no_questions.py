"""Questions whether the pick has or is something, and wishes that only look like them."""

from __future__ import annotations

import pytest

from language.reading import read_words
from musechat.brief import Brief
from musechat.message import Intent, QuestionSubject
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES

ASKED = [
    ("has this got a clarinet in it?", QuestionSubject.INSTRUMENTS),
    ("are there any trumpets in the song?", QuestionSubject.INSTRUMENTS),
    ("do I hear a harp?", QuestionSubject.INSTRUMENTS),
    ("is this song gloomy?", QuestionSubject.MOOD),
    ("is it techno?", QuestionSubject.GENRE),
    ("any singing in this one?", QuestionSubject.LYRICS_OR_VOICE),
    ("hört man da ein Cello?", QuestionSubject.INSTRUMENTS),
    ("ist das Techno?", QuestionSubject.GENRE),
    ("klingt das traurig?", QuestionSubject.MOOD),
    ("¿lleva violín?", QuestionSubject.INSTRUMENTS),
    ("¿esta canción es rock?", QuestionSubject.GENRE),
    ("il y a du violon dans ce morceau ?", QuestionSubject.INSTRUMENTS),
    ("c'est de la techno ?", QuestionSubject.GENRE),
    ("バイオリンは入ってますか？", QuestionSubject.INSTRUMENTS),
    ("これはロックですか", QuestionSubject.GENRE),
    ("what is the mood of this track?", QuestionSubject.MOOD),
    ("welche Stimmung hat das?", QuestionSubject.MOOD),
    ("where does the track start?", QuestionSubject.START),
    ("ab welcher Sekunde fängt es an?", QuestionSubject.START),
    ("¿en qué segundo empieza?", QuestionSubject.START),
    ("à quel moment ça commence ?", QuestionSubject.START),
    ("何秒から始まりますか？", QuestionSubject.START),
    ("この曲は誰の曲？", QuestionSubject.ARTIST),
]
WISHED = [
    "can you add a clarinet?",
    "is there something with more piano?",
    "could it be a bit sadder?",
    "do you have a version with drums?",
    "is it possible to have strings in it?",
    "hast du was mit Cello?",
    "gibt es da etwas mit mehr Klavier?",
    "¿hay algo con violín?",
    "y a quelque chose avec du piano ?",
    "ピアノ入りの曲はありますか？もっと静かなのがいい",
    "it has to be jazz",
    "is this it, but with piano instead?",
]


@pytest.mark.parametrize(("words", "subject"), ASKED)
def test_what_is_asked_of_the_pick_is_no_wish(words: str, subject: QuestionSubject) -> None:
    reading = read_words(words, LAST, Brief(), NAMES)
    assert [(act.intent, act.subject) for act in reading.acts] == [(Intent.QUESTION, subject)]
    assert reading.events == ()
    assert reading.smalltalk


@pytest.mark.parametrize("words", WISHED)
def test_a_wish_in_the_form_of_a_question_stays_one(words: str) -> None:
    reading = read_words(words, LAST, Brief(), NAMES)
    assert not reading.smalltalk
    assert reading.events
