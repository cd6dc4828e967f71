"""Brokers on this machine, for tests: those that run anyway, and a Redis of our own that can be stopped."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from kombu import Connection

from musechat.settings import Settings
from musechat.turn import Queue
from worker.app import make_queue_name

SERVERS = {
    "redis": os.environ.get("MUSECHAT_TEST_REDIS_URL", "redis://127.0.0.1:6379/9"),
    "rabbitmq": os.environ.get("MUSECHAT_TEST_AMQP_URL", "amqp://guest:guest@127.0.0.1:5672//"),
}


@contextmanager
def server(name: str, settings: Settings) -> Iterator[Settings]:
    """Settings for a broker that runs here anyway; our queues are deleted afterwards."""
    url = SERVERS[name]
    try:
        with Connection(url, connect_timeout=60) as connection:
            connection.ensure_connection(max_retries=1, timeout=60)
    except Exception as error:  # noqa: BLE001 - each client has its own errors
        pytest.skip(f"no {name} answers at {url.rpartition('@')[2]} ({error})")
    yield settings.model_copy(update={"broker_url": url})
    _clear(name, url, settings)


def _clear(name: str, url: str, settings: Settings) -> None:
    if name == "redis":
        client = redis.Redis.from_url(url)
        for key in client.scan_iter(f"{settings.broker_prefix}:*"):
            client.delete(key)
        client.close()
        return
    with Connection(url) as connection:
        channel = connection.channel()
        for queue in Queue:
            channel.queue_delete(make_queue_name(settings, queue))
        channel.exchange_delete(settings.broker_prefix)


class OwnRedis:
    """A Redis without persistence on a reserved port."""

    def __init__(self, folder: Path, port: int) -> None:
        self._binary = shutil.which("redis-server")
        if self._binary is None:
            pytest.skip("redis-server is not installed")
        self.port = port
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            str(self._binary),
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        self._process = subprocess.Popen([*command, "--dir", str(self._folder)], stdout=subprocess.DEVNULL)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
