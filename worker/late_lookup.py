"""Looks clips whose music was not in the library up again in tracks that have come since, while a worker runs.

A run compares some new tracks with some recent clips, and notes how far each clip has come: however much was added, no
run takes long, and the next goes on.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
from collections.abc import Sequence
from datetime import timedelta

from store.clip_excerpts import NewFingerprint, SoughtClip, list_new_fingerprints, list_sought_clips, mark_sought
from store.database import Database
from store.installation import end_lease, take_lease
from store.tables import utc_now
from store.track_library import get_library_revision
from store.videos import get_video

FIRST_S = 90.0  # a starting worker has urgent work
TICK_S = 60.0
CLIPS, TRACKS = 50, 250  # of a run: the newest clips, and tracks that are compared with each
RECENT = timedelta(days=30)  # for which a clip is looked up again
LEASE, LEASE_S = "late lookup", 300.0

log = logging.getLogger(__name__)


class LateLookup:
    """Looks clips up again in its own thread; of all processes of an installation one at a time does."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._owner = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run_loop, name="late-lookup", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Start no further run. One that runs goes on to its end, or to the end of the process."""
        self._stop.set()

    def look_again(self) -> int:
        """Do one run; returns how many clips are nearer to the library's newest revision, 0: all are there."""
        with self._db.read() as session:
            revision = get_library_revision(session)
            clips = list_sought_clips(session, revision, utc_now() - RECENT, CLIPS)
        if not clips or not self._take_lease():
            return 0
        try:
            self._compare(clips, revision)
        finally:
            with self._db.write() as session:
                end_lease(session, LEASE, self._owner)
        return len(clips)

    def _compare(self, clips: Sequence[SoughtClip], revision: int) -> None:
        with self._db.read() as session:
            tracks = list_new_fingerprints(session, min(clip.revision for clip in clips), TRACKS)
        reached = tracks[-1].revision if len(tracks) >= TRACKS else revision
        for clip in clips:
            if self._stop.is_set():
                return
            self._look_up(clip, [track for track in tracks if track.revision > clip.revision and track.data])
            with self._db.write() as session:
                mark_sought(session, clip.video_hash, reached)

    def _look_up(self, clip: SoughtClip, tracks: Sequence[NewFingerprint]) -> None:
        """Store which of the tracks are surely in a clip."""
        from media.listen.excerpt_search import ExcerptIndex, unpack_excerpts  # here: a worker starts without numpy
        from media.listen.fingerprint import take_words
        from worker.clip_search import find_tracks, save_found

        if not tracks:
            return
        index = ExcerptIndex([take_words(track.data) for track in tracks])
        keys, owners = [track.track_id for track in tracks], [track.owner for track in tracks]
        found = find_tracks(index, unpack_excerpts(clip.data), keys, owners)
        if not found:
            return
        with self._db.write() as session:
            if get_video(session, clip.video_hash) is not None:  # it may have been deleted meanwhile
                save_found(session, clip.video_hash, found, keys, owners)

    def _take_lease(self) -> bool:
        with self._db.write() as session:
            return take_lease(session, LEASE, self._owner, LEASE_S)

    def _run_loop(self) -> None:
        wait = FIRST_S
        while not self._stop.wait(wait):
            wait = TICK_S
            try:
                if self.look_again():
                    wait = 1.0
            except Exception:
                log.exception("clips could not be looked up again; it is tried again in a minute")
