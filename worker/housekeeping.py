"""Keeping the promises about how long clips and words are kept, and clearing up after crashes."""

from __future__ import annotations

import logging
import shutil
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from musechat.settings import Settings
from store.blobs import BlobStore
from store.database import Database
from store.retention import expire_words
from store.tables import now
from store.videos import expired_videos, forget_blob

EVERY_S = 3600.0
STALE_S = 6 * 3600.0  # nothing in work is as old as this
DERIVED = (".sample.npz",)  # blobs that a stage keeps beside the clip's own, by content hash
TEMPORARY = "musechat-fetch-*"

log = logging.getLogger(__name__)


def sweep(db: Database, blobs: BlobStore, settings: Settings) -> None:
    """Delete what is kept no longer: expired clips, old words, leftovers of crashed processes. Safe to run anywhere."""
    clips = _delete_clips(db, blobs)
    words = _forget_words(db, settings)
    leftovers = blobs.sweep_temporary(STALE_S) + _delete_folders(Path(tempfile.gettempdir()))
    if clips or words or leftovers:
        log.info("housekeeping: %s clips, %s lines of words and %s leftovers deleted", clips, words, leftovers)


def _delete_clips(db: Database, blobs: BlobStore) -> int:
    with db.read() as session:
        expired = [video for video in expired_videos(session, now()) if video.blob]
    for video in expired:
        for name in (video.blob, *(video.hash + suffix for suffix in DERIVED)):
            blobs.delete(name)
        with db.write() as session:
            forget_blob(session, video.hash)
    return len(expired)


def _forget_words(db: Database, settings: Settings) -> int:
    with db.write() as session:
        count = expire_words(session, now() - timedelta(days=settings.words_days))
    if count:
        db.scrub()
    return count


def _delete_folders(parent: Path) -> int:
    deleted = 0
    for folder in parent.glob(TEMPORARY):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > STALE_S:
                shutil.rmtree(folder)
                deleted += 1
    return deleted
