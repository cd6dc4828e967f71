"""Builds the library snapshot, whole or from the changes since an earlier one, and opens the index over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from sqlalchemy.orm import Session

from models.index import TorchIndex, VectorIndex
from models.ranking.arrays.part_builder import PartBuilder
from models.ranking.chooser import Index
from models.ranking.library_snapshot import LibrarySnapshot, snapshot_part
from models.ranking.snapshot_update import join_snapshots
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.track import Track
from store.database import Database
from store.track_library import count_library, get_library_revision, get_tracks, list_changed_ids
from store.track_summaries import iter_track_summaries
from store.vectors import PgVectors
from worker.snapshot.served_models import ServingModels
from worker.snapshot.stored_parts import StoredPart


def read_library(db: Database, models: ServingModels) -> LibrarySnapshot:
    """Build a snapshot of the whole library.

    Raises:
        BadInput: ``library-empty``; ``library-unheard`` where no track has an embedding of these models.

    """
    # The revision is read first: a track that is added meanwhile is then read again by the next update, never missed.
    with db.read() as session:
        revision = get_library_revision(session)
        library = _read_tracks(session, db, models, None, revision)
        size = 0 if len(library) else count_library(session)
    if len(library):
        return library
    if not size:
        raise BadInput("library-empty", "The library is empty", "Add music with: musechat library add FOLDER")
    raise BadInput(
        "library-unheard",
        "The library has not been analysed by this version's audio encoder yet",
        "Leave `musechat up` running for a while, or run `musechat library add FOLDER` again",
    )


def open_stored(db: Database, stored: StoredPart) -> LibrarySnapshot:
    """Look at a stored part as the snapshot that it was laid out from."""
    return snapshot_part(stored.part, stored.revision, _make_fetch(db))


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
        if revision == before.revision:
            return before, []
        changed = list_changed_ids(session, before.revision)
        fresh = _read_tracks(session, db, models, changed, revision)
    library = join_snapshots([before, fresh], revision, without=changed)
    # An older database was restored in place of this one, or all tracks are gone.
    if revision < before.revision or not len(library):
        return read_library(db, models), None
    return library, changed


def _read_tracks(
    session: Session, db: Database, models: ServingModels, ids: Sequence[str] | None, revision: int
) -> LibrarySnapshot:
    builder = PartBuilder()
    for batch in iter_track_summaries(session, *models.music, ids):
        for track, vector in batch:
            builder.add(track, vector)
    return snapshot_part(builder.finish(models.fusion), revision, _make_fetch(db))


def _make_fetch(db: Database) -> Callable[[Sequence[str]], Mapping[str, Track]]:
    """Make the look-up of full tracks, which reads them as they are now: a track removed meanwhile is not picked."""

    def fetch(ids: Sequence[str]) -> Mapping[str, Track]:
        with db.read() as session:
            return get_tracks(session, ids, removed=False)

    return fetch


def open_index(
    db: Database, settings: Settings, models: ServingModels, library: LibrarySnapshot, changed: Sequence[str] | None
) -> Index:
    """Open the index over a snapshot's rows; in PostgreSQL after storing the vectors that have changed.

    Args:
        db: the library's database.
        settings: name the kind of index: on this process's device, over the snapshot's own vectors, or in PostgreSQL.
        models: the models that the vectors belong to.
        library: the snapshot whose rows the index searches.
        changed: ids that may have changed since this process last opened the index; None: any may have.

    """
    if settings.index == "exact" and TorchIndex.has_card():
        return TorchIndex(library.ids, np.asarray(library.joint))
    if settings.index == "exact":
        parts = [part.columns["joint"] for part in library.parts]
        return VectorIndex(library.ids, parts, None if library.is_whole else library.place)
    vectors = PgVectors(db, models.record.space, graph=settings.index == "pgvector-hnsw")
    if changed is None:
        vectors.replace_rows(library.ids, np.asarray(library.joint))
    else:
        rows = library.find_rows(changed)
        ids = [library.ids[row] for row in rows.tolist()]
        vectors.update_rows(ids, library.joint[rows], sorted(set(changed) - set(ids)))
    index = vectors.reorder_rows(library.ids)
    if not index.has_vector.all():  # another process has stored another revision since
        vectors.replace_rows(library.ids, np.asarray(library.joint))
        index = vectors.reorder_rows(library.ids)
    return index
