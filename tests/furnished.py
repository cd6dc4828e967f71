"""A library that the real command listened to, made once for all test processes."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from tests.localdiscord.house import furnish


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a small library, to copy ``musechat.db`` from; ``music`` in it holds the files.

    ``MUSECHAT_TEST_WORLD`` names a folder to keep it in between runs.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    kept = os.environ.get("MUSECHAT_TEST_WORLD")
    folder = Path(kept) if kept else shared / "furnished"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            furnish(folder)
            (folder / "ready").touch()
    return folder
