"""Spanish."""

from __future__ import annotations

from language.languages.profile import LanguageProfile

PROFILE = LanguageProfile(name="Spanish", own_name="Español", stemmer="spanish", plurals=(("es", 4), ("s", 4)))
