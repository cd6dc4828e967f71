"""A whole installation in a folder of its own: music and clips that the tests make, and the real command."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.bot.house import draw_clip


@dataclass(frozen=True)
class Home:
    """An installation."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MUSECHAT_", "DISCORD_"))}
        return {**kept, "MUSECHAT_DATA_DIR": str(self.folder), "COLUMNS": "200"}

    @property
    def clips(self) -> Path:
        return self.folder / "clips"

    def command(self, *words: str | Path) -> list[str]:
        return [sys.executable, "-m", "cli.main", *map(str, words)]

    def run(self, *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words),
            env=self.environment | environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=500,
            check=False,
        )

    def ask(self, *words: str | Path) -> dict[str, Any]:
        done = self.run("ask", *words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="session")
def home(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An installation with music and clips, made once for all test processes. Tests ask there, and change nothing else."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    made, ready = Home(shared / "home"), shared / "home.ready"
    with (shared / "home.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            _move_in(made, furnished)
            ready.touch()
    return made


def _move_in(home: Home, furnished: Path) -> None:
    home.clips.mkdir(parents=True)
    shutil.copy(furnished / "musechat.db", home.folder)
    for name, seconds in (("dusk", 6.0), ("waves", 8.0)):
        draw_clip(home.clips / f"{name}.mp4", seconds)


@pytest.fixture
def empty_home(tmp_path: Path) -> Home:
    """An installation that nothing was done with yet."""
    return Home(tmp_path / "home")
