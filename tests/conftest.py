"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from musechat import redaction
from research.fixed_thresholds import make_fixed_thresholds

os.environ["COLUMNS"] = "200"  # what is printed must not depend on the width of the terminal that runs the tests

# The same examples in every run, and no deadline, which a busy machine would miss. HYPOTHESIS_PROFILE=explore looks for new ones.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

pytest_plugins = ["tests.databases", "tests.furnished"]

# Folders whose files take longest. With them first, no test process is left alone with one of them at the end.
LONGEST = ("localdiscord", "e2e", "repository", "worker", "research")


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: tests wait for their children and servers a fifth of the time."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow all but the first case of tests marked so, and start the longest folders first."""
    started: set[tuple[Path, str]] = set()
    for item in items:
        if item.get_closest_marker("slow_but_first"):
            test = item.path, getattr(item, "originalname", item.name)
            if test in started:
                item.add_marker(pytest.mark.slow)
            started.add(test)

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        return LONGEST.index(folder) if folder in LONGEST else len(LONGEST)

    items.sort(key=place)


@pytest.fixture(autouse=True)
def own_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no secret that a test registers hide words of a later test in this process."""
    monkeypatch.setattr(redaction, "_secrets", list(redaction._secrets))


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
