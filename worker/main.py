"""The worker process: consumer, reaper, lease keeper, heartbeat, retention and the library's keepers, as one."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from types import FrameType

from musechat.errors import MuseChatError
from musechat.event_counts import CountedEvent, count_event
from musechat.settings import Settings
from musechat.tracing import Tracer
from musechat.turn import Queue
from store.blobs import BlobStore
from store.database import DATABASE_FAULTS, Database
from worker.app import RUN_TURN, count_messages, make_app, make_queue_name, publish_turn
from worker.context import StageFunctions, StageSet, TurnContext
from worker.embedded import wake_consumer
from worker.heartbeat import WorkerHeartbeat, list_alive_workers, make_worker_name
from worker.late_lookup import LateLookup
from worker.late_recordings import LateRecordings
from worker.lease_keeper import LeaseKeeper
from worker.library.folder_watch import FolderWatcher
from worker.library.licence_watch import LicenceWatcher
from worker.library.source_refresh import SourceRefresher
from worker.notifier import Notifier
from worker.reaper import Reaper
from worker.retention_jobs import RetentionWorker
from worker.runner import Runner

STAGES = "worker.stages"
GRACE_S = 3.0  # for running turns, once the worker is asked to end
CONSUMER_S = 3.0  # for Celery's own shutdown, after the last turn
LOOK_S = 0.5  # between two looks at the parent and the consumer

log = logging.getLogger(__name__)
BuildStages = Callable[[Settings, Database, list[Queue]], StageSet]


def run_worker(
    settings: Settings,
    db: Database,
    *,
    queues: Iterable[Queue] = tuple(Queue),
    threads: int | None = None,
    parent_pid: int | None = None,
    stages: str = STAGES,
    tracer: Tracer | None = None,
) -> int:
    """Run a worker until SIGTERM, SIGINT or the end of the parent; returns the exit status (1: the consumer ended).

    Args:
        settings: of this installation.
        db: the ledger's database, up to date.
        queues: which turns to take.
        threads: how many turns at once; by default as the settings say.
        parent_pid: end when this process is no longer our parent.
        stages: name of the module whose ``build_stages(settings, db, queues)`` returns the :class:`StageSet` to run.
        tracer: collects how long turns and their stages take; None: nothing does.

    """
    stop = _stop_on_signals()
    worker = Worker(settings, db, list(queues), threads or settings.worker_threads, stages, tracer)
    worker.start()
    warn_of_shared_file(db, worker.name)
    log.info("worker %s takes turns", worker.name)
    while not stop.wait(LOOK_S):
        if parent_pid is not None and os.getppid() != parent_pid:
            log.info("the parent is gone; this worker ends")
            break
        if not worker.alive:
            log.critical("the consumer ended; this worker ends")
            worker.stop()
            return 1
    if worker.stop():
        return 0
    logging.shutdown()
    os._exit(0)  # a thread is deep in work that cannot be ended; its turn is given back and its late writes fenced off


def warn_of_shared_file(db: Database, name: str) -> None:
    """Warn where several worker processes share a SQLite file: its one writer at a time makes them slower than one."""
    if not db.is_sqlite:
        return
    with db.read() as session:
        others = [worker.name for worker in list_alive_workers(session) if worker.name != name]
    if others:
        log.warning(
            "%s other worker processes share this SQLite file; it serves one: PostgreSQL is for more", len(others)
        )


class Worker:
    """The parts of a worker, for the lifetime of a process."""

    def __init__(
        self,
        settings: Settings,
        db: Database,
        queues: list[Queue],
        threads: int,
        stages: str,
        tracer: Tracer | None = None,
    ) -> None:
        self.name = make_worker_name()
        self._import_stages = LazyStages(stages, settings, db, queues)
        self._notifier = Notifier(settings)
        self._keeper = LeaseKeeper(db, settings.lease_seconds)
        blobs = BlobStore(settings.effective_blob_url)
        self._runner = Runner(
            db,
            settings,
            blobs,
            self._keeper,
            self._notifier,
            self._import_stages.functions,
            name=self.name,
            queues=queues,
            follow_up=self._import_stages.follow_up,
            tracer=tracer,
        )
        self._consumer = Consumer(settings, self._runner.run_turn, queues, threads)
        self._reaper = Reaper(
            db,
            queues,
            self._consumer.publish_turn,
            embedded=settings.embedded,
            count_notices=self._consumer.count_notices,
            worker=self.name,
            list_kept=lambda: [context.job.id for context in self._keeper.held_turns],
        )
        self._heartbeat = WorkerHeartbeat(db, self.name, queues, settings.profile)
        self._retention = RetentionWorker(db, blobs, settings)
        # Music is heard where the models are: another worker would load them for this alone.
        hears = Queue.INFER in queues
        keepers = (
            FolderWatcher(db, settings),
            SourceRefresher(db, settings),
            LicenceWatcher(db, settings),
            LateLookup(db),
            LateRecordings(db, settings),
        )
        self._library_keepers = keepers if hears else ()
        self._warm_up_thread = threading.Thread(target=self._warm_up, name="warm-up", daemon=True)

    @property
    def alive(self) -> bool:
        """Whether turns are still being taken."""
        return self._consumer.alive

    def start(self) -> None:
        """Start all parts, and load the models in the background."""
        # The heartbeat first, so that no claim names a worker without a row; the keeper before anything claims.
        self._heartbeat.start()
        self._keeper.start()
        self._consumer.start()
        self._reaper.start()
        self._warm_up_thread.start()
        self._retention.start()
        for keeper in self._library_keepers:
            keeper.start()

    def stop(self) -> bool:
        """End all parts in order; False where a turn's thread could not be ended."""
        # Those that bring new work end first, the keeper only after the last turn: until then leases must be renewed.
        for keeper in self._library_keepers:
            keeper.stop()
        self._retention.stop()
        self._reaper.stop()
        idle = self._runner.stop(GRACE_S)
        ended = self._consumer.stop(wait=idle)
        self._keeper.stop()
        if idle and ended:  # else a thread may still be using them
            self._import_stages.close()
        self._notifier.close()
        self._heartbeat.stop()
        # A thread that is still importing torch takes the interpreter down with a message of its own at a normal exit.
        return idle and ended and not self._warm_up_thread.is_alive()

    def _warm_up(self) -> None:
        try:
            self._import_stages.get().warm_up()
            self._heartbeat.mark_ready()
            log.info("worker %s is ready", self.name)
        except MuseChatError as error:
            log.error("the models could not be loaded; turns will say why: %s", error.line)
        except Exception:
            log.exception("the models could not be loaded; turns will say why")


class LazyStages:
    """The stages of a worker, built on first use, since importing their module imports torch. Thread-safe."""

    def __init__(self, module: str, settings: Settings, db: Database, queues: list[Queue]) -> None:
        self._module = module
        self._queues = queues
        self._settings = settings
        self._db = db
        self._lock = threading.Lock()
        self._made: StageSet | None = None

    def get(self) -> StageSet:
        """Return the stages, built by the first call; raises what their module raises."""
        with self._lock:
            if self._made is None:
                build: BuildStages = import_module(self._module).build_stages
                self._made = build(self._settings, self._db, self._queues)
            return self._made

    def functions(self) -> StageFunctions:
        """The function of each stage."""
        return self.get().functions

    def follow_up(self, context: TurnContext) -> None:
        """Start what follows a turn that is done."""
        self.get().follow_up(context)

    def close(self) -> None:
        """Close the shared services; does nothing where the stages were never built."""
        if self._made is not None:
            self._made.close()


class Consumer:
    """Celery's worker, run in a thread of this process."""

    def __init__(self, settings: Settings, run: Callable[[int], object], queues: Iterable[Queue], threads: int) -> None:
        self._settings = settings
        self._app = make_app(settings)

        def run_turn(turn_id: int) -> None:
            try:
                run(turn_id)
            except DATABASE_FAULTS as error:  # nothing can be written now; the reaper finds what is left of the turn
                reason = (str(error).splitlines() or [type(error).__name__])[0]
                log.warning("turn %s is left to the reaper, as the database does not answer (%s)", turn_id, reason)

        self._app.task(name=RUN_TURN)(run_turn)
        self._app.finalize()
        self._app.set_current()
        self._app.set_default()  # else tasks in the consumer's threads run with another app
        self._controller = self._app.WorkController(
            app=self._app,
            hostname=f"{settings.broker_prefix}@{os.getpid()}",
            pool="threads",
            concurrency=threads,
            queues=[make_queue_name(settings, queue) for queue in queues],
            loglevel="WARNING",
            # Workers find each other in the database: Celery's own gossip would be traffic that nobody reads.
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
        )
        self._thread = threading.Thread(target=self._consume_turns, name="consumer", daemon=True)

    @property
    def alive(self) -> bool:
        """Whether it consumes, or is trying to reach the broker."""
        return self._thread.is_alive()

    def publish_turn(self, turn_id: int, queue: Queue) -> None:
        """Notify the workers of a turn from within one; a broker that is down is not an error."""
        try:
            publish_turn(self._app, self._settings, turn_id, queue)
        except Exception as error:  # noqa: BLE001 - whatever the broker's client raises, the row waits
            count_event(CountedEvent.BROKER_ERRORS)
            log.warning("the broker does not answer (%s); turn %s waits", error, turn_id)

    def count_notices(self, queue: Queue) -> int | None:
        """Count the notices of a queue that wait at the broker; None where it does not answer."""
        try:
            return count_messages(self._app, self._settings, queue)
        except Exception as error:  # noqa: BLE001 - whatever the broker's client raises, the rows wait
            count_event(CountedEvent.BROKER_ERRORS)
            log.warning("the broker does not answer (%s); turns wait", error)
            return None

    def start(self) -> None:
        """Begin to consume."""
        from celery.worker import state

        # These flags are global to the process: a consumer that ran here before may have left them set.
        state.should_stop = state.should_terminate = None
        self._thread.start()

    def stop(self, *, wait: bool) -> bool:
        """Stop consuming, warmly with ``wait``, else at once; True where the thread has ended in time."""
        from celery.worker import state

        if wait:
            state.should_stop = 0
        else:
            state.should_terminate = 0
        deadline = time.monotonic() + (CONSUMER_S if wait else 0.5)
        while self._thread.is_alive() and time.monotonic() < deadline:
            # More than once: it may go to sleep again between the flag and the wake-up.
            self._wake_consumer()
            self._thread.join(0.1)
        return not self._thread.is_alive()

    def _wake_consumer(self) -> None:
        wake_consumer()
        if hub := getattr(self._controller, "hub", None):  # the event loop of brokers with a socket
            hub.call_soon(int)

    def _consume_turns(self) -> None:
        try:
            self._controller.start()
        except Exception:
            log.exception("the consumer ended")


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()

    def on_signal(number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not cut the shutdown short

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    return stop
