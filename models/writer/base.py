"""What a writer is: from measured facts to the two or three sentences that a member reads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol

from models.ranking.start import StartMoment
from musechat.brief import Brief
from musechat.clip import ClipTraits
from musechat.track import Track
from musechat.turn import TurnKind

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

    @property
    def seed(self) -> str:
        """What settles the choice of words."""
        return f"{self.thread_id}/{self.turn_seq}/{self.track.id}"


@dataclass(frozen=True, slots=True)
class Reason:
    """The sentences and who wrote them ("template", or a model's name)."""

    text: str
    source: str


class Writer(Protocol):
    """Writes reasons."""

    def write(self, facts: ReasonFacts) -> Reason:
        """Write what holds against ``facts``, within :data:`MAX_REASON_WORDS` and :data:`MAX_REASON_LETTERS`."""
        ...


def words_in(text: str) -> int:
    """How long a text is in words; where a script has no spaces, five characters count as two."""
    text = text.replace("\u00a0", "")  # a no-break space belongs to the sign beside it
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub("", text).split()) + (unspaced * 2 + 4) // 5
