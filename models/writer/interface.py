"""What a writer is: from measured facts to the two or three sentences that a member reads."""

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
from musechat.track import Track
from musechat.turn import ReasonCheck, TurnKind

MAX_REASON_WORDS = 60
MAX_REASON_LETTERS = 400  # for languages of long words
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")  # kana and kanji, written without spaces


@dataclass(frozen=True)
class ReasonFacts:
    """All that a reason may speak of; what is not in here is not claimed.

    Attributes:
        track: the pick, as the store has it.
        moment: where it starts, and why.
        clip: None on words-only threads.
        brief: as it stood for this turn.
        turn_seq: this turn; wishes of it explain what changed.
        last: the pick before, None on the first turn.
        broken: the wishes that the pick does not keep, in words.
        kind: of the turn.
        language: in which to write ("en", "de", …).
        thread_id: with ``turn_seq`` and the track's id, settles the choice of words.
        music: the track's vector of the music encoder, (dm,) unit; None where it is not at hand.

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
    music: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)

    @property
    def seed(self) -> str:
        """What settles the choice of words."""
        return f"{self.thread_id}/{self.turn_seq}/{self.track.id}"


@dataclass(frozen=True, slots=True)
class Reason:
    """The sentences, who wrote them ("template", or a model's name), and what the fact check said of them."""

    text: str
    source: str
    check: ReasonCheck = ReasonCheck.NONE


ReasonListener = Callable[[str], None]  # is told, again and again, what of the first reason can be shown already


class Writer(Protocol):
    """Writes reasons."""

    def write_reasons(self, facts: Sequence[ReasonFacts], heard: ReasonListener | None = None) -> list[Reason]:
        """Write one reason for each of ``facts``, in their order, and within the limits.

        What comes back holds against its facts and keeps to :data:`MAX_REASON_WORDS` and :data:`MAX_REASON_LETTERS`.

        Args:
            facts: of one turn's picks, the pick first.
            heard: hears the first reason grow; everything that it is given has been checked.

        """
        ...


def count_words(text: str) -> int:
    """How long a text is in words; where a script has no spaces, five characters count as two."""
    text = text.replace("\u00a0", "")  # a no-break space belongs to the sign beside it
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub("", text).split()) + (unspaced * 2 + 4) // 5
