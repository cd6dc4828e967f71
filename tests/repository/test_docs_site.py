"""The documentation builds as a site, and a link that leads nowhere fails the build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def site(clone: Path, tmp_path: Path) -> Path:
    pytest.importorskip("material", reason="mkdocs-material is not installed")
    shutil.copytree(clone, tmp_path / "clone")
    return tmp_path / "clone"


def build(site: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "build/site"],
        cwd=site,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )


def test_the_site_is_built_and_its_links_leave_for_the_repository(site: Path) -> None:
    done = build(site)
    assert done.returncode == 0, done.stderr
    page = (site / "build/site/training/index.html").read_text()
    assert 'href="https://github.com/musechat/musechat/blob/main/models/weights/README.md"' in page
    assert not list((site / "build/site").rglob("*.py"))


@pytest.mark.parametrize("link", ["nothing.md", "../nothing.md", "installing.md#nothing"])
def test_a_link_that_leads_nowhere_fails_the_build(site: Path, link: str) -> None:
    page = site / "docs" / "library.md"
    page.write_text(f"{page.read_text()}\n[nothing]({link})\n")
    done = build(site)
    assert done.returncode != 0
    assert "library.md" in done.stderr
