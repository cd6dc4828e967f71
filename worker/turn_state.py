"""What the stages of one turn leave for each other, by the stage that leaves it.

What ``fetch`` and ``watch`` find is not here but in the ledger, since the stages after them may run in another process.
Picks, with their reasons and their preview, are in :class:`musechat.turn.TurnOutcome`, which is what a turn comes to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from musechat.brief import Brief, BriefChange, BriefEvent
from musechat.clip import ClipTraits
from musechat.track import Track
from musechat.turn import Pick, Stage, TurnView

if TYPE_CHECKING:  # numpy comes with these, and the runner does without it until a turn is claimed
    from models.ranking.library_snapshot import FloatArray, LibrarySnapshot
    from models.ranking.start_moment import StartMoment

T = TypeVar("T")


class StageOrderError(RuntimeError):
    """A stage asked for what an earlier one has not left: a fault in our own code, never in a turn."""


@dataclass(frozen=True, slots=True)
class ThreadState:
    """A thread as a turn found it.

    Attributes:
        clip: traits of the thread's clip; None where there is none, or it was not watched.
        events: the ledger of its brief.
        earlier: its turns before this one.
        last: the pick that this turn is about: the one named, else the thread's last.
        last_track: the track of ``last``.
        shown: ids of the tracks that were shown.
        feedback: (track id, verdict).
        about: the turn that this one refers to.

    """

    clip: ClipTraits | None
    events: tuple[BriefEvent, ...]
    earlier: tuple[TurnView, ...]
    last: Pick | None
    last_track: Track | None
    shown: frozenset[str]
    feedback: tuple[tuple[str, str], ...]
    about: TurnView | None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What the words or the button of a turn come to.

    Attributes:
        about, last, last_track, feedback: as in :class:`ThreadState`, with what the words say of them.
        changes: what they change in the brief.
        brief: with those changes.
        keep_pick: nothing was asked for: no new pick.
        restore: show again what ``about`` showed.
        similar, rejected, another: the words mean what the button of that name does.

    """

    about: TurnView | None
    last: Pick | None
    last_track: Track | None
    feedback: tuple[tuple[str, str], ...]
    changes: tuple[BriefChange, ...] = ()
    brief: Brief = field(default_factory=Brief)
    keep_pick: bool = False
    restore: bool = False
    similar: bool = False
    rejected: bool = False
    another: bool = False

    @classmethod
    def unchanged(cls, thread: ThreadState) -> ReadResult:
        """The thread as it was, before anything is read into it."""
        return cls(thread.about, thread.last, thread.last_track, thread.feedback)

    def tracks_with(self, verdict: str) -> tuple[str, ...]:
        """Ids of this thread's tracks with a verdict."""
        return tuple(track_id for track_id, given in self.feedback if given == verdict)


@dataclass(frozen=True, slots=True)
class ChoiceState:
    """What the picks were chosen from; empty where nothing was to be chosen.

    Attributes:
        library: the snapshot.
        moments: the start moment by track id, where choosing found one.

    """

    library: LibrarySnapshot | None = None
    moments: Mapping[str, StartMoment] = field(default_factory=dict)

    def music_vector(self, track_id: str) -> FloatArray | None:
        """A track's vector of the music encoder, (dm,) unit; None where the library does not have it."""
        row = None if self.library is None else self.library.row_of.get(track_id)
        return None if self.library is None or row is None else self.library.music[row]


class TurnWorkState:
    """The results of a turn's stages. Reading one before its stage has run raises :class:`StageOrderError`."""

    def __init__(self) -> None:
        self._thread: ThreadState | None = None
        self._reading: ReadResult | None = None
        self._choice: ChoiceState | None = None

    @property
    def thread(self) -> ThreadState:
        """The thread as ``read`` found it."""
        return _require(self._thread, Stage.READ)

    @thread.setter
    def thread(self, found: ThreadState) -> None:
        self._thread = found

    @property
    def reading(self) -> ReadResult:
        """The result of ``read``."""
        return _require(self._reading, Stage.READ)

    @reading.setter
    def reading(self, result: ReadResult) -> None:
        self._reading = result

    @property
    def choice(self) -> ChoiceState:
        """What ``choose`` leaves beside the picks."""
        return _require(self._choice, Stage.CHOOSE)

    @choice.setter
    def choice(self, result: ChoiceState) -> None:
        self._choice = result


def _require(result: T | None, stage: Stage) -> T:
    if result is None:
        raise StageOrderError(f"the stage {stage} has left nothing: it must run before what asks for its result")
    return result
