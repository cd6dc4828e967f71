"""The typed results that the stages of one turn pass to later stages.

Results of ``fetch`` and ``watch`` are in the ledger instead, since the stages after them may run in another process.
Picks, with their reasons and preview, are in :class:`musechat.turn.TurnOutcome`, the stored result of a turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from musechat.brief import Brief, BriefChange, BriefEvent
from musechat.clip import ClipTraits
from musechat.clip_music import ClipMusic, ClipRecording
from musechat.message import MessageAct
from musechat.pick import Pick
from musechat.recut import Recut
from musechat.track import Track
from musechat.turn import Stage, TurnView

if TYPE_CHECKING:  # numpy comes with these, and the runner does without it until a turn is claimed
    from models.ranking.library_snapshot import FloatArray, LibrarySnapshot
    from models.ranking.start_moment import StartMoment

T = TypeVar("T")


class StageOrderError(RuntimeError):
    """A stage read a result that no earlier stage has set: a programming error."""


@dataclass(frozen=True, slots=True)
class ThreadState:
    """The thread's state at the beginning of a turn.

    Attributes:
        clip: traits of the thread's clip; None where there is none, or it was not watched.
        events: its brief events, by ``seq``.
        earlier: its turns before this one, by ``seq``.
        last: the pick that this turn is about: the one named, else the thread's last.
        last_track: the track of ``last``.
        shown: ids of all tracks that were shown.
        feedback: (track id, "accepted" or "rejected"), oldest first.
        about: the turn that this one refers to.
        clip_music: the track of the library that is in the clip already.
        clip_recording: what the clip's own sound is likely to be, where that is none of them.

    """

    clip: ClipTraits | None
    events: tuple[BriefEvent, ...]
    earlier: tuple[TurnView, ...]
    last: Pick | None
    last_track: Track | None
    shown: frozenset[str]
    feedback: tuple[tuple[str, str], ...]
    about: TurnView | None
    clip_music: ClipMusic | None = None
    clip_recording: ClipRecording | None = None


@dataclass(frozen=True, slots=True)
class FoundRecut:
    """A new version of the thread's clip.

    Attributes:
        recut: how it follows from the version before it.
        earlier: what was measured in that one.

    """

    recut: Recut
    earlier: ClipTraits


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The meaning of a turn's words or button.

    Attributes:
        about, last, last_track, feedback: as in :class:`ThreadState`, updated by the words.
        changes: changes to the brief, in order.
        brief: the brief after those changes.
        keep_pick: the words ask for nothing, so no new pick is chosen.
        restore: show the picks of ``about`` again.
        similar, rejected, another: the words mean what the button of that name does.
        acts: what the words do, part by part.
        bring_forward: ``last`` is to stand in front of the other picks of ``about``.
        edits: edits of the pick that were asked for.
        compared: picks that are to be compared blind; None where nothing is.
        recut: the new version of the clip that the pick is moved along with; None where it is not.

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
    acts: tuple[MessageAct, ...] = ()
    bring_forward: bool = False
    edits: tuple[MessageAct, ...] = ()
    compared: tuple[Pick, ...] | None = None
    recut: FoundRecut | None = None

    @property
    def only_edits(self) -> bool:
        """Whether the pick stays and is only used in another way."""
        return bool(self.edits) and self.keep_pick

    @classmethod
    def unchanged(cls, thread: ThreadState) -> ReadResult:
        """A result that changes nothing about ``thread``."""
        return cls(thread.about, thread.last, thread.last_track, thread.feedback)

    def tracks_with(self, verdict: str) -> tuple[str, ...]:
        """Ids of this thread's tracks with a verdict."""
        return tuple(track_id for track_id, judged in self.feedback if judged == verdict)


@dataclass(frozen=True, slots=True)
class ChoiceState:
    """The library that the picks were chosen from; empty where no pick was chosen.

    Attributes:
        library: the snapshot; picks and reasons of a turn read the same one, whatever is added meanwhile.
        moments: start moment by track id, where choosing computed one.

    """

    library: LibrarySnapshot | None = None
    moments: Mapping[str, StartMoment] = field(default_factory=dict)

    def music_vector(self, track_id: str) -> FloatArray | None:
        """A track's unit vector of the music encoder, (dm,) float32; None where the snapshot lacks the track."""
        row = None if self.library is None else self.library.row_of.get(track_id)
        return None if self.library is None or row is None else self.library.music[row]


class TurnWorkState:
    """The results of a turn's stages; reading one before its stage has run raises :class:`StageOrderError`."""

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
        """The result of ``choose`` apart from the picks."""
        return _require(self._choice, Stage.CHOOSE)

    @choice.setter
    def choice(self, result: ChoiceState) -> None:
        self._choice = result


def _require(result: T | None, stage: Stage) -> T:
    if result is None:
        raise StageOrderError(f"the stage {stage} has left nothing: it must run before what asks for its result")
    return result
