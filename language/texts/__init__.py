"""Texts: what people read, in their language.

A catalogue is the folder ``texts`` of a language: TOML files, one per area; the key of a text is its area and its path
within the file ("cards.stage.watch"). A list in a file holds ways of saying one
thing: its texts are "key.1", "key.2" and so on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from language.languages import find_language, list_codes

LANGUAGES = list_codes()


class Texts:
    """One language's catalogue. Calling it with a key gives the text, its placeholders filled in."""

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def catalogue(self) -> Mapping[str, str]:
        """The language's own texts by key."""
        return dict(_iter_texts(self.language))

    def __call__(self, key: str, /, **values: object) -> str:
        """Give the text of a key, in English where the language lacks it.

        Raises:
            KeyError: English lacks it too.

        """
        text = self.catalogue.get(key)
        if text is None:
            if self.language == "en":
                raise KeyError(key)
            return ENGLISH(key, **values)
        return text.format(**values) if values else text

    def format_count(self, key: str, n: int, /, **values: object) -> str:
        """Give the text for a number, with ``{n}`` filled in.

        That is the text for this very number (``key.=1``), else for the language's plural category of it by CLDR
        (``key.one``), else ``key.other``.
        """
        # Plural forms are a language's own: English forms must not be chosen by another language's rule.
        if f"{key}.other" not in self.catalogue and self.language != "en":
            return ENGLISH.format_count(key, n, **values)
        forms = (f"{key}.={n}", f"{key}.{_find_plural_category(self.language, n)}")
        return self(next((form for form in forms if form in self.catalogue), f"{key}.other"), n=n, **values)

    def has_key(self, key: str) -> bool:
        """Whether this catalogue, or English, has the key."""
        return key in self.catalogue or (self.language != "en" and ENGLISH.has_key(key))

    def list_variants(self, key: str) -> tuple[str, ...]:
        """All ways of saying one thing, placeholders and all; the language's own, however many, else English ones.

        Raises:
            KeyError: there are none.

        """
        catalogue = self.catalogue if f"{key}.1" in self.catalogue else ENGLISH.catalogue
        found = tuple(catalogue[name] for name in _iter_numbered(key, catalogue))
        if not found:
            raise KeyError(key)
        return found

    def translate_term(self, name: str) -> str:
        """Give the everyday word for an instrument, genre, mood or tag; its English name where there is no other."""
        return self.catalogue.get(f"terms.{_hyphenate(name)}", name)

    def inflect_after_with(self, name: str) -> str:
        """Give an instrument's word as it stands after "with", for languages that inflect it there."""
        return self.catalogue.get(f"terms.after-with.{_hyphenate(name)}") or self.translate_term(name)

    def join_list(self, parts: Sequence[str], key: str = "grammar.list") -> str:
        """Join parts as this language lists things, "piano, strings and harp", or by another key's words for it."""
        if len(parts) < 2:
            return "".join(parts)
        return self(f"{key}.last", first=self(f"{key}.between").join(parts[:-1]), last=parts[-1])


@cache
def load_texts(language: str) -> Texts:
    """The catalogue of one of :data:`LANGUAGES`."""
    return Texts(language)


ENGLISH = load_texts("en")


@cache
def _load_plural_rule(language: str) -> Callable[[int], str]:
    from babel import Locale  # only who counts pays for its import

    return Locale(language).plural_form


def _find_plural_category(language: str, n: int) -> str:
    return _load_plural_rule(language)(n)


def find_texts(locale: str | None) -> Texts:
    """The texts for a locale as Discord names it ("de", "es-419", "pt-BR"); English where there are none."""
    # Regions share a catalogue: "es-419" reads the Spanish one.
    language = (locale or "en").replace("_", "-").split("-")[0].lower()
    return load_texts(language if language in LANGUAGES else "en")


def _iter_texts(language: str) -> Iterator[tuple[str, str]]:
    for area, text in find_language(language).iter_texts():
        yield from _flatten_table(area, tomllib.loads(text))


def _flatten_table(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """Walk a table down to its texts, each with its whole key."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flatten_table(f"{key}.{name}", inner)
    elif isinstance(value, list):
        for n, inner in enumerate(value, 1):
            yield from _flatten_table(f"{key}.{n}", inner)
    else:
        yield key, str(value)


def _iter_numbered(key: str, catalogue: Mapping[str, str]) -> Iterator[str]:
    n = 1
    while f"{key}.{n}" in catalogue:
        yield f"{key}.{n}"
        n += 1


def _hyphenate(name: str) -> str:
    return name.replace(" ", "-")
