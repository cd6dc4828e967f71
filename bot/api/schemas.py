"""The objects of the API. Fields are only ever added: whoever reads them must ignore what they do not know."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from language.texts import LANGUAGES

if TYPE_CHECKING:
    LANGUAGE = str
else:
    LANGUAGE = Literal[LANGUAGES]  # one of those that there are
TURN_ID = 10**15 - 1
MOST_TURNS = 1_000_000  # of a conversation
WORDS_LETTERS = 1000
LINK_LETTERS = 2048


class ApiInput(BaseModel):
    """Base of what is sent to us: an unknown field is a mistake, which is told."""

    model_config = ConfigDict(extra="forbid", strict=True)


class RecommendationInput(ApiInput):
    """Asks for music for the clip behind a link."""

    link: str = Field(
        min_length=1, max_length=LINK_LETTERS, pattern=r"^https?://", description="Of a clip, or its page"
    )
    words: str = Field("", max_length=WORDS_LETTERS, description="What the music should be")


class TurnInput(ApiInput):
    """Says something in a conversation."""

    kind: Literal["refine", "another", "reject", "similar", "back", "relax", "withdraw"] = "refine"
    words: str = Field("", max_length=WORDS_LETTERS, description="Needed to refine")
    about_turn: int | None = Field(
        None, ge=1, le=1_000_000, description="Number of the turn meant; by default the last"
    )


class ApiProblem(BaseModel):
    """Why a request was refused. The code is stable, the line is for a person."""

    code: str
    error: str


class ApiLicence(BaseModel):
    """What may be done with a track; null is not known, and to be read as not allowed."""

    id: str
    url: str
    commercial: bool | None
    derivatives: bool | None
    attribution: bool | None
    share_alike: bool | None


class ApiTrack(BaseModel):
    """A track of the library. What is not sure is left out of the tags, and null elsewhere."""

    id: str
    title: str
    artist: str
    album: str
    licence: ApiLicence
    source_url: str
    duration_s: float
    tempo_bpm: float | None
    key: str | None
    vocals: bool | None
    energy: float
    tags: list[str]


class ApiPick(BaseModel):
    """A track that a turn offers. Rank 0 is the pick, the others are its alternates."""

    id: int
    rank: int
    track: ApiTrack
    start_s: float = Field(description="Where in the track to start")
    end_s: float
    reason: str
    kept_not: list[str] = Field(description="Soft wishes that it could not keep")


class ApiWish(BaseModel):
    """A wish that stands after a turn."""

    event: int
    force: str
    label: str


class ApiNoMatch(BaseModel):
    """Why nothing passed: how many tracks each rule refused, and the one that is cheapest to lift."""

    tracks: int
    removed: dict[str, int]
    lift: str | None


class ApiTurn(BaseModel):
    """One request of a conversation and its result. The states done, failed and cancelled are final."""

    id: int
    conversation: int
    number: int
    kind: str
    words: str
    language: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    stage: str | None
    progress: float | None
    queue_place: int | None
    revision: int
    problem: ApiProblem | None
    picks: list[ApiPick]
    wishes: list[ApiWish]
    no_match: ApiNoMatch | None
    question: str | None
    created_at: datetime
    finished_at: datetime | None


class ApiConversation(BaseModel):
    """A conversation about one clip."""

    id: int
    name: str
    turns: list[ApiTurn]


class ApiWhy(BaseModel):
    """Why a pick was made, and how it compares with each of its alternates."""

    turn: int
    why: str
    beside: list[str]


class ApiReceipt(BaseModel):
    """What to write beside a video that uses a pick, and the terms it was picked under."""

    pick: int
    conversation: int
    turn: int
    credit: str
    track: str
    title: str
    artist: str
    licence: ApiLicence
    licence_says: str
    source_url: str


class ApiLibraryPage(BaseModel):
    """A page of the library, ordered by id; ``next`` is what to ask for after it."""

    total: int
    tracks: list[ApiTrack]
    next: str | None
