"""Words that often stand in titles, with what they are called in each of our languages.

A title is written in one language, and asked for in another: "Walzer" finds a waltz. The table is
``title_words.csv``: a row per meaning, a column per language, "|" between words for the same.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from musechat.concepts import fold_name

LONGEST = 3  # words of a name in the table


@lru_cache(maxsize=1)
def load_title_words() -> dict[str, frozenset[str]]:
    """Load the table: for each folded name all folded names of its meanings, in every language."""
    text = files(__package__).joinpath("title_words.csv").read_text("utf-8")
    found: dict[str, frozenset[str]] = {}
    for row in list(csv.reader(text.splitlines()))[1:]:
        names = frozenset(fold_name(name) for cell in row for name in cell.split("|"))
        for name in names:
            found[name] = found.get(name, frozenset()) | names
    return found


def list_equivalents(name: str) -> frozenset[str]:
    """All names of what a folded name means, itself included, in every language; itself alone where it is not known."""
    return load_title_words().get(name, frozenset()) | {name}


@lru_cache(maxsize=1)
def list_unspaced() -> tuple[str, ...]:
    """The names that are written without spaces between words (Japanese), longest first."""
    names = (name for name in load_title_words() if any(ord(letter) >= 0x3040 for letter in name))
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
