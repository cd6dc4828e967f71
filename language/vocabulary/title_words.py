"""Words that often stand in titles, with what they are called in each of our languages.

A title is written in one language, and asked for in another: "Walzer" finds a waltz. Each
language's folder has a table ``title_words.toml``: the words of a meaning, by the name that it has in all of them.
"""

from __future__ import annotations

from functools import lru_cache

from language.languages import list_languages
from musechat.concepts import fold_name

LONGEST = 3  # words of a name in the table


@lru_cache(maxsize=1)
def load_title_words() -> dict[str, frozenset[str]]:
    """Load the table: for each folded name all folded names of its meanings, in every language."""
    tables = [language.read_table("title_words.toml") for language in list_languages()]
    found: dict[str, frozenset[str]] = {}
    for meaning in dict.fromkeys(meaning for table in tables for meaning in table):
        names = frozenset(fold_name(name) for table in tables for name in table.get(meaning, ()))
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
