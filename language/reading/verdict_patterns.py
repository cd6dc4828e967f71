"""Regular expressions for a verdict behind what it is about ("the drums are too loud") and for how much of a change."""

from __future__ import annotations

import re

from language.languages import join_patterns
from language.reading.clause import Sense

VERDICTS = (
    (Sense.LESS, re.compile(rf",? (?:{join_patterns(lambda language: language.reading.verdicts.less_after)})")),
    (Sense.NO, re.compile(rf" (?:{join_patterns(lambda language: language.reading.verdicts.no_after)})")),
)
_LARGE = join_patterns(lambda language: language.reading.verdicts.large_after)
_SMALL = join_patterns(lambda language: language.reading.verdicts.small_after)
EXTENT = re.compile(rf" (?:(?P<large>{_LARGE})|{_SMALL})")

# Some languages refuse after the noun; another noun may be refused with it ("ギターとドラムなし").
BOUND_AFTER = re.compile(join_patterns(lambda language: language.reading.bound_after))
REFUSED_AFTER = re.compile(join_patterns(lambda language: language.reading.refused_after))
