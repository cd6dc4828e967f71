"""The words of a language for the fact check."""

from __future__ import annotations

from language.languages import find_language
from language.languages.claim_words import ClaimWords


def load_claim_words(language: str) -> ClaimWords:
    """The words of a language whose reasons can be checked.

    Raises:
        KeyError: they cannot.

    """
    claims = find_language(language).claims
    if claims is None:
        raise KeyError(language)
    return claims
