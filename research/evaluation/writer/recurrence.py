"""Recurrence of wording between texts: the share of their word sequences that another of them has, too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

WORDS = 4  # of a sequence
_UNSPACED_SIGNS = 10  # of a sequence in scripts without spaces, where five characters count as two words
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"\d+(?::\d\d)?|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GIVEN = "\ue000"  # stands for words that the writer does not choose

Units = tuple[str, ...]


def measure_recurrence(texts: Sequence[str], given: Sequence[Sequence[str]]) -> float:
    """Measure which share of the texts' 4-grams stands in another of the texts as well.

    Args:
        texts: reasons of one language.
        given: phrases of each text that its writer does not choose, such as title and artist; a phrase counts as one
            word, the same in all texts.

    Returns:
        Recurring sequences over all sequences, 0..1; 0 where the texts are too short for any.

    """
    rows = [_list_sequences(text, phrases) for text, phrases in zip(texts, given, strict=True)]
    found_in = Counter(each for row in rows for each in set(row))
    said = [each for row in rows for each in row]
    return sum(found_in[each] > 1 for each in said) / len(said) if said else 0.0


def _list_sequences(text: str, given: Sequence[str]) -> list[Units]:
    for phrase in sorted(filter(None, given), key=len, reverse=True):
        text = re.sub(re.escape(phrase), _GIVEN, text, flags=re.IGNORECASE)
    unspaced = bool(_UNSPACED.search(text))
    units = [sign for sign in text if sign.strip()] if unspaced else _split_words(text)
    size = _UNSPACED_SIGNS if unspaced else WORDS
    return list(zip(*(units[at:] for at in range(size)), strict=False))


def _split_words(text: str) -> list[str]:
    return re.findall(rf"{_GIVEN}|{_WORD.pattern}", text.lower())
