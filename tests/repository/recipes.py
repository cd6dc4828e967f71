"""The commands of ``docs/installing.md``, as a test runs them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

RECIPE = re.compile(r"<!-- recipe: (\w+) -->\n```sh\n(.*?)```", re.DOTALL)


def read_recipes(page: Path) -> dict[str, list[str]]:
    """Map the name of each recipe on the page to its commands, one a line."""
    return {name: body.splitlines() for name, body in RECIPE.findall(page.read_text())}


def run_line(line: str, folder: Path, environment: dict[str, str], timeout: float = 900) -> str:
    """What one command of a recipe prints.

    Raises:
        AssertionError: it failed; with what it printed.

    """
    done = subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )
    assert done.returncode == 0, f"{line}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout
