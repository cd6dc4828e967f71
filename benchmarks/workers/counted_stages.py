"""Empty stages that wait for a signal to begin, and count what the worker around them asks of database and broker.

``BENCH_FOLDER`` names the folder with the file ``go``, whose appearance is the signal, and for the counts.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections import Counter
from pathlib import Path

from celery.signals import before_task_publish
from sqlalchemy import event

from musechat.settings import Settings
from musechat.turn import Stage
from store.database import Database
from worker.context import StageSet, TurnContext

WRITE_S = 0.5  # between two notes of the counts: a worker may be ended without a chance to write them


class _Counts:
    """Counts of this process, kept in a file."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"counts-{os.getpid()}.json"
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, name: str) -> None:
        with self._lock:
            self._counts[name] += 1

    def write_always(self) -> None:
        while True:
            with self._lock:
                text = json.dumps(self._counts)
            part = self._file.with_suffix(".part")
            part.write_text(text, encoding="utf-8")
            part.replace(self._file)
            time.sleep(WRITE_S)


def build_stages(_settings: Settings, db: Database, _queues: object) -> StageSet:
    """Every stage, empty."""
    folder = Path(os.environ["BENCH_FOLDER"])
    counts = _Counts(folder)
    event.listen(db.engine, "commit", lambda _connection: counts.add("commits"))
    event.listen(db.engine, "rollback", lambda _connection: counts.add("reads"))
    event.listen(db.engine, "after_cursor_execute", lambda *_: counts.add("statements"))
    before_task_publish.connect(lambda **_: counts.add("messages"), weak=False)
    go = folder / "go"

    def play(_context: TurnContext) -> None:
        counts.add("stages")
        while not go.exists():
            time.sleep(0.01)

    threading.Thread(target=counts.write_always, name="counts", daemon=True).start()
    return StageSet(dict.fromkeys(Stage, play))
