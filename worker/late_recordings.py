"""Asks AcoustID again of clips whose turns have not waited for its answer, while a worker runs.

For a day; then a clip's fingerprint goes.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
from collections.abc import Callable
from datetime import timedelta

from musechat.errors import MuseChatError
from musechat.settings import Settings
from store.clip_recordings import AskedClip, give_up_questions, list_unanswered, save_answer
from store.database import Database
from store.installation import end_lease, take_lease
from store.tables import utc_now
from worker.acoustid_asking import Patience, ask_acoustid
from worker.library.source_registry import SourceOpener

FIRST_S, TICK_S = 90.0, 60.0  # until the first run, and between two
SETTLED = timedelta(seconds=30)  # after which no turn waits for an answer any more
RECENT = timedelta(days=1)  # for which a clip is asked about
CLIPS = 20  # of a run
LEASE, LEASE_S = "late recordings", 600.0

log = logging.getLogger(__name__)


class LateRecordings:
    """Asks again in its own thread; of all processes of an installation one at a time does."""

    def __init__(
        self,
        db: Database,
        settings: Settings,
        make_opener: Callable[[Settings], SourceOpener] = SourceOpener,
        patience: Patience | None = None,
    ) -> None:
        self._db, self._settings = db, settings
        self._make_opener = make_opener
        self._patience = patience or Patience()
        self._owner = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run_loop, name="late-recordings", daemon=True)

    def start(self) -> None:
        """Start the thread; it does nothing without a key."""
        if self._settings.acoustid_key.get_secret_value():
            self._thread.start()

    def stop(self) -> None:
        """Start no further request."""
        self._stop.set()

    def ask_again(self) -> int:
        """Do one run; returns how many clips were answered."""
        now = utc_now()
        with self._db.write() as session:
            give_up_questions(session, now - RECENT)
            clips = list_unanswered(session, now - RECENT, now - SETTLED, CLIPS)
            if not clips or self._patience.rests or not take_lease(session, LEASE, self._owner, LEASE_S):
                return 0
        try:
            return self._ask(clips)
        finally:
            with self._db.write() as session:
                end_lease(session, LEASE, self._owner)

    def _ask(self, clips: list[AskedClip]) -> int:
        for number, clip in enumerate(clips):
            if self._stop.is_set():
                return number
            try:
                found = ask_acoustid(self._make_opener(self._settings), clip)
            except (MuseChatError, OSError) as error:
                self._patience.note(error)
                return number
            with self._db.write() as session:
                save_answer(session, clip.video_hash, found)
        return len(clips)

    def _run_loop(self) -> None:
        wait_s = FIRST_S
        while not self._stop.wait(wait_s):
            wait_s = TICK_S
            try:
                self.ask_again()
            except Exception:
                log.exception("clips could not be asked about again; it is tried again in a minute")
