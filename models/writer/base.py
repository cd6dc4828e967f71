"""What a writer is: from measured facts to the two or three sentences that a member reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from models.ranking.start import StartMoment
from musechat.brief import Brief
from musechat.clip import ClipTraits
from musechat.track import Track
from musechat.turn import TurnKind

MAX_REASON_WORDS = 60


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
        """Write at most :data:`MAX_REASON_WORDS` words that hold against ``facts``."""
        ...
