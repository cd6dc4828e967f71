"""The words of what is said beside the matter, and of short replies, in a language; on a folded line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AsideWords:
    """What is said beside the matter.

    Attributes:
        laughs: what may stand before it.
        belittling: likens the music to what nobody wants to hear: "sounds like elevator music".
        at_home: says what somebody at home does: "my dog howls along".
        of_clip: words of a clip, which shows what would else be an aside.
        has: says of the pick that something is in it, which the group ``what`` names: "there is synth in it".
        lacks: the same of something that is not in it.
        beside: words that may stand beside what is named there.
        interjections: what may stand before a remark and says nothing.
        removing: beside such a remark, that what it names is to go: "get rid of it".
        sung: whole parts that say that somebody sings in it.
        unsung: that nobody does.

    """

    laughs: str = ""
    belittling: str = ""
    at_home: str = ""
    of_clip: str = ""
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    beside: str = ""
    interjections: str = ""
    removing: str = ""
    sung: str = ""
    unsung: str = ""


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """Short replies, whose meaning depends on what stood before them.

    Attributes:
        yes: to a question.
        no: to a question.
        including: "with", and of what.
        excluding: "without", and of what.
        fillers: said around an answer, and no part of it.
        endings: the same, of a language without spaces, at its end.
        indifferent: either answer is fine.
        more: of what was wished last.
        less: of it, a little back.
        same_question: asks of another pick what was asked of the one before.
        voices: tells that a question of ours is about singing.

    """

    yes: str = ""
    no: str = ""
    including: str = ""
    excluding: str = ""
    fillers: str = ""
    endings: str = ""
    indifferent: str = ""
    more: str = ""
    less: str = ""
    same_question: str = ""
    voices: str = ""
