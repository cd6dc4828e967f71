from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from musechat.settings import Settings
from store.database import Database
from store.migrate import upgrade_database
from tests.ports import reserved_port
from tests.worker.processes import PATIENCE_S, ROOT, end, environment, until, workers

SUPERVISE = """
import json, signal, sys, threading
from cli import supervisor
from cli.supervisor import SupervisedPart, Supervisor
options = json.loads(sys.argv[1])
supervisor.LONGEST_PAUSE_S, supervisor.GRACE_S = 0.1, options.get("grace", 7.0)
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
parts = [SupervisedPart(name, [sys.executable, "-c", code]) for name, code in options["parts"].items()]
sys.exit(Supervisor(parts, lambda part, line, stream: print(part, line, flush=True)).run(stop))
"""
TELL_AND_WAIT = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
STUBBORN = (
    "import os, signal, subprocess, sys, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "print(os.getpid(), child.pid, flush=True)\n"
    "time.sleep(600)"
)


@contextmanager
def supervising(**options: object) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-P", "-c", SUPERVISE, json.dumps(options)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def pids(process: subprocess.Popen[str]) -> list[int]:
    """The process ids that the next child to speak tells."""
    assert process.stdout
    for line in process.stdout:
        words = line.split()[1:]
        if words and all(word.isdigit() for word in words):
            return [int(word) for word in words]
    raise AssertionError("the supervisor ended")


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_child_that_is_killed_starts_again() -> None:
    with supervising(parts={"one": TELL_AND_WAIT}) as process:
        (first,) = pids(process)
        os.kill(first, signal.SIGKILL)
        (second,) = pids(process)
        assert second != first
        process.terminate()
        assert process.wait(PATIENCE_S) == 0
    assert gone(second)


def test_all_children_end_with_the_supervisor_even_stubborn_ones_and_what_they_started() -> None:
    with supervising(parts={"one": TELL_AND_WAIT, "two": STUBBORN}, grace=0.5) as process:
        started = pids(process) + pids(process)
        assert len(started) == 3
        process.terminate()
        assert process.wait(PATIENCE_S) == 0
    until(lambda: all(gone(pid) for pid in started), "nothing is left running")


def test_what_a_killed_child_had_started_does_not_outlive_it() -> None:
    with supervising(parts={"one": STUBBORN}, grace=0.2) as process:
        child, grandchild = pids(process)
        os.kill(child, signal.SIGKILL)
        until(lambda: gone(grandchild), "the grandchild ends")
        process.terminate()
        process.wait(PATIENCE_S)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "status", "line"),
    [("import sys; sys.exit(2)", 2, "one cannot run"), ("1 / 0", 1, "one fell 5 times in a row")],
)
def test_a_child_that_cannot_run_ends_the_supervisor_with_a_clear_line(
    code: str, status: int, line: str, tmp_path: Path
) -> None:
    spoken = tmp_path / "the other child has spoken"
    late = f"import os, time\nwhile not os.path.exists({str(spoken)!r}): time.sleep(0.02)\n{code}"
    with supervising(parts={"one": late, "two": TELL_AND_WAIT}) as process:
        (other,) = pids(process)
        spoken.touch()
        output = process.stdout.read() if process.stdout else ""
        assert process.wait(PATIENCE_S) == status
    assert line in output
    assert gone(other)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Settings]:
    with reserved_port() as port:
        settings = Settings(_env_file=None, data_dir=tmp_path / "house", web_port=port)
        upgrade_database(settings.effective_database_url)
        yield settings


def up(settings: Settings) -> subprocess.Popen[str]:
    code = "import sys; from cli.main import main; sys.argv[1:] = ['up']; main()"
    env = environment(settings, MUSECHAT_WEB_PORT=str(settings.web_port))
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen([sys.executable, "-P", "-c", code], env=env, text=True, cwd=settings.data_dir, **output)


def page_answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.slow
def test_up_runs_everything_restarts_what_falls_and_leaves_nothing(house: Settings) -> None:
    db = Database(house.effective_database_url)
    process = up(house)
    try:
        until(lambda: page_answers(house.web_port), "the page answers")
        (first,) = until(lambda: workers(db), "a worker is there")
        os.kill(first.pid, signal.SIGKILL)
        (second,) = until(lambda: [worker for worker in workers(db) if worker.pid != first.pid], "another one")
        children = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
        assert second.pid in children
        assert end(process) == 0
        until(lambda: all(gone(pid) for pid in children), "nothing is left running")
        assert workers(db) == []
    finally:
        end(process, signal.SIGKILL)
        db.close()


@pytest.mark.slow
def test_nothing_outlives_an_up_that_is_killed(house: Settings) -> None:
    db = Database(house.effective_database_url)
    process = up(house)
    until(lambda: workers(db) and page_answers(house.web_port), "everything runs")
    children = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
    assert len(children) >= 2
    end(process, signal.SIGKILL)
    until(lambda: all(gone(pid) for pid in children), "the children end too")
    db.close()


@pytest.mark.slow
def test_up_on_a_taken_port_says_so_and_starts_nothing(house: Settings) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", house.web_port))
        taken.listen()
        process = up(house)
        output, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 2
    assert output.splitlines() == [
        f"musechat: The address 127.0.0.1:{house.web_port} cannot be used (Address already in use). "
        "Choose another with MUSECHAT_WEB_PORT or --port."
    ]


@pytest.mark.slow
def test_up_in_a_folder_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    settings = Settings(_env_file=None, data_dir=tmp_path, web_port=0)
    code = "import sys; from cli.main import main; sys.argv[1:] = ['up']; main()"
    env = environment(settings, MUSECHAT_DATA_DIR=str(tmp_path / "file" / "house"), MUSECHAT_WEB_PORT="0")
    done = subprocess.run([sys.executable, "-P", "-c", code], env=env, text=True, capture_output=True, check=False)
    assert done.returncode == 2
    assert "cannot be used" in done.stderr
    assert len(done.stderr.splitlines()) == 1
