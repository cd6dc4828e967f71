"""The hook on commit messages refuses long subjects, in a repository of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ".pre-commit-config.yaml"

pytest.importorskip("pre_commit")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("repository")
    shutil.copy(ROOT / CONFIG, folder)
    run(folder, "git", "init", "--quiet")
    run(folder, "git", "config", "user.name", "Tess")
    run(folder, "git", "config", "user.email", "tess@example.org")
    run(folder, "git", "add", CONFIG)
    run(folder, sys.executable, "-m", "pre_commit", "install", "--hook-type", "commit-msg")
    return folder


def run(folder: Path, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody without settings of their own."""
    home = {"HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "PRE_COMMIT_HOME": str(folder / ".git" / "pre-commit")}
    env = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))} | home
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=check)


@pytest.mark.parametrize(
    ("message", "passes"),
    [
        ("x" * 72, True),
        ("x" * 73, False),
        ("é" * 72, True),
        ("曲" * 73, False),
        (f"Short\n\n{'a long line of the body ' * 10}", True),
    ],
    ids=["72 letters", "73 letters", "72 letters of two bytes", "73 letters of three bytes", "a long body"],
)
def test_a_subject_has_at_most_72_characters(repository: Path, message: str, passes: bool) -> None:
    made = run(repository, "git", "commit", "--allow-empty", "--message", message, check=False)
    assert (made.returncode == 0) is passes, made.stderr
    assert "at most 72 characters" in made.stdout + made.stderr
