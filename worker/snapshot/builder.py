"""The library as arrays, read whole or from what has changed since; and the index over it."""

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
    """The whole library as arrays.

    Raises:
        BadInput: it is empty, or these models have analysed nothing of it.

    """
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
        "The library waits to be heard by this version's ear",
        "Leave `musechat up` running for a while, or run `musechat library add FOLDER` again",
    )


def update_library(
    db: Database, models: ServingModels, before: LibrarySnapshot
) -> tuple[LibrarySnapshot, list[str] | None]:
    """The library as it is now, of which only what changed is read; and the ids of what changed, None for all.

    Raises:
        BadInput: nothing is left of it.

    """
    with db.read() as session:
        revision = get_library_revision(session)
        changed = list_changed_ids(session, before.revision)
        parts = _read_tracks(session, db, models, since=before.revision)
    library = join_snapshots([before, *parts], revision, without=changed)
    # An older database was put in the place of this one, or all tracks are gone.
    if revision < before.revision or not len(library):
        return read_library(db, models), None
    return library, changed


def _read_tracks(session: Session, db: Database, models: ServingModels, since: int) -> list[LibrarySnapshot]:
    fetch = _make_fetch(db)
    parts = []
    for some in iter_embedded_tracks(session, *models.music, since=since):
        vectors = {track.id: np.frombuffer(data, np.float32) for track, data in some}
        parts.append(build_snapshot((track for track, _ in some), vectors, models.fusion, fetch=fetch))
    return parts


def _make_fetch(db: Database) -> Callable[[Sequence[str]], Mapping[str, Track]]:
    """Look up full tracks as they are now: one that was removed since the snapshot was made is not picked."""

    def fetch(ids: Sequence[str]) -> Mapping[str, Track]:
        with db.read() as session:
            return get_tracks(session, ids, removed=False)

    return fetch


class SharedIndex(Index, Protocol):
    """An index that another process may have changed since."""

    @property
    def has_vector(self) -> BoolArray:
        """Which rows there is a vector of, (n,)."""
        ...


class VectorLocations(Protocol):
    """Where the vectors of a space lie, for all processes."""

    def replace_rows(self, ids: Sequence[str], matrix: FloatArray) -> object:
        """Hold these and nothing else."""
        ...

    def update_rows(self, ids: Sequence[str], matrix: FloatArray, removed: Sequence[str] = ()) -> object:
        """Add or replace some, and take some out."""
        ...

    def reorder_rows(self, ids: Sequence[str]) -> SharedIndex:
        """Search them as rows in the order of ``ids``."""
        ...


def open_index(
    db: Database, settings: Settings, models: ServingModels, library: LibrarySnapshot, changed: Sequence[str] | None
) -> Index:
    """The index over a library's rows, shared with other processes where it lies in files or in PostgreSQL.

    Args:
        db: the library's.
        settings: say which kind.
        models: whose vectors.
        library: the rows.
        changed: ids that may have changed since this process last did this; None: any may.

    """
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
    if not index.has_vector.all():  # another process knew of another revision
        vectors.replace_rows(library.ids, library.joint)
        index = vectors.reorder_rows(library.ids)
    return index


def _open_vectors(db: Database, settings: Settings, models: ServingModels) -> VectorLocations:
    space = models.record.space
    if settings.index == "exact":
        return IndexFolder(get_vectors_folder(settings) / space)
    return PgVectors(db, space, graph=settings.index == "pgvector-hnsw")
