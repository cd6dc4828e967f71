"""The classifier of intents as the rules ask it: guesses in the reading engine's own types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from language.reading.intent_scores import IntentScores
from language.reading.intents.intent_classifier import IntentGuess
from models.reading.intent_classifier import NeuralIntentClassifier
from musechat.message import EditKind, Intent, QuestionSubject

LEAST = 0.1  # a less probable intent is no guess
SURE_DETAIL = 0.6  # from here on the subject of a question or the kind of an edit is named


class IntentGuesser:
    """Guesses what a text does; an :class:`~language.reading.intents.IntentClassifier`. Thread-safe."""

    def __init__(self, classifier: NeuralIntentClassifier) -> None:
        self._classifier = classifier

    def guess_intents(self, text: str, before: Sequence[str] = ()) -> Sequence[IntentGuess]:  # noqa: ARG002
        """Guess what ``text`` does, likeliest first; the model does not look at what was said ``before``."""
        (scores,) = self._classifier.classify([text])
        return make_guesses(scores)


def make_guesses(scores: IntentScores) -> list[IntentGuess]:
    """Make guesses of all intents that are probable enough, the likeliest first."""
    guesses = []
    for name in scores.find_intents(LEAST):
        intent = Intent(name)
        subject = _find_sure(scores.subjects) if intent is Intent.QUESTION else None
        edit = _find_sure(scores.edits) if intent is Intent.EDIT else None
        guesses.append(
            IntentGuess(
                intent,
                QuestionSubject(subject) if subject else None,
                EditKind(edit) if edit else None,
                scores.intents[name],
            )
        )
    return guesses


def _find_sure(shares: Mapping[str, float]) -> str | None:
    name = max(shares, key=shares.__getitem__)
    return name if shares[name] >= SURE_DETAIL else None
