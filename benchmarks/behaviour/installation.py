"""A data folder of our own, and the command ``musechat`` run on it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.behaviour.stored import is_worker_ready

# No time limit may decide what is written or watched, however busy the machine is, and nothing kept may expire.
UNLIMITED = {
    "MUSECHAT_WRITER_SECONDS": "900",
    "MUSECHAT_FETCH_SECONDS": "900",
    "MUSECHAT_WATCH_SECONDS": "900",
    "MUSECHAT_LEASE_SECONDS": "900",
    "MUSECHAT_CLIP_HOURS": "876000",
    "MUSECHAT_WORDS_DAYS": "36500",
}
# Sums of floats depend on how many threads share them.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
LATEST_READY_S = 300.0
LOOK_S = 0.5
GRACE_S = 30.0


class CommandFailed(Exception):
    """A ``musechat`` command ended with an error."""


@dataclass(frozen=True)
class Installation:
    """A data folder and the command that serves it.

    Attributes:
        command: path of the ``musechat`` to run.
        folder: its data folder (made where missing).

    """

    command: Path
    folder: Path

    def run(self, *words: str) -> str:
        """Run a command to its end and give what it printed.

        Raises:
            CommandFailed: it ended with an error.

        """
        self.folder.mkdir(parents=True, exist_ok=True)
        # Its working directory is the data folder: a .env of the person's own is not read.
        done = subprocess.run(
            [self.command, *words],
            cwd=self.folder,
            env=build_environment(self.folder),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = "\n".join(done.stderr.strip().splitlines()[-20:])
            raise CommandFailed(f"musechat {' '.join(words)} ended with status {done.returncode}:\n{said}")
        return done.stdout

    def ask(self, clip: Path, words: Sequence[str]) -> dict[str, Any]:
        """Hold one conversation and give it as it is compared; a worker must be running."""
        return comparable_conversation(clip.name, json.loads(self.run("ask", str(clip), *words, "--json")))

    def list_library(self) -> list[dict[str, Any]]:
        """List all tracks with all that is known of them; their files by name, wherever they lie."""
        tracks: list[dict[str, Any]] = json.loads(self.run("library", "list", "--json"))
        listed = [{**track, "path": Path(track["path"]).name} for track in tracks]
        return sorted(listed, key=lambda track: str(track["id"]))

    @contextmanager
    def worker(self) -> Iterator[None]:
        """Keep one worker running, with its models loaded: ``ask`` finds it and starts none of its own.

        Raises:
            CommandFailed: the worker ended, or did not become ready in time.

        """
        log = self.folder.with_name(f"{self.folder.name}-worker.log")
        with log.open("w", encoding="utf-8") as output:
            process = subprocess.Popen(
                [self.command, "worker"],
                cwd=self.folder,
                env=build_environment(self.folder),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            self._wait_ready(process, log)
            yield
        finally:
            _end(process)

    def _wait_ready(self, process: subprocess.Popen[bytes], log: Path) -> None:
        latest = time.monotonic() + LATEST_READY_S
        while not is_worker_ready(self.folder, process.pid):
            if process.poll() is not None or time.monotonic() > latest:
                said = "\n".join(log.read_text(encoding="utf-8").splitlines()[-20:])
                raise CommandFailed(f"The worker did not become ready (status {process.poll()}):\n{said}")
            time.sleep(LOOK_S)


def build_environment(folder: Path) -> dict[str, str]:
    """Build the environment of a command: only this data folder, and no setting of the person's own."""
    left_out = ("MUSECHAT_", "DISCORD_", "COLUMNS", "FORCE_COLOR", "TTY_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    # On a GPU the same sums come out slightly different.
    ours = {"MUSECHAT_DATA_DIR": str(folder), "MUSECHAT_LOG_LEVEL": "warning", "CUDA_VISIBLE_DEVICES": ""}
    return inherited | ours | UNLIMITED | ONE_THREAD


def comparable_conversation(clip: str, answer: dict[str, Any]) -> dict[str, Any]:
    """What of an answer is compared: all of it but the seconds that each stage took."""
    turns = [{**turn, "stages": sorted(turn["stages"])} for turn in answer["turns"]]
    return {"clip": clip, "video": answer["video"], "turns": turns}


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
