"""Texts: what people read, in their language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "de", "es", "fr", "ja")


class Texts:
    """One language's catalogue. Calling it with a key gives the text, its placeholders filled in."""

    def __init__(self, language: str, catalogue: dict[str, str], fallback: Texts | None = None) -> None:
        self.language = language
        self.catalogue = catalogue
        self._fallback = fallback

    def __call__(self, key: str, /, **values: object) -> str:
        """Give the text of a key.

        Raises:
            KeyError: no catalogue has it.

        """
        text = self.catalogue.get(key)
        if text is None:
            if self._fallback is None:
                raise KeyError(key)
            return self._fallback(key, **values)
        return text.format(**values) if values else text

    def count(self, key: str, n: int, /, **values: object) -> str:
        """Give the text for a number: ``key.one`` or ``key.other``, with ``{n}`` filled in."""
        return self(f"{key}.one" if n == 1 else f"{key}.other", n=n, **values)

    def has(self, key: str) -> bool:
        """Whether this catalogue, or English, has the key."""
        return key in self.catalogue or (self._fallback is not None and self._fallback.has(key))


@cache
def texts_in(language: str) -> Texts:
    """The catalogue of one of :data:`LANGUAGES`."""
    folder = files("musechat.texts").joinpath(language)
    catalogue: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            area = file.name.removesuffix(".toml")
            catalogue |= _flat(area, tomllib.loads(file.read_text("utf-8")))
    return Texts(language, catalogue, None if language == "en" else texts_in("en"))


def texts_for(locale: str | None) -> Texts:
    """The texts for a locale as Discord names it ("de", "es-419", "pt-BR"); English where there are none."""
    language = (locale or "en").replace("_", "-").split("-")[0].lower()
    return texts_in(language if language in LANGUAGES else "en")


def _flat(prefix: str, table: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in table.items():
        key = f"{prefix}.{name}"
        found |= _flat(key, value) if isinstance(value, dict) else {key: str(value)}
    return found
