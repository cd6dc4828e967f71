"""Take back all that was wished for: "forget all that", "let's start over"."""

from __future__ import annotations

import re

from language.languages import join_patterns
from language.reading.intents.folded_line import fold_line
from language.reading.results import Reading
from musechat.brief import Brief, BriefChange
from musechat.message import Intent, MessageAct

_START_OVER = re.compile(join_patterns(lambda language: language.reading.start_over))


def find_new_start(words: str, brief: Brief) -> Reading | None:
    """Read a message that takes every standing wish back and says no more; None for any other.

    Where nothing stands it goes back to the first pick.
    """
    if not _START_OVER.fullmatch(fold_line(words).strip(" .!,。、！")):
        return None
    gone = tuple(BriefChange("remove", None, standing.event_seq) for standing in brief.standing)
    if gone:
        return Reading(events=gone, acts=(MessageAct(Intent.UNDO, words),))
    return Reading(back=True, back_to=1, acts=(MessageAct(Intent.BACK, words, back_to=1),))
