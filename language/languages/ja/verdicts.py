"""Japanese: how much of a change, said behind it; what is refused behind its name is in ``reading``."""

from __future__ import annotations

from language.languages.verdict_words import VerdictWords

_END = r"(?=\s*(?:で|に|お願い|$|[、。]))"

VERDICTS = VerdictWords(
    large_after=rf"(?:かなり|だいぶ|ずっと){_END}",
    small_after=rf"(?:ちょっとだけ|少しだけ|すこしだけ|気持ち){_END}",
)
