"""What a source of music says of a track's licence, in its own words, so that it can be shown later."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from musechat.json_types import JsonObject


@dataclass(frozen=True, slots=True)
class LicenceEvidence:
    """One statement of a licence, as found at a source.

    Attributes:
        statement: the licence as stated, unread: an id, a name or an address.
        stated_in: which field of which record says so, as in ``"jamendo tracks: license_ccurl"``.
        seen_at: when it was read; aware.
        page_url: where a person finds the track at its source.
        attribution: the credit line that the source asks for; empty where it gives none.

    """

    statement: str
    stated_in: str
    seen_at: datetime
    page_url: str = ""
    attribution: str = ""

    def states_same(self, other: LicenceEvidence) -> bool:
        """Whether two readings say the same, whenever they were made."""
        return (self.statement, self.stated_in) == (other.statement, other.stated_in)

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        return {**asdict(self), "seen_at": self.seen_at.isoformat()}

    @classmethod
    def from_json(cls, data: JsonObject) -> LicenceEvidence:
        """Inverse of :meth:`to_json`."""
        return cls(**{**data, "seen_at": datetime.fromisoformat(str(data["seen_at"]))})
