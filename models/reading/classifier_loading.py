"""Loading the network that reads messages, with the text encoder that it was trained on."""

from __future__ import annotations

from models.encoders.e5 import MultilingualE5
from models.encoders.interface import TextEncoder
from models.profiles import SHIPPED_WEIGHTS
from models.reading.message_classifier import MessageClassifier


def load_classifier(text: TextEncoder | None = None) -> MessageClassifier:
    """Load the shipped network.

    Args:
        text: a text encoder that is loaded already; taken where it is the right one, so that it is in memory once.

    Raises:
        BadInput: ``model-not-here`` where the encoder cannot be had, ``reader-not-trained``.
        MuseChatError: ``no-text-encoder`` or ``wrong-reader`` where a file is not the known one.

    """
    encoder = text if isinstance(text, MultilingualE5) else MultilingualE5.load()
    return MessageClassifier.load(encoder, SHIPPED_WEIGHTS)
