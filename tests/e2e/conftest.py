"""A whole installation in a folder of its own: music the project composes, clips it draws, and the real command."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

TRACKS = 16
CLIPS = 2


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
        return self.folder / "demo" / "clips"

    def command(self, *words: str | Path) -> list[str]:
        return [sys.executable, "-m", "cli.main", *map(str, words)]

    def run(self, *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words),
            env=self.environment | environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=150,
            check=False,
        )

    def ask(self, *words: str | Path) -> dict[str, Any]:
        done = self.run("ask", *words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An installation with music and clips, made once for all test processes. Tests ask there, and change nothing else."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    made, ready = Home(shared / "home"), shared / "home.ready"
    with (shared / "home.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            _furnish(made)
            ready.touch()
    return made


def _furnish(home: Home) -> None:
    from demo import compose_library, draw_clips
    from demo.clips import SCENES

    home.folder.mkdir()
    compose_library(home.folder / "demo" / "music", count=TRACKS)
    draw_clips(home.clips, names=tuple(scene.name for scene in SCENES[:CLIPS]))
    added = home.run("library", "add", home.folder / "demo" / "music")
    assert added.returncode == 0, added.stderr


@pytest.fixture
def empty_home(tmp_path: Path) -> Home:
    """An installation that nothing was done with yet."""
    return Home(tmp_path / "home")
