"""Deletion of embeddings, indexes and weight copies of earlier models, after a week in which others have served."""

from __future__ import annotations

import shutil
import time

from musechat.settings import Settings
from store.database import Database
from store.track_library import delete_other_vectors
from store.vector_cleanup import delete_other_spaces
from worker.heartbeat import list_alive_workers
from worker.served_models_record import (
    ServedModelsRecord,
    get_fusion_copy_path,
    get_serving_folder,
    get_vectors_folder,
    read_record,
)

GRACE_S = 7 * 24 * 3600.0  # an operator may find the new models worse, and go back


def delete_superseded(db: Database, settings: Settings) -> int:
    """Delete the embeddings that no serving model reads, and the indexes and fusion copies that belong to them.

    Returns:
        The number of embeddings deleted; 0 while the models are not settled.

    """
    record = read_record(settings)
    if record is None or not _is_settled(db, settings, record):
        return 0
    deleted = 0
    while some := _delete_batch(db, record):
        deleted += some
    delete_other_spaces(db, record.space)
    # The rows go first: what a crash leaves of folders and copies is found by the next run, whatever the rows say.
    for folder in get_vectors_folder(settings).glob("*/"):
        if folder.name != record.space:
            shutil.rmtree(folder, ignore_errors=True)
    for copy in get_serving_folder(settings).glob("*.safetensors"):
        if copy != get_fusion_copy_path(settings, record):
            copy.unlink(missing_ok=True)
    return deleted


def _is_settled(db: Database, settings: Settings, record: ServedModelsRecord) -> bool:
    """Whether the configured profile serves, here and in every live worker, and has for :data:`GRACE_S`."""
    # A worker on another profile still reads the vectors that look superseded from here.
    if record.awaited or record.profile != settings.profile or time.time() < record.since + GRACE_S:
        return False
    with db.read() as session:
        return all(worker.profile == settings.profile for worker in list_alive_workers(session))


def _delete_batch(db: Database, record: ServedModelsRecord) -> int:
    with db.write() as session:  # a few at a time: on SQLite turns wait for every writer
        name, version = record.music.rsplit("/", 1)
        return delete_other_vectors(session, name, version)
