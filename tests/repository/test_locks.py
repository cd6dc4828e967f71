"""The locks follow from the declared dependencies, hold hashes for everything but PyTorch, and fit every system."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from requirements.lock import ACCELERATOR, EXPORTS, find_uv, split_blocks, stale_files

ROOT = Path(__file__).resolve().parents[2]
INPUTS = ("pyproject.toml", "uv.lock", "README.md", "LICENSE", "research/pyproject.toml", "demo/pyproject.toml")
SYSTEMS = {
    "x86_64-manylinux_2_28": ("frontend", "worker", "hub", "research", "dev"),
    "aarch64-manylinux_2_28": ("frontend", "worker", "hub", "research", "dev"),
    "aarch64-apple-darwin": ("frontend", "worker", "hub", "research", "dev"),
    "x86_64-apple-darwin": ("frontend",),
    "x86_64-pc-windows-msvc": ("frontend", "worker", "hub", "research", "dev"),
}


@pytest.fixture(scope="module")
def uv() -> str:
    try:
        return find_uv()
    except SystemExit as missing:
        pytest.skip(str(missing))


@pytest.fixture
def tree(uv: str, tmp_path: Path) -> Path:
    """What locks are made of and the locks, to change."""
    for name in INPUTS:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def test_the_locks_are_up_to_date(uv: str) -> None:
    assert stale_files(ROOT) == []


@pytest.mark.parametrize("declared", ["pyproject.toml", "research/pyproject.toml"])
def test_a_changed_dependency_makes_the_lock_stale(tree: Path, declared: str) -> None:
    text = (tree / declared).read_text()
    (tree / declared).write_text(text.replace("dependencies = [\n", 'dependencies = [\n    "flask>=3",\n', 1))
    assert stale_files(tree) == ["uv.lock"]


def test_an_edited_requirement_file_is_stale(tree: Path) -> None:
    file = tree / "requirements" / "worker.txt"
    file.write_text(file.read_text().replace("numpy==", "numpy==1"))
    assert stale_files(tree) == ["worker.txt"]


# Pure Python that is published as source alone: it is built where it is installed, without a compiler.
SOURCE_ONLY = ("yattag",)


@pytest.mark.parametrize("file", [export.file for export in EXPORTS])
def test_everything_is_pinned_and_hashed_but_pytorch(file: str) -> None:
    text = (ROOT / "requirements" / file).read_text()
    for requirement, lines in split_blocks(text).items():
        if requirement.startswith("-r "):
            continue
        name, version = re.match(r"([a-z0-9-]+)==(\S+)", requirement).groups()  # type: ignore[union-attr]
        assert version
        assert "--hash=sha256:" in lines, name
        assert not ACCELERATOR.fullmatch(name)


def test_pytorch_is_pinned_to_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["tool"]["uv"]["constraint-dependencies"] == (ROOT / "requirements/torch.txt").read_text().split()


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_locked_package_has_a_file_for(uv: str, registry: None, tmp_path: Path, system: str, python: str) -> None:
    for role in SYSTEMS[system]:
        done = subprocess.run(
            [
                uv, "pip", "install", "--quiet", "--dry-run", "--no-deps", "--only-binary", ":all:", "--require-hashes",
                *(word for name in SOURCE_ONLY for word in ("--no-binary", name)),
                "--target", str(tmp_path), "--python-platform", system, "--python-version", python,
                "-r", str(ROOT / "requirements" / f"{role}.txt"),
            ],
            capture_output=True, text=True, check=False, env={**os.environ, "MACOSX_DEPLOYMENT_TARGET": "14.0"},
        )  # fmt: skip
        assert done.returncode == 0, f"{role}: {done.stderr}"
