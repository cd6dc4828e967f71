"""The classifier that ships: what it is sure of in five languages, any text, its file; and its arithmetic."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from language.reading.intent_scores import IntentScores
from models.encoders.e5 import MultilingualE5
from models.profiles import SHIPPED_WEIGHTS
from models.reading.intent_classifier import IntentCalibration, NeuralIntentClassifier, score_outputs
from models.weight_files import READER_FILE, read_metadata, save_weights
from musechat.errors import BadInput, MuseChatError

LABELS = {"intents": ("next", "wish"), "subjects": ("tempo", "key"), "edits": ("fade", "loop")}


@pytest.fixture(scope="module")
def classifier(text: MultilingualE5) -> NeuralIntentClassifier:
    return NeuralIntentClassifier.load(text, SHIPPED_WEIGHTS)


# Of our own wording, none of it among the messages that were learnt from.
PLAIN = [
    ("could you look for something gentler with a harp", "wish"),
    ("who composed this piece", "question"),
    ("let the music begin two seconds later", "edit"),
    ("wunderschön, trifft es genau", "verdict_up"),
    ("das klingt leider scheußlich", "verdict_down"),
    ("zeig mir bitte noch einen anderen", "next"),
    ("très bien, nous gardons ce morceau", "accept"),
    ("merci beaucoup à toi", "thanks"),
    ("vuelve a la primera canción", "back"),
    ("¿cómo se usa este bot?", "help"),
    ("この曲のテンポはいくつですか", "question"),
    ("もっと明るい曲がいい", "wish"),
]


@pytest.mark.parametrize(("said", "intent"), PLAIN)
def test_plain_messages_are_classified(classifier: NeuralIntentClassifier, said: str, intent: str) -> None:
    (scores,) = classifier.classify([said])
    assert scores.find_likeliest()[0] == intent


def test_a_questions_subject_and_an_edits_kind_are_found(classifier: NeuralIntentClassifier) -> None:
    question, edit = classifier.classify(["how many beats per minute does it have?", "please fade it out at the end"])
    assert max(question.subjects, key=question.subjects.__getitem__) == "tempo"
    assert max(edit.edits, key=edit.edits.__getitem__) == "fade"


def test_two_acts_of_one_message_are_both_found(classifier: NeuralIntentClassifier) -> None:
    (scores,) = classifier.classify(["i love it, thanks!"])
    assert {"verdict_up", "thanks"} <= set(scores.find_intents(0.3))


@pytest.mark.parametrize("said", ["", "   ", "\x00", "🔥" * 300, "a" * 20_000, "\ud83d", "؟ مرحبا", "<@1234>"])
def test_any_text_gets_probabilities(classifier: NeuralIntentClassifier, said: str) -> None:
    (scores,) = classifier.classify([said])
    assert all(0 <= p <= 1 for p in scores.intents.values())
    assert sum(scores.subjects.values()) == pytest.approx(1, abs=1e-6)
    assert sum(scores.edits.values()) == pytest.approx(1, abs=1e-6)


def test_a_batch_scores_as_its_messages_alone(classifier: NeuralIntentClassifier) -> None:
    texts = ["next", "", "なんか違う", "what is the licence, and can it start later?"]
    for text, scores in zip(texts, classifier.classify(texts), strict=True):
        (alone,) = classifier.classify([text])
        assert scores.intents == pytest.approx(alone.intents, abs=1e-4)
    assert classifier.classify([]) == []


def test_a_message_takes_little_time(classifier: NeuralIntentClassifier) -> None:
    classifier.classify(["warm"])
    spent = []
    for said in ("could it be a bit calmer please, and without the drums", "next", "誰の曲ですか") * 3:
        start = time.thread_time()
        classifier.classify([said])
        spent.append(time.thread_time() - start)
    assert np.median(spent) < 0.1  # 25 ms on an idle core; this thread's own time, with room for a shared cache


def test_the_file_is_small_and_says_what_it_is() -> None:
    path = SHIPPED_WEIGHTS / READER_FILE
    about = read_metadata(path)
    assert path.stat().st_size < 400_000
    assert about["encoder"] == "multilingual-e5-small"
    assert {"labels", "calibration", "held_out", "messages", "version"} <= set(about)


def test_missing_and_foreign_weights_are_refused(text: MultilingualE5, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is missing"):
        NeuralIntentClassifier.load(text, tmp_path)
    about = read_metadata(SHIPPED_WEIGHTS / READER_FILE)
    save_weights(tmp_path / READER_FILE, load_file(SHIPPED_WEIGHTS / READER_FILE), about | {"encoder": "another"})
    with pytest.raises(MuseChatError, match="not for"):
        NeuralIntentClassifier.load(text, tmp_path)


def test_outputs_become_probabilities_by_the_calibration() -> None:
    row = torch.tensor([0.0, 2.0, 1.0, 1.0, 5.0, -5.0]).numpy()
    scores = score_outputs(row, LABELS, IntentCalibration(slope=0.5, offset=-1.0))
    assert scores.intents == pytest.approx({"next": 1 / (1 + np.e), "wish": 0.5})
    assert scores.subjects == pytest.approx({"tempo": 0.5, "key": 0.5})
    assert scores.edits["fade"] > 0.999


def test_unsure_scores_name_no_intent() -> None:
    scores = IntentScores({"next": 0.3, "wish": 0.4}, {}, {})
    assert scores.find_intents() == ()
    assert scores.find_intents(0.2) == ("wish", "next")
    assert scores.find_likeliest() == ("wish", 0.4)
