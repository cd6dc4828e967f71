"""Conversations with the real reader and the real chooser, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from language.reading import LastPick, LibraryWords, Reading, read_words
from models.ranking.choose_request import ChoiceResult, ChooseRequest
from models.ranking.chooser import Chooser
from musechat.brief import Brief, BriefEvent
from musechat.taste import Exclusion
from musechat.track import Track
from musechat.turn import TurnKind
from research.training.synthetic_clips import ClipTokens


@dataclass(frozen=True)
class ScriptedLibrary:
    """A chooser, its library's tracks by id, and the names that the reader recognises."""

    chooser: Chooser
    tracks: Mapping[str, Track]
    names: LibraryWords

    @classmethod
    def from_chooser(cls, chooser: Chooser) -> ScriptedLibrary:
        """Make one with every track of the chooser's library."""
        tracks = chooser.library.fetch(chooser.library.ids)
        return cls(chooser, tracks, LibraryWords.from_tracks(tracks.values()))


@dataclass
class ScriptedConversation:
    """State of one thread, updated as the worker's stages do; ``clip`` is None in a thread without a clip."""

    shop: ScriptedLibrary
    clip: ClipTokens | None = None
    seed: int = 0
    alternates: int = 3
    exclusions: tuple[Exclusion, ...] = ()
    events: list[BriefEvent] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    last: Track | None = None
    turn: int = 0

    def take_turn(self, words: str = "") -> ChoiceResult:
        """Take the first or the next turn; small talk, or rules that no track passes, give a result without picks."""
        self.turn += 1
        reading = self._read_words(words)
        if reading.smalltalk and self.last is not None:
            return ChoiceResult()
        self.events += [BriefEvent(len(self.events) + n, self.turn, 1, *c) for n, c in enumerate(reading.events, 1)]
        choice = self.shop.chooser.choose(self._make_request(self._turn_kind(reading)))
        self.shown += [pick.track_id for pick in choice.picks]
        if choice.picks:
            self.last = self.shop.tracks[choice.picks[0].track_id]
        return choice

    def choose_alternate(self, rank: int) -> str:
        """Make the alternate of rank ``rank`` (at most the last one) the current pick; returns its track id."""
        self.last = self.shop.tracks[self.shown[min(rank, len(self.shown) - 1)]]
        return self.last.id

    def _read_words(self, words: str) -> Reading:
        last = LastPick.from_track(self.last) if self.last else None
        traits = self.clip.traits if self.clip else None
        return read_words(words, last, Brief.replay_events(self.events), self.shop.names, traits)

    def _turn_kind(self, reading: Reading) -> TurnKind:
        if self.last is None:
            return TurnKind.FIRST
        if reading.similar:
            return TurnKind.SIMILAR
        if reading.rejected:
            return TurnKind.REJECT
        return TurnKind.ANOTHER if reading.another and not reading.events else TurnKind.REFINE

    def _make_request(self, kind: TurnKind) -> ChooseRequest:
        return ChooseRequest(
            kind=kind,
            brief=Brief.replay_events(self.events),
            turn_seq=self.turn,
            clip=self.clip.traits if self.clip else None,
            video=self.clip.tokens if self.clip else None,
            last=self.last.id if self.last else None,
            shown=frozenset(self.shown),
            exclusions=self.exclusions,
            # Distinct per turn, so that "something else" is not answered by the same draw.
            seed=self.seed * 1000 + self.turn,
            alternates=self.alternates,
        )
