"""How answers are put together, and names from files and pages made fit to stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from language.texts import Texts

MAX_NAME = 90  # letters of a title or an artist
_ADDRESS = re.compile(r"\w+://")
_HTTP = re.compile(r"https?://[^\s<>\"']{3,290}", re.IGNORECASE)


def clean_name(name: str, most: int = MAX_NAME) -> str:
    """Put a foreign name on one line of at most ``most`` letters; an address in it is none any more.

    So every address in an answer is one that the library's owner noted.
    """
    plain = _ADDRESS.sub("", " ".join(name.split()))
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def find_address(url: str) -> str:
    """The address where it is one of the web; "" otherwise."""
    return url if _HTTP.fullmatch(url) else ""


def join_sentences(sentences: Iterable[str], texts: Texts) -> str:
    """Join sentences as the language does; empty ones are left out."""
    return texts("reasons.between-sentences").join(filter(None, sentences))


def capitalise(text: str) -> str:
    """Begin a text with a capital, and leave the rest."""
    return text[:1].upper() + text[1:]
