"""The languages that members are read and answered in: a folder each, found by :mod:`language.languages.registry`."""

from __future__ import annotations

from language.languages.registry import (
    Language,
    add_folder,
    find_language,
    gather_words,
    join_patterns,
    list_codes,
    list_languages,
)

__all__ = [
    "Language",
    "add_folder",
    "find_language",
    "gather_words",
    "join_patterns",
    "list_codes",
    "list_languages",
]
