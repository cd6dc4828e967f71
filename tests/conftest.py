"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ["COLUMNS"] = "200"  # what is printed must not depend on the width of the terminal that runs the tests

pytest_plugins = ["tests.databases"]

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real clips and music that lies beside a developer's checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"real clips and music are not here: {SHARED} is missing")
    return SHARED
