"""English."""

from __future__ import annotations

from language.languages.profile import LanguageProfile

PROFILE = LanguageProfile(name="English", own_name="English", stemmer="english", plurals=(("s", 4),))
