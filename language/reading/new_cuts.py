"""Words that come with a new version of a clip and only say that it is one: "here's the new cut"."""

from __future__ import annotations

import re

from language.languages import join_patterns
from language.reading.intents.folded_line import fold_line

_NEW_CUT = re.compile(join_patterns(lambda language: language.reading.new_cut))


def announces_new_cut(words: str) -> bool:
    """Whether a message says that its clip is a new version of the one before, and nothing of music."""
    return _NEW_CUT.fullmatch(fold_line(words).strip(" .,!:;。、！")) is not None
