from __future__ import annotations

from collections.abc import Iterator

import pytest

from media.watch import keep_spare


@pytest.fixture(scope="session", autouse=True)
def ready_child() -> Iterator[None]:
    """A spare child for the next test starts while this one runs, as in a worker."""
    keep_spare(1)
    yield
    keep_spare(0)
