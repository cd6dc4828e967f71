"""What came of re-reading a licence where it was stated, after a member had accepted the track."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from musechat.json_types import JsonObject

LONGEST = 200  # letters of what is found


class CheckState(StrEnum):
    """What a place says now, compared with what was recorded; least telling first."""

    NOTHING = "nothing"  # there is no place that could be read again
    SAME = "same"
    THERE = "there"  # the page is there, and names no licence that we could compare
    UNREACHABLE = "unreachable"  # nobody knows: no answer, or no file
    VANISHED = "vanished"
    CHANGED = "changed"


_ORDER = tuple(CheckState)


@dataclass(frozen=True, slots=True)
class LicenceReading:
    """One look at what is said of a track's licence.

    Attributes:
        state: compared with what was recorded.
        where: the place, for people: an address, else what names it ("tag WCOP").
        found: what stands there now, as a licence id or in its own words; empty where nothing does.
        reason: why it could not be read, one line.
        seen_on: addresses of pages on which the recorded licence stood.

    """

    state: CheckState
    where: str = ""
    found: str = ""
    reason: str = ""
    seen_on: tuple[str, ...] = ()

    @property
    def is_absence(self) -> bool:
        """Whether it tells only of what is missing, as a server does that is being repaired."""
        return self.state is CheckState.VANISHED or (self.state is CheckState.CHANGED and not self.found)

    @property
    def finding(self) -> str:
        """The key of what is to be told of it, once; empty where there is nothing to tell."""
        if self.state is CheckState.CHANGED:
            return f"changed:{self.found}"
        return self.state.value if self.state is CheckState.VANISHED else ""


def find_worst(readings: Sequence[LicenceReading]) -> LicenceReading:
    """The reading that matters most of those of one track, with the pages of all of them."""
    if not readings:
        return LicenceReading(CheckState.NOTHING)
    worst = max(readings, key=lambda reading: _ORDER.index(reading.state))
    pages = tuple(dict.fromkeys(page for reading in readings for page in reading.seen_on))
    return LicenceReading(worst.state, worst.where, worst.found[:LONGEST], worst.reason, pages)


@dataclass(frozen=True, slots=True)
class LicenceCheck:
    """How the licence of an accepted pick stands since it was last looked at.

    Attributes:
        state: by the last look that got an answer.
        where, found: as in :class:`LicenceReading`.
        reason: why the last look got no answer; empty where it got one.
        looked_at: time of the last look.
        answered_at: time of the last one that got an answer; None where none did.

    """

    state: CheckState
    where: str
    found: str
    reason: str
    looked_at: datetime
    answered_at: datetime | None

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        return {
            "state": self.state.value,
            "where": self.where,
            "found": self.found,
            "reason": self.reason,
            "looked_at": self.looked_at.isoformat(timespec="seconds"),
            "answered_at": self.answered_at.isoformat(timespec="seconds") if self.answered_at else None,
        }
