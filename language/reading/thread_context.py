"""What a short reply means after what stood before it: an answer to our question, or more or less of the last wish.

Only what says nothing by itself is read this way ("without", "yes please", "a bit more", "and this one?"): it is
written out in full, and then read as any message is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from language.languages import join_patterns
from language.languages.reply_words import ReplyWords
from language.reading.intents import read_acts
from language.reading.intents.folded_line import fold_line
from language.texts import LANGUAGES, load_texts
from musechat.brief import Brief
from musechat.message import Intent
from musechat.questions import Subject
from musechat.wish import Wish

BOT = "bot:"  # begins what the bot said, among the messages before one


def _join(part: Callable[[ReplyWords], str]) -> str:
    return join_patterns(lambda language: part(language.reading.replies))


_FILLERS = re.compile(
    rf"(?:^|[ ,]+)(?:{_join(lambda words: words.fillers)})(?=[ ,]|$)|(?:{_join(lambda words: words.endings)})$"
)
_YES, _NO = _join(lambda words: words.yes), _join(lambda words: words.no)
_SIDES = (
    (True, re.compile(rf"(?:(?:{_YES})[ ,、]*)?(?:{_join(lambda words: words.including)})")),
    (False, re.compile(rf"(?:(?:{_NO})[ ,、]*)?(?:{_join(lambda words: words.excluding)})")),
)
_BARE_SIDES = ((True, re.compile(_YES)), (False, re.compile(_NO)))
_INDIFFERENT = re.compile(_join(lambda words: words.indifferent))
_MORE, _LESS = re.compile(_join(lambda words: words.more)), re.compile(_join(lambda words: words.less))
_SAME_QUESTION = re.compile(_join(lambda words: words.same_question))
_VOICES = re.compile(_join(lambda words: words.voices))
_FULL = {True: "with vocals", False: "no vocals"}
_RECENT = 6  # messages back to which a question may be asked again
_LONGEST = 8  # words of a reply; more say something by themselves


@dataclass(frozen=True, slots=True)
class Reply:
    """What a short reply means.

    Attributes:
        words: the same in full, to be read instead; "" where it is not words that are meant.
        repeated: the wish of which more or less is wanted; None where there is none.
        upward: which way that goes.
        more: whether it goes on that way, rather than a little back.
        indifferent: either answer to our question is fine.

    """

    words: str = ""
    repeated: Wish | None = None
    upward: bool = False
    more: bool = False
    indifferent: bool = False


def find_reply(words: str, before: Sequence[str], brief: Brief) -> Reply | None:
    """Find what ``words`` mean after the messages ``before`` (latest last; the bot's begin with :data:`BOT`).

    Returns:
        None where they are to be read by themselves.

    """
    line = fold_line(words).strip(" .!。、,")
    bare = _FILLERS.sub("", line).strip(" ,、") or line
    if not before or len(bare.split()) > _LONGEST:
        return None
    asked, either_or = find_asked_subject(before)
    # "With a voice, or without?" is not answered by "yes": that is said of the pick.
    sides = _SIDES if either_or else (*_SIDES, *_BARE_SIDES)
    side = next((side for side, pattern in sides if pattern.fullmatch(bare)), None)
    if asked is Subject.VOCALS and side is not None:
        return Reply(_FULL[side])
    if asked is not None and _INDIFFERENT.fullmatch(bare):
        return Reply(indifferent=True)
    if _SAME_QUESTION.fullmatch(line.strip(" ?？")) and ("?" in line or "？" in line):
        question = _find_last_question(before)
        return Reply(question) if question else None
    return _find_repeated(bare, brief)


def find_asked_subject(before: Sequence[str]) -> tuple[Subject | None, bool]:
    """Find what the bot asked about in the message right before, and whether it named two answers; None: nothing."""
    if not before or not before[-1].startswith(BOT):
        return None, False
    said = before[-1].removeprefix(BOT).strip()
    for subject in Subject:
        if any(said.endswith(load_texts(language)(f"questions.{subject}.ask")) for language in LANGUAGES):
            return subject, True
    asked = fold_line(re.split(r"(?<=[.!。])\s*", said)[-1])
    return (Subject.VOCALS if "?" in asked and _VOICES.search(asked) else None), False


def find_last_words(before: Sequence[str]) -> str:
    """The last words of a member; "" without any."""
    return next((said for said in reversed(before) if not said.startswith(BOT)), "")


def _find_last_question(before: Sequence[str]) -> str:
    """The last question of a member among the latest messages; "" without any."""
    asked = (said for said in reversed(before[-_RECENT:]) if not said.startswith(BOT))
    return next((said for said in asked if any(act.intent is Intent.QUESTION for act in read_acts(said).acts)), "")


def _find_repeated(bare: str, brief: Brief) -> Reply | None:
    wish = brief.standing[-1].wish if brief.standing else None
    more = _MORE.fullmatch(bare) is not None
    if wish is None or not _is_comparative(wish) or (not more and _LESS.fullmatch(bare) is None):
        return None
    low, than = wish.range.min, wish.range.than
    upward = low is not None and (than is None or low >= than)
    return Reply(repeated=wish, upward=upward is more, more=more)


def _is_comparative(wish: Wish) -> bool:
    """Whether a wish says "faster" and the like; on a first turn it was measured from nothing."""
    bounds = wish.range
    one_sided = (bounds.min is None) != (bounds.max is None)
    return not wish.hard and (bounds.than is not None or (one_sided and not any(c.isdigit() for c in wish.said)))
