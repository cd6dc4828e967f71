"""Laying the library out: all of it, or what has changed since; and the index over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from sqlalchemy.orm import Session

from models.index import IndexFolder, TorchIndex
from models.ranking.chooser import Index
from models.ranking.library_snapshot import BoolArray, FloatArray, LibrarySnapshot, build_snapshot
from models.ranking.snapshot_update import joined
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.track import Track
from store.database import Database
from store.track_library import changed_ids, get_tracks, heard_tracks, library_revision, library_size
from store.vectors import PgVectors
from worker.served_models_record import vectors_folder
from worker.snapshot.served_models import ServingModels


def lay_out(db: Database, models: ServingModels) -> LibrarySnapshot:
    """The whole library as arrays.

    Raises:
        BadInput: it is empty, or these models have heard nothing of it.

    """
    with db.read() as session:
        revision = library_revision(session)
        parts = _heard(session, db, models, since=0)
        size = 0 if parts else library_size(session)
    if parts:
        return joined(parts, revision)
    if not size:
        raise BadInput("library-empty", "The library is empty", "Add music with: musechat library add FOLDER")
    raise BadInput(
        "library-unheard",
        "The library waits to be heard by this version's ear",
        "Leave `musechat up` running for a while, or run `musechat library add FOLDER` again",
    )


def bring_up_to_date(
    db: Database, models: ServingModels, held: LibrarySnapshot
) -> tuple[LibrarySnapshot, list[str] | None]:
    """The library as it is now, of which only what changed is read; and the ids of what changed, None for all.

    Raises:
        BadInput: nothing is left of it.

    """
    with db.read() as session:
        revision = library_revision(session)
        changed = changed_ids(session, held.revision)
        parts = _heard(session, db, models, since=held.revision)
    library = joined([held, *parts], revision, without=changed)
    if revision < held.revision or not len(library):  # an older database was put in the place of this one, or all gone
        return lay_out(db, models), None
    return library, changed


def _heard(session: Session, db: Database, models: ServingModels, since: int) -> list[LibrarySnapshot]:
    fetch = _fetching(db)
    parts = []
    for some in heard_tracks(session, *models.music, since=since):
        vectors = {track.id: np.frombuffer(data, np.float32) for track, data in some}
        parts.append(build_snapshot((track for track, _ in some), vectors, models.fusion, fetch=fetch))
    return parts


def _fetching(db: Database) -> Callable[[Sequence[str]], Mapping[str, Track]]:
    """Look at full tracks as they are now: one that has been removed since the shelf was made is not picked."""

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


def index_over(
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
    vectors = _vectors(db, settings, models)
    if changed is None:
        vectors.replace_rows(library.ids, library.joint)
    else:
        rows = library.rows(changed)
        ids = [library.ids[row] for row in rows.tolist()]
        vectors.update_rows(ids, library.joint[rows], sorted(set(changed) - set(ids)))
    index = vectors.reorder_rows(library.ids)
    if not index.has_vector.all():  # another process knew of another revision
        vectors.replace_rows(library.ids, library.joint)
        index = vectors.reorder_rows(library.ids)
    return index


def _vectors(db: Database, settings: Settings, models: ServingModels) -> VectorLocations:
    space = models.record.space
    if settings.index == "exact":
        return IndexFolder(vectors_folder(settings) / space)
    return PgVectors(db, space, graph=settings.index == "pgvector-hnsw")
