"""The words that the embedded writer learns: those of the grammar that its training texts are made by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from models.writer.known_words import collect_words
from research.training.reason_grammar import COUNTED_SOUNDS, load_sentences

_SLOT = re.compile(r"\{\w+\}")
_NAMES = "names"  # of made tracks: words of names are no words of the writer's


def list_grammar_words() -> frozenset[str]:
    """All words of the grammar's sentences, folded.

    What fills their slots (looks, moods, instruments, keys) are words of the project's own texts and vocabulary, which
    the fact check knows already.
    """
    sentences = {name: part for name, part in load_sentences().items() if name != _NAMES}
    return collect_words(_SLOT.sub(" ", text) for text in _iter_texts((sentences, *COUNTED_SOUNDS.values())))


def _iter_texts(content: Any) -> Iterator[str]:
    """Yield every text in nested tables and lists."""
    if isinstance(content, str):
        yield content
    else:
        for part in content.values() if isinstance(content, Mapping) else content:
            yield from _iter_texts(part)
