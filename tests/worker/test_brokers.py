from __future__ import annotations

import socket
import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from musechat.settings import Settings
from musechat.turn import Queue, TurnState
from store.database import Database
from tests.ports import reserved_port
from tests.store.asked import Asker
from tests.worker.brokers import OwnRedis, server
from tests.worker.processes import until, worker_is_ready, working
from worker.app import count_messages, make_app, publish_turn
from worker.notifier import Notifier

pytestmark = pytest.mark.slow


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[OwnRedis]:
    with reserved_port() as port:
        redis = OwnRedis(tmp_path, port)
        yield redis
        redis.kill()


@pytest.fixture(params=["redis", "rabbitmq"])
def served(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Settings]:
    with server(request.param, settings) as found:
        yield found


def test_a_ring_is_heard_and_each_queue_by_its_own_worker(
    served: Settings, asker: Asker, capsys: pytest.CaptureFixture[str]
) -> None:
    bell, spent = Notifier(served), []
    with working(served, queues=["media"]), working(served, queues=["infer"]):
        first = asker.ask(clip=True)
        bell.notify(first, Queue.MEDIA)
        until(lambda: asker.view(first).state.final, "the clip's turn ends")
        for _ in range(5):
            began = time.monotonic()
            turn_id = asker.ask()
            bell.notify(turn_id, Queue.INFER)
            until(lambda t=turn_id: asker.view(t).state.final, "the turn ends")
            spent.append(time.monotonic() - began)
    bell.close()
    assert asker.view(first).state is TurnState.DONE
    assert asker.view(first).attempt == 1
    with capsys.disabled():
        print(f"\nempty turn by {served.broker_url.partition(':')[0]}: {1000 * statistics.median(spent):.0f} ms")


def test_the_broker_says_how_many_notices_wait(served: Settings) -> None:
    app = make_app(served)
    assert count_messages(app, served, Queue.INFER) == 0  # there is no such queue yet
    for turn_id in range(3):
        publish_turn(app, served, turn_id, Queue.INFER)
    assert [count_messages(app, served, queue) for queue in (Queue.INFER, Queue.MEDIA)] == [3, 0]
    app.close()


def bell_failed(caplog: pytest.LogCaptureFixture) -> bool:
    return "the broker does not answer" in caplog.text


def test_turns_asked_while_the_broker_is_down_run_when_it_is_back(
    settings: Settings, asker: Asker, own_redis: OwnRedis, caplog: pytest.LogCaptureFixture
) -> None:
    away = settings.model_copy(update={"broker_url": own_redis.url})
    bell = Notifier(away)
    with working(away):
        until(lambda: worker_is_ready(asker.db), "the worker is ready")
        turn_id = asker.ask()
        bell.notify(turn_id, Queue.INFER)
        until(lambda: bell_failed(caplog), "the ring failed")
        assert asker.view(turn_id).state is TurnState.QUEUED
        own_redis.start()
        until(lambda: asker.view(turn_id).state is TurnState.DONE, "the turn runs")
        own_redis.kill()
        caplog.clear()
        second = asker.ask()
        bell.notify(second, Queue.INFER)
        own_redis.start()
        until(lambda: asker.view(second).state is TurnState.DONE, "the second turn runs")


def test_a_broker_that_forgets_everything_loses_no_turn(settings: Settings, asker: Asker, own_redis: OwnRedis) -> None:
    there = settings.model_copy(update={"broker_url": own_redis.url})
    bell = Notifier(there)
    own_redis.start()
    askers = [Asker(asker.db, f"asker {n}") for n in range(5)]
    turns = [asker.ask() for asker in askers]
    for turn_id in turns:
        bell.notify(turn_id, Queue.INFER)
    bell.close(5)
    own_redis.kill()
    own_redis.start()
    with working(there):
        for turn_id in turns:
            until(lambda t=turn_id: asker.view(t).state is TurnState.DONE, "the turn runs")


@pytest.mark.parametrize("scheme", ["redis://{}/0", "amqp://guest:guest@{}//"])
def test_the_doorbell_never_blocks_and_never_raises(settings: Settings, scheme: str) -> None:
    """The broker takes connections and says nothing: whoever waited for it would wait for as long as the test lasts."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        bell = Notifier(settings.model_copy(update={"broker_url": scheme.format(address)}))
        for turn_id in range(1500):  # more than it keeps
            bell.notify(turn_id, Queue.INFER)
        bell.close(0.1)


def test_embedded_the_doorbell_does_nothing(settings: Settings) -> None:
    before = threading.active_count()
    bell = Notifier(settings)
    bell.notify(1, Queue.INFER)
    bell.close()
    assert threading.active_count() == before


def test_turns_run_on_postgresql_too(postgresql_database: Database, settings: Settings) -> None:
    there = settings.model_copy(update={"database_url": postgresql_database.url})
    asker = Asker(postgresql_database)
    with working(there):
        turns = [asker.ask(clip=True), asker.ask("stumble:read:1"), asker.ask()]
        for turn_id in turns:
            until(lambda t=turn_id: asker.view(t).state is TurnState.DONE, "the turn runs")
    assert [asker.view(turn_id).attempt for turn_id in turns] == [1, 2, 1]
