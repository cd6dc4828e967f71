"""Edits of a pick that stays: what a member asked for beside the kind of edit, and what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from musechat.json_types import JsonObject
from musechat.message import EditKind


class TrackPart(StrEnum):
    """A part of a track, as members name it."""

    INTRO = "intro"
    BUILD = "build"
    MAIN = "main"
    BREAK = "break"
    ENDING = "ending"
    MIDDLE = "middle"
    QUIET = "quiet"
    LOUD = "loud"
    BEAT = "beat"  # where drums come in
    ENTRY = "entry"  # where an instrument comes in
    UNHEARD = "unheard"  # told by an instrument, a voice or a verse: nothing that is known by its place


class EditFailure(StrEnum):
    """Why an edit could not be made."""

    TOO_LATE = "too-late"  # what is left of the track would be shorter than the clip
    NO_INTRO = "no-intro"  # it starts behind the intro already
    TOO_EARLY = "too-early"  # it starts at its beginning already
    BEYOND = "beyond"  # the second that was named lies past the end
    NO_PART = "no-part"  # the track has no such part
    NOT_IN_IT = "not-in-it"  # the instrument or the voice that the part was told by is not in the track
    UNHEARD = "unheard"  # nobody knows where that part is
    NO_MOMENT = "no-moment"  # the moment of the clip was not named, and the clip has none that stands out
    NO_DERIVATIVES = "no-derivatives"  # its licence allows no such change
    NO_STEMS = "no-stems"  # a finished recording cannot be taken apart
    REFUSED = "refused"  # the pick no longer keeps the rules that stand, as after a turn that found no match


@dataclass(frozen=True, slots=True)
class EditDetails:
    """What the words of an edit say beside its kind.

    Attributes:
        amount: how much of a step, 1 where nothing is said.
        seconds: of a step or a fade, where they are named.
        bars: of a step, where they are named.
        part: which part of the track.
        fade_in: whether a fade is to be at the beginning.
        fade_out: whether it is to be at the end.
        of_track: whether a range is one of the track; None where that is not said.
        share: the half that a range names, as shares of the whole.
        from_end: whether ``seconds`` of a range count from the clip's end; None where they are none of a range.
        bare: whether louder or quieter is said of nothing, so that the music itself may be meant.
        sound: the instrument that a part is told by, or "vocals"; "" for any other part.

    """

    amount: float = 1.0
    seconds: float | None = None
    bars: int | None = None
    part: TrackPart = TrackPart.UNHEARD
    fade_in: bool = False
    fade_out: bool = True
    of_track: bool | None = None
    share: tuple[float, float] | None = None
    from_end: bool | None = None
    bare: bool = False
    sound: str = ""


@dataclass(frozen=True, slots=True)
class EditResult:
    """What came of one edit.

    Attributes:
        kind: of the edit.
        failure: why it was not made; None where it was.
        was_s: where the track started before; None for an edit that moves no start.
        start_s: where it starts now; of a range, its first second.
        end_s: of a range, its last second.
        part: which part it starts with.
        value: what the edit is about, in the unit of its setting: decibels, seconds.
        missing_s: how many seconds of the clip are left without music.
        of_track: whether a range is one of the track, rather than of the clip.
        bare: whether the music itself may have been meant, and not its level.
        sound: the instrument, or "vocals", that the part was told by.
        language: in which to say it, where its words are in another than the card's; else "".

    """

    kind: EditKind
    failure: EditFailure | None = None
    was_s: float | None = None
    start_s: float | None = None
    end_s: float | None = None
    part: TrackPart | None = None
    value: float | None = None
    missing_s: float = 0.0
    of_track: bool = False
    bare: bool = False
    sound: str = ""
    language: str = ""

    @property
    def moved(self) -> bool:
        """Whether it has moved where the track starts."""
        return self.failure is None and self.was_s is not None

    def to_json(self) -> JsonObject:
        """Plain JSON types; what says nothing is left out."""
        plain = asdict(EditResult(self.kind))
        return {"kind": self.kind.value} | {k: v for k, v in asdict(self).items() if k != "kind" and v != plain[k]}

    @classmethod
    def from_json(cls, data: JsonObject) -> EditResult:
        """Inverse of :meth:`to_json`; ignores keys of other versions."""
        known = {f.name for f in fields(cls)}
        values: JsonObject = {key: value for key, value in data.items() if key in known}
        values["kind"] = EditKind(values["kind"])
        for name, enum in (("failure", EditFailure), ("part", TrackPart)):
            if values.get(name) is not None:
                values[name] = enum(values[name])
        return cls(**values)
