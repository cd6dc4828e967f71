"""Registration of workers: each worker's row and heartbeat, and whether a named worker can still be alive."""

from __future__ import annotations

import logging
import os
import socket
import threading
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import psutil
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from musechat.turn import Queue
from store.database import Database
from store.db_clock import make_now
from store.event_counts import store_event_counts
from store.tables import WorkerRow, utc_now
from store.upsert import upsert_row

BEAT_S = 2.5  # rare: on SQLite each write wakes every poller
ALIVE_S = 6 * BEAT_S  # a database may be busy for so long
HEARD_S = 3 * BEAT_S  # for somebody who waits: two beats may be lost
FORGET_S = 3600.0  # after which the row of a worker that was killed is deleted

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WorkerView:
    """A worker that is alive. ``ready``: its models are loaded."""

    name: str
    host: str
    pid: int
    queues: tuple[Queue, ...]
    profile: str
    ready: bool
    started_at: datetime
    seen_at: datetime


def list_alive_workers(session: Session, within_s: float = ALIVE_S) -> list[WorkerView]:
    """Load the workers whose heartbeat is at most ``within_s`` old, less those of this machine known to be dead."""
    seen = WorkerRow.seen_at > make_now(session, -within_s)
    fresh = select(WorkerRow).where(seen).order_by(WorkerRow.started_at, WorkerRow.name)
    return [_to_view(row) for row in session.scalars(fresh) if not is_surely_dead(row.name)]


def is_surely_dead(name: str) -> bool:
    """Whether a worker ran on this machine, since its last start, and is gone; False where that cannot be known."""
    # Of a worker on another machine only its lease tells: it is given back when that runs out.
    host, _, rest = name.rpartition(":")[0].rpartition(":")
    return host == identify_host() and rest.isdigit() and _has_ended(int(rest))


def _has_ended(pid: int) -> bool:
    try:
        # A zombie keeps its process id until its parent collects it, and does no work.
        return psutil.Process(pid).status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False


def make_worker_name() -> str:
    """Name a worker that runs in this process: ``host:pid:random``."""
    return f"{identify_host()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


@cache
def identify_host() -> str:
    """Identify this boot of this machine and this PID namespace: the scope within which a process id is unique."""
    parts = [socket.gethostname()[:60].replace(":", "-")]
    # Containers share the boot id, and may share the host name: only the namespace tells their processes apart.
    for probe in (_read_boot_id, _read_namespace):
        try:
            parts.append(probe())
        except OSError:
            continue
    return ".".join(parts)


def _read_boot_id() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")[:8]


def _read_namespace() -> str:
    return str(Path("/proc/self/ns/pid").stat().st_ino)


class WorkerHeartbeat:
    """Renews this worker's row every :data:`BEAT_S` seconds from its own thread, and deletes the row at the end."""

    def __init__(self, db: Database, name: str, queues: Iterable[Queue], profile: str) -> None:
        self._db = db
        self._row = {"name": name, "queues": [q.value for q in queues], "profile": profile, "started_at": utc_now()}
        self._ready = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run_loop, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Insert this worker's row, delete rows older than :data:`FORGET_S`, and start the thread."""
        with self._db.write(announce=False) as session:
            session.execute(delete(WorkerRow).where(WorkerRow.seen_at < make_now(session, -FORGET_S)))
        self._write_row()
        self._thread.start()

    def mark_ready(self) -> None:
        """Record that the models are loaded."""
        self._ready = True
        self._write_row()

    def stop(self) -> None:
        """End the thread and delete the row."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(BEAT_S)
        with self._db.write() as session:
            session.execute(delete(WorkerRow).where(WorkerRow.name == self._row["name"]))

    def _run_loop(self) -> None:
        while not self._stop.wait(BEAT_S):
            try:
                self._write_row()
                store_event_counts(self._db)
            except Exception:
                log.exception("this worker's heartbeat could not be written")

    def _write_row(self) -> None:
        row = self._row | {"host": identify_host(), "pid": os.getpid(), "ready": self._ready}
        with self._db.write(announce=False) as session:
            # Not an update: another worker may have deleted a row that looked abandoned.
            upsert_row(session, WorkerRow, ("name",), row | {"seen_at": make_now(session)})


def _to_view(row: WorkerRow) -> WorkerView:
    queues: Sequence[Queue] = [Queue(queue) for queue in row.queues]
    return WorkerView(row.name, row.host, row.pid, tuple(queues), row.profile, row.ready, row.started_at, row.seen_at)
