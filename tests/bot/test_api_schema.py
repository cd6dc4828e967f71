"""Schemathesis against the real application: whatever is sent, no fault of ours, and answers as the document says."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import hypothesis
import pytest

from bot.web.api.document import build_document
from musechat.settings import Settings
from musechat.turn import Queue
from store import leases
from store.api_tokens import create_token
from store.database import Database
from tests.bot.house import page_in_thread, stock

EXAMPLES = 8  # of each operation: valid and invalid ones
pytestmark = pytest.mark.slow


class RefusingWorker(threading.Thread):
    """Ends every turn as failed at once, so that no event stream waits for ever."""

    def __init__(self, db: Database) -> None:
        super().__init__(daemon=True)
        self.db, self.ended = db, threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            with self.db.write() as session:
                job = leases.claim_turn(session, "refusing", list(Queue), 60)
                if job is not None:
                    leases.fail_turn(session, job.id, job.attempt, "no-such-site", "There is no such site.")
            if job is None:
                time.sleep(0.02)


@pytest.fixture
def served(settings: Settings, sqlite_database: Database, tone) -> Iterator[tuple[str, str]]:
    stock(sqlite_database, tone)
    with sqlite_database.write() as session:
        token = create_token(session, "schemathesis")
    worker = RefusingWorker(sqlite_database)
    worker.start()
    with page_in_thread(settings.model_copy(update={"api_per_minute": 0}), sqlite_database) as address:
        yield address, token
    worker.ended.set()
    worker.join(60)


def test_every_answer_is_one_that_the_document_promises(served: tuple[str, str]) -> None:
    import schemathesis  # two seconds, which every test process would spend on collecting
    from schemathesis.checks import CHECKS, load_all_checks

    address, token = served
    load_all_checks()
    unfit = [CHECKS.get_one("positive_data_acceptance")]
    schema = schemathesis.openapi.from_dict(build_document())
    schema.config.update(base_url=address)
    seen = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @hypothesis.settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None)
        @hypothesis.given(case=operation.as_strategy())
        def send(case: schemathesis.Case) -> None:
            # What fits the schema may still be no link, or name nothing that is there.
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=unfit)

        send()
        seen.add(operation.label)
    assert len(seen) == 10
