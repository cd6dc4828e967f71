"""The words that a small writer has learnt, kept beside its weights.

It spells from pieces of words, and joins wrong ones now and then ("livees"). A list of what it has learnt to say tells
such a slip from a word; a large language model, which may write anything, has no list.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from language.claims.claim_tokens import tokenise

WORDS_FILE = "words.txt"


def collect_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts, folded as the fact check folds them; numbers and single letters are left out."""
    found = (token for text in texts for token in tokenise(text))
    return frozenset(token.text for token in found if token.is_word and not token.is_number and len(token.text) > 1)


def write_words(folder: Path, words: Iterable[str]) -> Path:
    """Write the words beside the weights, sorted, one a line; returns the file."""
    path = folder / WORDS_FILE
    path.write_text("".join(f"{word}\n" for word in sorted(words)), "utf-8")
    return path


def read_words(*folders: Path) -> frozenset[str] | None:
    """Read the words that are kept in any of the folders; None where none of them has any."""
    files = [file for folder in folders if (file := folder / WORDS_FILE).is_file()]
    return frozenset(word for file in files for word in file.read_text("utf-8").split()) if files else None
