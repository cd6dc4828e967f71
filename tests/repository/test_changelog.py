"""Version and changelog by one rule: the newest released section is not ahead of the version."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from packaging.version import Version

from musechat import __version__

ROOT = Path(__file__).resolve().parents[2]
RELEASE = re.compile(r"(\d+\.\d+\.\d+) \((\d{4}-\d{2}-\d{2})\)")


def released(text: str) -> list[tuple[Version, date]]:
    """Version and date of each release, newest first.

    Raises:
        ValueError: the changelog does not begin with what is unreleased, or a heading is no release's.

    """
    first, *others = re.findall(r"^## (.+)$", text, re.MULTILINE)
    if first != "Unreleased":
        raise ValueError(f"the first section is {first!r}, not 'Unreleased'")
    found = []
    for heading in others:
        match = RELEASE.fullmatch(heading)
        if match is None:
            raise ValueError(f"{heading!r} is no heading of a release")
        found.append((Version(match[1]), date.fromisoformat(match[2])))
    return found


def test_the_newest_release_is_not_ahead_of_the_version() -> None:
    releases = released((ROOT / "CHANGELOG.md").read_text())
    assert releases == sorted(releases, reverse=True)
    assert all(version <= Version(__version__) for version, _ in releases)


@pytest.mark.parametrize("text", ["## 1.0.0 (2026-01-01)\n", "## Unreleased\n\n## 1.0.0, soon\n"])
def test_other_headings_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"section|heading"):
        released(text)


@pytest.mark.parametrize("project", [".", "research", "demo"])
def test_the_version_stands_in_one_place(project: str) -> None:
    settings = tomllib.loads((ROOT / project / "pyproject.toml").read_text())
    assert "version" not in settings["project"]
    assert settings["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "musechat.__version__"}
