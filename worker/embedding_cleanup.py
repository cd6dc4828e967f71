"""Deletion of the embeddings of models of before, once others have served for long enough in their place."""

from __future__ import annotations

import shutil
import time

from musechat.settings import Settings
from store.database import Database
from store.tables import now
from store.track_library import forget_vectors_but
from store.vector_cleanup import forget_spaces_but
from worker.heartbeat import alive_workers
from worker.served_models_record import ServedModelsRecord, fusion_copy, read_record, serving_folder, vectors_folder

GRACE_S = 7 * 24 * 3600.0  # an operator may find the new models worse, and go back


def forget_superseded(db: Database, settings: Settings) -> int:
    """Delete tracks' embeddings that no model reads any more, and the indexes over them; how many those were."""
    record = read_record(settings)
    if record is None or not _is_settled(db, settings, record):
        return 0
    deleted = 0
    while some := _delete_batch(db, record):
        deleted += some
    forget_spaces_but(db, record.space)
    for folder in vectors_folder(settings).glob("*/"):
        if folder.name != record.space:
            shutil.rmtree(folder, ignore_errors=True)
    for copy in serving_folder(settings).glob("*.safetensors"):
        if copy != fusion_copy(settings, record):
            copy.unlink(missing_ok=True)
    return deleted


def _is_settled(db: Database, settings: Settings, record: ServedModelsRecord) -> bool:
    """Whether what serves is what is set, here and in every worker, and has been for a while."""
    if record.awaited or record.profile != settings.profile or time.time() < record.since + GRACE_S:
        return False
    with db.read() as session:
        return all(worker.profile == settings.profile for worker in alive_workers(session, now()))


def _delete_batch(db: Database, record: ServedModelsRecord) -> int:
    with db.write() as session:  # a few at a time: on SQLite turns wait for every writer
        name, version = record.music.rsplit("/", 1)
        return forget_vectors_but(session, name, version)
