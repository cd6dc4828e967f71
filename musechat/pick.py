"""A pick: one recommended track of a turn, while it is chosen, before it can be shown whole, and as clients see it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum

from musechat.json_types import JsonObject
from musechat.mix_settings import MixSettings
from musechat.track import Licence, TrackTraits

# Rules of picks that were shown before: brought back, to the front, edited, or moved along with a new cut.
COPY_RULES = ("back", "alternate", "edit", "recut")
USED_AGAIN_RULES = ("edit", "recut")  # of these, those where the same pick stands and is only used in another way


class ReasonCheck(StrEnum):
    """The fact check's verdict on a reason, before it was shown."""

    NONE = ""  # nothing to check: put together from the facts themselves
    PASSED = "passed"  # true at the first attempt
    RETRIED = "retried"  # true at the second
    REPLACED = "replaced"  # false twice: replaced by the template's
    LATE = "late"  # not written, or not in time: replaced by the template's


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
class PickDraft:
    """The part of a pick that can be shown before its turn is done; ``reason`` is a checked beginning."""

    title: str
    artist: str
    reason: str


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
