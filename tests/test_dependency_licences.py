"""The licences of what is installed, and what the list says to others."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
from email.message import Message
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "requirements" / "licences.py"
RULES = tomllib.loads((ROOT / "requirements" / "licences.toml").read_text())

spec = importlib.util.spec_from_file_location("licences_script", SCRIPT)
assert spec and spec.loader
licences = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = licences
spec.loader.exec_module(licences)


def test_all_dependencies_have_a_licence_that_is_allowed() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--quiet"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_nothing_under_the_gpl_is_imported() -> None:
    allowed = {*RULES["allowed"], *RULES["allowed-for-dev"]}
    assert not [name for name in allowed if name.startswith(("GPL", "AGPL"))]


def test_a_dependency_is_listed_with_the_parts_that_bring_it_and_judged() -> None:
    project = {
        "dependencies": ["typer"],
        "optional-dependencies": {"worker": ["typer"], "dev": ["pytest", "absent-here"]},
    }
    rows = {row.name: row for row in licences.list_rows(project, RULES)}
    assert rows["typer"].parts == ("base", "worker")
    assert rows["pygments"].licence == "BSD-2-Clause" and not rows["pygments"].refusal
    assert rows["pluggy"].parts == ("dev",)
    assert "absent-here" not in rows
    strict = licences.list_rows(project, {**RULES, "allowed": ["BSD-2-Clause"], "allowed-for-dev": ["MIT"]})
    refused = {row.name for row in strict if row.refusal}
    assert "typer" in refused and not refused & {"pygments", "pluggy"}, "what dev alone brings may have more"


@pytest.mark.parametrize(
    ("expression", "fine"),
    [
        ("MIT", True), ("MIT AND Apache-2.0", True), ("GPL-2.0-or-later OR MIT", True), ("MIT AND GPL-3.0-only", False),
        ("", False), ("(MIT OR ISC) AND GPL-2.0-only", False), ("Apache-2.0 WITH LLVM-exception", True),
    ],
)  # fmt: skip
def test_expressions(expression: str, fine: bool) -> None:
    assert licences.is_allowed(expression, RULES["allowed"]) is fine


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License-Expression": "MIT", "License": "x"}, "MIT"),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        ({"License": "Apache 2.0 License"}, "Apache-2.0"),
        ({"Classifier": "License :: OSI Approved", "License": "BSD License"}, "BSD-3-Clause"),
        ({"License": "Some\nlong text"}, ""),
        ({}, ""),
    ],
)
def test_what_a_distribution_states(fields: dict[str, str], licence: str) -> None:
    metadata = Message()
    for name, value in fields.items():
        metadata[name] = value
    assert licences.read_licence(metadata, RULES["names"]) == licence
