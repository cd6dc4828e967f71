"""What a file, a list beside it or a source says of a track's licence, and the record that is kept of a pick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace

from musechat.json_types import JsonObject
from musechat.track import Licence, LicenceStatement, Track


def find_strictest(statements: Iterable[LicenceStatement]) -> Licence | None:
    """The licence that several statements leave: each use only where all that name a licence allow it.

    Statements that name no licence (a copyright line) count only where no other does. None without any statement.
    """
    found = [statement.licence for statement in statements]
    known = [licence for licence in found if licence.commercial is not None] or found[:1]
    if not known:
        return None
    strictest = min(known, key=_rank_permission)
    if len(known) == 1:
        return strictest
    return replace(
        strictest,
        commercial=all(licence.commercial is True for licence in known),
        derivatives=all(licence.derivatives is True for licence in known),
        attribution=any(licence.attribution for licence in known),
        share_alike=any(licence.share_alike for licence in known),
    )


def have_conflict(statements: Iterable[LicenceStatement]) -> bool:
    """Whether statements name licences that allow or ask for different things."""
    known = [s.licence for s in statements if s.licence.commercial is not None]
    return len({(lic.commercial, lic.derivatives, lic.attribution, lic.share_alike) for lic in known}) > 1


def _rank_permission(licence: Licence) -> tuple[int, int, int, int]:
    return (
        int(licence.commercial is True),
        int(licence.derivatives is True),
        -int(bool(licence.attribution)),
        -int(bool(licence.share_alike)),
    )


@dataclass(frozen=True, slots=True)
class PickRecord:
    """What was known of a track's licence when a member accepted it; never changed afterwards. Times are ISO, UTC."""

    track_id: str
    title: str
    artist: str
    licence: Licence
    version: str  # of the licence, "4.0"; "" where none is stated
    statements: tuple[LicenceStatement, ...]
    source_url: str
    credit: str
    file_hash: str
    sound_hash: str
    start_s: float
    end_s: float
    accepted_at: str

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        return {**asdict(self), "statements": [asdict(statement) for statement in self.statements]}

    @classmethod
    def from_json(cls, data: JsonObject) -> PickRecord:
        """Inverse of :meth:`to_json`; ignores keys of other versions."""
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        statements = tuple(LicenceStatement.from_json(each) for each in data.get("statements", ()))
        return cls(**{**known, "licence": Licence(**data["licence"]), "statements": statements})


def make_pick_record(track: Track, credit: str, start_s: float, end_s: float, accepted_at: str) -> PickRecord:
    """The record of a track that a member accepts now."""
    return PickRecord(
        track_id=track.id,
        title=track.title,
        artist=track.artist,
        licence=track.licence,
        version=find_version(track.licence),
        statements=track.statements,
        source_url=track.source_url,
        credit=credit,
        file_hash=track.file_hash,
        sound_hash=track.sound_hash,
        start_s=start_s,
        end_s=end_s,
        accepted_at=accepted_at,
    )


def find_version(licence: Licence) -> str:
    """The version in a licence's id, "4.0" of "CC-BY-4.0"; "" where it names none."""
    parts = licence.id.replace("-only", "").replace("-or-later", "").rsplit("-", 1)
    return parts[1] if len(parts) == 2 and parts[1].replace(".", "").isdecimal() else ""
