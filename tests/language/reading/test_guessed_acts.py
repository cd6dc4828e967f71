"""Messages in which the rules know nothing: a sure guess counts, an unsure one is marked, and none makes a hard rule."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from language.reading import Reading, read_words
from language.reading.intents import IntentGuess
from musechat.brief import Brief
from musechat.message import Intent, QuestionSubject
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES

STRANGE = "zorbly wimfle grattock"


class Guesser:
    """Guesses the same of every text, and notes which it was asked about."""

    def __init__(self, *guesses: IntentGuess) -> None:
        self.guesses = guesses
        self.asked: list[str] = []

    def guess_intents(self, text: str, before: Sequence[str] = ()) -> Sequence[IntentGuess]:
        """Guess what it was told to."""
        self.asked.append(f"{text} {len(before)}")
        return self.guesses


def read(guesser: Guesser, words: str = STRANGE) -> Reading:
    return read_words(words, LAST, Brief(), NAMES, classifier=guesser, before=("one", "two"))


def test_a_sure_question_keeps_the_pick() -> None:
    guesser = Guesser(IntentGuess(Intent.QUESTION, QuestionSubject.YEAR, confidence=0.9))
    reading = read(guesser)
    assert (reading.smalltalk, reading.events, reading.unsure) == (True, (), False)
    assert [(act.intent, act.subject) for act in reading.acts] == [(Intent.QUESTION, QuestionSubject.YEAR)]
    assert guesser.asked == [f"{STRANGE} 2"]


def test_sure_verdicts_and_steps_count() -> None:
    down = read(Guesser(IntentGuess(Intent.VERDICT_DOWN, confidence=0.85)))
    assert (down.rejected, down.another, down.events) == (True, True, ())
    up = read(Guesser(IntentGuess(Intent.VERDICT_UP, confidence=0.85)))
    assert (up.praised, up.smalltalk) == (True, True)
    assert read(Guesser(IntentGuess(Intent.UNDO, confidence=0.9))).back


@pytest.mark.parametrize(
    ("guesses", "unsure"),
    [
        ((IntentGuess(Intent.EDIT, confidence=0.7),), True),
        ((IntentGuess(Intent.WISH, confidence=0.45), IntentGuess(Intent.QUESTION, confidence=0.4)), True),
        ((IntentGuess(Intent.WISH, confidence=0.6), IntentGuess(Intent.QUESTION, confidence=0.4)), False),
        ((IntentGuess(Intent.WISH, confidence=0.95),), False),
        ((IntentGuess(Intent.QUESTION, confidence=0.2),), False),
        ((IntentGuess(Intent.CHOOSE, confidence=0.9),), False),
        ((), False),
    ],
)
def test_only_what_may_cost_the_pick_is_marked(guesses: tuple[IntentGuess, ...], unsure: bool) -> None:
    reading = read(Guesser(*guesses))
    assert reading.unsure is unsure
    assert not reading.smalltalk
    assert all(not change.wish.hard for change in reading.events if change.wish is not None)


@pytest.mark.parametrize(
    "words", ["no drums", "who made it?", "another one", "thanks", "hmm", "love it", "like this but slower"]
)
def test_where_rules_know_something_nothing_is_guessed(words: str) -> None:
    guesser = Guesser(IntentGuess(Intent.OFF_TOPIC, confidence=0.99))
    assert read(guesser, words).acts != ()
    assert guesser.asked == []


def test_a_small_word_at_its_head_does_not_stand_for_a_message() -> None:
    guesser = Guesser(IntentGuess(Intent.EDIT, confidence=0.6))
    assert read(guesser, "hmm that second half though").unsure


def test_without_a_pick_nothing_is_guessed() -> None:
    guesser = Guesser(IntentGuess(Intent.OFF_TOPIC, confidence=0.99))
    reading = read_words(STRANGE, None, Brief(), NAMES, classifier=guesser)
    assert guesser.asked == []
    assert reading.events
