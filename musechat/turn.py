"""A turn: one request of a member, and its result."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from musechat.brief import Brief, BriefChange
from musechat.clip import ClipTraits
from musechat.edits import EditResult
from musechat.json_types import JsonObject
from musechat.mix_settings import MixSettings
from musechat.no_match import NoMatchReport
from musechat.track import Licence, TrackTraits

MAX_ATTEMPTS = 3
# Rules of picks that were shown before: brought back, to the front, or edited.
COPY_RULES = ("back", "alternate", "edit")


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
    ADD = "add"  # a track for the library, from a moderator


class Stage(StrEnum):
    """The stages of a turn, in order."""

    FETCH = "fetch"
    WATCH = "watch"
    READ = "read"
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


class ReasonCheck(StrEnum):
    """The fact check's verdict on a reason, before it was shown."""

    NONE = ""  # nothing to check: put together from the facts themselves
    PASSED = "passed"  # true at the first attempt
    RETRIED = "retried"  # true at the second
    REPLACED = "replaced"  # false twice: replaced by the template's
    LATE = "late"  # not written, or not in time: replaced by the template's


@dataclass(frozen=True, slots=True)
class Pick:
    """One recommended track of a turn. Rank 0 is the pick, 1..3 its alternates."""

    id: int
    rank: int
    track_id: str
    title: str
    artist: str
    album: str
    licence: Licence
    score: float
    start_s: float  # where in the track to start
    end_s: float
    traits: TrackTraits
    tags: list[str]  # what may be said of it plainly
    reason: str
    reason_source: str  # "template", or the name of the model that wrote it
    source_url: str
    rule: str  # which channels found it, for the audit
    broken: list[str] = field(default_factory=list)  # soft wishes it could not keep
    preview: str = ""  # name of a playable excerpt in the blob store, where one was made
    parts: dict[str, float] = field(default_factory=dict)  # what the score is made of, each part on its own scale
    reason_check: ReasonCheck = ReasonCheck.NONE
    likely_tags: list[str] = field(default_factory=list)  # what may be said of it only as "sounds like"
    mix: MixSettings = field(default_factory=MixSettings)  # how it is to be laid under the clip

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        data = {f.name: getattr(self, f.name) for f in fields(self)}
        return data | {
            "licence": asdict(self.licence),
            "traits": self.traits.to_json(),
            "mix": self.mix.to_json(),
        }


class TurnNote(StrEnum):
    """The result of a turn without a pick."""

    NONE = ""
    SMALLTALK = "smalltalk"  # thanks and the like: nothing was asked for
    PRAISED = "praised"  # the last pick was liked, in words
    NO_QUESTIONS = "no-questions"  # the member wants no questions
    QUESTIONS = "questions"  # the member may be asked again
    EDITED = "edited"  # edits of the pick that could not be made


@dataclass(frozen=True, slots=True)
class PickDraft:
    """The part of a pick that can be shown before its turn is done; ``reason`` is a checked beginning."""

    title: str
    artist: str
    reason: str


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
    edits: tuple[EditResult, ...] = ()  # what came of the edits that were asked for
    loved: tuple[int, ...] = ()  # ids of its picks whose tracks somebody loves, in this thread


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn as a client submits it.

    Attributes:
        about_turn: seq of the turn meant by BACK, SIMILAR, REJECT, WITHDRAW; None: the last finished one.
        about_pick: id of the pick meant by ALTERNATE, SIMILAR, REJECT; None: the thread's last.
        about_event: seq of the brief event that RELAX removes; None: the one offered by the turn meant.
        preview_bytes: how large a playable excerpt may be; 0: none is wanted.
        message_id: the message that is to show the turn, where it exists already.
        request: names what was asked on its platform ("m123", "i456"); the same request is one turn however often it
            is submitted.
        language: in which the answer is to be written ("en", "de", …).
        turns_per_day: how many turns the member may take in the thread's guild within 24 hours; None: any number.

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


@dataclass(frozen=True, slots=True)
class ChosenTrack:
    """A track the choosing stage settled on, before it has a row. ``reason`` is filled in by the writing stage."""

    track_id: str
    score: float
    start_s: float
    end_s: float
    rule: str
    broken: tuple[str, ...] = ()
    reason: str = ""
    reason_source: str = ""
    preview: str = ""
    parts: dict[str, float] = field(default_factory=dict)
    reason_check: ReasonCheck = ReasonCheck.NONE
    mix: MixSettings = field(default_factory=MixSettings)


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
