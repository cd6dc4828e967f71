"""Finds the languages: every folder here is one, and states its words in the modules that :class:`Language` names."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from language.languages.answer_words import AnswerWords
from language.languages.claim_words import ClaimWords
from language.languages.edit_words import EditWords
from language.languages.profile import LanguageProfile
from language.languages.reading_words import ReadingWords
from language.languages.vocabulary_table import LanguageTable

PACKAGE = "language.languages"
DEFAULT = "en"  # what the code falls back to; its names are those of concepts
_Words = TypeVar("_Words")


class Language:
    """One language: a folder named by its code.

    - ``__init__.py``: ``PROFILE``, what it is like;
    - ``texts/*.toml``: what we say, see :mod:`language.texts`;
    - ``vocabulary.py``: ``VOCABULARY``, what people call things;
    - ``intents.py``: ``INTENTS``, expressions for what a message does;
    - ``reading.py``: ``READING``, ``edits.py``: ``EDITS``, ``answers.py``: ``ANSWERS``: words for reading;
    - ``claims.py``: ``CLAIMS``, what the words of a reason claim;
    - ``scenes.toml``, ``shown.toml``, ``title_words.toml``: names of scenes, of what a clip shows, of words in titles.

    Only profile, texts and the three tables of names are needed to speak; what else a folder lacks is not understood.
    """

    def __init__(self, code: str) -> None:
        self.code = code

    @cached_property
    def profile(self) -> LanguageProfile:
        """What it is like."""
        return _read_constant(f"{PACKAGE}.{self.code}", "PROFILE", LanguageProfile)

    @cached_property
    def vocabulary(self) -> LanguageTable:
        """What people call things."""
        return self._load_words("vocabulary", LanguageTable) or LanguageTable()

    @cached_property
    def intents(self) -> Mapping[str, str]:
        """Expressions for what a message does, one a line, in the order in which they are asked."""
        return self._load_words("intents", dict) or {}

    @cached_property
    def reading(self) -> ReadingWords:
        """Words for reading messages."""
        return self._load_words("reading", ReadingWords) or ReadingWords()

    @cached_property
    def edits(self) -> EditWords:
        """Words beside an edit."""
        return self._load_words("edits", EditWords) or EditWords()

    @cached_property
    def answers(self) -> AnswerWords:
        """Words that tell what a question is about."""
        return self._load_words("answers", AnswerWords) or AnswerWords()

    @cached_property
    def claims(self) -> ClaimWords | None:
        """Words for the fact check; None where reasons in this language cannot be checked."""
        return self._load_words("claims", ClaimWords)

    @cached_property
    def scenes(self) -> Mapping[str, tuple[str, ...]]:
        """What people call scenes, by their ids: the name that we use first."""
        return {scene_id: tuple(said) for scene_id, said in self.read_table("scenes.toml").items()}

    def read_table(self, name: str) -> Mapping[str, Any]:
        """Read one of the folder's tables, "scenes.toml"."""
        return tomllib.loads(files(f"{PACKAGE}.{self.code}").joinpath(name).read_text("utf-8"))

    def iter_texts(self) -> Iterator[tuple[str, str]]:
        """Every file of texts: its name without ".toml", and what stands in it."""
        for file in sorted(files(f"{PACKAGE}.{self.code}").joinpath("texts").iterdir(), key=lambda f: f.name):
            if file.name.endswith(".toml"):
                yield file.name.removesuffix(".toml"), file.read_text("utf-8")

    def _load_words(self, part: str, kind: type[_Words]) -> _Words | None:
        module = f"{PACKAGE}.{self.code}.{part}"
        return _read_constant(module, part.upper(), kind) if find_spec(module) else None


def _read_constant(module: str, name: str, kind: type[_Words]) -> _Words:
    found = getattr(import_module(module), name, None)
    if not isinstance(found, kind):
        raise TypeError(f"{module}.{name} is to be a {kind.__name__}, not {type(found).__name__}")
    return found


@cache
def list_languages() -> tuple[Language, ...]:
    """All languages: English first, then by their codes."""
    folders = (Path(place) for place in import_module(PACKAGE).__path__)
    codes = {folder.name for place in folders for folder in place.iterdir() if (folder / "__init__.py").is_file()}
    return tuple(Language(code) for code in sorted(codes, key=lambda code: (code != DEFAULT, code)))


@cache
def list_codes() -> tuple[str, ...]:
    """The codes of all languages: "en" first."""
    return tuple(language.code for language in list_languages())


@cache
def find_language(code: str) -> Language:
    """Find a language by its code.

    Raises:
        KeyError: there is none.

    """
    return {language.code: language for language in list_languages()}[code]


def add_folder(folder: Path) -> None:
    """Look for languages in another folder as well; before anything else of them is used.

    Raises:
        RuntimeError: they were listed already, so that tables made of them lack the new ones.

    """
    if list_languages.cache_info().currsize:
        raise RuntimeError("Languages are added before the first of them is used")
    import_module(PACKAGE).__path__.append(str(folder))


def join_patterns(part: Callable[[Language], str], *, spaced: bool | None = None) -> str:
    """Join what each language has for one thing as alternatives; what never matches where none has anything.

    Args:
        part: gives a language's expression, "" for none.
        spaced: take only languages with spaces between words, or only those without.

    """
    chosen = (each for each in list_languages() if spaced is None or each.profile.spaced is spaced)
    return "|".join(found for each in chosen if (found := part(each))) or "(?!)"


def gather_words(part: Callable[[Language], str]) -> frozenset[str]:
    """Gather what each language has for one thing, words between spaces."""
    return frozenset(word for each in list_languages() for word in part(each).split())
