"""Japanese."""

from __future__ import annotations

from language.languages.profile import LanguageProfile

PROFILE = LanguageProfile(name="Japanese", own_name="日本語", spaced=False, comma="、", shows_before_clip=True)
