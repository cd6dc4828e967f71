"""A span of time said alone: "1分から2分" is how long the music is to be, or which part of the pick is to be used."""

from __future__ import annotations

import re

from language.languages import join_patterns
from language.reading.intents.folded_line import fold_line, is_unspaced
from language.reading.number_wishes import find_numerals
from language.reading.numerals import join_numbers
from language.reading.results import Reading
from language.reading.tokens import drop_accents
from musechat.brief import BriefChange
from musechat.message import EditKind, Intent, MessageAct
from musechat.wish import Facet


def _compile_bare() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile a span and nothing else, for languages with spaces between words and for those without."""
    fillers = join_patterns(lambda language: language.reading.acts.after)
    spaced, unspaced = (
        (
            join_numbers(lambda words: words.minutes, spaced=kind),
            join_numbers(lambda words: words.seconds, spaced=kind),
            drop_accents(join_numbers(lambda words: words.to, spaced=kind)),
        )
        for kind in (True, False)
    )
    starting, ends = join_numbers(lambda words: words.starting), join_numbers(lambda words: words.span_ends)
    return (
        re.compile(
            rf"(?:{starting}) \d+(?: ?(?:{spaced[0]}|{spaced[1]}))? ?(?:{spaced[2]}) ?\d+ ?"
            rf"(?:{spaced[0]}|{spaced[1]})(?:[ ,]+(?:{fillers}))*"
        ),
        re.compile(
            rf"\d+(?:{unspaced[0]}|{unspaced[1]})?(?:{unspaced[2]})\d+(?:{unspaced[0]}|{unspaced[1]})(?:{ends})"
        ),
    )


_SPACED, _UNSPACED = _compile_bare()


def find_bare_span(words: str) -> Reading | None:
    """Read a message that is a span of time and nothing else, "from" included: unsure which of both is meant.

    Returns:
        A wish for that length and the edit that would use that part, to be asked about; None for any other message.

    """
    line = fold_line(words).strip(" .!。")
    bare = line.replace(" ", "") if is_unspaced(line) else line
    if not (_UNSPACED if is_unspaced(line) else _SPACED).fullmatch(bare):
        return None
    wishes = [numeral.wish for numeral in find_numerals(bare) if numeral.wish is not None]
    if len(wishes) != 1 or wishes[0].facet is not Facet.LENGTH or not wishes[0].range.max:
        return None
    span = wishes[0].range
    edit = MessageAct(Intent.EDIT, words, edit=EditKind.ONLY_RANGE, at_s=span.min, end_s=span.max)
    return Reading(events=(BriefChange("add", wishes[0]),), acts=(edit,), unsure=True)
