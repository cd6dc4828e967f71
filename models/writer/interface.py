"""The interface of a writer, which turns measured facts into two or three sentences for a member."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.ranking.start_moment import StartMoment
from musechat.brief import Brief
from musechat.clip import ClipTraits
from musechat.pick import ReasonCheck
from musechat.track import Track
from musechat.turn import TurnKind

MAX_REASON_WORDS = 60
MAX_REASON_LETTERS = 400  # for languages of long words
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")  # kana and kanji, written without spaces


@dataclass(frozen=True)
class ReasonFacts:
    """All facts that a reason may claim.

    Attributes:
        track: the pick, as the store has it.
        moment: its start moment.
        clip: None on words-only threads.
        brief: the brief after this turn's words.
        turn_seq: this turn; wishes of it explain what changed.
        last: the pick before, None on the first turn.
        broken: descriptions of the wishes that the pick does not keep.
        kind: kind of the turn.
        language: language of the reason ("en", "de", …).
        thread_id: with ``turn_seq`` and the track's id, the seed of the wording.
        shown: the reasons that the thread has read so far, oldest first; none of them is to be opened like this one.
        rank: place of the pick among those of its turn, 0 for the first.
        music: the track's unit vector of the music encoder, (dm,); None where it is not available.

    """

    track: Track
    moment: StartMoment
    clip: ClipTraits | None = None
    brief: Brief = field(default_factory=Brief)
    turn_seq: int = 1
    last: Track | None = None
    broken: tuple[str, ...] = ()
    kind: TurnKind = TurnKind.FIRST
    thread_id: int = 0
    language: str = "en"
    shown: tuple[str, ...] = ()
    rank: int = 0
    music: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)

    @property
    def seed(self) -> str:
        """The seed of the wording: another attempt at the turn gives the same text."""
        return f"{self.thread_id}/{self.turn_seq}/{self.track.id}"


@dataclass(frozen=True, slots=True)
class Reason:
    """The sentences, their writer ("template", or a model's name), and the verdict of the fact check."""

    text: str
    source: str
    check: ReasonCheck = ReasonCheck.NONE


ReasonListener = Callable[[str], None]  # called with the part of the first reason that can be shown already


class Writer(Protocol):
    """Writes reasons."""

    def write_reasons(self, facts: Sequence[ReasonFacts], heard: ReasonListener | None = None) -> list[Reason]:
        """Write one reason for each of ``facts``, in their order.

        Reasons are true to their facts and within :data:`MAX_REASON_WORDS` and :data:`MAX_REASON_LETTERS`.

        Args:
            facts: facts of one turn's picks, the pick first.
            heard: called with the growing first reason; every part has been checked.

        """
        ...


def count_words(text: str) -> int:
    """Count the words of a text; in scripts without spaces, five characters count as two words."""
    text = text.replace("\u00a0", "")  # a no-break space belongs to the sign beside it
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub("", text).split()) + (unspaced * 2 + 4) // 5
