"""A worker that serves needs neither research nor the demo: both are optional parts of an installation."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from store.database import Database
from tests.worker.processes import ROOT

WARM_WORKER = """
import pkgutil, sys
import bot, language, media, models, musechat, store, worker
from musechat.settings import Settings
from store.database import Database
from worker.stages.services import StageServices

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"research", "demo"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
for package in (bot, language, media, models, musechat, store, worker):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        __import__(module.name)
settings = Settings(_env_file=None, data_dir=sys.argv[1])
services = StageServices.create(settings)
try:
    services.warm_up(Database(sys.argv[2]), settings)
finally:
    services.close()
print(sorted(name for name in sys.modules if name.partition(".")[0] in {"research", "demo"}))
"""


@pytest.mark.slow
def test_a_warm_worker_has_imported_neither_research_nor_the_demo(sqlite_database: Database, tmp_path: Path) -> None:
    """Every module that serves is imported, and a worker warmed up, where the two parts cannot be imported."""
    command = [sys.executable, "-P", "-c", WARM_WORKER, str(tmp_path), sqlite_database.url]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "[]"
