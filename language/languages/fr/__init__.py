"""French."""

from __future__ import annotations

from language.languages.profile import LanguageProfile

PROFILE = LanguageProfile(name="French", own_name="Français", stemmer="french", plurals=(("s", 4), ("x", 4)))
