"""Which track a sound is: by the hash of the encoded sound, and by fingerprints of tracks of about its length."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session

from musechat.library_paths import store_path
from musechat.track import Track
from store.known_files import find_track_of_file
from store.tables import TrackRow
from store.track_library import to_track


def find_by_bytes(session: Session, file_hash: str, guild_id: int | None = None) -> Track | None:
    """The track whose present file has these bytes (SHA-256, hex), or had; as :func:`find_by_sound`."""
    return _find_track(session, TrackRow.file_hash == file_hash, file_hash, "", guild_id)


def find_by_sound(session: Session, sound_hash: str, guild_id: int | None = None) -> Track | None:
    """The track whose present or former file has this encoded sound (SHA-256, hex); listed ones first.

    ``guild_id`` names the guild whose own track it is to be; None: everyone's.
    """
    return _find_track(session, TrackRow.sound_hash == sound_hash, "", sound_hash, guild_id)


def find_unhashed_at(session: Session, path: str, guild_id: int | None = None) -> Track | None:
    """The track of an older version, without a hash of its sound, whose file lies, or lay, at a path."""
    old = _select_own(guild_id).where(TrackRow.sound_hash == "", TrackRow.path == store_path(path))
    row = session.scalar(old.limit(1))
    return None if row is None else to_track(row)


def iter_fingerprints(
    session: Session, duration_s: float, margin_s: float, guild_id: int | None = None
) -> Iterator[tuple[str, bytes, bool]]:
    """Id, fingerprint and whether it is listed, of tracks whose length differs by at most ``margin_s``."""
    near = TrackRow.duration_s.between(duration_s - margin_s, duration_s + margin_s)
    wanted = (
        select(TrackRow.id, TrackRow.fingerprint, TrackRow.removed_at.is_(None))
        .where(near, TrackRow.fingerprint.is_not(None), _is_own(guild_id))
        .order_by(TrackRow.removed_at.is_not(None), TrackRow.added_at, TrackRow.id)
    )
    return ((track_id, data, listed) for track_id, data, listed in session.execute(wanted) if data)


def load_changed_fingerprints(session: Session, since: int) -> dict[str, tuple[int | None, bytes]]:
    """Owner and fingerprint, by id, of all tracks changed since a revision; b"" of a removed one, or where none is."""
    columns = (TrackRow.id, TrackRow.guild_id, TrackRow.fingerprint, TrackRow.removed_at)
    changed = session.execute(select(*columns).where(TrackRow.revision > since))
    return {track_id: (owner, b"" if removed else data or b"") for track_id, owner, data, removed in changed}


def save_fingerprint(session: Session, track_id: str, fingerprint: bytes) -> None:
    """Store a track's fingerprint."""
    session.execute(update(TrackRow).where(TrackRow.id == track_id).values(fingerprint=fingerprint or None))


def _find_track(
    session: Session, matches: ColumnElement[bool], file_hash: str, sound_hash: str, guild_id: int | None
) -> Track | None:
    own = _select_own(guild_id)
    row = session.scalar(own.where(matches).limit(1))
    if row is None and (known := find_track_of_file(session, file_hash, sound_hash)) is not None:
        row = session.scalar(own.where(TrackRow.id == known))
    return None if row is None else to_track(row)


def _select_own(guild_id: int | None) -> Select[TrackRow]:
    return select(TrackRow).where(_is_own(guild_id)).order_by(TrackRow.removed_at.is_not(None), TrackRow.added_at)


def _is_own(guild_id: int | None) -> ColumnElement[bool]:
    return TrackRow.guild_id.is_(None) if guild_id is None else TrackRow.guild_id == guild_id
