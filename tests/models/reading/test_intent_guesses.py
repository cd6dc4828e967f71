"""Scores become guesses in the reading engine's types, and every name that the model knows is one of theirs."""

from __future__ import annotations

import json

from language.reading.intent_scores import IntentScores
from language.reading.intents import IntentClassifier
from models.encoders.e5 import MultilingualE5
from models.profiles import SHIPPED_WEIGHTS
from models.reading.intent_classifier import NeuralIntentClassifier
from models.reading.intent_guesses import IntentGuesser, make_guesses
from models.weight_files import READER_FILE, read_metadata
from musechat.message import EditKind, Intent, QuestionSubject


def test_the_models_names_are_the_engines() -> None:
    labels = json.loads(read_metadata(SHIPPED_WEIGHTS / READER_FILE)["labels"])
    assert set(labels["intents"]) == {intent.value for intent in Intent} - {Intent.COMPARE.value}  # told by rules alone
    assert set(labels["subjects"]) <= {subject.value for subject in QuestionSubject}
    by_rules = {EditKind.NUDGE.value, EditKind.WITH_MY_SOUND.value}
    assert set(labels["edits"]) == {edit.value for edit in EditKind} - by_rules


def test_only_sure_details_of_the_intent_are_named() -> None:
    scores = IntentScores(
        {"question": 0.9, "edit": 0.3, "wish": 0.01}, {"tempo": 0.7, "key": 0.3}, {"fade": 0.5, "loop": 0.5}
    )
    question, edit = make_guesses(scores)
    assert (question.intent, question.subject, question.edit) == (Intent.QUESTION, QuestionSubject.TEMPO, None)
    assert (edit.intent, edit.subject, edit.edit, edit.confidence) == (Intent.EDIT, None, None, 0.3)


def test_it_is_what_the_engine_asks(text: MultilingualE5) -> None:
    guesser: IntentClassifier = IntentGuesser(NeuralIntentClassifier.load(text, SHIPPED_WEIGHTS))
    guess = guesser.guess_intents("how many beats per minute does it have?", before=["bot: Low Sun"])[0]
    assert (guess.intent, guess.subject) == (Intent.QUESTION, QuestionSubject.TEMPO)
