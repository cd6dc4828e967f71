"""What sources of music have, what was fetched of it, and how each source's last sync went."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from musechat.source_track import SourceTrack
from store.tables import LibrarySourceRow, SourceTrackRow, utc_now
from store.upsert import upsert_row

WANTED, FETCHED, ADDED, REFUSED, WITHDRAWN = "wanted", "fetched", "added", "refused", "withdrawn"


@dataclass(frozen=True, slots=True)
class StoredTrack:
    """A source's track as the database has it; ``path`` and ``track_id`` are empty until it is fetched and added."""

    source: str
    track: SourceTrack
    kind: str
    state: str
    reason: str
    path: str
    track_id: str | None
    hidden: bool
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How a source stands: its tracks by state, and its last sync."""

    name: str
    counts: dict[str, int]
    tried_at: datetime | None = None
    synced_at: datetime | None = None
    error: str = ""


def make_ref_key(ref: str) -> str:
    """The key of a ref's row."""
    return hashlib.sha256(ref.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def load_source_tracks(session: Session, source: str, *states: str) -> dict[str, StoredTrack]:
    """Load a source's tracks by their ref, ordered; only those in some states where any are named."""
    wanted = select(SourceTrackRow).where(SourceTrackRow.source == source).order_by(SourceTrackRow.key)
    if states:
        wanted = wanted.where(SourceTrackRow.state.in_(states))
    stored = [_to_stored(row) for row in session.scalars(wanted)]
    return {found.track.ref: found for found in stored}


def put_source_track(session: Session, source: str, track: SourceTrack, *, state: str, kind: str = "") -> None:
    """Store a track as its source lists it now, in place of an earlier listing; its file and its kind are kept."""
    values = {
        "source": source,
        "key": make_ref_key(track.ref),
        "record": track.to_json(),
        "kind": kind,
        "state": state,
        "reason": "",
        "path": "",
        "hidden": False,
        "checked_at": utc_now(),
    }
    upsert_row(session, SourceTrackRow, ("source", "key"), values, keep=("kind", "path"))


def set_track_state(session: Session, source: str, refs: Iterable[str], **values: object) -> None:
    """Change columns of some tracks' rows, and note that they were looked at now."""
    for ref in refs:
        those = (SourceTrackRow.source == source, SourceTrackRow.key == make_ref_key(ref))
        session.execute(update(SourceTrackRow).where(*those).values(**values, checked_at=utc_now()))


def find_evidence(session: Session, track_id: str) -> list[StoredTrack]:
    """Find what all sources say of a track of the library."""
    wanted = select(SourceTrackRow).where(SourceTrackRow.track_id == track_id).order_by(SourceTrackRow.source)
    return [_to_stored(row) for row in session.scalars(wanted)]


def may_send_clip(session: Session, track_id: str) -> bool:
    """Whether no source of a track forbids that parts of it are sent; true for music that comes from no source."""
    return all(stored.track.rights.may_send_clip for stored in find_evidence(session, track_id))


def may_send_full(session: Session, track_id: str) -> bool:
    """Whether no source of a track forbids that its file is handed out; true for music that comes from no source."""
    return all(stored.track.rights.may_send_full for stored in find_evidence(session, track_id))


def find_refs(session: Session, source: str, track_ids: Iterable[str]) -> dict[str, str]:
    """Find under which refs a source has tracks of the library, by track id."""
    wanted = select(SourceTrackRow).where(SourceTrackRow.source == source, SourceTrackRow.state == ADDED)
    rows = session.scalars(wanted.where(SourceTrackRow.track_id.in_(sorted(set(track_ids)))))
    return {str(row.track_id): str(row.record["ref"]) for row in rows}


def record_sync(session: Session, source: str, error: str = "") -> None:
    """Store how a sync ended: well, or with an error of one line."""
    now = utc_now()
    values = {"name": source, "tried_at": now, "synced_at": None if error else now, "error": error}
    upsert_row(session, LibrarySourceRow, ("name",), values, keep=("synced_at",) if error else ())


def list_source_status(session: Session, names: Iterable[str] = ()) -> list[SourceStatus]:
    """List how all sources stand that ever had a track or a sync, and those named, by name."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    grouped = select(SourceTrackRow.source, SourceTrackRow.state, func.count())
    for source, state, number in session.execute(grouped.group_by(SourceTrackRow.source, SourceTrackRow.state)):
        counts[source][state] = number
    rows = {row.name: row for row in session.scalars(select(LibrarySourceRow))}
    return [_to_status(name, counts[name], rows.get(name)) for name in sorted({*names, *counts, *rows})]


def _to_status(name: str, counts: dict[str, int], row: LibrarySourceRow | None) -> SourceStatus:
    if row is None:
        return SourceStatus(name, counts)
    return SourceStatus(name, counts, row.tried_at, row.synced_at, row.error)


def _to_stored(row: SourceTrackRow) -> StoredTrack:
    return StoredTrack(
        source=row.source,
        track=SourceTrack.from_json(row.record),
        kind=row.kind,
        state=row.state,
        reason=row.reason,
        path=row.path,
        track_id=row.track_id,
        hidden=row.hidden,
        checked_at=row.checked_at,
    )
