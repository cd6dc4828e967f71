"""One run: an installation, its workers, a client, and faults until every turn is answered."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from benchmarks.chaos.audit import Audit, audit_ledger, audit_rest, wait_for_broker
from benchmarks.chaos.client import ChaosClient
from benchmarks.chaos.crew import Crew
from benchmarks.chaos.faults import FaultMaker
from benchmarks.chaos.places import PLACES, Place
from store.database import Database
from store.migrate import upgrade_database
from worker.notifier import Notifier

EVERY = 15


def run_chaos(name: str, turns: int, most_s: float, *, every: int = EVERY, keep_log: Path | None = None) -> Audit:
    """Ask ``turns`` turns in a place, for ``most_s`` seconds at most, and look at what is left.

    A fault is made for each ``every`` turns that end, until half of the time is over: whatever is left then must drain
    in the other half. ``keep_log`` takes the workers' log.
    """
    with tempfile.TemporaryDirectory(prefix="musechat-chaos-") as text, PLACES[name](Path(text)) as place:
        folder = Path(text)
        upgrade_database(place.direct.effective_database_url)
        crew = Crew(place.settings, place.workers, folder)
        crew.start()
        try:
            return _run(place, crew, turns, most_s, every)
        finally:
            crew.stop()
            if keep_log is not None:
                keep_log.write_bytes((folder / "workers.log").read_bytes())


def _run(place: Place, crew: Crew, turns: int, most_s: float, every: int) -> Audit:
    db = Database(place.direct.effective_database_url)
    faults = FaultMaker(place, crew, every)
    began = time.monotonic()
    try:
        client = asyncio.run(_ask(place, turns, faults, most_s))
        audit = Audit(turns, time.monotonic() - began, Counter(faults.made))
        audit_ledger(db, client, audit)
        wait_for_broker(place, audit)
        crew.stop()
        audit_rest(db, place, crew, audit)
        return audit
    finally:
        db.close()


async def _ask(place: Place, turns: int, faults: FaultMaker, most_s: float) -> ChaosClient:
    db, notifier = Database(place.settings.effective_database_url), Notifier(place.settings)
    client = ChaosClient(db, notifier, turns, faults.note_end)
    loop = asyncio.get_running_loop()
    faults.start()
    calming = loop.call_later(most_s / 2, lambda: loop.run_in_executor(None, faults.stop))
    try:
        with suppress(TimeoutError):  # then turns are stuck, which the audit says
            async with asyncio.timeout(most_s):
                await client.run()
    finally:
        calming.cancel()
        await asyncio.to_thread(faults.stop)
        await asyncio.to_thread(notifier.close)
        db.close()
    return client
