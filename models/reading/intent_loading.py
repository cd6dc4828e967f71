"""Loading the classifier of intents, with the text encoder that it was trained on."""

from __future__ import annotations

from models.encoders.e5 import MultilingualE5
from models.encoders.interface import TextEncoder
from models.profiles import SHIPPED_WEIGHTS
from models.reading.intent_classifier import NeuralIntentClassifier
from models.reading.intent_guesses import IntentGuesser


def load_intent_guesser(text: TextEncoder | None = None) -> IntentGuesser:
    """Load the shipped classifier.

    Args:
        text: a text encoder that is loaded already; taken where it is the right one, so that it is in memory once.

    Raises:
        BadInput: ``model-not-here`` where the encoder cannot be had, ``reader-not-trained``.
        MuseChatError: ``no-text-encoder`` or ``wrong-reader`` where a file is not the known one.

    """
    encoder = text if isinstance(text, MultilingualE5) else MultilingualE5.load()
    return IntentGuesser(NeuralIntentClassifier.load(encoder, SHIPPED_WEIGHTS))
