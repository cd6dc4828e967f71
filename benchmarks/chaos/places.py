"""Where chaos takes place: databases and brokers of this machine, reached through proxies that can be cut."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis
from kombu import Connection
from sqlalchemy import URL, make_url

from benchmarks.chaos.tcp_proxy import CuttableProxy
from musechat.settings import Settings
from musechat.turn import Queue
from worker.app import make_queue_name

POSTGRESQL = os.environ.get("MUSECHAT_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("MUSECHAT_TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
RABBITMQ = os.environ.get("MUSECHAT_TEST_AMQP_URL", "amqp://guest:guest@127.0.0.1:5672//")
LEASE_S = 3.0


@dataclass(frozen=True, slots=True)
class Place:
    """An installation.

    Attributes:
        settings: through the proxies.
        direct: the same past them.
        workers: how many processes it is made for.
        database, broker: the proxies; None where there is no server.

    """

    settings: Settings
    direct: Settings
    workers: int
    database: CuttableProxy | None = None
    broker: CuttableProxy | None = None

    def count_leftovers(self) -> int:
        """Count what lies at the broker: messages, and deliveries that nobody has acknowledged."""
        url = self.direct.broker_url
        if self.direct.embedded:
            return 0
        if url.startswith("redis"):
            return _count_in_redis(url, self.direct.broker_prefix)
        with Connection(url) as connection:
            names = [make_queue_name(self.direct, queue) for queue in Queue]
            declared = [connection.default_channel.queue_declare(name, passive=True) for name in names]
            return sum(int(each.message_count) for each in declared)


def _count_in_redis(url: str, prefix: str) -> int:
    client = redis.Redis.from_url(url)
    try:
        waiting = sum(int(client.llen(f"{prefix}:{prefix}.{queue.value}")) for queue in Queue)  # type: ignore[arg-type]
        return waiting + int(client.hlen(f"{prefix}:unacked"))  # type: ignore[arg-type]
    finally:
        client.close()


@contextmanager
def use_sqlite(folder: Path) -> Iterator[Place]:
    """SQLite without a broker: one worker process."""
    settings = Settings(_env_file=None, data_dir=folder / "data", lease_seconds=LEASE_S)
    yield Place(settings, settings, 1)


@contextmanager
def use_redis(folder: Path) -> Iterator[Place]:
    """PostgreSQL and Redis."""
    with _use_servers(folder, REDIS) as place:
        yield place
        client = redis.Redis.from_url(REDIS)
        for key in client.scan_iter(f"{place.direct.broker_prefix}*"):
            client.delete(key)
        client.close()


@contextmanager
def use_rabbitmq(folder: Path) -> Iterator[Place]:
    """PostgreSQL and RabbitMQ."""
    with _use_servers(folder, RABBITMQ) as place:
        yield place
        with Connection(RABBITMQ) as connection:
            for queue in Queue:
                connection.default_channel.queue_delete(make_queue_name(place.direct, queue))
            connection.default_channel.exchange_delete(place.direct.broker_prefix)


@contextmanager
def _use_servers(folder: Path, broker_url: str) -> Iterator[Place]:
    name = f"musechat_chaos_{uuid.uuid4().hex[:12]}"
    server, broker = make_url(POSTGRESQL).set(drivername="postgresql"), make_url(broker_url)
    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        proxies = _make_proxy(server, 5432), _make_proxy(broker, 5672 if broker_url.startswith("amqp") else 6379)
        try:
            own = server.set(database=name)
            direct = Settings(
                _env_file=None,
                data_dir=folder / "data",
                database_url=own.render_as_string(hide_password=False),
                broker_url=broker_url,
                broker_prefix=name,
                lease_seconds=LEASE_S,
            )
            through = {"database_url": _lead_through(own, proxies[0]), "broker_url": _lead_through(broker, proxies[1])}
            yield Place(direct.model_copy(update=through), direct, 3, *proxies)
        finally:
            for proxy in proxies:
                proxy.close()
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _make_proxy(url: URL, usual_port: int) -> CuttableProxy:
    return CuttableProxy(url.host or "127.0.0.1", url.port or usual_port)


def _lead_through(url: URL, proxy: CuttableProxy) -> str:
    return url.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)


PLACES: dict[str, Callable[[Path], AbstractContextManager[Place]]] = {
    "SQLite": use_sqlite,
    "PostgreSQL + Redis": use_redis,
    "PostgreSQL + RabbitMQ": use_rabbitmq,
}
