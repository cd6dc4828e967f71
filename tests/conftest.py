"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from research.fixed_thresholds import make_fixed_thresholds

os.environ["COLUMNS"] = "200"  # what is printed must not depend on the width of the terminal that runs the tests

# The same examples in every run, and no deadline, which a busy machine would miss. HYPOTHESIS_PROFILE=explore looks for new ones.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

pytest_plugins = ["tests.databases", "tests.furnished"]

# Folders whose files take longest. With them first, no test process is left alone with one of them at the end.
LONGEST = ("localdiscord", "e2e", "repository", "worker", "research")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start the longest folders first; the order within a folder stays."""

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        return LONGEST.index(folder) if folder in LONGEST else len(LONGEST)

    items.sort(key=place)


@pytest.fixture(scope="module")
def fixed_certainty() -> Iterator[None]:
    """Let findings count as sure from fixed scores on: for tests of words, not of what listening is worth today."""
    table = make_fixed_thresholds()
    with pytest.MonkeyPatch.context() as patch:
        # In every thread, where use_calibration() reaches only its own.
        patch.setattr("language.certainty.load_calibration", lambda: table)
        yield


SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real clips and music that lies beside a developer's checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"real clips and music are not here: {SHARED} is missing")
    return SHARED
