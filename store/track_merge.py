"""Two rows that prove to be one recording become one: everything that refers to the one refers to the other."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text, cast, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.known_files import point_files_to
from store.tables import (
    BriefEventRow,
    ClipMusicRow,
    ExclusionRow,
    PickRow,
    SourceTrackRow,
    TrackRow,
    TurnRow,
    WatchedFileRow,
)
from store.track_library import remove_track


def merge_tracks(session: Session, kept: str, gone: str) -> None:
    """Let picks, exclusions, wishes and files of track ``gone`` be those of ``kept``, and take it out of the library.

    Its row stays, removed, so that nothing that names it elsewhere (a pinned link, a message) breaks.
    """
    session.execute(update(PickRow).where(PickRow.track_id == gone).values(track_id=kept))
    named = (ExclusionRow.what.in_(("track", "sounds-like")), ExclusionRow.value == gone)
    session.execute(update(ExclusionRow).where(*named).values(value=kept))
    _rename_in_json(session, BriefEventRow, BriefEventRow.wish, gone, kept)
    _rename_in_json(session, TurnRow, TurnRow.brief, gone, kept)
    for row in (WatchedFileRow, SourceTrackRow, ClipMusicRow):
        session.execute(update(row).where(row.track_id == gone).values(track_id=kept))
    point_files_to(session, kept, gone)
    remove_track(session, gone)


def merge_same_sound(session: Session, sound_hash: str, guild_id: int | None) -> str | None:
    """Make all listed rows with one encoded sound the oldest of them; returns its id, None where there is none."""
    own = TrackRow.guild_id.is_(None) if guild_id is None else TrackRow.guild_id == guild_id
    wanted = select(TrackRow.id).where(TrackRow.sound_hash == sound_hash, TrackRow.removed_at.is_(None), own)
    ids = list(session.scalars(wanted.order_by(TrackRow.added_at, TrackRow.id)))
    for gone in ids[1:]:
        merge_tracks(session, ids[0], gone)
    return ids[0] if ids else None


def _rename_in_json(
    session: Session, table: type[Any], column: InstrumentedAttribute[Any], gone: str, kept: str
) -> None:
    """Rename a track in the wishes of one column; only rows that hold its id are read."""
    holds = cast(column, Text).contains(f'"{gone}"', autoescape=True)
    keys = table.__mapper__.primary_key
    for *key, value in session.execute(select(*keys, column).where(holds)).all():
        same = [own == each for own, each in zip(keys, key, strict=True)]
        session.execute(update(table).where(*same).values({column.key: _rename(value, gone, kept)}))


def _rename(value: Any, gone: str, kept: str) -> Any:
    if isinstance(value, dict):
        return {name: _rename(each, gone, kept) for name, each in value.items()}
    if isinstance(value, list):
        return [_rename(each, gone, kept) for each in value]
    return kept if value == gone else value
