"""Worker processes that are started again whenever they end, as a supervisor does."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil

from musechat.settings import Settings

ROOT = Path(__file__).parents[2]
STAGES = "benchmarks.chaos.stages"
LOOK_S = 0.2
MARK = "MUSECHAT_CHAOS_RUN"  # in the environment of every process of a run, and of their children


class Crew:
    """Some workers. Thread-safe."""

    def __init__(self, settings: Settings, size: int, folder: Path) -> None:
        self._settings, self._size, self._folder = settings, size, folder
        self._lock = threading.Lock()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._keep_alive, name="crew", daemon=True)

    def start(self) -> None:
        """Start the workers."""
        self._thread.start()

    def stop(self) -> None:
        """End the workers politely; one that does not end is killed."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()
        for process in self._processes:
            process.send_signal(signal.SIGCONT)
            process.terminate()
        for process in self._processes:
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def choose_worker(self) -> psutil.Process | None:
        """One of the workers that live, at random; None where none does."""
        alive = [process for process in self.list_alive() if process.is_running()]
        return random.choice(alive) if alive else None

    def list_alive(self) -> list[psutil.Process]:
        """The workers that live."""
        with self._lock:
            return [psutil.Process(each.pid) for each in self._processes if each.poll() is None]

    def count_left(self) -> int:
        """Count the processes of this run that are still there, whoever started them."""
        return sum(self._is_ours(process) for process in psutil.process_iter())

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            return process.environ().get(MARK) == str(self._folder) and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False

    def _keep_alive(self) -> None:
        while not self._stopped.is_set():
            with self._lock:
                self._processes = [process for process in self._processes if process.poll() is None]
                while len(self._processes) < self._size:
                    self._processes.append(self._start_worker())
            self._stopped.wait(LOOK_S)

    def _start_worker(self) -> subprocess.Popen[bytes]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MUSECHAT_", "DISCORD_"))}
        ours = {
            "MUSECHAT_DATA_DIR": str(self._settings.data_dir),
            "MUSECHAT_DATABASE_URL": self._settings.effective_database_url,
            "MUSECHAT_BROKER_URL": self._settings.broker_url,
            "MUSECHAT_BROKER_PREFIX": self._settings.broker_prefix,
            "MUSECHAT_LEASE_SECONDS": str(self._settings.lease_seconds),
            "PYTHONPATH": str(ROOT),
            MARK: str(self._folder),
        }
        command = [sys.executable, "-P", "-m", "cli.main", "worker", "--stages", STAGES]
        with (self._folder / "workers.log").open("ab") as log:
            options = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, "cwd": self._folder}
            return subprocess.Popen(command, env=kept | ours, **options)  # type: ignore[call-overload, no-any-return]
