"""An installation in a folder of its own, and its real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete

from store.database import Database
from store.tables import ThreadRow
from tests.databases import sqlite_url
from tests.localdiscord.gated_stages import ASKS, BREAKS, GATE, MIXES, SLOW
from tests.localdiscord.music import compose_all
from tests.worker.processes import end, until, worker_is_ready

ROOT = Path(__file__).resolve().parents[2]
# Plain sentences: the language model writes in `tests/e2e`, and would take most of the time here.
QUIET = {"MUSECHAT_LOG_LEVEL": "info", "MUSECHAT_WRITER": "template", "COLUMNS": "200"}


@dataclass(frozen=True)
class House:
    """An installation; its database is SQLite's where no other is named."""

    folder: Path
    database_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told beside this process's own environment."""
        ours = {"MUSECHAT_DATA_DIR": str(self.folder), **QUIET}
        return ours | ({"MUSECHAT_DATABASE_URL": self.database_url} if self.database_url else {})

    def command(self, *words: str | Path) -> list[str]:
        """A ``musechat`` command."""
        return [sys.executable, "-m", "cli.main", *map(str, words)]

    def database(self) -> Database:
        """Its database."""
        return Database(self.database_url or sqlite_url(self.folder / "musechat.db"))

    def log(self) -> str:
        """What its worker printed."""
        path = self.folder / "worker.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def start_worker(self) -> subprocess.Popen[bytes]:
        """Start the real worker."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MUSECHAT_", "DISCORD_"))}
        command = self.command("worker", "--stages", "tests.localdiscord.gated_stages")
        with (self.folder / "worker.log").open("ab") as log:
            return subprocess.Popen(
                command,
                env=kept | self.environment | {"PYTHONPATH": str(ROOT)},
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """The real worker, ready, for the length of a block."""
        process, db = self.start_worker(), self.database()
        try:
            until(lambda: worker_is_ready(db) or process.poll() is not None, "a worker is ready", patience_s=240)
            assert process.poll() is None, self.log()[-4000:]
            yield process
        finally:
            db.close()
            end(process, signal.SIGTERM)

    def forget(self) -> None:
        """Forget all conversations, so that the next bot has nothing to catch up with."""
        db = self.database()
        try:
            with db.write() as session:
                session.execute(delete(ThreadRow))
        finally:
            db.close()

    def gate_shut(self) -> AbstractContextManager[None]:
        """Let turns wait before choosing, for the length of a block."""
        return self._with(GATE)

    def choosing_breaks(self) -> AbstractContextManager[None]:
        """Let choosing break, for the length of a block."""
        return self._with(BREAKS)

    @contextmanager
    def words_are_slow(self) -> Iterator[Callable[[int], None]]:
        """Let reasons grow no further than so many words, one to begin with, for the length of a block.

        What is given lets them grow further.
        """
        file = self.folder / SLOW

        def allow(words: int) -> None:
            new = file.with_suffix(".new")
            new.write_text(str(words))
            new.rename(file)

        allow(1)
        try:
            yield allow
        finally:
            file.unlink()

    def picks_ask(self) -> AbstractContextManager[None]:
        """Let every pick come with a question, for the length of a block."""
        return self._with(ASKS)

    def mixes_are_made(self) -> AbstractContextManager[None]:
        """Let cards get their mixes, for the length of a block."""
        return self._with(MIXES)

    @contextmanager
    def _with(self, name: str) -> Iterator[None]:
        file = self.folder / name
        file.touch()
        try:
            yield
        finally:
            file.unlink(missing_ok=True)


def furnish(folder: Path) -> None:
    """Compose music and let the real command listen to it."""
    if not (folder / "music").exists():
        compose_all(folder / "music")
    add_music(House(folder), folder / "music")


def add_music(house: House, music: Path) -> None:
    """Let the real command listen to music."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("MUSECHAT_", "DISCORD_"))} | house.environment
    added = subprocess.run(
        house.command("library", "add", music),
        env=env,
        cwd=house.folder,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert added.returncode == 0, added.stdout + added.stderr
