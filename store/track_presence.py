"""Tracks that come and go with their files: taken out of the library while the sound is away, and put back after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from musechat.library_paths import load_path, store_path
from musechat.track import Licence
from store.tables import SourceTrackRow, TrackRow, WatchedFileRow, utc_now
from store.track_library import BATCH, take_next_revision


@dataclass(frozen=True, slots=True)
class TrackDescription:
    """What a source says of a track; empty fields leave the track's own."""

    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""
    year: int | None = None
    licence: Licence | None = None
    source_url: str = ""


def hide_tracks(session: Session, ids: Iterable[str]) -> set[str]:
    """Take tracks out of the library; returns those that were in it. One revision for all of them."""
    return _set_removed(session, ids, removed=True)


def restore_tracks(session: Session, ids: Iterable[str]) -> set[str]:
    """Put tracks back into the library; returns those that were not in it."""
    return _set_removed(session, ids, removed=False)


def set_track_path(session: Session, track_id: str, path: str) -> None:
    """Note where a track's file lies now."""
    values = {"path": store_path(path), "revision": take_next_revision(session)}
    session.execute(update(TrackRow).where(TrackRow.id == track_id).values(**values))


def get_track_paths(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Where the files of some tracks lie, by id."""
    wanted = sorted(set(ids))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), BATCH):
        rows = select(TrackRow.id, TrackRow.path).where(TrackRow.id.in_(wanted[start : start + BATCH]))
        found.update((track_id, load_path(path)) for track_id, path in session.execute(rows))
    return found


def list_other_paths(session: Session, track_id: str) -> list[str]:
    """All paths under which watched folders and sources have this track now."""
    files = select(WatchedFileRow.path).where(WatchedFileRow.track_id == track_id, WatchedFileRow.is_gone.is_(False))
    fetched = select(SourceTrackRow.path).where(SourceTrackRow.track_id == track_id, SourceTrackRow.state == "added")
    return [load_path(path) for path in (*session.scalars(files), *session.scalars(fetched))]


def describe_track(session: Session, track_id: str, said: TrackDescription) -> None:
    """Change what is known of a track to what its source says now."""
    values = {name: value for name, value in asdict(said).items() if value}
    if values:
        revision = take_next_revision(session)
        session.execute(update(TrackRow).where(TrackRow.id == track_id).values(**values, revision=revision))


def _set_removed(session: Session, ids: Iterable[str], *, removed: bool) -> set[str]:
    wanted = sorted(set(ids))
    changed: set[str] = set()
    if not wanted:
        return changed
    values = {"removed_at": utc_now() if removed else None, "revision": take_next_revision(session)}
    before = TrackRow.removed_at.is_(None) if removed else TrackRow.removed_at.is_not(None)
    for start in range(0, len(wanted), BATCH):
        those = TrackRow.id.in_(wanted[start : start + BATCH])
        statement = update(TrackRow).where(those, before).values(**values).returning(TrackRow.id)
        changed.update(session.scalars(statement))
    return changed
