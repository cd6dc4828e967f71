"""What the network's reading of a message is joined by."""

from __future__ import annotations

from dataclasses import dataclass

from language.languages.phrase_kinds import PhraseKind
from language.reading.comparatives import LastPick
from language.reading.learnt.named_wishes import ReadWishes
from musechat.clip import ClipTraits

LIFTING = frozenset({PhraseKind.FINE, PhraseKind.ALLOW, PhraseKind.FORGET})


@dataclass(frozen=True, slots=True)
class LearntContext:
    """What the network's reading is joined by.

    Attributes:
        words: of the message.
        last: the last pick, None before the first.
        clip: of the thread.
        read: reads words by the rules.
        kinds: what the rules know of its phrases.

    """

    words: str
    last: LastPick | None
    clip: ClipTraits | None
    read: ReadWishes
    kinds: frozenset[PhraseKind] = frozenset()

    @property
    def lifts(self) -> bool:
        """Whether the rules hear words that something is fine, or need not be."""
        return bool(self.kinds & LIFTING)

    def holds_bound(self, sign: int) -> bool:
        """Whether the rules hear a word that binds: one that refuses, or "only"."""
        return (PhraseKind.ONLY if sign > 0 else PhraseKind.NO) in self.kinds
