"""The library: its tracks, their embeddings, and a revision that grows with every change.

Removing a track keeps its row, since threads still show it; it is never listed or picked again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Select, delete, func, or_, select, text, update
from sqlalchemy.orm import Session

from musechat.library_paths import load_path, store_path
from musechat.track import Licence, LicenceStatement, Tag, Track, TrackTraits
from store.tables import TrackRow, TrackVectorRow, utc_now
from store.upsert import upsert_row

LIBRARY_LOCK = 0x6D757365_0001  # PostgreSQL advisory lock: writers of the library count one after another
BATCH = 500  # ids in one statement: SQLite takes no more than some thousands of parameters


def put_track(session: Session, track: Track, traits_version: str) -> bool:
    """Insert or update a track; True where the library did not list it. A removed track is restored."""
    revision = take_next_revision(session)
    listed = session.scalar(select(TrackRow.id).where(TrackRow.id == track.id, TrackRow.removed_at.is_(None)))
    values = _to_columns(track) | {"traits_version": traits_version, "removed_at": None, "revision": revision}
    upsert_row(session, TrackRow, ("id",), values)
    return listed is None


def get_track(session: Session, track_id: str) -> Track | None:
    """Load a track by its id, also a removed one; None for an unknown id."""
    row = session.get(TrackRow, track_id)
    return None if row is None else to_track(row)


def get_tracks(session: Session, ids: Iterable[str], *, removed: bool = True) -> dict[str, Track]:
    """Load tracks by their ids; unknown ids are left out, and with ``removed=False`` removed tracks too."""
    wanted = sorted(set(ids))
    found: dict[str, Track] = {}
    for start in range(0, len(wanted), BATCH):
        rows = select(TrackRow).where(TrackRow.id.in_(wanted[start : start + BATCH]))
        if not removed:
            rows = rows.where(TrackRow.removed_at.is_(None))
        found.update((row.id, to_track(row)) for row in session.scalars(rows))
    return found


def find_tracks(session: Session, id_prefix: str) -> list[Track]:
    """Find the library's tracks whose id has a prefix, ordered by id; SQL wildcards are escaped."""
    return _load_tracks(session, _select_listed().where(TrackRow.id.startswith(id_prefix.lower(), autoescape=True)))


def list_tracks(session: Session) -> list[Track]:
    """Load the whole library, ordered by id."""
    return _load_tracks(session, _select_listed())


def list_changed_ids(session: Session, since: int) -> list[str]:
    """List the ids of all tracks changed since a revision, sorted: new, renewed and removed ones."""
    # Sorted here: asked to sort, SQLite walks over all ids rather than look the few up by their revision.
    return sorted(session.scalars(select(TrackRow.id).where(TrackRow.revision > since)))


def load_listed_versions(session: Session) -> dict[str, tuple[str, str]]:
    """Load the version of the analysis, and the path, of each of everyone's tracks, by id."""
    listed = select(TrackRow.id, TrackRow.traits_version, TrackRow.path).where(
        TrackRow.removed_at.is_(None), TrackRow.guild_id.is_(None)
    )
    return {row.id: (row.traits_version, load_path(row.path)) for row in session.execute(listed)}


def find_file(session: Session, file_hash: str, guild_id: int | None) -> Track | None:
    """Find the track of a file (SHA-256, hex) for a guild: the guild's own, else everyone's; None where neither is."""
    mine = or_(TrackRow.guild_id.is_(None), TrackRow.guild_id == guild_id)
    found = _load_tracks(session, _select_listed().where(TrackRow.file_hash == file_hash, mine))
    return max(found, key=lambda track: track.guild_id is not None, default=None)


def is_listed(session: Session, track_id: str) -> bool:
    """Whether the library has a track, and it was not removed."""
    listed = select(TrackRow.id).where(TrackRow.id == track_id, TrackRow.removed_at.is_(None))
    return session.scalar(listed) is not None


def list_removed_guild_files(session: Session) -> set[str]:
    """List the paths of files whose guilds have removed every track that uses them."""
    own = select(TrackRow.path).where(TrackRow.guild_id.is_not(None))
    kept = set(session.scalars(select(TrackRow.path).where(TrackRow.removed_at.is_(None))))
    return {load_path(path) for path in set(session.scalars(own.where(TrackRow.removed_at.is_not(None)))) - kept}


def remove_track(session: Session, track_id: str) -> bool:
    """Remove a track from the library; False where it was not listed."""
    values = {"removed_at": utc_now(), "revision": take_next_revision(session)}
    gone = update(TrackRow).where(TrackRow.id == track_id, TrackRow.removed_at.is_(None)).values(**values)
    return session.scalar(gone.returning(TrackRow.id)) is not None


def get_library_revision(session: Session) -> int:
    """The library's revision, which grows with each change of a track or embedding; 0 before the first track."""
    return session.scalar(select(func.max(TrackRow.revision))) or 0


def count_library(session: Session) -> int:
    """Count the library's tracks."""
    return session.scalar(select(func.count()).select_from(TrackRow).where(TrackRow.removed_at.is_(None))) or 0


def save_track_vector(session: Session, track_id: str, encoder: str, version: str, dim: int, data: bytes) -> None:
    """Store an encoder's embedding of a track: ``data`` holds the bytes of (dim,) float32."""
    key = {"track_id": track_id, "encoder": encoder, "version": version}
    upsert_row(session, TrackVectorRow, tuple(key), {**key, "dim": dim, "data": data})
    # A snapshot built after the track's insert and before its embedding's would otherwise count as complete.
    changed = update(TrackRow).where(TrackRow.id == track_id).values(revision=take_next_revision(session))
    session.execute(changed)


def load_track_vectors(session: Session, encoder: str, version: str) -> list[tuple[str, bytes]]:
    """Load ``(track id, float32 bytes)`` of the library's tracks, ordered by id."""
    wanted = (
        select(TrackVectorRow.track_id, TrackVectorRow.data)
        .join(TrackRow, TrackRow.id == TrackVectorRow.track_id)
        .where(TrackVectorRow.encoder == encoder, TrackVectorRow.version == version, TrackRow.removed_at.is_(None))
        .order_by(TrackVectorRow.track_id)
    )
    return [(track_id, data) for track_id, data in session.execute(wanted)]


def list_tracks_without_vector(session: Session, encoder: str, version: str) -> list[str]:
    """List the ids of the library's tracks that this encoder has not embedded, ordered."""
    embedded = select(TrackVectorRow.track_id).filter_by(encoder=encoder, version=version)
    wanted = select(TrackRow.id).where(TrackRow.removed_at.is_(None), TrackRow.id.not_in(embedded))
    return list(session.scalars(wanted.order_by(TrackRow.id)))


def has_vectors(session: Session, encoder: str, version: str) -> bool:
    """Whether the encoder has embedded any track."""
    embedded = select(TrackVectorRow.track_id).filter_by(encoder=encoder, version=version)
    return session.scalar(embedded.limit(1)) is not None


def delete_other_vectors(session: Session, encoder: str, version: str) -> int:
    """Delete up to :data:`BATCH` embeddings of all other encoders and versions; returns how many."""
    other = or_(TrackVectorRow.encoder != encoder, TrackVectorRow.version != version)
    found = session.execute(select(*TrackVectorRow.__mapper__.primary_key).where(other).limit(BATCH)).all()
    for track_id, name, other_version in found:
        session.execute(delete(TrackVectorRow).filter_by(track_id=track_id, encoder=name, version=other_version))
    return len(found)


def _select_listed() -> Select[TrackRow]:
    return select(TrackRow).where(TrackRow.removed_at.is_(None)).order_by(TrackRow.id)


def _load_tracks(session: Session, wanted: Select[TrackRow]) -> list[Track]:
    return [to_track(row) for row in session.scalars(wanted)]


def take_next_revision(session: Session) -> int:
    """Take the library's next revision, for a change in this transaction."""
    # Two writers must not get one number: a reader that has seen the first would miss the second.
    # SQLite has a single writer anyway.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LIBRARY_LOCK})
    return get_library_revision(session) + 1


def _to_columns(track: Track) -> dict[str, object]:
    """The columns of a track's row, by name; JSON columns hold plain JSON types."""
    same = (
        "id",
        "title",
        "artist",
        "album",
        "genre",
        "year",
        "explicit",
        "source_url",
        "file_hash",
        "guild_id",
        "sound_hash",
        "rating",
    )
    return {name: getattr(track, name) for name in same} | {
        "path": store_path(track.path),
        "statements": [asdict(statement) for statement in track.statements],
        "licence": asdict(track.licence),
        "duration_s": track.traits.duration_s,
        "traits": track.traits.to_json(),
        "tags": [asdict(tag) for tag in track.tags],
    }


def to_track(row: TrackRow) -> Track:
    """The track of a row."""
    return Track(
        id=row.id,
        title=row.title,
        artist=row.artist,
        album=row.album,
        genre=row.genre,
        year=row.year,
        explicit=row.explicit,
        licence=Licence(**row.licence),
        source_url=row.source_url,
        path=load_path(row.path),
        file_hash=row.file_hash,
        traits=TrackTraits.from_json(row.traits),
        tags=tuple(Tag(**tag) for tag in row.tags),
        guild_id=row.guild_id,
        sound_hash=row.sound_hash,
        rating=row.rating,
        statements=tuple(LicenceStatement.from_json(each) for each in row.statements or ()),
    )
