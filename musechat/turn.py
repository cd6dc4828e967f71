"""A turn: one request of a member, and its result."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from musechat.brief import Brief, BriefChange
from musechat.clip import ClipTraits
from musechat.clip_music import ClipMusic, ClipRecording
from musechat.comparison import Comparison, NewComparison
from musechat.edits import EditResult
from musechat.message import Intent
from musechat.no_match import NoMatchReport
from musechat.pick import ChosenTrack, Pick, PickDraft
from musechat.recut import RecutNews

MAX_ATTEMPTS = 3


class TurnState(StrEnum):
    """The state of a turn. The last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        """Whether the state is final."""
        return self in (TurnState.DONE, TurnState.FAILED, TurnState.CANCELLED)


class TurnKind(StrEnum):
    """What a turn asks for."""

    FIRST = "first"  # a clip (and perhaps words)
    REFINE = "refine"  # words about the last pick
    ANOTHER = "another"  # something else, same brief
    REJECT = "reject"  # not for me: something else, and away from this
    SIMILAR = "similar"  # more like the last pick
    BACK = "back"  # return to an earlier turn of the thread
    RELAX = "relax"  # lift a wish: the one named, or the one that was offered when nothing passed
    WITHDRAW = "withdraw"  # lift what its member wished in one turn, and nobody else's wishes
    ALTERNATE = "alternate"  # an alternate is brought to the front
    COMPARE = "compare"  # the picks of one turn are put side by side, without their names
    ADD = "add"  # a track for the library, from a moderator


class Stage(StrEnum):
    """The stages of a turn, in order."""

    FETCH = "fetch"
    WATCH = "watch"
    READ = "read"
    ANSWER = "answer"  # only of words about a pick
    CHOOSE = "choose"
    WRITE = "write"
    PREVIEW = "preview"  # only for clients that want one
    LISTEN = "listen"  # the only stage of ADD


class Queue(StrEnum):
    """Which kind of worker a stage needs."""

    MEDIA = "media"
    INFER = "infer"


QUEUE_OF = {
    Stage.FETCH: Queue.MEDIA,
    Stage.WATCH: Queue.MEDIA,
    Stage.READ: Queue.INFER,
    Stage.ANSWER: Queue.INFER,
    Stage.CHOOSE: Queue.INFER,
    Stage.WRITE: Queue.INFER,
    Stage.PREVIEW: Queue.INFER,  # what it illustrates lives in the memory of the worker that chose it
    Stage.LISTEN: Queue.INFER,
}


class SourceKind(StrEnum):
    """Where a clip comes from."""

    PATH = "path"  # a file on this machine
    BLOB = "blob"  # bytes that were stored in the blob store when posted
    LINK = "link"  # a direct link or a page of an allowed site
    ATTACHMENT = "attachment"  # a Discord attachment's URL
    NONE = "none"  # words alone


@dataclass(frozen=True, slots=True)
class ClipSource:
    """A clip, not yet fetched. ``name`` is the name that its member gave it (a file name), for people only."""

    kind: SourceKind
    value: str = ""
    name: str = ""


class TurnNote(StrEnum):
    """The result of a turn without a pick."""

    NONE = ""
    SMALLTALK = "smalltalk"  # thanks and the like: nothing was asked for
    ANSWERED = "answered"  # a question was answered, and the pick stands
    PRAISED = "praised"  # the last pick was liked, in words
    NO_QUESTIONS = "no-questions"  # the member wants no questions
    QUESTIONS = "questions"  # the member may be asked again
    EDITED = "edited"  # edits of the pick that could not be made
    COMPARED = "compared"  # picks are compared blind, see musechat.comparison


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked beside a pick, in the turn's language.

    Attributes:
        facet: what it is about, one of :class:`musechat.questions.Subject`.
        text: the question, one sentence.
        answers: words that answer it, and that say the same as a refinement.

    """

    facet: str
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn as clients see it."""

    id: int
    thread_id: int
    member_id: int  # who asked
    seq: int
    kind: TurnKind
    words: str
    state: TurnState
    stage: Stage | None
    progress: float | None  # 0..1 within the stage, where it can be told
    revision: int  # grows with every change
    attempt: int
    queue_place: int | None  # 1 = next; None unless queued
    error_code: str
    error: str  # the one line for a person
    incident: str
    stages: dict[str, float]  # seconds per finished stage
    brief: Brief  # as it stands after this turn
    picks: list[Pick]
    no_match: NoMatchReport | None
    video_hash: str | None
    video: ClipTraits | None
    created_at: datetime
    finished_at: datetime | None
    message_id: str | None  # the message that shows it, once there is one
    language: str = "en"
    note: TurnNote = TurnNote.NONE
    draft: PickDraft | None = None  # only while it runs
    question: Question | None = None
    why: str = ""  # the pick beside its alternates, where a model wrote that
    intent: Intent | None = None  # what its words or its button are there for; None until it is read
    answer: str = ""  # what its questions are answered with, in the language of its words
    keeps_pick: bool = False  # the pick before it stands
    edits: tuple[EditResult, ...] = ()  # what came of the edits that were asked for
    comparison: Comparison | None = None  # that it has put up
    loved: tuple[int, ...] = ()  # ids of its picks whose tracks somebody loves, in this thread
    clip_music: ClipMusic | None = None  # the track of the library that is in the clip already
    clip_recording: ClipRecording | None = None  # what the clip's own sound is likely to be, where that is none of them
    recut: RecutNews | None = None  # what moved, where it brought a new cut of the thread's clip


@dataclass(frozen=True, slots=True)
class ReplyAddress:
    """How a turn is answered for a while where its client has no place of its own to write to.

    Attributes:
        token: a secret of the platform's that lets whoever has it answer.
        until: when it ends.

    """

    token: str = field(repr=False)
    until: datetime


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn as a client submits it.

    Attributes:
        about_turn: seq of the turn meant by BACK, SIMILAR, REJECT, WITHDRAW, COMPARE; None: the last finished one.
        about_pick: id of the pick meant by ALTERNATE, SIMILAR, REJECT; None: the thread's last.
        about_event: seq of the brief event that RELAX removes; None: the one offered by the turn meant.
        preview_bytes: how large a playable excerpt may be; 0: none is wanted.
        message_id: the message that is to show the turn, where it exists already.
        request: names what was asked on its platform ("m123", "i456"); the same request is one turn however often it
            is submitted.
        language: in which the answer is to be written ("en", "de", …).
        turns_per_day: how many turns the member may take in the thread's guild within 24 hours; None: any number.
        reply: how it is answered where its thread has no channel.

    """

    thread_id: int
    member_id: int
    asker: str
    kind: TurnKind
    words: str = ""
    about_turn: int | None = None
    about_pick: int | None = None
    about_event: int | None = None
    source: ClipSource = field(default_factory=lambda: ClipSource(SourceKind.NONE))
    preview_bytes: int = 0
    message_id: str | None = None
    request: str | None = None
    language: str = "en"
    turns_per_day: int | None = None
    reply: ReplyAddress | None = None


@dataclass(frozen=True, slots=True)
class TurnJob:
    """A claimed turn, as its worker needs it."""

    id: int
    thread_id: int
    seq: int
    member_id: int
    kind: TurnKind
    words: str
    about_turn: int | None
    source: ClipSource
    video_hash: str | None  # the thread's clip, once fetched
    attempt: int  # the fence: what a worker writes counts only while it is the turn's current attempt
    guild_id: int | None
    owner_id: int  # the member whose thread it is
    about_pick: int | None = None
    about_event: int | None = None
    preview_bytes: int = 0
    language: str = "en"
    stage_seconds: dict[str, float] = field(default_factory=dict)  # of the stages that an earlier attempt left done


@dataclass(slots=True)
class TurnOutcome:
    """The result of a turn's stages, committed at its end."""

    events: list[BriefChange] = field(default_factory=list)
    brief: Brief = field(default_factory=Brief)  # as it stands after this turn
    picks: list[ChosenTrack] = field(default_factory=list)  # rank 0 first
    no_match: NoMatchReport | None = None
    note: TurnNote = TurnNote.NONE
    question: Question | None = None
    wants_questions: bool | None = None  # whether the member asked for questions or for none; None: neither
    why: str = ""
    accepted_pick: int | None = None  # the pick that the member praised in words
    rejected_pick: int | None = None  # the pick that the member turned down in words
    edits: tuple[EditResult, ...] = ()
    back_to: int | None = None  # seq of the turn gone back to: what later turns rejected and excluded is taken back
    query: bytes = b""  # the query vector: (d,) float32 in the space named by ``space``
    space: str = ""  # "name/version" of the fusion; what members accept is compared with the query in this space
    intent: Intent | None = None  # what the words or the button are there for
    answer: str = ""  # to the questions of the words
    keeps_pick: bool = False  # the pick before this turn stands
    comparison: NewComparison | None = None  # of picks that were shown before
    recut: RecutNews | None = None  # what moved with a new cut of the clip
