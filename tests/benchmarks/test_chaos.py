"""The chaos suite itself, small: every fault, few turns; and its parts."""

from __future__ import annotations

import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from kombu import Connection
from sqlalchemy import make_url

from benchmarks.chaos import places
from benchmarks.chaos.audit import Audit
from benchmarks.chaos.places import PLACES
from benchmarks.chaos.run import run_chaos
from benchmarks.chaos.tcp_proxy import CuttableProxy

TURNS, MOST_S = 48, 900.0
MOST_GIVEN_UP = 2  # of the turns, after as many attempts as there may be
EVERY = 6  # so that each fault is made


@pytest.fixture
def echo_port() -> Iterator[int]:
    """A server that sends back what it gets."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=_echo, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield server.getsockname()[1]
    server.close()


def _echo(connection: socket.socket) -> None:
    while data := connection.recv(1024):
        connection.sendall(data)


def test_a_cut_proxy_drops_what_is_connected_and_refuses_until_it_is_mended(echo_port: int) -> None:
    proxy = CuttableProxy("127.0.0.1", echo_port)
    with closing(socket.create_connection(("127.0.0.1", proxy.port), 60)) as connection:
        connection.sendall(b"here")
        assert connection.recv(4) == b"here"
        proxy.cut()
        with pytest.raises(ConnectionError):
            _insist_on_answer(connection)
    with pytest.raises(ConnectionError):
        socket.create_connection(("127.0.0.1", proxy.port), 60)
    proxy.mend()
    with closing(socket.create_connection(("127.0.0.1", proxy.port), 60)) as connection:
        connection.sendall(b"back")
        assert connection.recv(4) == b"back"
    proxy.close()


def test_a_reset_connection_is_reset_on_both_sides() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    proxy = CuttableProxy("127.0.0.1", listener.getsockname()[1])
    client = socket.create_connection(("127.0.0.1", proxy.port), 60)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    server, _ = listener.accept()
    server.settimeout(60)
    client.sendall(b"here")
    assert server.recv(4) == b"here"
    client.close()  # at once, as the kernel does for a process that was killed
    with pytest.raises(ConnectionError):
        _insist_on_answer(server)
    for each in (server, listener, proxy):
        each.close()


def _insist_on_answer(connection: socket.socket) -> None:
    connection.sendall(b"gone?")
    if not connection.recv(1):
        raise ConnectionResetError


@pytest.mark.parametrize("fault", ["lost", "doubled", "stuck", "leases", "blobs", "processes", "messages"])
def test_a_run_is_faultless_only_without_any_of_these(fault: str) -> None:
    audit = Audit(1, 1.0, Counter())
    assert audit.faultless
    setattr(audit, fault, 1)
    assert not audit.faultless


@pytest.mark.slow
@pytest.mark.parametrize("name", PLACES)
def test_no_turn_is_lost_doubled_or_stuck(name: str) -> None:
    if "PostgreSQL" in name:
        _require_servers(places.RABBITMQ if "RabbitMQ" in name else places.REDIS)
    audit = run_chaos(name, TURNS, MOST_S, every=EVERY)
    assert audit.faultless, audit
    # Faults strike at random: a turn that three workers died with is given up, says so, and can be tried again.
    assert set(audit.failed) <= {"worker-died"}
    assert sum(audit.failed.values()) <= MOST_GIVEN_UP
    assert audit.faults


def _require_servers(broker: str) -> None:
    server = make_url(places.POSTGRESQL).set(drivername="postgresql")
    try:
        psycopg.connect(server.render_as_string(hide_password=False), connect_timeout=60).close()
        with Connection(broker, connect_timeout=60) as connection:
            connection.ensure_connection(max_retries=1, timeout=60)
    except Exception as error:  # noqa: BLE001 - each client has its own errors
        pytest.skip(f"a server does not answer ({error})")
