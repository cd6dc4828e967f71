"""Retention: deletes clips and members' words whose time is over, and files that crashes have left behind.

Every worker runs it, whatever its queues, soon after its start and then every hour; whether all blobs fit into their
budget is looked at every five minutes. Each part is safe to run anywhere and concurrently: it
deletes only what has expired, and what another worker has already deleted is no error.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from musechat.mix_names import find_clip, is_mix
from musechat.settings import Settings
from store.blobs import BlobStore
from store.comparisons import reveal_overdue
from store.database import Database
from store.retention import expire_some_words
from store.tables import utc_now
from store.track_library import list_removed_guild_files
from store.turn_replies import delete_ended_replies
from store.videos import DERIVED, forget_blob, forget_orphans, list_expired_videos, list_needed_blobs, list_orphans
from worker.blob_budget import is_remade, keep_within_budget
from worker.embedding_cleanup import delete_superseded
from worker.library.guild_files import delete_leftovers, delete_removed

FIRST_S, EVERY_S = 20.0, 3600.0
BUDGET_S = 300.0  # between two looks at the bytes: a busy hour may bring more than the disk holds
STALE_S = 6 * 3600.0  # no running turn is as old as this
YOUNGEST_S = 600.0  # a younger blob is never an orphan: its row may be about to be written
REVEAL_HOURS = 24.0  # after which a comparison is revealed, whoever has voted
SOME = 200  # rows that one transaction deletes
TEMPORARY = ("musechat-fetch-*", "musechat-mix-*", "musechat-export-*")
BY_CONTENT = re.compile(r"[0-9a-f]{64}(\.[0-9a-z]{1,8}|\.sample\.npz)?")

log = logging.getLogger(__name__)


class RetentionWorker:
    """Runs :func:`sweep_expired` every hour, in its own thread."""

    def __init__(self, db: Database, blobs: BlobStore, settings: Settings) -> None:
        self._sweep: Callable[[], None] = lambda: sweep_expired(db, blobs, settings)
        self._keep_within_budget: Callable[[], int] = lambda: keep_within_budget(db, blobs, settings)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run_loop, name="retention", daemon=True)

    def start(self) -> None:
        """Start the thread; the first sweep waits :data:`FIRST_S` seconds, since a starting worker has urgent work."""
        self._thread.start()

    def stop(self) -> None:
        """Start no further sweep. One that runs goes on to its end, or to the end of the process."""
        self._stop.set()

    def _run_loop(self) -> None:
        wait, swept_at = FIRST_S, -EVERY_S
        while not self._stop.wait(wait):
            try:
                if time.monotonic() >= swept_at + EVERY_S:
                    swept_at = time.monotonic()
                    self._sweep()
                else:
                    self._keep_within_budget()
            except Exception:
                log.exception("retention failed; it is tried again in some minutes")
            wait = BUDGET_S


def sweep_expired(db: Database, blobs: BlobStore, settings: Settings) -> None:
    """Delete expired clips, words, previews, removed music and leftovers; logs the counts. Safe to run anywhere.

    Blind comparisons that nobody has revealed are revealed after a day.
    """
    _reveal_overdue(db)
    done = {
        "clips": _delete_clips(db, blobs),
        "lines of words": _forget_words(db, settings),
        "previews": _delete_previews(blobs, settings),
        "ended ways to reply": _delete_ended_replies(db),
        "forgotten blobs": _delete_forgotten(db, blobs, settings),
        "measured clips": _forget_measured(db, settings),
        "files of removed tracks": _delete_removed(db, settings),
        "blobs over the budget": keep_within_budget(db, blobs, settings),
        "leftovers": _delete_leftovers(blobs, settings),
        "superseded embeddings": delete_superseded(db, settings),
    }
    if any(done.values()):
        log.info("retention: deleted %s", ", ".join(f"{n} {what}" for what, n in done.items() if n))


def _reveal_overdue(db: Database) -> None:
    with db.write() as session:
        count = reveal_overdue(session, utc_now() - timedelta(hours=REVEAL_HOURS))
    if count:
        log.info("revealed %s comparisons whose time is over", count)


def _delete_clips(db: Database, blobs: BlobStore) -> int:
    at = utc_now()
    with db.read() as session:
        expired = list_expired_videos(session, at)
    mixes: dict[str, list[str]] = {}
    for name in filter(is_mix, blobs.list_names()) if expired else ():
        mixes.setdefault(find_clip(name), []).append(name)
    deleted = 0
    for video in expired:
        # One transaction a clip, and the file goes within it: a crash leaves the row, and the next sweep repeats both.
        with db.write() as session:
            if not forget_blob(session, video.hash, at):
                continue  # posted again meanwhile
            for name in (video.blob, *(video.hash + suffix for suffix in DERIVED), *mixes.get(video.hash, ())):
                blobs.delete_blob(name)
        deleted += 1
    return deleted


def _forget_words(db: Database, settings: Settings) -> int:
    at = utc_now()
    sooner = at - timedelta(hours=settings.clip_hours)
    count, more = 0, True
    while more:  # a transaction for each part: nobody waits for the whole history
        with db.write() as session:
            step = expire_some_words(session, at - timedelta(days=settings.words_days), opted_out_before=sooner)
        count, more = count + step.blanked, step.more
    if count:  # SQLite's journal still holds the pages with the words
        db.scrub_journal()
    return count


def _delete_ended_replies(db: Database) -> int:
    with db.write() as session:
        return delete_ended_replies(session, utc_now())


def _delete_previews(blobs: BlobStore, settings: Settings) -> int:
    """Delete old previews and mixes: they are made again on demand, and a message that shows one has its own copy."""
    made = [name for name in blobs.list_names() if is_remade(name)]
    old = [name for name in made if blobs.get_age_s(name) > 3600 * settings.clip_hours]
    for name in old:
        blobs.delete_blob(name)
    return len(old)


def _delete_forgotten(db: Database, blobs: BlobStore, settings: Settings) -> int:
    """Delete uploads that no row refers to: stored just before a crash, or already copied to where they are used."""
    limit_s = max(YOUNGEST_S, 3600 * settings.clip_hours)
    old = [n for n in blobs.list_names() if BY_CONTENT.fullmatch(n) and blobs.get_age_s(n) > limit_s]
    if not old:
        return 0
    # Listed before the rows are read: a blob that is stored in between is not in the list, and stays.
    with db.read() as session:
        needed = list_needed_blobs(session)
    forgotten = [name for name in old if name not in needed]
    for name in forgotten:
        blobs.delete_blob(name)
    return len(forgotten)


def _forget_measured(db: Database, settings: Settings) -> int:
    with db.read() as session:
        orphans = list_orphans(session, utc_now() - timedelta(hours=settings.clip_hours))
    count = 0
    for start in range(0, len(orphans), SOME):
        with db.write() as session:
            count += forget_orphans(session, orphans[start : start + SOME])
    return count


def _delete_removed(db: Database, settings: Settings) -> int:
    with db.read() as session:
        removed = list_removed_guild_files(session)
    return delete_removed(settings, removed)


def _delete_leftovers(blobs: BlobStore, settings: Settings) -> int:
    folders = _delete_folders(Path(tempfile.gettempdir()))
    return blobs.sweep_temporary(STALE_S) + delete_leftovers(settings, STALE_S) + folders


def _delete_folders(parent: Path) -> int:
    deleted = 0
    for folder in (found for kind in TEMPORARY for found in parent.glob(kind)):
        with suppress(OSError):  # its owner, or another worker, may delete it at the same time
            if time.time() - folder.stat().st_mtime > STALE_S:
                shutil.rmtree(folder)
                deleted += 1
    return deleted
