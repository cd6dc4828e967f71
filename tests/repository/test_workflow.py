"""The repository's workflow checks what the project promises, with actions pinned to a commit."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    job: dict[str, Any] = yaml.safe_load((GITHUB / "workflows/check.yml").read_text())["jobs"]["check"]
    return job


def test_every_python_that_is_promised_is_checked(job: dict[str, Any]) -> None:
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["classifiers"]
    promised = [found[1] for c in classifiers if (found := re.fullmatch(r".*Python :: (\d\.\d+)", c))]
    assert job["strategy"]["matrix"]["python"] == promised


def test_the_workflow_runs_the_same_check_with_all_services(job: dict[str, Any]) -> None:
    assert any(step.get("run", "").startswith("make check") for step in job["steps"])
    assert set(job["services"]) == {"postgres", "redis", "rabbitmq"}


def test_actions_are_pinned_to_a_commit(job: dict[str, Any]) -> None:
    actions = [step["uses"] for step in job["steps"] if "uses" in step]
    assert actions
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) for action in actions)


@pytest.mark.parametrize("file", sorted(GITHUB.rglob("*.yml")), ids=lambda file: file.name)
def test_every_file_of_settings_can_be_read(file: Path) -> None:
    assert isinstance(yaml.safe_load(file.read_text()), dict)
