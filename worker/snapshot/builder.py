"""Builds the library snapshot, whole or from the changes since an earlier one, and opens the index over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from sqlalchemy.orm import Session

from models.index import IndexFolder, TorchIndex
from models.ranking.chooser import Index
from models.ranking.library_snapshot import BoolArray, FloatArray, LibrarySnapshot, build_snapshot
from models.ranking.snapshot_update import join_snapshots
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.track import Track
from store.database import Database
from store.track_library import count_library, get_library_revision, get_tracks, iter_embedded_tracks, list_changed_ids
from store.vectors import PgVectors
from worker.served_models_record import get_vectors_folder
from worker.snapshot.served_models import ServingModels


def read_library(db: Database, models: ServingModels) -> LibrarySnapshot:
    """Build a snapshot of the whole library.

    Raises:
        BadInput: ``library-empty``; ``library-unheard`` where no track has an embedding of these models.

    """
    # The revision is read first: a track that is added meanwhile is then read again by the next update, never missed.
    with db.read() as session:
        revision = get_library_revision(session)
        parts = _read_tracks(session, db, models, since=0)
        size = 0 if parts else count_library(session)
    if parts:
        return join_snapshots(parts, revision)
    if not size:
        raise BadInput("library-empty", "The library is empty", "Add music with: musechat library add FOLDER")
    raise BadInput(
        "library-unheard",
        "The library has not been analysed by this version's audio encoder yet",
        "Leave `musechat up` running for a while, or run `musechat library add FOLDER` again",
    )


def update_library(
    db: Database, models: ServingModels, before: LibrarySnapshot
) -> tuple[LibrarySnapshot, list[str] | None]:
    """Build a snapshot from an earlier one by reading only the tracks that have changed.

    Returns:
        The snapshot, and the ids of the tracks that changed; None where it was read whole.

    Raises:
        BadInput: as :func:`read_library`, where no track is left.

    """
    with db.read() as session:
        revision = get_library_revision(session)
        changed = list_changed_ids(session, before.revision)
        parts = _read_tracks(session, db, models, since=before.revision)
    library = join_snapshots([before, *parts], revision, without=changed)
    # An older database was restored in place of this one, or all tracks are gone.
    if revision < before.revision or not len(library):
        return read_library(db, models), None
    return library, changed


def _read_tracks(session: Session, db: Database, models: ServingModels, since: int) -> list[LibrarySnapshot]:
    fetch = _make_fetch(db)
    parts = []
    for batch in iter_embedded_tracks(session, *models.music, since=since):
        vectors = {track.id: np.frombuffer(data, np.float32) for track, data in batch}
        parts.append(build_snapshot((track for track, _ in batch), vectors, models.fusion, fetch=fetch))
    return parts


def _make_fetch(db: Database) -> Callable[[Sequence[str]], Mapping[str, Track]]:
    """Make the look-up of full tracks, which reads them as they are now: a track removed meanwhile is not picked."""

    def fetch(ids: Sequence[str]) -> Mapping[str, Track]:
        with db.read() as session:
            return get_tracks(session, ids, removed=False)

    return fetch


class SharedIndex(Index, Protocol):
    """An index over stored vectors that other processes may have changed."""

    @property
    def has_vector(self) -> BoolArray:
        """Which rows have a stored vector, (n,)."""
        ...


class VectorLocations(Protocol):
    """The stored vectors of one space, shared by all processes."""

    def replace_rows(self, ids: Sequence[str], matrix: FloatArray) -> object:
        """Store exactly the rows of ``matrix`` (n, dj) under ``ids`` (n,), and delete all others."""
        ...

    def update_rows(self, ids: Sequence[str], matrix: FloatArray, removed: Sequence[str] = ()) -> object:
        """Store the rows of ``matrix`` (m, dj) under ``ids`` (m,), and delete ``removed``."""
        ...

    def reorder_rows(self, ids: Sequence[str]) -> SharedIndex:
        """Return an index over the stored vectors whose rows are in the order of ``ids``."""
        ...


def open_index(
    db: Database, settings: Settings, models: ServingModels, library: LibrarySnapshot, changed: Sequence[str] | None
) -> Index:
    """Open the index over a snapshot's rows, after storing the vectors that have changed.

    Args:
        db: the library's database.
        settings: name the kind of index: on this process's device, in shared files, or in PostgreSQL.
        models: the models that the vectors belong to.
        library: the snapshot whose rows the index searches.
        changed: ids that may have changed since this process last opened the index; None: any may have.

    """
    # With a GPU each process holds the vectors on the device, and nothing is left to share.
    if settings.index == "exact" and TorchIndex.has_card():
        return TorchIndex(library.ids, library.joint)
    vectors = _open_vectors(db, settings, models)
    if changed is None:
        vectors.replace_rows(library.ids, library.joint)
    else:
        rows = library.find_rows(changed)
        ids = [library.ids[row] for row in rows.tolist()]
        vectors.update_rows(ids, library.joint[rows], sorted(set(changed) - set(ids)))
    index = vectors.reorder_rows(library.ids)
    if not index.has_vector.all():  # another process has stored another revision since
        vectors.replace_rows(library.ids, library.joint)
        index = vectors.reorder_rows(library.ids)
    return index


def _open_vectors(db: Database, settings: Settings, models: ServingModels) -> VectorLocations:
    space = models.record.space
    if settings.index == "exact":
        return IndexFolder(get_vectors_folder(settings) / space)
    return PgVectors(db, space, graph=settings.index == "pgvector-hnsw")
