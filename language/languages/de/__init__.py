"""German."""

from __future__ import annotations

from language.languages.profile import LanguageProfile

PROFILE = LanguageProfile(
    name="German",
    own_name="Deutsch",
    capital_nouns=True,
    stemmer="german",
    plurals=(("en", 5), ("n", 4), ("s", 4), ("e", 4), ("er", 5)),
)
